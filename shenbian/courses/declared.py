"""Kinds of courses (课程种类): how one gets in, what is learnt, how it ends. A declaration; no models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shenbian.certificates.declared import certificate_kinds
from shenbian.facts.kind import kinds
from shenbian.rights.catalogue import Desk, Right


@dataclass(frozen=True, kw_only=True)
class Exam:
    """How a paper is drawn and judged unless an edition says otherwise. `pass_mark` is of a hundred."""

    questions: int = 20
    minutes: int = 60
    tries: int = 3
    pass_mark: int = 60


@dataclass(frozen=True, kw_only=True)
class CourseKind:
    """`enrols` is the right of the move by which an entry becomes an enrolment: the owner's own where nobody decides.

    `trades`: a person enrols for one trade (工种) of an edition, and may for several. `terms`: in so many terms grades
    are given, and who completes has all of them. `exam` None: officers say who passed. `certificate` is a declared
    kind, empty where none is issued; `listed`: only by a body of the rule table `certificate_bodies`. `covers`: the
    roster that is to be covered (towns), each body of it with somebody who passed.
    """

    key: str
    programme: str
    title: str
    desk: Desk
    enrols: Right = Right.ENTRY_MAKE
    trades: bool = False
    terms: int = 0
    exam: Exam | None = None
    certificate: str = ""
    listed: bool = False
    covers: str = ""

    def problems(self) -> Iterator[str]:
        """What is wrong with the declaration."""
        yield from (f"writes undeclared facts {key}" for key in ("enrolment", "certificate") if key not in kinds)
        if self.certificate and self.certificate not in certificate_kinds:
            yield f"issues an undeclared certificate {self.certificate}"
        if self.exam and not (0 < self.exam.pass_mark <= 100 and self.exam.tries > 0 and self.exam.questions > 0):
            yield "has an exam that nobody can pass"


class CourseKinds:
    """The registry, in the order in which they were declared."""

    def __init__(self) -> None:
        self._all: dict[str, CourseKind] = {}

    def add(self, *courses: CourseKind) -> None:
        for course in courses:
            for problem in course.problems():
                raise ValueError(f"course {course.key} {problem}")
            if course.key in self._all or self.of(course.programme):
                raise ValueError(f"two courses are called {course.key} or belong to {course.programme}")
            self._all[course.key] = course

    def __getitem__(self, key: str) -> CourseKind:
        return self._all[key]

    def __iter__(self) -> Iterator[CourseKind]:
        return iter(self._all.values())

    def of(self, programme: str) -> CourseKind | None:
        """What a programme teaches; None where it teaches nothing."""
        return next((each for each in self if each.programme == programme), None)


course_kinds = CourseKinds()
