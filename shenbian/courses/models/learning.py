"""A learner in a course: enrolment, time learnt, grades."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from shenbian.courses.declared import CourseKind, course_kinds
from shenbian.courses.flow import flow_of
from shenbian.courses.models.course import Lesson
from shenbian.facts.fact import NewFact
from shenbian.flow.models import Flowing
from shenbian.flow.table import Flow
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk


class Enrolment(Flowing):
    """One person in one edition of a course, for one trade where it has trades.

    `named` is how facts name the edition: its reference, or what the sheet says where we hold no such edition. `told`
    is the status word that its register said last: the same word again changes nothing, whatever became of it since.
    """

    RELATED = ("organisation", "person", "person__merged_into", "edition__course", "certificate")

    kind_key = models.CharField("课程种类", max_length=60)
    edition = models.ForeignKey("editions.Edition", models.PROTECT, null=True, related_name="enrolments")
    named = models.CharField("活动(期)", max_length=200, db_collation="C")
    entry = models.OneToOneField("editions.Entry", models.PROTECT, null=True, related_name="enrolment")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="enrolments", verbose_name="学员")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="所在工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices, blank=True)
    trade = models.CharField("工种", max_length=60, blank=True)
    told = models.CharField("台账状态", max_length=20, blank=True)
    enrolled_on = models.DateField("报名日期")
    completed_on = models.DateField("结业日期", null=True)
    more_tries = models.PositiveSmallIntegerField("加考次数", default=0)
    certificate = models.ForeignKey("certificates.Certificate", models.SET_NULL, null=True, related_name="+")
    batch = models.BigIntegerField(null=True)
    score = models.PositiveSmallIntegerField("成绩", null=True)
    why = models.CharField("未结业原因", max_length=200, blank=True)

    came: NewFact | None = None  # while a sheet is taken: the fact that its row says
    taken_in: int | None = None  # and the sheet's batch
    counts = True  # while a pass is done: whether the ledger does not hold it yet

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id kind_key edition named entry person organisation desk trade told enrolled_on completed_on more_tries "
            "certificate batch".split()
        )
        personal = frozenset({"score", "why"})

    class Meta(Flowing.Meta):
        verbose_name = "学员"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(
                fields=["named", "person", "trade"],
                condition=~Q(status__in=["asked", "withdrawn"]),
                name="enrolled_once",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["edition", "status", "-id"], name="enrolment_of_edition"),
            models.Index(fields=["person", "-id"], name="enrolment_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind.title}{f'（{self.trade}）' if self.trade else ''}"

    @property
    def kind(self) -> CourseKind:
        return course_kinds[self.kind_key]

    @property
    def flow(self) -> Flow:
        return flow_of(self.kind)

    @classmethod
    def flows(cls) -> Iterable[Flow]:
        return tuple(flow_of(kind) for kind in course_kinds)

    @property
    def told_as(self) -> str:
        return str(self)

    @property
    def owner(self) -> int:
        """Person.key; of a merged record that of the one that stands."""
        return (self.person.merged_into or self.person).key

    @property
    def certificate_no(self) -> str:
        return (self.certificate.number or "") if self.certificate else ""

    @property
    def course_title(self) -> str:
        """Which course, as its learner knows it."""
        return self.edition.title if self.edition else f"{self.kind.title} {self.named}"

    def shows(self) -> list[tuple[str, Any, Sensitivity]]:
        """What its page says, line by line."""
        return [
            ("课程", self.course_title, Sensitivity.PLAIN),
            ("工种", self.trade, Sensitivity.PLAIN),
            ("学员", self.person.name, Sensitivity.PERSONAL),
            ("报名日期", self.enrolled_on, Sensitivity.PLAIN),
            ("结业日期", self.completed_on, Sensitivity.PLAIN),
            ("成绩", self.score, Sensitivity.PERSONAL),
            ("证书编号", self.certificate_no, Sensitivity.PLAIN),
            ("未结业原因", self.why, Sensitivity.PERSONAL),
        ]


class Progress(models.Model):
    """How long somebody learnt one lesson. `seconds` count; `pending` were watched and wait for the learner's answer.

    Whoever does not answer was not there: then what is pending is dropped.
    """

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="progress")
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="progress")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name="学员")
    seconds = models.PositiveIntegerField("学习秒数", default=0)
    pending = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField("开始学习")
    done_at = models.DateTimeField("学完时间", null=True)

    class Privacy:
        plain = frozenset("id enrolment lesson person seconds pending begun_at done_at".split())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["enrolment", "lesson"], name="progress_once"),
        ]


class Watching(models.Model):
    """Which lesson somebody has open now: one a person. An older page of theirs no longer counts."""

    person = models.OneToOneField("people.Person", models.CASCADE, related_name="+")
    progress = models.ForeignKey(Progress, models.CASCADE, related_name="+")
    page = models.UUIDField()
    beat_at = models.DateTimeField()
    interval = (
        models.PositiveIntegerField()
    )  # seconds after which presence is asked, as the rulebook said when it opened
    patience = models.PositiveIntegerField()  # seconds in which it must be answered
    asked = models.CharField(max_length=40, blank=True)  # the question of presence that is open
    answer = models.CharField(max_length=10, blank=True)
    answer_by = models.DateTimeField(null=True)

    class Privacy:
        plain = frozenset("id person progress page beat_at interval patience asked answer answer_by".split())


class Grade(models.Model):
    """One grade of one term."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="grades")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name="学员")
    term = models.PositiveSmallIntegerField("学期")
    subject = models.CharField("课程", max_length=60)
    score = models.PositiveSmallIntegerField("成绩", null=True)

    class Privacy:
        plain = frozenset("id enrolment person term subject".split())
        personal = frozenset({"score"})

    class Meta:
        verbose_name = "学期成绩"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["enrolment", "term", "subject"], name="grade_once"),
        ]
        ordering: ClassVar[list[str]] = ["term", "subject"]
