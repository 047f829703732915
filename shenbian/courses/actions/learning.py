"""A lesson is open, and time passes: what of it counts is decided by the house's clock and the learner's answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from shenbian.courses.models import Enrolment, Lesson, Progress, Watching
from shenbian.courses.rules import credited, presence_question
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours, Refused, WrongMoment
from shenbian.kit.period import now, today
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rulebook.queries import look_up

LEARNS = ("studying", "completed")  # who has completed may look again; it changes nothing


@dataclass(frozen=True)
class Beat:
    """What the page is told: how far the lesson is, and whether the learner must answer now.

    `elsewhere`: another page of theirs is open; this one counts no more. `lost`: nobody answered in time.
    """

    seconds: int
    whole: int
    done: bool
    question: str = ""
    elsewhere: bool = False
    lost: bool = False


@transaction.atomic
def open_lesson(enrolment: Enrolment, lesson: Lesson, *, by: Actor) -> UUID:
    """From now on this page of theirs counts, and no other. The first lesson begins the study.

    Gives the page's key. Raises NotYours, WrongMoment, Refused as starting does.
    """
    if not by.owns(enrolment.owner):
        raise NotYours
    person = Person.objects.select_for_update(no_key=True).get(pk=enrolment.person_id)
    enrolment = Enrolment.objects.select_related(*Enrolment.RELATED).get(pk=enrolment.pk)
    if enrolment.status == "enrolled":
        enrolment = perform("start", on=enrolment, by=by)
    if enrolment.status not in LEARNS:
        raise WrongMoment(enrolment.title_of_state, "学习")
    if lesson.retired_at is not None or lesson.trade not in ("", enrolment.trade) or not _belongs(lesson, enrolment):
        raise Refused("这一课时不在您报名的课程里。")
    if lesson.session_id is not None:
        raise Refused("这一课在课堂上，到场签到、计入以后就算学完。")
    at = now()
    progress, _ = Progress.objects.get_or_create(
        enrolment=enrolment, lesson=lesson, defaults={"person": person, "begun_at": at}
    )
    page = uuid4()
    opened = {"progress": progress, "page": page, "beat_at": at, "asked": "", "answer": "", "answer_by": None}
    Watching.objects.update_or_create(person=person, defaults=opened | _patience(enrolment))
    return page


def _patience(enrolment: Enrolment) -> dict[str, int]:
    """At which intervals presence is asked, and how long one may take to answer: as the rulebook says. Four queries."""
    minutes = look_up("course_presence_minutes", at=enrolment.organisation, on=today())
    seconds = look_up("course_answer_seconds", at=enrolment.organisation, on=today())
    return {"interval": int(minutes) * 60, "patience": int(seconds)}


@transaction.atomic
def beat(page: UUID, *, seen: int, said: str = "", by: Actor) -> Beat:
    """The page was seen for so many seconds since its last word; `said` answers the open question.

    Time counts once the learner has shown to be there: at intervals of the rule `course_presence_minutes`, and at the
    lesson's end. Never more than has passed since the last word, and nothing after a long silence. Raises NotYours for
    a page that is nobody's any more.
    """
    keys = [key for key in (by.person, *by.also) if key is not None]
    rows = Watching.objects.select_for_update(of=("self",)).filter(person__key__in=keys)
    watching = rows.select_related("progress__lesson").first()
    if watching is None:
        raise NotYours
    progress = watching.progress
    if watching.page != page:
        return _told(progress, elsewhere=True)
    at = now()
    lost = _count(watching, seen, said.strip(), at)
    _ask(watching, at)
    watching.beat_at = at
    watching.save()
    progress.save()
    return _told(progress, question=watching.asked, lost=lost)


def _count(watching: Watching, seen: int, said: str, at: datetime) -> bool:
    """Add what was seen; settle the open question. Whether time was lost because nobody answered."""
    progress = watching.progress
    if progress.done_at is not None:
        return False
    if not watching.asked:
        room = progress.lesson.minutes * 60 - progress.seconds - progress.pending
        progress.pending += min(credited(since=watching.beat_at, at=at, seen=seen), max(room, 0))
        return False
    if watching.answer_by is not None and at > watching.answer_by:
        progress.pending, watching.asked, watching.answer = 0, "", ""
        return True
    if said and said == watching.answer:
        progress.seconds += progress.pending
        progress.pending, watching.asked, watching.answer, watching.answer_by = 0, "", "", None
        if progress.seconds >= progress.lesson.minutes * 60:
            progress.done_at = at
    elif said:
        _put(watching, watching.answer_by)
    return False


def _ask(watching: Watching, at: datetime) -> None:
    """Ask when an interval is full, or the lesson is."""
    progress = watching.progress
    if watching.asked or progress.done_at is not None or not progress.pending:
        return
    whole = progress.lesson.minutes * 60
    if progress.pending >= watching.interval or progress.seconds + progress.pending >= whole:
        _put(watching, at + timedelta(seconds=watching.patience))


def _put(watching: Watching, until: datetime | None) -> None:
    question = presence_question()
    watching.asked, watching.answer, watching.answer_by = question.text, question.answer, until


def _belongs(lesson: Lesson, enrolment: Enrolment) -> bool:
    return enrolment.edition_id is not None and lesson.course.edition_id == enrolment.edition_id


def _told(progress: Progress, *, question: str = "", elsewhere: bool = False, lost: bool = False) -> Beat:
    whole = progress.lesson.minutes * 60
    seconds = min(progress.seconds + progress.pending, whole)
    return Beat(seconds, whole, progress.done_at is not None, question, elsewhere, lost)
