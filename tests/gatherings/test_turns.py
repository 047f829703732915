"""Being there: taken down once, counted when the session was held, put right by a void and a new fact."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.actions import (
    There,
    book,
    check_in,
    check_out,
    sign_in,
    sign_out,
    take_heads,
    take_roll,
)
from shenbian.gatherings.models import Scan, Session, Turn
from shenbian.gatherings.models.turn import How
from shenbian.gatherings.queries import tally_of
from shenbian.notices.models import Notice
from tests.editions.conftest import person_of
from tests.gatherings.conftest import OPERATOR, Cast, begun, held, opened, planned


def counted() -> list[tuple[str, int, int | None]]:
    """The standing facts: kind, quantity, minutes."""
    standing = Fact.objects.filter(voided_at=None).exclude(kind="void").order_by("id")
    return [(fact.kind, fact.quantity, fact.facets.get("minutes")) for fact in standing]


def test_who_booked_checks_in_and_counts_once_the_session_was_held(cast: Cast, lesson: Session) -> None:
    wang = cast.worker(of=cast.plant)
    book(lesson, by=wang)
    now = begun(lesson)
    turn = check_in(now, by=wang)
    assert (turn.status, turn.how, turn.late, turn.union) == ("present", "code", False, cast.plant)
    assert counted() == []
    perform("hold", on=now, by=OPERATOR)
    assert counted() == [("session.held", 1, 60), ("turn", 1, None)]
    fact = Fact.objects.get(kind="turn")
    assert (fact.person, fact.organisation, fact.facets["session"]) == (wang.person, cast.plant.pk, lesson.number)


def test_a_scan_that_came_to_nothing_is_kept_with_its_reason(cast: Cast, lesson: Session) -> None:
    wang = cast.worker(of=cast.plant)
    with pytest.raises(Refused, match="开始签到"):
        check_in(lesson, by=wang)
    with pytest.raises(Refused, match="没有预约"):
        check_in(begun(lesson), by=wang)
    kept = Scan.objects.order_by("id")
    assert [(scan.person, scan.how, scan.by) for scan in kept] == [(wang.person, "code", wang.ref)] * 2
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.update(why="")


def test_one_person_is_there_once_however_often_a_phone_sends_it(cast: Cast) -> None:
    talk, wang, key = begun(opened(cast, kind="model_talk")), cast.worker(of=cast.plant), uuid4()
    first = check_in(talk, by=wang, client_key=key)
    assert check_in(talk, by=wang, client_key=key) == first
    with pytest.raises(Refused, match="已经签到"):
        check_in(talk, by=wang)
    assert Turn.objects.count() == 1


def test_a_cancelled_session_never_counts_even_with_sign_ins(cast: Cast) -> None:
    talk = opened(cast, kind="model_talk", hours=0.5)
    turn = check_in(talk, by=cast.worker(of=cast.plant))
    perform("cancel", on=talk, by=OPERATOR, said={"reason": "讲师临时有事"})
    turn.refresh_from_db()
    assert turn.status == "struck"
    with pytest.raises(Refused, match="已取消"):
        check_in(talk, by=cast.worker(of=cast.plant))
    (outcome,) = take_roll(talk, [There(person=person_of(cast.worker(of=cast.plant)))], by=OPERATOR)
    assert (outcome.why, counted()) == ("这一场已取消，登记已举办以后才能计入。", [])


def test_a_list_is_typed_in_after_the_day_and_marked_as_late_but_never_before_it_was_held(cast: Cast) -> None:
    talk = opened(cast, kind="model_talk")
    roll = [There(person=person_of(cast.worker(of=cast.plant))) for _ in range(2)]
    assert [each.why for each in take_roll(talk, roll, by=OPERATOR)] == ["这一场已发布，登记已举办以后才能计入。"] * 2
    with pytest.raises(Refused, match="才开始"):
        perform("hold", on=talk, by=OPERATOR)
    over = held(talk, minutes=60 * 50)
    outcomes = take_roll(over, [*roll, roll[0]], by=OPERATOR, rows=["第2行", "第3行", "第4行"])
    assert [each.why for each in outcomes] == ["", "", "与第2行是同一个人，一场只记一次。"]
    assert [turn.late for turn in Turn.objects.all()] == [True, True]


def test_hours_are_counted_from_in_and_out(cast: Cast) -> None:
    task = begun(opened(cast, kind="volunteer_task", booking="open"), minutes=50)
    wang, zhao = cast.worker(of=cast.plant), cast.worker(of=cast.plant)
    early = timezone.now() - timedelta(minutes=45)
    one = check_in(task, by=wang, at=early)
    two = check_in(task, by=zhao, at=early)
    assert check_out(one, by=wang).status == "present"
    perform("hold", on=task, by=OPERATOR)
    assert counted() == [("session.held", 1, 60), ("turn", 1, 45)]
    assert tally_of(Session.objects.get(pk=task.pk)).present == 1
    done = sign_out(two, at=timezone.now() - timedelta(minutes=15), by=OPERATOR)
    assert (done.status, counted()[-1]) == ("counted", ("turn", 1, 30))


def test_nobody_volunteers_in_two_places_at_one_time(cast: Cast) -> None:
    here, there = (held(opened(cast, kind="volunteer_task", booking="open")) for _ in range(2))
    wang, now = person_of(cast.worker(of=cast.plant)), timezone.now()
    spans = [(now - timedelta(hours=3), now - timedelta(hours=2)), (now - timedelta(minutes=150), now)]
    first, second = (There(person=wang, in_at=since, out_at=until) for since, until in spans)
    assert take_roll(here, [first], by=OPERATOR)[0].moved
    (no,) = take_roll(there, [second], by=OPERATOR)
    assert "同一时间已在" in no.why
    turn = Turn.objects.get()
    turn.pk, turn.session_id = None, there.pk
    with pytest.raises(IntegrityError, match="turn_in_one_place"), transaction.atomic():
        turn.save(force_insert=True)


def test_what_was_counted_wrongly_is_struck_out_and_the_new_fact_names_the_old_one(cast: Cast) -> None:
    over = held(opened(cast, kind="model_talk"))
    turn = take_heads(over, slip="JT-1", quantity=40, union=cast.plant, by=OPERATOR)
    old = Fact.objects.get(kind="turn")
    perform("correct", on=turn, by=OPERATOR, said={"quantity": "42", "reason": "漏数两人"})
    new = Fact.objects.get(kind="turn", voided_at=None)
    assert (new.quantity, f"更正 fact {old.pk}" in new.evidence) == (42, True)
    assert Fact.objects.get(kind="void").voids == old.pk
    perform("strike", on=turn, by=OPERATOR, said={"reason": "重复登记"})
    assert counted() == [("session.held", 1, 60)]


def test_a_session_that_is_struck_out_takes_its_turns_along(cast: Cast) -> None:
    over = held(opened(cast, kind="model_talk"))
    take_roll(over, [There(person=person_of(cast.worker(of=cast.plant)))], by=OPERATOR)
    perform("strike", on=over, by=OPERATOR, said={"reason": "同一场报了两次"})
    assert (counted(), Turn.objects.get().status) == ([], "struck")


def test_a_session_is_put_right_by_a_new_fact(cast: Cast) -> None:
    over = held(opened(cast, kind="worker_dialogue"))
    said = {"title": "职工沟通会", "on": str(over.on), "mode": "online", "audience": "workers", "minutes": "90"}
    perform("correct", on=over, by=OPERATOR, said={**said, "reason": "实为线上"})
    fact = Fact.objects.get(kind="session.held", voided_at=None)
    assert (fact.facets["mode"], fact.facets["minutes"], fact.facets["topic"]) == ("online", 90, "职工沟通会")


def test_an_officer_takes_down_their_own_people_and_nobody_elses(cast: Cast) -> None:
    talk = begun(opened(cast, kind="model_talk"))
    mine, other = person_of(cast.worker(of=cast.plant)), person_of(cast.worker(of=cast.shop))
    assert sign_in(talk, There(person=mine, how=How.CARD), by=cast.bo).organisation == cast.plant
    with pytest.raises(NotYours):
        sign_in(talk, There(person=other, how=How.CARD), by=cast.bo)


def test_nothing_dangerous_is_opened_without_insurance(cast: Cast) -> None:
    match = planned(cast, kind="sports_round")
    with pytest.raises(Refused, match="保险单号"):
        perform("open", on=match, by=OPERATOR)


def test_being_put_off_and_called_off_is_told(cast: Cast, lesson: Session) -> None:
    wang = cast.worker(of=cast.plant)
    booking = book(lesson, by=wang)
    later = timezone.localtime(timezone.now() + timedelta(days=9))
    perform("postpone", on=lesson, by=OPERATOR, said={"starts_at": f"{later:%Y-%m-%dT%H:%M}", "reason": "场地检修"})
    perform("cancel", on=lesson, by=OPERATOR, said={"reason": "场地仍不能用"})
    booking.refresh_from_db()
    titles = Notice.objects.filter(to=wang.person).order_by("id").values_list("title", flat=True)
    assert (booking.status, list(titles)) == ("dropped", ["改期：太极拳公益课", "取消：太极拳公益课"])
    assert Session.objects.get(pk=lesson.pk).taken == 0
