"""What is told goes out by the channels a person wishes, at the hour they wish, and never twice."""

from datetime import time, timedelta

import pytest

from shenbian.notices.actions import Telling, be_quiet, be_reached_at, deliver_due, prefer, tell
from shenbian.notices.channels import addresses
from shenbian.notices.models import Address, Delivery, Notice
from shenbian.notices.queries import lost
from shenbian.notices.rules import LEASE, TRIES, Quiet, leaves_at, message
from shenbian.people.models import Person
from tests.notices.conftest import BUSY, CALM, GONE, HOME, LOUD, NOON, Line, me, reached
from tests.people.making import person

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=2)


def say(person: Person, *titles: str, kind: str = CALM.key, at: object = NOON) -> None:
    tell([Telling(to=person.key, kind=kind, title=title, body=f"{title}了。") for title in titles], by="test")
    Notice.objects.filter(planned_at=None).update(told_at=at)


def states() -> list[tuple[str, int, str]]:
    return list(Delivery.objects.order_by("pk").values_list("state", "attempts", "error"))


def beijing(hour: int, minute: int = 0, days: int = 0):
    return NOON + timedelta(hours=hour - 12, minutes=minute, days=days)


def test_it_goes_out_once_however_often_the_worker_comes(line: type[Line]) -> None:
    say(reached(1), "答复")
    rounds = [deliver_due(by="test", at=NOON + LATER) for _ in range(3)]
    assert line.sent == [("13800000001", "【身边】答复了。")]
    assert [(each.planned, each.messages, each.sent) for each in rounds] == [(1, 1, 1), (0, 0, 0), (0, 0, 0)]
    assert list(Delivery.objects.values_list("state", "external_id")) == [("sent", "m1")]


def test_more_than_five_for_one_person_go_as_one_message(line: type[Line]) -> None:
    one, other = reached(1), reached(2)
    say(one, *(f"事{n}" for n in range(1, 7)))
    say(other, "甲", "乙")
    deliver_due(by="test", at=NOON + LATER)
    assert sorted(line.sent) == [
        ("13800000001", "【身边】您有6条新通知：事1；事2；事3等。请打开“身边”查看。"),
        ("13800000002", "【身边】乙了。"),
        ("13800000002", "【身边】甲了。"),
    ]
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_a_round_takes_along_what_waits_for_the_same_person(line: type[Line]) -> None:
    say(reached(1), *(f"事{n}" for n in range(1, 8)))
    deliver_due(by="test", at=NOON + LATER, limit=7)  # plans all seven
    line.sent.clear()
    Delivery.objects.update(state="due", sent_at=None)
    deliver_due(by="test", at=NOON + LATER, limit=1)
    assert [text for _, text in line.sent] == ["【身边】您有7条新通知：事1；事2；事3等。请打开“身边”查看。"]


def test_what_is_urgent_goes_at_once_and_alone(line: type[Line]) -> None:
    one = reached(1)
    night = beijing(23)
    say(one, *(f"事{n}" for n in range(6)), kind=LOUD.key, at=night)
    deliver_due(by="test", at=night)
    assert len(line.sent) == 6


@pytest.mark.parametrize(
    ("told", "leaves"),
    [
        (beijing(12), beijing(12, 1)),
        (beijing(21, 58), beijing(21, 59)),
        (beijing(21, 59), beijing(7, days=1)),  # the minute of gathering ends at ten
        (beijing(23, 30), beijing(7, days=1)),
        (beijing(0, 30), beijing(7)),
        (beijing(6, 59), beijing(7)),
        (beijing(6, 58), beijing(7)),
    ],
)
def test_quiet_hours_pass_midnight(told, leaves) -> None:
    assert leaves_at(told, urgent=False, quiet=Quiet()) == leaves
    assert leaves_at(told, urgent=True, quiet=Quiet()) == told


def test_quiet_hours_inside_one_day_and_none_at_all() -> None:
    noon_rest = Quiet(time(12), time(14))
    assert leaves_at(beijing(13), urgent=False, quiet=noon_rest) == beijing(14)
    assert leaves_at(beijing(23), urgent=False, quiet=noon_rest) == beijing(23, 1)
    assert leaves_at(beijing(3), urgent=False, quiet=Quiet(time(0), time(0))) == beijing(3, 1)


def test_what_is_told_at_night_goes_out_in_the_morning_of_whom_it_concerns(line: type[Line]) -> None:
    sleeper, owl = reached(1), reached(2)
    be_quiet(time(0), time(0), by=me(owl))
    say(sleeper, "甲", at=beijing(23))
    say(owl, "乙", at=beijing(23))
    deliver_due(by="test", at=beijing(23, 2))
    assert line.sent == [("13800000002", "【身边】乙了。")]
    deliver_due(by="test", at=beijing(7, days=1))
    assert line.sent[1:] == [("13800000001", "【身边】甲了。")]


def test_a_wish_counts_more_than_the_kind(line: type[Line]) -> None:
    one = reached(1)
    prefer({(CALM.key, "sms"): False, (HOME.key, "sms"): True}, by=me(one))
    say(one, "甲")
    say(one, "乙", kind=HOME.key)
    deliver_due(by="test", at=NOON + LATER)
    assert line.sent == [("13800000001", "【身边】乙了。")]
    prefer({(CALM.key, "sms"): True}, by=me(one))
    say(one, "丙")
    deliver_due(by="test", at=NOON + LATER)
    assert line.sent[1:] == [("13800000001", "【身边】丙了。")]


def test_who_has_no_telephone_is_told_in_the_house_alone(line: type[Line]) -> None:
    say(person(7), "甲")
    assert deliver_due(by="test", at=NOON + LATER).planned == 1
    assert (line.sent, Delivery.objects.count()) == ([], 0)


def test_a_busy_line_is_tried_ever_more_seldom_then_given_up(line: type[Line], monkeypatch) -> None:
    monkeypatch.setattr(line, "trouble", BUSY)
    say(reached(1), "甲")
    moment, waits = NOON + LATER, []
    for _ in range(TRIES):
        deliver_due(by="test", at=moment)
        delivery = Delivery.objects.get()
        waits.append(int((delivery.due_at - moment).total_seconds()))
        moment = max(moment, delivery.due_at)
    assert waits[:5] == [30, 120, 480, 1920, 7680]
    assert states() == [("failed", TRIES, "线路忙。")]
    assert [each.notice.title for each in lost()] == ["甲"]


def test_a_line_that_comes_back_delivers(line: type[Line], monkeypatch) -> None:
    monkeypatch.setattr(line, "trouble", BUSY)
    say(reached(1), "甲")
    deliver_due(by="test", at=NOON + LATER)
    monkeypatch.setattr(line, "trouble", None)
    deliver_due(by="test", at=NOON + LATER)
    assert line.sent == []
    deliver_due(by="test", at=NOON + 2 * LATER)
    assert line.sent == [("13800000001", "【身边】甲了。")]
    assert states() == [("sent", 2, "")]


def test_a_number_that_is_gone_is_not_tried_again(line: type[Line], monkeypatch) -> None:
    monkeypatch.setattr(line, "trouble", GONE)
    say(reached(1), "甲")
    assert deliver_due(by="test", at=NOON + LATER).lost == 1
    assert states() == [("failed", 1, "号码停用。")]


def test_what_a_dead_sender_left_is_not_sent_again(line: type[Line], monkeypatch) -> None:
    say(reached(1), "甲")

    class Killed(BaseException):
        pass

    monkeypatch.setattr(line, "trouble", Killed())
    with pytest.raises(Killed):
        deliver_due(by="test", at=NOON + LATER)
    monkeypatch.setattr(line, "trouble", None)
    deliver_due(by="test", at=NOON + LATER + LEASE)
    assert states()[0][0] == "sending"
    assert deliver_due(by="test", at=NOON + LATER + LEASE + timedelta(seconds=1)).lost == 1
    assert (line.sent, states()) == ([], [("unsure", 0, "发送途中程序中断，为免重复不再发送。")])


def test_a_channel_that_was_taken_away_is_told_of(line: type[Line], settings) -> None:
    say(reached(1), "甲")
    deliver_due(by="test", at=NOON)  # planned, not yet due
    settings.NOTICE_CHANNELS = {"sms": ""}
    deliver_due(by="test", at=NOON + LATER)
    assert states() == [("failed", 1, "这一渠道已停用。")]


@pytest.mark.parametrize("count", [1, 3])
def test_a_round_costs_the_same_for_one_and_three(line: type[Line], count: int, django_assert_num_queries) -> None:
    people = [reached(n) for n in range(count)]
    for each in people:
        say(each, "甲")
    with django_assert_num_queries(18 + count):  # each message is marked by itself, at once: it cannot be unsent
        deliver_due(by="test", at=NOON + LATER)
    assert len(line.sent) == count


def test_an_address_is_kept_sealed_and_forgotten_on_wish() -> None:
    one = me(reached(1))
    be_reached_at("mail", " wang@example.com ", by=one)
    kept = Address.objects.get()
    assert b"wang" not in bytes(kept.sealed)
    assert addresses.kept("mail", [one.person]) == {one.person: "wang@example.com"}
    be_reached_at("mail", "", by=one)
    assert Address.objects.count() == 0


def test_mail_goes_through_djangos_own_door(line: type[Line], settings, mailoutbox) -> None:
    settings.NOTICE_CHANNELS = {"mail": "shenbian.notices.channels.mail.Mail"}
    one = reached(1)
    be_reached_at("mail", "wang@example.com", by=me(one))
    prefer({(CALM.key, "mail"): True}, by=me(one))
    say(one, "甲")
    deliver_due(by="test", at=NOON + LATER)
    assert [(each.to, each.body) for each in mailoutbox] == [(["wang@example.com"], "【身边】甲了。")]


def test_the_demo_writes_down_what_would_be_sent(line: type[Line], settings, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path))
    settings.NOTICE_CHANNELS = {"sms": "shenbian.notices.channels.written.WrittenSms"}
    say(reached(1), "甲")
    deliver_due(by="test", at=NOON + LATER)
    written = (tmp_path / "outbox" / "sms.jsonl").read_text()
    assert written.count("\n") == 1
    assert ('"text":"【身边】甲了。"' in written, "138****0001" in written, "13800000001" in written) == (
        True,
        True,
        False,
    )


def test_one_message_says_the_body_and_many_say_titles() -> None:
    assert message([("标题", "")]) == "【身边】标题"
    assert message([("甲", "x"), ("乙", "y")]) == "【身边】您有2条新通知：甲；乙。请打开“身边”查看。"
