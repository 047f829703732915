"""Booking a place: once each, never more than there are, in line when it is full, in order when one comes free."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from shenbian.flow.actions import perform
from shenbian.flow.models import Trace, Waiting
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.actions import Asked, Companion, book, book_for, draw, invite, swap
from shenbian.gatherings.models import Booking, Session
from shenbian.gatherings.queries import place_in_line, why_not
from shenbian.notices.models import Notice
from shenbian.rights.actor import Actor
from shenbian.rights.queries import actor_of
from tests.editions.conftest import person_of
from tests.gatherings.conftest import OPERATOR, Cast, begun, opened, planned


def told(session: Session) -> tuple[int, list[str]]:
    """How many places are taken, and where each booking stands."""
    return Session.objects.get(pk=session.pk).taken, [each.status for each in session.bookings.order_by("pk")]


def test_a_worker_books_a_place_once(cast: Cast, lesson: Session) -> None:
    wang = cast.worker(of=cast.plant)
    booking = book(lesson, by=wang)
    assert (booking.status, booking.union, booking.places) == ("booked", cast.plant, 1)
    with pytest.raises(Refused, match="一人一场只能预约一次"):
        book(lesson, by=wang)
    assert told(lesson) == (1, ["booked"])


def test_the_same_phone_again_is_the_same_booking(cast: Cast, lesson: Session) -> None:
    wang, key = cast.worker(of=cast.plant), uuid4()
    first = book(lesson, by=wang, asked=Asked(client_key=key))
    assert book(lesson, by=wang, asked=Asked(client_key=key)) == first
    assert told(lesson) == (1, ["booked"])


def test_nobody_books_beyond_the_capacity_and_hears_of_the_waiting_list(cast: Cast, lesson: Session) -> None:
    for _ in range(2):
        book(lesson, by=cast.worker(of=cast.plant))
    with pytest.raises(Refused, match="名额已满，可以加入候补"):
        book(lesson, by=cast.worker(of=cast.plant))
    assert told(lesson) == (2, ["booked", "booked"])


def test_the_database_itself_refuses_the_place_too_many(cast: Cast, lesson: Session) -> None:
    for _ in range(2):
        book(lesson, by=cast.worker(of=cast.plant))
    third = book(lesson, by=cast.worker(of=cast.plant), asked=Asked(line=True))
    with pytest.raises(IntegrityError, match="session_never_oversold"), transaction.atomic():
        Booking.objects.filter(pk=third.pk).update(status="booked")
    assert told(lesson) == (2, ["booked", "booked", "listed"])


def test_a_stranger_books_nothing(lesson: Session) -> None:
    with pytest.raises(NotYours):
        book(lesson, by=Actor("stranger"))


def test_who_is_no_member_is_told_why(cast: Cast, lesson: Session) -> None:
    outsider = cast.worker()
    with pytest.raises(Refused, match="在册会员"):
        book(lesson, by=outsider)
    answer = why_not(outsider, lesson)
    assert (answer.reasons, answer.full) == (("只有在册会员才能办理。",), False)


def test_what_is_not_published_or_over_takes_no_bookings(cast: Cast) -> None:
    wang = cast.worker(of=cast.plant)
    with pytest.raises(Refused, match="现在不能预约"):
        book(planned(cast), by=wang)
    with pytest.raises(Refused, match="截止预约"):
        book(begun(opened(cast)), by=wang)
    with pytest.raises(Refused, match="开始预约"):
        book(opened(cast, opens_at=timezone.now() + timedelta(hours=1)), by=wang)


def test_who_waits_in_line_is_offered_the_place_that_comes_free_in_order(cast: Cast, lesson: Session) -> None:
    first = book(lesson, by=cast.worker(of=cast.plant))
    book(lesson, by=cast.worker(of=cast.plant))
    third, fourth = (book(lesson, by=cast.worker(of=cast.plant), asked=Asked(line=True)) for _ in range(2))
    assert [place_in_line(third), place_in_line(fourth)] == [1, 2]
    perform("withdraw", on=first, by=_owner(first))
    assert told(lesson) == (2, ["withdrawn", "booked", "offered", "listed"])
    third.refresh_from_db()
    assert third.answer_by is not None
    assert Notice.objects.filter(to=third.owner).get().title == "“太极拳公益课”的预约：候补到位，待确认"
    traces = Trace.objects.filter(subject=third.subject).order_by("id")
    assert [(trace.move, trace.actor) for trace in traces][-1] == ("offer", _owner(first).ref)
    assert perform("accept", on=third, by=_owner(third)).status == "booked"


def test_who_does_not_answer_in_time_loses_the_offer_to_the_next(cast: Cast, lesson: Session) -> None:
    first = book(lesson, by=cast.worker(of=cast.plant))
    book(lesson, by=cast.worker(of=cast.plant))
    third, fourth = (book(lesson, by=cast.worker(of=cast.plant), asked=Asked(line=True)) for _ in range(2))
    perform("withdraw", on=first, by=_owner(first))
    with pytest.raises(Refused, match="还没有到"):
        perform("lapse", on=third, by=OPERATOR)
    Booking.objects.filter(pk=third.pk).update(answer_by=timezone.now() - timedelta(minutes=1))
    with pytest.raises(Refused, match="已经过了"):
        perform("accept", on=third, by=_owner(third))
    perform("lapse", on=third, by=OPERATOR)
    assert told(lesson) == (2, ["withdrawn", "booked", "lapsed", "offered"])
    assert Waiting.objects.get().subject == fourth.subject


def test_a_group_for_which_there_is_no_room_keeps_its_turn_and_nobody_overtakes_it(cast: Cast) -> None:
    day = opened(cast, kind="family_day", capacity=4, insurance="PICC-1")
    family = Asked(companions=[Companion("小明", 6), Companion("小红", 8)], said={"guardian": True})
    one, three = cast.worker(of=cast.plant), cast.worker(of=cast.plant)
    alone = book(day, by=one)
    book(day, by=three, asked=family)
    waits = book(day, by=cast.worker(of=cast.plant), asked=replace(family, line=True))
    behind = book(day, by=cast.worker(of=cast.plant), asked=Asked(line=True))
    perform("withdraw", on=alone, by=one)
    assert told(day) == (3, ["withdrawn", "booked", "listed", "listed"])
    with pytest.raises(Refused, match="候补"):
        book(day, by=cast.worker(of=cast.plant))
    perform("withdraw", on=Booking.objects.get(person__key=three.person), by=three)
    assert told(day) == (4, ["withdrawn", "withdrawn", "offered", "offered"])
    assert (waits.places, behind.places) == (3, 1)


def test_a_child_comes_along_only_with_the_guardians_consent(cast: Cast) -> None:
    day, wang = opened(cast, kind="family_day", insurance="PICC-1"), cast.worker(of=cast.plant)
    with pytest.raises(Refused, match="监护人同意"):
        book(day, by=wang, asked=Asked(companions=[Companion("小明", 6)]))
    with pytest.raises(Refused, match="一次最多5人"):
        book(day, by=wang, asked=Asked(companions=[Companion("小明", 6)] * 5, said={"guardian": True}))
    assert book(day, by=wang).places == 1


def test_an_officer_books_twelve_people_in_one_go_and_hears_of_each_that_was_refused(cast: Cast) -> None:
    session = opened(cast, capacity=3)
    people = [person_of(cast.worker(of=cast.plant)) for _ in range(3)]
    outcomes = book_for(session, [*people, people[0], person_of(cast.worker(of=cast.plant))], by=cast.bo)
    assert [each.why for each in outcomes] == [
        "",
        "",
        "",
        "第1件是同一个人，已经预约了这一场，一人一场只能预约一次。",
        "名额已满，可以加入候补，有人取消时按次序通知您。",
    ]
    assert told(session)[0] == 3


def test_an_officer_books_nobody_of_another_union(cast: Cast) -> None:
    stranger = person_of(cast.worker(of=cast.shop))
    (outcome,) = book_for(opened(cast), [stranger], by=cast.bo)
    assert isinstance(outcome.refusal, NotYours)


def test_one_comes_instead_of_another(cast: Cast) -> None:
    session = opened(cast, capacity=1)
    (one,) = book_for(session, [person_of(cast.worker(of=cast.plant))], by=cast.bo)
    other = person_of(cast.worker(of=cast.plant))
    assert one.thing is not None
    assert swap(one.thing, person=other, by=cast.bo).person == other
    assert told(session) == (1, ["withdrawn", "booked"])


def test_an_invitation_keeps_a_place_until_it_is_answered(cast: Cast) -> None:
    session = opened(cast, kind="warning_meeting", booking="invitation", capacity=1)
    wang = cast.worker(of=cast.plant)
    (outcome,) = invite(session, [person_of(wang)], by=OPERATOR)
    assert outcome.thing is not None
    assert told(session) == (1, ["invited"])
    perform("decline", on=outcome.thing, by=wang)
    assert told(session) == (0, ["declined"])


def test_a_draw_gives_the_places_in_its_order_and_the_others_wait_in_it(cast: Cast) -> None:
    session = opened(cast, booking="draw", capacity=1)
    entered = [book(session, by=cast.worker(of=cast.plant)) for _ in range(3)]
    with pytest.raises(Refused, match="对不上"):
        draw(session, order=[entered[0].pk], by=OPERATOR)
    draw(session, order=[entered[2].pk, entered[0].pk, entered[1].pk], by=OPERATOR)
    assert told(session) == (1, ["listed", "listed", "booked"])
    perform("withdraw", on=entered[2], by=_owner(entered[2]))
    assert told(session) == (1, ["offered", "listed", "withdrawn"])


def test_what_is_asked_for_is_admitted_by_the_host(cast: Cast) -> None:
    session = opened(cast, booking="approval", capacity=1)
    one, two = (book(session, by=cast.worker(of=cast.plant)) for _ in range(2))
    assert told(session) == (0, ["applied", "applied"])
    perform("admit", on=one, by=OPERATOR)
    with pytest.raises(Refused, match="名额已满"):
        perform("admit", on=two, by=OPERATOR)
    perform("refuse", on=two, by=OPERATOR, said={"reason": "名额已满"})
    assert told(session) == (1, ["booked", "refused"])


def test_what_has_begun_is_not_given_back(cast: Cast, lesson: Session) -> None:
    wang = cast.worker(of=cast.plant)
    booking = book(lesson, by=wang)
    begun(lesson)
    with pytest.raises(Refused, match="不能再改"):
        perform("withdraw", on=booking, by=wang)


def _owner(booking: Booking) -> Actor:
    return actor_of(booking.person)
