"""The file of a household in hardship, who belongs to it, what was found out about it, and the sums of its class."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from shenbian.aid.declared import DRAFTS, ON_FILE, STANDS, Class, Helping, Reason, Relation, helpings
from shenbian.aid.flows import DOSSIER
from shenbian.facts.fact import NewFact
from shenbian.flow.models import Flowing
from shenbian.flow.table import Phase
from shenbian.kit.privacy import Sensitivity
from shenbian.people.models import Document
from shenbian.rights.catalogue import Desk


class Dossier(Flowing):
    """One household's file (困难档案), in the name of the worker who applies.

    What they say is sealed (`sealed`: by part and field). `person` is empty only while a sheet tells of a file that
    does not stand. `number` is given when it is filed; a sheet's keeps its own. `told_by` is the batch whose sheet says
    that it was filed elsewhere; without one, the database demands a public notice that ended clean.
    """

    FLOW = DOSSIER
    RELATED = ("organisation", "person", "person__merged_into")
    came: NewFact | None = None

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    programme = models.CharField("项目", max_length=60)
    number = models.CharField("档案编号", max_length=40, blank=True)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="dossiers", verbose_name="申请人"
    )
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="所在工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices)
    klass = models.CharField("困难类别", max_length=10, choices=Class.choices, blank=True)
    sealed = models.BinaryField("家庭情况", null=True)
    saved: Any = models.JSONField(default=list)  # the parts of the application that were filled in
    filed_on = models.DateField("建档日期", null=True)
    recheck_on = models.DateField("下次复核", null=True)
    left_on = models.DateField("退出日期", null=True)
    reason = models.CharField("退出原因", max_length=10, choices=Reason.choices, blank=True)
    path = models.CharField(max_length=400, blank=True, db_collation="C")  # of the union on the day of a sheet's row
    erased_on = models.DateField("清除日期", null=True)  # what the household said of itself was emptied
    begun_at = models.DateTimeField("开始填写", db_default=Now())
    evidence = models.CharField("依据", max_length=400, blank=True)
    batch = models.BigIntegerField(null=True)
    told_by = models.BigIntegerField(null=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id key programme number person organisation desk klass saved filed_on recheck_on left_on erased_on "
            "path begun_at evidence batch told_by".split()
        )
        personal = frozenset({"reason"})
        sealed = frozenset({"sealed"})

    class Meta(Flowing.Meta):
        verbose_name = "困难档案"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="dossier_number_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(batch__isnull=False) & ~Q(status__in=ON_FILE),
                name="dossier_of_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=ON_FILE)
                | ~Q(number="") & Q(filed_on__isnull=False) & Q(klass__in=Class.values),
                name="dossier_filed_says_all",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("exited", "followed_up"))
                | Q(left_on__isnull=False) & (~Q(reason="") | Q(erased_on__isnull=False)),
                name="dossier_left_says_why",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["person", "-id"], name="dossier_of_person"),
            models.Index(fields=["status", "recheck_on"], name="dossier_recheck"),
        ]

    def __str__(self) -> str:
        return f"{self.helping.title} {self.number}".strip()

    @property
    def helping(self) -> Helping:
        return helpings[self.programme]

    @property
    def owner(self) -> int | None:
        return None if self.person is None else (self.person.merged_into or self.person).key

    @property
    def told_as(self) -> str:
        return "帮扶申请" if self.filed_on is None else "帮扶档案"

    @property
    def is_draft(self) -> bool:
        return self.status in DRAFTS

    @property
    def is_over(self) -> bool:
        """Whether it came to nothing, or its household needs it no more: then one may apply anew."""
        return self.phase == Phase.VOID or self.status in ("exited", "followed_up")

    @property
    def is_on_file(self) -> bool:
        """Whether the household may be helped now."""
        return self.status in ON_FILE

    def shows(self) -> list[tuple[str, Any, Sensitivity]]:
        """What its page tells without opening anything."""
        told = [
            ("档案编号", self.number, Sensitivity.PLAIN),
            ("困难类别", self.get_klass_display(), Sensitivity.PLAIN),
            ("建档日期", self.filed_on, Sensitivity.PLAIN),
            ("下次复核", self.recheck_on, Sensitivity.PLAIN),
            ("退出日期", self.left_on, Sensitivity.PLAIN),
            ("退出原因", self.get_reason_display(), Sensitivity.PERSONAL),
        ]
        return [each for each in told if each[1]]


class HouseholdMember(models.Model):
    """Somebody who belongs to the household, the applicant among them (家庭成员).

    Name, number, income and the rest are sealed. `mark` is the blind index of the identity number, the same as a
    person's; a mark stands in one file only. `stands` follows the file's state, by trigger. `authorised_on`: the day
    on which they signed that their means may be asked for.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="members")
    place = models.PositiveSmallIntegerField("序号")
    relation = models.CharField("与申请人关系", max_length=12, choices=Relation.choices)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    document = models.CharField("证件类型", max_length=20, choices=Document.choices, blank=True)
    mark = models.BinaryField(null=True)
    sealed = models.BinaryField("家庭成员情况", null=True)
    authorised_on = models.DateField("授权核对日期", null=True)
    stands = models.BooleanField(default=False, editable=False)

    class Privacy:
        plain = frozenset("id key dossier place person authorised_on stands".split())
        personal = frozenset({"relation", "document"})
        sealed = frozenset({"mark", "sealed"})

    class Meta:
        verbose_name = "家庭成员"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["dossier", "place"], name="household_in_place"),
            models.UniqueConstraint(
                fields=["mark"], condition=Q(stands=True, mark__isnull=False), name="one_household_one_file"
            ),
            models.UniqueConstraint(
                fields=["dossier", "mark"], condition=Q(mark__isnull=False), name="household_member_once"
            ),
        ]
        ordering: ClassVar[list[str]] = ["place"]

    def __str__(self) -> str:
        return self.get_relation_display()


class Step(models.TextChoices):
    """What was found out (核查环节)."""

    VISIT = "visit", "入户走访"
    MEANS = "means", "家庭经济状况核对"
    RECHECK = "recheck", "年度复核"
    EXIT = "exit", "退出"
    FOLLOW_UP = "follow_up", "退出回访"


class Finding(models.Model):
    """What a visit, a check of means, a yearly re-check or a call-back found (核查记录). Only ever added."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="findings")
    step = models.CharField("环节", max_length=10, choices=Step.choices)
    on = models.DateField("日期")
    passed = models.BooleanField("符合")
    sealed = models.BinaryField("核查情况", null=True)
    noted_by = models.CharField(max_length=80)
    noted_at = models.DateTimeField("登记时间", db_default=Now())

    class Privacy:
        plain = frozenset("id key dossier step on passed noted_by noted_at".split())
        sealed = frozenset({"sealed"})

    class Meta:
        verbose_name = "核查记录"
        ordering: ClassVar[list[str]] = ["id"]


class Assessment(models.Model):
    """The sum from which a class followed (困难类别认定), with the rows of the rule that it rests on. Only ever added.

    Its lines and amounts are sealed; `line_fen` is the local minimum living line by person and month.
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="assessments")
    on = models.DateField("认定日期")
    klass = models.CharField("困难类别", max_length=10, choices=Class.choices, blank=True)
    persons = models.PositiveSmallIntegerField("家庭人口")
    line_fen = models.BigIntegerField("最低生活保障标准")
    percent = models.PositiveIntegerField("相对困难比例")
    line_rule = models.ForeignKey("rulebook.RuleTable", models.PROTECT, related_name="+")
    percent_rule = models.ForeignKey("rulebook.RuleTable", models.PROTECT, related_name="+")
    sealed = models.BinaryField("计算过程", null=True)

    class Privacy:
        plain = frozenset("id key dossier on klass persons line_fen percent line_rule percent_rule".split())
        sealed = frozenset({"sealed"})

    class Meta:
        verbose_name = "困难类别认定"
        ordering: ClassVar[list[str]] = ["id"]


__all__ = ["ON_FILE", "STANDS", "Assessment", "Dossier", "Finding", "HouseholdMember", "Step"]
