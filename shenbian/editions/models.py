"""One running of a programme, who holds it with which part, and each person's part in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from shenbian.editions.declared import EntryKind, Repeats, entry_kinds
from shenbian.editions.flow import EDITION
from shenbian.flow.models import Flowing
from shenbian.flow.table import Flow
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk


class Edition(Flowing):
    """A running of a programme (届/期). An umbrella has editions below it and no entries of its own.

    `kind` is the declared kind of entry that it takes; empty for an umbrella and for one that is told by import alone.
    """

    FLOW = EDITION
    owner: ClassVar[None] = None

    programme = models.CharField("项目", max_length=60)
    kind_key = models.CharField("申报种类", max_length=60, blank=True)
    title = models.CharField("名称", max_length=200)
    year = models.PositiveSmallIntegerField("年度")
    no = models.CharField("届期", max_length=40, blank=True)
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="举办工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices, blank=True)
    umbrella = models.ForeignKey("self", models.PROTECT, null=True, related_name="editions", verbose_name="所属总项")
    opens_at = models.DateTimeField("开始时间", null=True)
    closes_at = models.DateTimeField("截止时间", null=True)
    quota = models.PositiveIntegerField("名额", null=True)
    terms = models.TextField("办法和条件", blank=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id programme kind_key title year no organisation desk umbrella opens_at closes_at quota terms".split()
        )

    class Meta(Flowing.Meta):
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(opens_at=None) | Q(closes_at__gt=F("opens_at")), name="edition_forward"
            ),
            models.CheckConstraint(condition=~Q(umbrella=F("id")), name="edition_under_another"),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["-year", "-id"], name="edition_by_year"),
            models.Index(fields=["organisation"], condition=Q(status="open"), name="edition_open"),
        ]

    def __str__(self) -> str:
        return self.title

    def shows(self) -> list[tuple[str, Any, Sensitivity]]:
        """What a page tells of it; all of it may be read by everybody."""
        told = {
            "举办工会": self.organisation.name,
            "申报种类": self.kind.title if self.kind else "",
            "年度": f"{self.year}年",
            "届期": self.no,
            "所属总项": self.umbrella.title if self.umbrella else "",
            "开始时间": self.opens_at,
            "截止时间": self.closes_at,
            "名额": f"{self.quota}个" if self.quota else "不限",
            "办法和条件": self.terms,
        }
        return [(label, value, Sensitivity.PLAIN) for label, value in told.items()]

    @property
    def kind(self) -> EntryKind | None:
        """What its entries are; None where it takes none."""
        return entry_kinds[self.kind_key] if self.kind_key else None

    @property
    def reference(self) -> str:
        """How facts name it."""
        return f"edition:{self.pk}"


class Part(models.TextChoices):
    """What somebody does in an edition (办会身份)."""

    HOST = "host", "主办"
    UNDERTAKE = "undertake", "承办"
    ASSIST = "assist", "协办"
    SUPPORT = "support", "支持"


class EditionHost(models.Model):
    """Who holds an edition with which part: a union body, a unit, or a name that Shenbian does not know."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="hosts")
    part = models.CharField("身份", max_length=10, choices=Part.choices)
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, related_name="+")
    name = models.CharField("名称", max_length=200, blank=True)
    place = models.PositiveSmallIntegerField("次序")

    class Privacy:
        plain = frozenset("id edition part organisation unit name place".split())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, unit=None, name="")
                | Q(organisation=None, unit__isnull=False, name="")
                | Q(organisation=None, unit=None) & ~Q(name=""),
                name="host_is_one_of_three",
            ),
            models.UniqueConstraint(fields=["edition", "place"], name="host_in_place"),
        ]
        ordering: ClassVar[list[str]] = ["place"]

    def __str__(self) -> str:
        return str(self.organisation or self.unit or self.name)


class Entry(Flowing):
    """Somebody's part in an edition (申报、报名、作品): its answers, and where it is handled.

    `answers` holds what is plain or personal, `answers_sealed` the rest as SM4-sealed JSON. `saved` names the steps of
    the form that were filled in. `version` counts what was saved, so that two devices do not overwrite each other.
    `outcome` says what came of it in keys and codes; `remarks` what those who handled it wrote to the applicant.
    """

    RELATED: ClassVar[tuple[str, ...]] = ("organisation", "edition", "person", "person__merged_into")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="entries", verbose_name="届期")
    kind_key = models.CharField("申报种类", max_length=60)
    repeats = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Repeats])
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="entries", verbose_name="申请人")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="受理工会")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, related_name="+", verbose_name="单位")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices, blank=True)
    number = models.CharField("编号", max_length=40, null=True, unique=True)
    answers: Any = models.JSONField("填写内容", default=dict)
    answers_sealed = models.BinaryField("密封内容", null=True)
    saved: Any = models.JSONField("已填步骤", default=list)
    version = models.PositiveIntegerField(default=0)
    client_key = models.UUIDField(null=True)
    outcome: Any = models.JSONField("结果", default=dict)
    remarks: Any = models.JSONField("办理意见", default=list)
    begun_at = models.DateTimeField("开始填写", db_default=Now())
    submitted_at = models.DateTimeField("提交时间", null=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id edition kind_key repeats person organisation unit desk number saved version client_key outcome "
            "begun_at submitted_at".split()
        )
        personal = frozenset({"answers", "remarks"})
        sealed = frozenset({"answers_sealed"})

    class Meta(Flowing.Meta):
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(fields=["edition", "person"], condition=Q(phase="draft"), name="one_draft_each"),
            models.UniqueConstraint(
                fields=["edition", "person"],
                condition=Q(phase__in=["draft", "waiting"], repeats__in=["once", "after"]),
                name="one_entry_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["edition", "person"],
                condition=Q(phase__in=["draft", "waiting", "done"], repeats="once"),
                name="one_entry_each",
            ),
            models.UniqueConstraint(fields=["person", "client_key"], name="sent_once"),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["edition", "status", "-id"], name="entry_of_edition"),
            models.Index(fields=["person", "-id"], name="entry_of_person"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind(self) -> EntryKind:
        return entry_kinds[self.kind_key]

    @property
    def flow(self) -> Flow:
        return self.kind.flow

    @classmethod
    def flows(cls) -> Iterable[Flow]:
        return tuple(kind.flow for kind in entry_kinds)

    @property
    def owner(self) -> int:
        """Person.key; of a merged record that of the one that stands."""
        return (self.person.merged_into or self.person).key

    @property
    def title(self) -> str:
        """How lists call it: what it is, its plain name where the kind has one, its number. Nothing personal."""
        told = str(self.answers.get(self.kind.tells, "")) if self.kind.tells else ""
        return " ".join(filter(None, [self.kind.title, f"“{told}”" if told else "", self.number or "（未提交）"]))

    def shows(self) -> list[tuple[str, Any, Sensitivity]]:
        """What a page tells of it beside its answers."""
        return [
            ("届期", self.edition.title, Sensitivity.PLAIN),
            ("编号", self.number, Sensitivity.PLAIN),
            ("申请人", self.person.name, Sensitivity.PERSONAL),
            ("受理工会", self.organisation.name, Sensitivity.PLAIN),
            ("单位", self.unit.name if self.unit else "", Sensitivity.PLAIN),
            ("提交时间", self.submitted_at, Sensitivity.PLAIN),
        ]

    @property
    def may_be_filled_in(self) -> bool:
        return self.kind.filled_in(self.status)
