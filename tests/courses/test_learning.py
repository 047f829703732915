"""Time counts while somebody is there: not faster than the clock, one lesson at a time, never without an answer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from shenbian.courses.actions import LessonSaid, Settings, add_lesson, arrange, beat, open_lesson
from shenbian.courses.models import Enrolment, Progress, Watching
from shenbian.courses.queries import lessons_left, lessons_of, progress_of, stuck
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours, Refused, WrongMoment
from shenbian.kit.period import today
from shenbian.rights.actor import Actor
from tests.courses.conftest import Clock, School

Queries = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def wang(school: School) -> Actor:
    return school.cast.worker(of=school.cast.plant)


def right_answer() -> str:
    return Watching.objects.get().answer


def test_the_first_lesson_begins_the_study(school: School, wang: Actor) -> None:
    one = school.enrolled(wang)
    open_lesson(one, school.lesson, by=wang)
    one.refresh_from_db()
    assert one.status == "studying"
    with pytest.raises(WrongMoment, match="不能撤回报名"):
        perform("withdraw", on=one, by=wang)


def test_time_is_never_faster_than_the_clock_and_counts_only_what_was_seen(
    school: School, wang: Actor, clock: Clock
) -> None:
    page = open_lesson(school.enrolled(wang), school.lesson, by=wang)
    clock.pass_(20)
    assert beat(page, seen=9_999, by=wang).seconds == 20
    assert beat(page, seen=9_999, by=wang).seconds == 20  # no time has passed since
    clock.pass_(20)
    assert beat(page, seen=5, by=wang).seconds == 25  # the page was covered for the rest
    clock.pass_(20)
    assert beat(page, seen=-50, by=wang).seconds == 25
    clock.pass_(3_600)
    assert beat(page, seen=3_600, by=wang).seconds == 25  # a phone that slept learnt nothing


def test_nothing_counts_for_good_until_the_learner_answers(school: School, wang: Actor, clock: Clock) -> None:
    page = open_lesson(school.enrolled(wang), school.lesson, by=wang)
    for _ in range(15):
        clock.pass_(20)
        told = beat(page, seen=20, by=wang)
    progress = Progress.objects.get()
    assert (told.seconds, told.question != "", progress.seconds, progress.pending) == (300, True, 0, 300)
    clock.pass_(20)
    assert beat(page, seen=20, by=wang).seconds == 300  # while the question is open nothing counts
    told = beat(page, seen=0, said=right_answer(), by=wang)
    progress.refresh_from_db()
    assert (told.question, progress.seconds, progress.pending) == ("", 300, 0)


def test_whoever_does_not_answer_was_not_there(school: School, wang: Actor, clock: Clock) -> None:
    page = open_lesson(school.enrolled(wang), school.lesson, by=wang)
    for _ in range(15):
        clock.pass_(20)
        beat(page, seen=20, by=wang)
    clock.pass_(61)
    told = beat(page, seen=20, said=right_answer(), by=wang)
    assert (told.lost, told.seconds, told.question) == (True, 0, "")


def test_a_guess_is_answered_with_another_question(school: School, wang: Actor, clock: Clock) -> None:
    page = open_lesson(school.enrolled(wang), school.lesson, by=wang)
    for _ in range(15):
        clock.pass_(20)
        beat(page, seen=20, by=wang)
    until = Watching.objects.get().answer_by
    assert beat(page, seen=0, said="0", by=wang).question
    assert (Watching.objects.get().answer_by, Progress.objects.get().seconds) == (until, 0)


def test_one_lesson_at_a_time(school: School, wang: Actor, clock: Clock) -> None:
    second = add_lesson(
        school.course,
        LessonSaid(title="光线", medium="video", minutes=5, url="/lessons/a.mp4"),
        by=school.economy,
    )
    one = school.enrolled(wang)
    first_page = open_lesson(one, school.lesson, by=wang)
    second_page = open_lesson(one, second, by=wang)
    clock.pass_(20)
    assert beat(first_page, seen=20, by=wang).elsewhere
    assert beat(second_page, seen=20, by=wang).seconds == 20
    assert list(Progress.objects.order_by("lesson").values_list("pending", flat=True)) == [0, 20]


def test_a_lesson_ends_with_an_answer_and_only_once_its_time_is_full(school: School, wang: Actor, clock: Clock) -> None:
    one = school.enrolled(wang)
    school.learnt(one, wang, clock)
    progress = Progress.objects.get()
    assert (progress.seconds, progress.done_at is not None, progress_of([one])) == (720, True, {one.pk: 1})
    assert lessons_left(one) == []
    page = open_lesson(Enrolment.objects.get(), school.lesson, by=wang)
    clock.pass_(20)
    assert beat(page, seen=20, by=wang).done
    progress.refresh_from_db()
    assert progress.seconds == 720


def test_a_page_that_was_left_goes_on_where_it_was(school: School, wang: Actor, clock: Clock) -> None:
    one = school.enrolled(wang)
    page = open_lesson(one, school.lesson, by=wang)
    clock.pass_(20)
    beat(page, seen=20, by=wang)
    clock.pass_(600)
    page = open_lesson(Enrolment.objects.get(), school.lesson, by=wang)
    clock.pass_(20)
    assert beat(page, seen=20, by=wang).seconds == 40


def test_nobody_learns_for_another_nor_what_is_not_theirs(school: School, wang: Actor, clock: Clock) -> None:
    one, li = school.enrolled(wang), school.cast.worker(of=school.cast.plant)
    page = open_lesson(one, school.lesson, by=wang)
    with pytest.raises(NotYours):
        open_lesson(one, school.lesson, by=li)
    with pytest.raises(NotYours):
        beat(page, seen=20, by=li)
    with pytest.raises(NotYours):
        beat(page, seen=20, by=Actor.operator("x"))
    foreign = add_lesson(
        school.course, LessonSaid(title="x", medium="text", minutes=1, body="x", trade="电子商务师"), by=school.economy
    )
    with pytest.raises(Refused, match="不在您报名的课程里"):
        open_lesson(Enrolment.objects.get(), foreign, by=wang)
    assert [each.lesson.title for each in lessons_of(one)] == ["色彩"]


def test_a_course_that_has_not_begun_cannot_be_learnt(school: School, wang: Actor) -> None:
    one = school.enrolled(wang)
    arrange(school.course, Settings(starts_on=today().replace(year=today().year + 1)), by=school.economy)
    with pytest.raises(Refused, match="开课，请届时再来"):
        open_lesson(one, school.lesson, by=wang)


def test_a_beat_costs_five_statements(school: School, wang: Actor, clock: Clock, queries: Queries) -> None:
    page = open_lesson(school.enrolled(wang), school.lesson, by=wang)
    clock.pass_(20)
    with queries(5):
        beat(page, seen=20, by=wang)


def test_who_is_stuck_is_found(school: School, wang: Actor, clock: Clock) -> None:
    one, li = school.enrolled(wang), school.cast.worker(of=school.cast.plant)
    two = school.enrolled(li)
    Enrolment.objects.update(moved_at="2020-01-01T00:00Z")
    assert [each.pk for each in stuck(Enrolment.objects.all(), on=today(), days=14)] == [one.pk, two.pk]
    school.learnt(two, li, clock)
    Enrolment.objects.update(moved_at="2020-01-01T00:00Z")
    assert [each.pk for each in stuck(Enrolment.objects.all(), on=today(), days=14)] == [one.pk]
