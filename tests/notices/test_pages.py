"""The pages of notices: one's own alone, at the desk and in the portal, the same for one row and three."""

from datetime import date, timedelta

import pytest
from django.test import Client

from shenbian.accounts.models import Account
from shenbian.kit.period import now
from shenbian.notices.actions import Telling, deliver_due, resend, tell
from shenbian.notices.models import Delivery, Notice, Preference, QuietHours
from shenbian.notices.paging import ROWS
from shenbian.notices.queries import unread_count
from shenbian.orgs.actions import found
from shenbian.people.models import Person
from shenbian.rights.models import Post
from tests.notices.conftest import CALM, GONE, HOME, LOUD, NOON, Line, me, reached

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("surface", ["/desk/notices/", "/notices/"])


@pytest.fixture
def officer(line: type[Line]) -> Person:
    person = reached(1)
    federation = found("区总工会", level="federation", number="Q1", founded_on=date(2020, 1, 1), by="test")
    Post.objects.create(
        person=person, organisation=federation, role_key="desk_head", from_on=date(2020, 1, 1), appointed_by="test"
    )
    return person


def signed_in(person: Person) -> Client:
    account, _ = Account.objects.get_or_create(person=person, defaults={"login": f"a{person.pk}"})
    client = Client()
    client.force_login(account)
    return client


def say(person: Person, *titles: str, subject: str = "") -> list[int]:
    tell([Telling(to=person.key, kind=CALM.key, title=title, subject=subject) for title in titles], by="test")
    return list(Notice.objects.filter(to=person.key).order_by("pk").values_list("pk", flat=True))


@BOTH
@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_the_same_for_one_and_three(
    surface: str, rows: int, officer: Person, django_assert_num_queries
) -> None:
    say(officer, *"甲乙丙"[:rows])
    client = signed_in(officer)
    client.get(surface)
    with django_assert_num_queries(COSTS[surface]):
        page = client.get(surface).content.decode()
    assert [title for title in "甲乙丙" if f"<strong>{title}</strong>" in page] == list("甲乙丙"[:rows])


# session, account, records of the person, posts, what was lent; the notices; at the desk the bell
COSTS = {"/desk/notices/": 5, "/notices/": 4}


@BOTH
def test_pages_go_on_by_key(surface: str, officer: Person) -> None:
    ids = say(officer, *(f"事{n}。" for n in range(ROWS + 2)))
    client = signed_in(officer)
    first = client.get(surface).content.decode()
    assert f"?before={ids[2]}" in first
    second = client.get(surface, {"before": ids[2]}).content.decode()
    assert [n for n in range(ROWS + 2) if f"事{n}。" in second] == [0, 1]
    assert client.get(surface, {"before": "x"}).content.decode().count("<strong>事") == ROWS
    assert "没有更早的通知" in client.get(surface, {"before": ids[0]}).content.decode()


@BOTH
def test_an_honest_empty_page(surface: str, officer: Person) -> None:
    assert "还没有通知" in signed_in(officer).get(surface).content.decode()


@BOTH
def test_opening_one_reads_it_and_leads_to_the_list_where_there_is_no_page(surface: str, officer: Person) -> None:
    first, _ = say(officer, "甲", "乙", subject="accounts.account:1")
    answer = signed_in(officer).post(f"{surface}{first}/")
    assert (answer.status_code, answer["Location"], unread_count(me(officer))) == (302, surface, 1)


@pytest.mark.parametrize(
    ("surface", "subject", "leads"),
    [
        ("/desk/notices/", "record.record:7", "/desk/things/record.record/7/"),
        ("/notices/", "editions.entry:7", "/entries/7/"),
        ("/notices/", "personal.erasure:7", "/me/data/requests/"),
    ],
)
def test_opening_one_leads_to_its_thing(surface: str, subject: str, leads: str, officer: Person) -> None:
    (only,) = say(officer, "甲", subject=subject)
    assert signed_in(officer).post(f"{surface}{only}/")["Location"] == leads


@BOTH
def test_what_was_told_to_another_does_not_exist(surface: str, officer: Person) -> None:
    other = reached(2)
    (only,) = say(other, "甲")
    client = signed_in(officer)
    assert client.post(f"{surface}{only}/").status_code == 404
    assert client.post(f"{surface}read/", {"up_to": only}).status_code == 302
    assert unread_count(me(other)) == 1


@BOTH
def test_all_of_a_page_is_read_and_what_came_since_is_not(surface: str, officer: Person) -> None:
    ids = say(officer, "甲", "乙")
    client = signed_in(officer)
    page = client.get(surface).content.decode()
    assert f'name="up_to" value="{ids[-1]}"' in page
    say(officer, "丙")
    client.post(f"{surface}read/", {"up_to": ids[-1]})
    assert list(Notice.objects.filter(read_at=None).values_list("title", flat=True)) == ["丙"]
    assert client.post(f"{surface}read/", {"up_to": "x"}).status_code == 302


@BOTH
def test_wishes_are_kept(surface: str, officer: Person) -> None:
    client = signed_in(officer)
    page = client.get(f"{surface}preferences/").content.decode()
    assert 'value="22:00"' in page and 'value="07:00"' in page
    said = {"begins": "21:30", "ends": "08:00", HOME.key: ["sms"], LOUD.key: ["sms"]}
    assert client.post(f"{surface}preferences/", said)["Location"] == f"{surface}preferences/"
    kept = dict(Preference.objects.filter(kind__startswith="test.").values_list("kind", "wanted"))
    assert kept == {CALM.key: False, HOME.key: True, LOUD.key: True}
    quiet = QuietHours.objects.get()
    assert (quiet.person, f"{quiet.begins:%H:%M}", f"{quiet.ends:%H:%M}") == (officer.key, "21:30", "08:00")
    assert "通知设置已保存，从下一条通知起生效。" in client.get(f"{surface}preferences/").content.decode()


@BOTH
def test_a_wrong_wish_is_told_and_nothing_is_kept(surface: str, officer: Person) -> None:
    answer = signed_in(officer).post(f"{surface}preferences/", {"begins": "25:00", "ends": "08:00"})
    assert (answer.status_code, Preference.objects.count(), QuietHours.objects.count()) == (200, 0, 0)


@BOTH
def test_without_channels_the_page_says_so(surface: str, officer: Person, settings) -> None:
    settings.NOTICE_CHANNELS = {"sms": ""}
    assert "短信、微信消息和邮件还没有接通" in signed_in(officer).get(f"{surface}preferences/").content.decode()


def test_a_member_finds_no_desk(line: type[Line]) -> None:
    client = signed_in(reached(3))
    assert (client.get("/notices/").status_code, client.get("/desk/notices/").status_code) == (200, 404)


@BOTH
def test_a_stranger_is_led_to_the_door(surface: str, db: None) -> None:
    for answer in (Client().get(surface), Client().get(f"{surface}preferences/"), Client().post(f"{surface}1/")):
        assert (answer.status_code, answer["Location"].startswith("/accounts/login/")) == (302, True)


def test_the_bell_counts_the_unread(officer: Person) -> None:
    say(officer, *"甲乙丙")
    assert (
        '<span class="count">3<span class="unseen">条未读</span></span>'
        in signed_in(officer).get("/desk/notices/").content.decode()
    )


def test_whoever_runs_the_system_sees_what_did_not_go_out_and_not_what_it_said(
    line: type[Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = reached(5)
    federation = found("区总工会", level="federation", number="Q1", founded_on=date(2020, 1, 1), by="test")
    Post.objects.create(
        person=runs,
        organisation=federation,
        role_key="system_administrator",
        from_on=date(2020, 1, 1),
        appointed_by="test",
    )
    monkeypatch.setattr(line, "trouble", GONE)
    say(reached(6), "王小明的事")
    Notice.objects.update(told_at=NOON)
    deliver_due(by="test", at=NOON + timedelta(minutes=2))
    client = signed_in(runs)
    page = client.get("/desk/notices/sending/").content.decode()
    assert ("号码停用。" in page, "平常的事" in page, "王小明的事" in page) == (True, True, False)
    answer = client.post("/desk/notices/sending/again/", {"up_to": Delivery.objects.get().pk}, follow=True)
    assert "1条已重新排队，发送程序下一轮就发。" in answer.content.decode()
    monkeypatch.setattr(line, "trouble", None)
    deliver_due(by="test", at=now())
    assert [text for _, text in line.sent] == ["【身边】王小明的事"]


def test_what_may_have_gone_out_is_not_tried_again(line: type[Line]) -> None:
    say(reached(6), "甲")
    Notice.objects.update(told_at=NOON)
    deliver_due(by="test", at=NOON)
    Delivery.objects.update(state="unsure")
    assert resend(by="test", up_to=Delivery.objects.get().pk) == 0


@pytest.mark.parametrize("address", ["/desk/notices/sending/", "/desk/notices/sending/again/"])
def test_others_find_nothing_about_sending(address: str, officer: Person) -> None:
    client = signed_in(officer)
    answer = client.post(address) if address.endswith("again/") else client.get(address)
    assert answer.status_code == 404
