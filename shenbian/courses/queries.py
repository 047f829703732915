"""Reads over courses: who is enrolled, studying, through; what is left to learn; which town has nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from shenbian.courses.counting import CERTIFICATE
from shenbian.courses.declared import course_kinds
from shenbian.courses.models import Course, Enrolment, Lesson, Progress
from shenbian.editions.queries import InState
from shenbian.facts.models import Fact
from shenbian.flow.table import Flow
from shenbian.gatherings.models import Session, Turn
from shenbian.kit.period import Period, midnight
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered

GONE = ("asked", "withdrawn")
OFF = ("cancelled", "struck")  # states of a session in which nobody can come to it


def enrolments_of(actor: Actor) -> QuerySet[Enrolment]:
    """What this person learns or learnt, the latest first. One query."""
    mine = Q(person__key__in=[actor.person, *actor.also]) if actor.person is not None else Q(pk__in=[])
    rows = Enrolment.objects.filter(mine).exclude(status="asked")
    return rows.select_related(*Enrolment.RELATED).order_by("-enrolled_on", "-id")


def enrolments_covered(actor: Actor, course: Course) -> QuerySet[Enrolment]:
    """The learners of a course who lie within an officer's reach, the latest first."""
    reach = covered(actor, Right.REGISTER_READ, owner="")
    rows = Enrolment.objects.filter(reach, edition=course.edition_id).exclude(status="asked")
    return rows.select_related(*Enrolment.RELATED).order_by("-enrolled_on", "-id")


@dataclass(frozen=True)
class Learnt:
    """A lesson, and how far somebody is in it: what they learnt of it, or that they were in class."""

    lesson: Lesson
    progress: Progress | None
    came: bool

    @property
    def done(self) -> bool:
        return self.came or (self.progress is not None and self.progress.done_at is not None)


def lessons_of(enrolment: Enrolment) -> list[Learnt]:
    """The lessons of an enrolment with how far each is; those whose class was called off are asked of nobody.

    Two queries, three where there are classes; none without an edition.
    """
    if enrolment.edition_id is None:
        return []
    rows = Lesson.objects.filter(course__edition=enrolment.edition_id, trade__in=["", enrolment.trade], retired_at=None)
    lessons = list(rows.exclude(session__status__in=OFF).select_related("session"))
    there = {each.lesson_id: each for each in enrolment.progress.all()}
    came = _came(enrolment, lessons)
    return [Learnt(each, there.get(each.pk), each.session_id in came) for each in lessons]


def _came(enrolment: Enrolment, lessons: Iterable[Lesson]) -> set[int | None]:
    """At which of their classes the learner was. One query, none where there are no classes."""
    classes = [each.session_id for each in lessons if each.session_id]
    if not classes:
        return set()
    who = enrolment.person.merged_into_id or enrolment.person_id
    mine = Q(person=who) | Q(person__merged_into=who)
    return set(Turn.objects.filter(mine, session__in=classes, status="counted").values_list("session", flat=True))


def lessons_left(enrolment: Enrolment) -> list[Lesson]:
    """Those that are not learnt to their end."""
    return [each.lesson for each in lessons_of(enrolment) if not each.done]


def all_learnt(enrolment: Enrolment) -> bool:
    """Whether there are lessons, and none is left."""
    lessons = lessons_of(enrolment)
    return bool(lessons) and all(each.done for each in lessons)


def classes_of(course: Course) -> QuerySet[Session]:
    """The sessions of its edition that may become lessons of it, by day."""
    there = course.lessons.filter(retired_at=None, session__isnull=False).values("session")
    return course.edition.sessions.exclude(status__in=OFF).exclude(pk__in=there).order_by("on", "starts_at", "id")


def lesson_held(session: Session) -> Lesson | None:
    """The lesson that a session is. One query, none where nothing is taught."""
    if session.edition_id is None or course_kinds.of(session.programme) is None:
        return None
    return session.lessons.filter(retired_at=None).select_related("course").first()


def turns_in_class(**of: object) -> QuerySet[Any]:
    """Turns that count at classes of the course of an enrolment of the same person: for a subquery over enrolments.

    `of` narrows the lessons. Of merged records either may stand on either side.
    """
    stands = Coalesce("person__merged_into", "person")
    turns = Turn.objects.filter(
        status="counted",
        session__lessons__retired_at=None,
        session__lessons__course__edition=OuterRef("edition"),
        session__lessons__trade__in=["", OuterRef("trade")],
        **of,
    )
    return turns.annotate(stands=stands).filter(stands=Coalesce(OuterRef("person__merged_into"), OuterRef("person")))


@dataclass(frozen=True)
class Counts:
    """Counts of persons that never mix: who enrolled at all, who came to learn, who passed, who ended otherwise."""

    enrolled: int
    attended: int
    completed: int
    ended: int


def counts_of(enrolments: QuerySet[Enrolment]) -> Counts:
    """Of these enrolments, persons each once. Attended is who learnt a lesson's minute, was in a class or was entered
    in it.

    One query.
    """
    learnt = Progress.objects.filter(enrolment=OuterRef("pk"), seconds__gt=0)
    came = Q(Exists(learnt)) | Q(Exists(turns_in_class())) | Q(status__in=("studying", "completed", "failed"))
    standing = enrolments.exclude(status__in=GONE).order_by()
    people = Count("person", distinct=True)
    said = standing.aggregate(
        enrolled=people,
        attended=Count("person", distinct=True, filter=came),
        completed=Count("person", distinct=True, filter=Q(status="completed")),
        ended=Count("person", distinct=True, filter=Q(status__in=("failed", "dropped"))),
    )
    return Counts(**said)


def states_of(enrolments: QuerySet[Enrolment], flow: Flow) -> list[InState]:
    """How many enrolments are in each state; one person may have several, one a trade. One query."""
    found = dict(enrolments.order_by().values_list("status").annotate(Count("pk")))
    return [InState(s.key, s.title, s.phase.value, found[s.key]) for s in flow.states if s.key in found]


def stuck(enrolments: QuerySet[Enrolment], *, on: date, days: int) -> QuerySet[Enrolment]:
    """Who enrolled or began and has learnt nothing for so many days, the longest first."""
    before = midnight(on - timedelta(days=days))
    rows = enrolments.filter(status__in=("enrolled", "studying"), moved_at__lt=before)
    came = turns_in_class().order_by("-session__starts_at").values("session__starts_at")[:1]
    last = rows.annotate(last=Greatest(Max("progress__begun_at"), Subquery(came)))  # of one that is null, the other
    return last.filter(Q(last=None) | Q(last__lt=before)).order_by("moved_at", "id")


def progress_of(enrolments: Iterable[Enrolment]) -> dict[int, int]:
    """How many lessons each has learnt to the end, those in class among them. One query."""
    classes = turns_in_class().order_by().values("stands").annotate(count=Count("session", distinct=True))
    rows = Enrolment.objects.filter(pk__in=[each.pk for each in enrolments]).order_by()
    learnt = Count("progress", filter=Q(progress__done_at__isnull=False))
    told = rows.annotate(learnt=learnt, classes=Coalesce(Subquery(classes.values("count")), 0))
    return {
        pk: alone + in_class for pk, alone, in_class in told.values_list("pk", "learnt", "classes") if alone + in_class
    }


@dataclass(frozen=True)
class Covered:
    """One body of the roster: how many of it learn now, how many passed in the year."""

    body: Organisation
    learning: int
    passed: int


def coverage(course: Course, year: int) -> list[Covered]:
    """The bodies of the kind's roster, those with nobody first; facts say who passed. Three queries.

    A body is covered by who passed at it or anywhere below it, in this year and in any edition of the programme.
    """
    kind = course.kind
    period = Period.year(year)
    listed = _listed(kind.covers, period.end)
    bodies = list(Organisation.objects.filter(pk__in=listed).order_by("number"))
    passed = Fact.objects.filter(
        kind=CERTIFICATE,
        voided_at=None,
        facets__programme=kind.programme,
        happened_on__gte=period.start,
        happened_on__lt=period.end,
    ).values_list("org_path", "person")
    learning = Enrolment.objects.filter(edition=course.edition_id, status__in=("enrolled", "studying"))
    told = _below(bodies, passed), _below(bodies, learning.values_list("organisation__path", "person"))
    rows = [Covered(body, len(told[1][body.pk]), len(told[0][body.pk])) for body in bodies]
    return sorted(rows, key=lambda each: (each.passed > 0, each.learning > 0))


def _listed(roster: str, before: date) -> set[int]:
    """The bodies that stand on a roster at the end of a period, by the last that was said of each."""
    about = Fact.objects.filter(
        kind__in=("list.entry", "list.removed"), voided_at=None, facets__list=roster, happened_on__lt=before
    )
    last = dict(about.order_by("happened_on", "id").values_list("organisation", "kind"))
    return {organisation for organisation, kind in last.items() if kind == "list.entry" and organisation}


def _below(bodies: list[Organisation], found: Iterable[tuple[str, int | None]]) -> dict[int, set[int | None]]:
    """Persons at or below each body."""
    told: dict[int, set[int | None]] = {body.pk: set() for body in bodies}
    ids = set(told)
    for path, person in found:
        for pk in (int(part) for part in path.split(".") if part.isdigit()):
            if pk in ids:
                told[pk].add(person)
    return told
