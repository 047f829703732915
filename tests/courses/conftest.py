"""A course of one lesson and four questions, a learner, the desk that runs it; the cast is that of entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from shenbian.courses import actions
from shenbian.courses.actions import LessonSaid, QuestionSaid, Settings, course_of
from shenbian.courses.models import Course, Enrolment, Lesson, Paper, Question, Watching
from shenbian.editions.actions import send_whole
from shenbian.editions.models import Edition, Entry
from shenbian.kit import period
from shenbian.rights.actor import Actor
from tests.editions.conftest import OPERATOR, Cast, cast, data_folder, officer, person_of, queries

__all__ = ["OPERATOR", "cast", "data_folder", "officer", "person_of", "queries"]
BODY = "区职业技能鉴定所"
TRADE = "室内设计师"
ANSWERS = {"trade": TRADE, "phone": "13800000000", "myself": "on"}


@dataclass
class Clock:
    """The house's clock, which the test moves."""

    at: datetime

    def pass_(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    told = Clock(period.now())
    for module in (actions.learning, actions.examining):
        monkeypatch.setattr(module, "now", lambda: told.at)
    return told


@dataclass
class School:
    cast: Cast
    edition: Edition
    course: Course
    lesson: Lesson
    economy: Actor  # who runs it, at the district's desk of economy

    def entry(self, who: Actor, **said: object) -> Entry:
        return send_whole(self.edition, by=who, client_key=uuid4(), answers={**ANSWERS, **said})

    def enrolled(self, who: Actor, **said: object) -> Enrolment:
        return Enrolment.objects.get(entry=self.entry(who, **said))

    def learnt(self, enrolment: Enrolment, who: Actor, clock: Clock, *, lesson: Lesson | None = None) -> None:
        """The lesson to its end, by somebody who is there."""
        page = actions.open_lesson(enrolment, lesson or self.lesson, by=who)
        said = ""
        for _ in range(200):
            clock.pass_(20)
            told = actions.beat(page, seen=20, said=said, by=who)
            said = Watching.objects.get(person__key=who.person).answer if told.question else ""
            if told.done:
                return
        raise AssertionError("the lesson has no end")

    def answered(self, enrolment: Enrolment, who: Actor, *, right: int = 4) -> Paper:
        """A paper with so many right answers, handed in."""
        paper = actions.begin_paper(enrolment, by=who)
        bank = {each.pk: each for each in Question.objects.filter(pk__in=paper.drawn)}
        for at, pk in enumerate(paper.drawn):
            chosen = bank[pk].right if at < right else [i for i in range(2) if [i] != bank[pk].right][:1]
            actions.answer(paper, question=pk, chosen=chosen, by=who)
        return actions.hand_in(paper, by=who)


def asked(number: int, *, asks: str = "one", right: tuple[int, ...] = (0,), **said: object) -> QuestionSaid:
    return QuestionSaid(text=f"第{number}题", asks=asks, options=("甲", "乙", "丙"), right=right, **said)  # type: ignore[arg-type]


@pytest.fixture
def school(cast: Cast) -> School:
    economy = officer(21, "desk_officer", cast.district, "economy")
    edition = cast.edition("online_skill_enrolling", desk="economy")
    course = course_of(edition)
    assert course is not None
    actions.arrange(course, Settings(body=BODY, questions=4, tries=2), by=economy)
    lesson = actions.add_lesson(course, LessonSaid(title="色彩", medium="text", minutes=12, body="红黄蓝"), by=economy)
    bank = [asked(1), asked(2, right=(1,)), asked(3, asks="some", right=(0, 2)), asked(4, right=(2,))]
    actions.add_questions(course, bank, by=economy)
    return School(cast, edition, course, lesson, economy)
