"""A public notice, what stands in it line by line, and what people object to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from shenbian.awards.noticing import NOTICE, OBJECTION
from shenbian.flow.models import Flowing
from shenbian.kit import mask
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk


class PublicNotice(Flowing):
    """What is made public, for how many working days a rule says, before it counts (公示).

    `starts_on` and `last_on` are its first and its last day, both whole; it ends on a day after the last. While an
    objection is open the clock stands still, and nobody knows the last day.
    """

    FLOW = NOTICE
    owner: ClassVar[None] = None

    programme = models.CharField("项目", max_length=60)
    title = models.CharField("公示名称", max_length=200)
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="公示工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices, blank=True)
    contact = models.CharField("联系方式", max_length=200, blank=True)
    starts_on = models.DateField("开始日期", null=True)
    last_on = models.DateField("最后一天", null=True)
    ended_on = models.DateField("期满日期", null=True)
    batch = models.BigIntegerField(null=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id programme title organisation desk contact starts_on last_on ended_on batch".split()
        )

    class Meta(Flowing.Meta):
        verbose_name = "公示"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(status__in=("running", "ended")) | Q(starts_on__isnull=False, last_on__isnull=False),
                name="notice_has_days",
            ),
            models.CheckConstraint(
                condition=~Q(status="ended") | Q(ended_on__gt=F("last_on"), last_on__gt=F("starts_on")),
                name="notice_ran_to_its_end",
            ),
        ]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["-starts_on", "-id"], name="notice_by_day")]

    def __str__(self) -> str:
        return self.title

    def shows(self) -> list[tuple[str, Any, Sensitivity]]:
        """What its page tells; all of it is public."""
        told = {
            "公示工会": self.organisation.name,
            "开始日期": self.starts_on,
            "最后一天": self.last_on,
            "期满日期": self.ended_on,
            "联系方式": self.contact,
        }
        return [(label, value, Sensitivity.PLAIN) for label, value in told.items()]


class Outcome(models.TextChoices):
    """What came of a line."""

    OPEN = "open", "公示中"
    CLEAN = "clean", "无异议"
    STRUCK = "struck", "异议成立"
    CALLED_OFF = "called_off", "公示取消"


class NoticeLine(models.Model):
    """One thing in a notice. `subject` is how traces name it; once in whatever notice stands or ended clean."""

    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField("序号")
    subject = models.CharField(max_length=120, db_collation="C")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", verbose_name="姓名")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, related_name="+", verbose_name="单位")
    told = models.CharField("公示内容", max_length=200, blank=True)
    amount_fen = models.BigIntegerField("金额", null=True)
    outcome = models.CharField("结果", max_length=10, choices=Outcome.choices, default=Outcome.OPEN)

    class Privacy:
        plain = frozenset("id notice place subject person unit told amount_fen outcome".split())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["notice", "place"], name="line_in_place"),
            models.UniqueConstraint(
                fields=["subject"], condition=Q(outcome__in=("open", "clean")), name="made_public_once"
            ),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="line_outcome"),
        ]
        ordering: ClassVar[list[str]] = ["place"]

    def __str__(self) -> str:
        return f"第{self.place}行"

    @property
    def masked(self) -> str:
        """The name as everybody may read it: 王*明; a unit's in full."""
        if self.person is None:
            return self.unit.name if self.unit else ""
        return mask.name(self.person.name) if self.person.name else "***"


class Objection(Flowing):
    """Somebody says that a line, or the whole notice, is wrong (异议). Raised on the portal, or taken down.

    `person_key` is who raised it (Person.key), where they were signed in; `by_name` and `contact` are of what was taken
    down. `found` says to whoever raised it what was found out.
    """

    FLOW = OBJECTION
    RELATED = ("organisation", "notice", "line")

    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="objections", verbose_name="公示")
    line = models.ForeignKey(NoticeLine, models.PROTECT, null=True, related_name="objections", verbose_name="哪一行")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="公示工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices, blank=True)
    person_key = models.BigIntegerField(null=True)
    by_name = models.CharField("提出人", max_length=60, blank=True)
    contact = models.CharField("联系方式", max_length=100, blank=True)
    text = models.TextField("异议内容", max_length=1000)
    found = models.TextField("核实情况", max_length=1000, blank=True)
    raised_at = models.DateTimeField("提出时间", db_default=Now())

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset("id notice line organisation desk person_key raised_at".split())
        personal = frozenset({"by_name", "contact", "text", "found"})

    class Meta(Flowing.Meta):
        verbose_name = "异议"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(
                fields=["notice", "line", "person_key"],
                condition=Q(status="open", person_key__isnull=False),
                nulls_distinct=False,
                name="objects_once",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["person_key", "-id"], condition=Q(person_key__isnull=False), name="objection_of_person"
            )
        ]

    def __str__(self) -> str:
        return f"对“{self.notice}”{self.line or '全部内容'}的异议"

    @property
    def owner(self) -> int | None:
        return self.person_key

    def shows(self) -> list[tuple[str, Any, Sensitivity]]:
        """What its page tells the officer who handles it."""
        return [
            ("公示", self.notice.title, Sensitivity.PLAIN),
            ("哪一行", f"{self.line}：{self.line.masked}" if self.line else "全部内容", Sensitivity.PLAIN),
            ("提出人", self.by_name or ("本平台实名提出" if self.person_key else ""), Sensitivity.PERSONAL),
            ("联系方式", self.contact, Sensitivity.PERSONAL),
            ("异议内容", self.text, Sensitivity.PERSONAL),
            ("核实情况", self.found, Sensitivity.PERSONAL),
            ("提出时间", self.raised_at, Sensitivity.PLAIN),
        ]
