"""A lesson in class is learnt by being there: the turn says so, and what becomes of the turn becomes of the lesson."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from shenbian.courses import actions
from shenbian.courses.actions import LessonSaid, Settings, add_lesson, arrange, retire_lesson
from shenbian.courses.models import Course, Enrolment, Lesson
from shenbian.courses.queries import counts_of, lesson_held, lessons_left, lessons_of, progress_of, stuck
from shenbian.editions.actions import send_whole
from shenbian.editions.models import Edition
from shenbian.flow.actions import perform
from shenbian.flow.refusals import Refused
from shenbian.gatherings.actions import There, sign_in, take_heads, take_roll
from shenbian.gatherings.models import Session, Turn
from shenbian.kit.period import today
from shenbian.people.actions import merge
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from tests.courses.conftest import asked, officer, person_of
from tests.courses.test_pages import desk_of, phone_of, text
from tests.editions.conftest import Cast
from tests.gatherings.conftest import begun, opened

Queries = Callable[[int], AbstractContextManager[object]]
ANSWERS = {"duty": "基层工会会计", "phone": "13800000000", "myself": "on"}


class Room:
    """A course of accountants with one lesson in class, whom it concerns and who runs it."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.finance = officer(41, "desk_head", cast.district, "finance")
        self.edition: Edition = cast.edition("finance_enrolling", desk="finance")
        course = actions.course_of(self.edition)
        assert course is not None
        self.course: Course = course
        arrange(course, Settings(questions=2, tries=2), by=self.finance)
        actions.add_questions(course, [asked(1), asked(2)], by=self.finance)
        self.session = self.planned("记账")
        self.lesson = add_lesson(
            course, LessonSaid(title="", medium="session", minutes=0, session=self.session), by=self.finance
        )

    def planned(self, title: str = "对账", **said: object) -> Session:
        return opened(self.cast, kind="finance_lesson", edition=self.edition, title=title, **said)

    def worker(self) -> tuple[Actor, Enrolment]:
        who = self.cast.worker(of=self.cast.plant)
        entry = send_whole(self.edition, by=who, client_key=uuid4(), answers=ANSWERS)
        return who, Enrolment.objects.get(entry=entry)

    def came(self, *who: Actor, session: Session | None = None) -> list[Turn]:
        """They signed in, and the session was held; or they are taken down afterwards."""
        session = begun(session or self.session, minutes=90)
        there = [There(person=person_of(each)) for each in who]
        if session.status == "held":
            take_roll(session, there, by=self.finance)
        else:
            [sign_in(session, each, by=self.finance) for each in there]
            perform("hold", on=session, by=self.finance)
        return list(Turn.objects.filter(session=session, person__key__in=[each.person for each in who]))


@pytest.fixture
def room(cast: Cast) -> Room:
    return Room(cast)


def state(one: Enrolment) -> tuple[str, list[bool]]:
    kept = Enrolment.objects.select_related(*Enrolment.RELATED).get(pk=one.pk)
    return kept.status, [each.done for each in lessons_of(kept)]


def test_the_lesson_is_called_and_lasts_as_its_session(room: Room) -> None:
    assert (room.lesson.title, room.lesson.minutes, lesson_held(room.session)) == ("记账", 60, room.lesson)
    assert lesson_held(room.planned()) is None


def test_who_counts_as_having_been_there_has_learnt_it_and_studies(room: Room) -> None:
    (wang, one), (_, two) = room.worker(), room.worker()
    session = begun(room.session, minutes=90)
    sign_in(session, There(person=person_of(wang)), by=room.finance)
    assert state(one) == ("enrolled", [False])  # signed in counts for nothing before the session was held
    perform("hold", on=session, by=room.finance)
    assert [state(one), state(two)] == [("studying", [True]), ("enrolled", [False])]
    assert progress_of([one, two]) == {one.pk: 1}


def test_a_turn_that_is_struck_out_takes_the_lesson_back_and_a_later_roll_brings_it(room: Room) -> None:
    wang, one = room.worker()
    (turn,) = room.came(wang)
    perform("strike", on=turn, by=room.finance, said={"reason": "代签"})
    assert (state(one), len(lessons_left(one)), progress_of([one])) == (("studying", [False]), 1, {})
    room.came(wang)
    assert state(one) == ("studying", [True])
    perform("strike", on=Session.objects.get(pk=room.session.pk), by=room.finance, said={"reason": "重复登记"})
    assert state(one) == ("studying", [])


def test_a_head_count_is_nobodys_lesson_and_a_class_called_off_is_asked_of_nobody(room: Room) -> None:
    _, one = room.worker()
    session = perform("hold", on=begun(room.session, minutes=90), by=room.finance)
    take_heads(session, slip="D1", quantity=30, union=room.cast.plant, by=room.finance)
    assert state(one) == ("enrolled", [False])
    other = room.planned("税务")
    add_lesson(room.course, LessonSaid(title="税", medium="session", minutes=30, session=other), by=room.finance)
    assert state(one) == ("enrolled", [False, False])
    perform("cancel", on=other, by=room.finance, said={"reason": "讲师生病"})
    assert state(one) == ("enrolled", [False])


def test_who_was_in_class_before_it_became_a_lesson_or_before_they_enrolled_has_learnt_it_too(room: Room) -> None:
    early = room.cast.worker(of=room.cast.plant)
    wang, one = room.worker()
    room.came(early)
    held = room.planned("对账")
    room.came(wang, session=held)
    retire_lesson(room.lesson, by=room.finance)
    assert state(one) == ("enrolled", [])
    add_lesson(room.course, LessonSaid(title="", medium="session", minutes=0, session=held), by=room.finance)
    assert state(one) == ("studying", [True])


def test_the_exam_opens_once_every_class_is_attended(room: Room) -> None:
    early, (wang, one) = room.cast.worker(of=room.cast.plant), room.worker()
    with pytest.raises(Refused, match="不能考试"):
        actions.begin_paper(one, by=wang)
    room.came(wang, early)
    assert len(actions.begin_paper(one, by=wang).drawn) == 2
    entry = send_whole(room.edition, by=early, client_key=uuid4(), answers=ANSWERS)
    late = Enrolment.objects.get(entry=entry)
    assert state(late) == ("enrolled", [True])
    actions.begin_paper(late, by=early)
    assert state(late) == ("studying", [True])


def test_a_course_that_begins_later_keeps_who_came_enrolled(room: Room) -> None:
    wang, one = room.worker()
    arrange(room.course, Settings(starts_on=today().replace(year=today().year + 1)), by=room.finance)
    room.came(wang)
    assert state(one) == ("enrolled", [True])


def test_only_a_session_of_the_edition_becomes_a_lesson_and_once(room: Room, cast: Cast) -> None:
    elsewhere = opened(cast, kind="public_lesson")
    gone = perform("cancel", on=room.planned(), by=room.finance, said={"reason": "停电"})
    for session in (elsewhere, gone, room.session):
        with pytest.raises(Refused, match="不能作为课时"):
            add_lesson(room.course, LessonSaid(title="", medium="session", minutes=0, session=session), by=room.finance)
    with pytest.raises(Refused, match="选是哪一场"):
        add_lesson(room.course, LessonSaid(title="课", medium="session", minutes=0), by=room.finance)
    with pytest.raises(IntegrityError, match="lesson_of_session_once"), transaction.atomic():
        Lesson.objects.create(course=room.course, place=9, title="x", medium="session", minutes=1, session=room.session)
    with pytest.raises(IntegrityError, match="lesson_has_content"), transaction.atomic():
        Lesson.objects.create(course=room.course, place=9, title="x", medium="session", minutes=1)
    wang, one = room.worker()
    with pytest.raises(Refused, match="到场签到"):
        actions.open_lesson(one, room.lesson, by=wang)


def test_of_merged_records_the_turn_of_either_counts(room: Room) -> None:
    wang, (li, two) = room.cast.worker(), room.worker()
    room.came(wang)
    merge(Person.objects.get(key=wang.person), into=Person.objects.get(key=li.person), by="test", reason="同一人")
    assert (state(two)[1], progress_of([two])) == ([True], {two.pk: 1})


def test_attended_counts_classes_and_who_came_is_not_stuck(room: Room) -> None:
    (wang, one), (_, two) = room.worker(), room.worker()
    room.came(wang)
    Enrolment.objects.update(status="enrolled", moved_at="2020-01-01T00:00Z")
    assert vars(counts_of(Enrolment.objects.all())) == {"enrolled": 2, "attended": 1, "completed": 0, "ended": 0}
    assert [each.pk for each in stuck(Enrolment.objects.all(), on=today(), days=14)] == [two.pk]
    Turn.objects.filter(person__key=wang.person).update(status="struck")
    assert [each.pk for each in stuck(Enrolment.objects.all(), on=today(), days=14)] == [one.pk, two.pk]


@pytest.mark.parametrize("many", [1, 3])
def test_a_class_costs_the_same_for_one_learner_and_three(room: Room, queries: Queries, many: int) -> None:
    people = [room.worker()[0] for _ in range(many)]
    session = begun(room.session, minutes=90)
    [sign_in(session, There(person=person_of(each)), by=room.finance) for each in people]
    with queries(41):
        perform("hold", on=Session.objects.get(pk=session.pk), by=room.finance)
    assert Enrolment.objects.filter(status="studying").count() == many


def test_the_learner_sees_when_the_class_is_and_that_it_was_missed(room: Room) -> None:
    wang, one = room.worker()
    phone = phone_of(wang)
    shown = text(phone.get(f"/me/courses/{one.pk}/"))
    assert (f'href="/sessions/{room.session.pk}/"' in shown, "看下一次课" in shown) == (True, True)
    assert phone.get(f"/me/courses/{one.pk}/lessons/{room.lesson.pk}/").status_code == 409
    room.came(room.cast.worker(of=room.cast.plant))
    assert "没有您的签到，来过的请找工会补登" in text(phone.get(f"/me/courses/{one.pk}/"))
    room.came(wang)
    done = text(phone.get(f"/me/courses/{one.pk}/"))
    assert ("学完1课，共1课" in done, "去考试" in done) == (True, True)


def test_the_desk_makes_a_session_a_lesson_and_the_session_says_so(room: Room, queries: Queries) -> None:
    other = room.planned("对账")
    desk, at = desk_of(room.finance), f"/desk/editions/{room.edition.pk}/course/lessons/"
    offered = re.findall(r'<option value="(\d+)"', text(desk.get(at)))
    assert offered == [str(other.pk)]
    assert desk.post(at, {"medium": "session", "session": room.session.pk}).status_code == 422
    assert desk.post(at, {"medium": "session", "session": other.pk}).status_code == 302
    assert desk.post(at, {"medium": "text", "title": "", "minutes": "", "body": "x"}).status_code == 422
    lesson = Lesson.objects.get(session=other)
    assert (lesson.title, lesson.place) == ("对账", 2)
    assert "课程的第2课" in text(desk.get(f"/desk/sessions/{other.pk}/"))
    with queries(8):
        assert f"/desk/sessions/{other.pk}/" in text(desk.get(at))
    assert Lesson.objects.aggregate(Sum("minutes"))["minutes__sum"] == 120
