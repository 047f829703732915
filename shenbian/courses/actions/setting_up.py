"""A course is set up on its edition: how it is examined, its lessons, its bank of questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.db.models.functions import Now

from shenbian.courses.attending import begin_studies
from shenbian.courses.declared import course_kinds
from shenbian.courses.models import Course, Lesson, Question
from shenbian.courses.models.course import Medium
from shenbian.courses.queries import classes_of
from shenbian.courses.rules import wrong_with
from shenbian.editions.models import Edition
from shenbian.flow import traces
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.models import Session
from shenbian.kit.period import today
from shenbian.kit.refusal import refuse_if
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may
from shenbian.rulebook.queries import NoRule, look_up


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What of a course may be said for one running of it; what is None is as its kind declares."""

    starts_on: date | None = None
    body: str = ""
    questions: int | None = None
    minutes: int | None = None
    tries: int | None = None
    pass_mark: int | None = None


@dataclass(frozen=True, kw_only=True)
class LessonSaid:
    """A lesson as an officer says it. One in class is called and lasts as its session, where nothing else is said."""

    title: str
    medium: str
    minutes: int
    trade: str = ""
    url: str = ""
    body: str = ""
    session: Session | None = None


@dataclass(frozen=True, kw_only=True)
class QuestionSaid:
    """A question as a sheet says it; `right` are places of `options` from 0."""

    text: str
    asks: str
    options: Sequence[str]
    right: Sequence[int]
    trade: str = ""


def course_of(edition: Edition) -> Course | None:
    """The course that an edition is, made at first; None where its programme teaches nothing."""
    kind = course_kinds.of(edition.programme)
    if kind is None:
        return None
    course, _ = Course.objects.select_related("edition__organisation").get_or_create(
        edition=edition, defaults={"kind_key": kind.key}
    )
    return course


@transaction.atomic
def arrange(course: Course, said: Settings, *, by: Actor) -> Course:
    """Say how it is examined, and who certifies. Raises NotYours, Refused for a body that is not listed."""
    _mine(course, by)
    if said.body and course.kind.listed and said.body not in listed_bodies(course):
        raise Refused(f"“{said.body}”不在颁证机构名录里，请从名录里选，或请部门负责人先修订名录。")
    for name, value in vars(said).items():
        setattr(course, name, value)
    course.save()
    _told(course, "settle", by, {name: str(value) for name, value in vars(said).items() if value not in (None, "")})
    return course


def listed_bodies(course: Course) -> list[str]:
    """Who may certify, by the rulebook of whoever runs the course. Two queries."""
    try:
        listed = look_up("certificate_bodies", at=course.edition.organisation, on=today())
    except NoRule:
        return []
    return [each["title"] for each in listed]


@transaction.atomic
def add_lesson(course: Course, said: LessonSaid, *, by: Actor) -> Lesson:
    """One lesson more, at the end; who was already in class has begun. Raises NotYours, Refused for what cannot be
    learnt.
    """
    _mine(course, by)
    said = _in_class(course, said) if said.medium == Medium.SESSION else replace(said, session=None)
    if said.medium == "text" and not said.body.strip():
        raise Refused("图文课时要写正文。")
    if said.medium == "video" and not said.url.startswith("/"):
        raise Refused("视频要先放到本系统，写以/开头的地址；外站的视频请选“链接”，学习页不向外站取内容。")
    if said.medium == "link" and not said.url.startswith("https://"):
        raise Refused("链接要写地址，以https://开头。")
    if not said.title.strip():
        raise Refused("请填写课时名称。")
    if said.minutes < 1:
        raise Refused("时长至少1分钟。")
    place = (course.lessons.aggregate(Max("place"))["place__max"] or 0) + 1
    lesson = Lesson.objects.create(course=course, place=place, **vars(said))
    _told(course, "add_lesson", by, {"lesson": lesson.pk})
    if lesson.session_id:
        begin_studies([lesson.session_id], by=by)
    return lesson


def _in_class(course: Course, said: LessonSaid) -> LessonSaid:
    """The lesson that a session is. Raises Refused."""
    session = said.session
    if session is None:
        raise Refused("面授课时要选是哪一场；还没有安排的，先在这一期里安排场次。")
    if not classes_of(course).filter(pk=session.pk).exists():
        raise Refused(f"“{session}”不能作为课时：不是这一期的场次，已经取消，或者已经是课时。")
    minutes = said.minutes or session.minutes or 0
    if not minutes:
        raise Refused(f"“{session}”没有写明时长，请填写。")
    title = said.title.strip() or session.title
    return replace(said, title=title[:120], minutes=minutes, url="", body="")


@transaction.atomic
def retire_lesson(lesson: Lesson, *, by: Actor) -> None:
    """It is asked of nobody any more; what was learnt of it stays."""
    _mine(lesson.course, by)
    Lesson.objects.filter(pk=lesson.pk, retired_at=None).update(retired_at=Now())
    _told(lesson.course, "retire_lesson", by, {"lesson": lesson.pk})


@transaction.atomic
def add_questions(course: Course, said: Sequence[QuestionSaid], *, by: Actor) -> list[Question]:
    """Questions for the bank, all or none. What is there already, word for word, is not added again.

    Raises NotYours, and kit.refusal.Refused with the places of those that cannot be asked. Three queries.
    """
    _mine(course, by)
    reasons = {place: why for place, each in enumerate(said) if (why := _wrong(each))}
    refuse_if(reasons)
    there = set(course.bank.filter(retired_at=None).values_list("trade", "text"))
    fresh = {(each.trade, each.text.strip()): each for each in said if (each.trade, each.text.strip()) not in there}
    try:
        with transaction.atomic():
            made = Question.objects.bulk_create(
                Question(
                    course=course,
                    trade=each.trade,
                    asks=each.asks,
                    text=text,
                    options=[str(option).strip() for option in each.options],
                    right=sorted(each.right),
                )
                for (_, text), each in fresh.items()
            )
    except IntegrityError as twice:
        raise Refused("有人刚刚导入了同样的试题，请刷新后再看。") from twice
    _told(course, "add_questions", by, {"count": len(made)})
    return made


@transaction.atomic
def retire_question(question: Question, *, by: Actor) -> None:
    """It is drawn no more; papers on which it stands are graded by it as before."""
    _mine(question.course, by)
    Question.objects.filter(pk=question.pk, retired_at=None).update(retired_at=Now())
    _told(question.course, "retire_question", by, {"question": question.pk})


def _wrong(said: QuestionSaid) -> str:
    if not said.text.strip():
        return "题目是空的。"
    if said.asks not in ("one", "some", "true"):
        return "题型应是单选、多选或判断。"
    return wrong_with(said.asks, [str(each).strip() for each in said.options], list(said.right))


def _mine(course: Course, by: Actor) -> None:
    if not may(by, Right.EDITION_MANAGE, course.edition):
        raise NotYours


def _told(course: Course, move: str, by: Actor, said: dict[str, object]) -> None:
    """A trace on the edition, as for its hosts."""
    edition = course.edition
    at, numbers = traces.reserve(1)
    step = traces.Step(edition.subject, edition.flow.name, move, edition.status, edition.status, said)
    traces.tell([step], by=by, batch=None, at=at, numbers=numbers)
