"""A course: one running of it, its lessons, its bank of questions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from shenbian.courses.declared import CourseKind, course_kinds


class Course(models.Model):
    """How an edition is taught and examined; what is empty is as its kind declares. `body` issues the certificates."""

    edition = models.OneToOneField("editions.Edition", models.PROTECT, related_name="course", verbose_name="届期")
    kind_key = models.CharField("课程种类", max_length=60)
    starts_on = models.DateField("开课日期", null=True)
    body = models.CharField("颁证机构", max_length=200, blank=True)
    questions = models.PositiveSmallIntegerField("每卷题数", null=True)
    minutes = models.PositiveSmallIntegerField("考试时长(分钟)", null=True)
    tries = models.PositiveSmallIntegerField("考试次数", null=True)
    pass_mark = models.PositiveSmallIntegerField("合格分", null=True)

    class Privacy:
        plain = frozenset("id edition kind_key starts_on body questions minutes tries pass_mark".split())

    class Meta:
        verbose_name = "课程"
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(pass_mark=None) | Q(pass_mark__range=(1, 100)), name="course_mark"),
            models.CheckConstraint(condition=Q(tries=None) | Q(tries__gt=0), name="course_tries"),
        ]

    def __str__(self) -> str:
        return str(self.edition)

    @property
    def kind(self) -> CourseKind:
        return course_kinds[self.kind_key]

    def exam(self, name: str) -> int:
        """`questions`, `minutes`, `tries` or `pass_mark`: as said here, else as the kind declares."""
        said = getattr(self, name)
        assert self.kind.exam is not None  # asked of kinds with an exam alone
        return int(said if said is not None else getattr(self.kind.exam, name))


class Medium(models.TextChoices):
    """What a lesson is."""

    VIDEO = "video", "视频"
    LINK = "link", "链接"
    TEXT = "text", "图文"
    SESSION = "session", "面授"


class Lesson(models.Model):
    """One lesson (课时) and how many minutes it takes. `trade` empty: for all trades of the course.

    One that is held in class is a `session`: whoever counts as having been there has learnt it.
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="lessons")
    place = models.PositiveSmallIntegerField("次序")
    trade = models.CharField("工种", max_length=60, blank=True)
    title = models.CharField("名称", max_length=120)
    medium = models.CharField("形式", max_length=10, choices=Medium.choices)
    url = models.CharField("地址", max_length=500, blank=True)
    body = models.TextField("正文", blank=True)
    session = models.ForeignKey(
        "gatherings.Session", models.PROTECT, null=True, related_name="lessons", verbose_name="场次"
    )
    minutes = models.PositiveSmallIntegerField("时长(分钟)")
    retired_at = models.DateTimeField("停用时间", null=True)

    class Privacy:
        plain = frozenset("id course place trade title medium url body session minutes retired_at".split())

    class Meta:
        verbose_name = "课时"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["course", "place"], name="lesson_in_place"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="lesson_takes_time"),
            models.CheckConstraint(
                condition=Q(medium="text", session=None) & ~Q(body="")
                | Q(medium__in=["video", "link"], session=None) & ~Q(url="")
                | Q(medium="session", session__isnull=False),
                name="lesson_has_content",
            ),
            models.UniqueConstraint(
                fields=["course", "session"], condition=Q(retired_at=None), name="lesson_of_session_once"
            ),
        ]
        ordering: ClassVar[list[str]] = ["place"]

    def __str__(self) -> str:
        return self.title


class Asks(models.TextChoices):
    """How a question is answered."""

    ONE = "one", "单选"
    SOME = "some", "多选"
    TRUE = "true", "判断"


class Question(models.Model):
    """A question of the bank (题库). `options` in their order, `right` the places of the right ones (from 0).

    Once it was drawn it changes no more: papers are graded by it. It is retired, and another put in its place.
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="bank")
    trade = models.CharField("工种", max_length=60, blank=True)
    asks = models.CharField("题型", max_length=10, choices=Asks.choices)
    text = models.CharField("题目", max_length=500)
    options: Any = models.JSONField("选项")
    right: Any = models.JSONField("答案")
    retired_at = models.DateTimeField("停用时间", null=True)

    class Privacy:
        plain = frozenset("id course trade asks text options right retired_at".split())

    class Meta:
        verbose_name = "试题"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["course", "trade", "text"], condition=Q(retired_at=None), name="question_once"
            ),
        ]

    def __str__(self) -> str:
        return self.text
