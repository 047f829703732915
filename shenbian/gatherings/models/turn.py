"""A turn (参与记录): one person at one session, once; or, where only a head-count is known, a collective one."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from shenbian.facts.fact import NewFact
from shenbian.flow.models import Flowing
from shenbian.gatherings.flows.turn import TURN
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk


class How(models.TextChoices):
    """By which way somebody was signed in (签到方式)."""

    CODE = "code", "现场码"
    CARD = "card", "扫会员卡"
    LIST = "list", "名单补登"
    SHEET = "sheet", "表格导入"
    OFFLINE = "offline", "离线补传"


class Turn(Flowing):
    """`organisation` is where its rights are looked for (the host, or the union that took it down), `union` where
    it counts. A collective turn has a `slip`, a unit perhaps, and `quantity` heads, and names nobody.

    `late`: taken down after the day. `corrects` names the turn in whose place it stands. `counted_as` is the kind of
    fact that it is, kept so that the database can hold what is unique.
    """

    FLOW = TURN
    RELATED: ClassVar[tuple[str, ...]] = (
        "organisation",
        "session",
        "session__edition",
        "union",
        "person",
        "person__merged_into",
    )

    session = models.ForeignKey("gatherings.Session", models.PROTECT, related_name="turns", verbose_name="场次")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", verbose_name="参加人")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="登记工会")
    union = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="工会")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, related_name="+", verbose_name="单位")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices, blank=True)
    slip = models.CharField("集体签到单号", max_length=60, blank=True)
    quantity = models.PositiveIntegerField("人次", default=1)
    happened_on = models.DateField("日期")
    occurred_at = models.DateTimeField("时间", null=True)
    in_at = models.DateTimeField("签到时间", null=True)
    out_at = models.DateTimeField("签退时间", null=True)
    minutes = models.PositiveIntegerField("时长(分钟)", null=True)
    occupation = models.CharField("职业", max_length=20, blank=True)
    umbrella = models.CharField("所属主题活动", max_length=40, blank=True)
    activity = models.CharField("活动", max_length=120, blank=True)
    programme = models.CharField("项目", max_length=60)
    place = models.CharField("服务机构", max_length=100, blank=True)
    alone = models.BooleanField(default=False)  # nobody is at two such sessions at one time
    how = models.CharField("签到方式", max_length=10, choices=How.choices)
    late = models.BooleanField("补登", default=False)
    recorded_by = models.CharField("登记人", max_length=80)
    recorded_at = models.DateTimeField("登记时间", db_default=Now())
    client_key = models.UUIDField(null=True)
    evidence = models.CharField("凭证", max_length=400, blank=True)
    batch = models.BigIntegerField(null=True)

    came: NewFact | None = None  # what a sheet says that it is, until it is written
    replaces_fact: int | None = None  # the fact in whose place the next one stands

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id session person organisation union unit desk slip quantity happened_on occurred_at in_at out_at minutes "
            "occupation umbrella activity programme place alone how late recorded_by recorded_at client_key evidence "
            "batch".split()
        )

    class Meta(Flowing.Meta):
        verbose_name = "参与记录"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(status__in=["present", "counted"], slip="", person__isnull=False),
                name="one_turn_each",
            ),
            models.UniqueConstraint(
                fields=["session", "slip", "person"],
                condition=Q(status__in=["present", "counted"]) & ~Q(slip=""),
                nulls_distinct=False,
                name="one_turn_a_slip",
            ),
            models.UniqueConstraint(fields=["recorded_by", "client_key"], name="turn_sent_once"),
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(slip=""), name="turn_of_somebody"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="turn_counts"),
            models.CheckConstraint(
                condition=Q(out_at=None) | Q(in_at__isnull=False, out_at__gte=F("in_at")), name="turn_forward"
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["session", "status", "id"], name="turn_of_session"),
            models.Index(fields=["person", "-happened_on"], name="turn_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.session}的参与记录"

    @property
    def owner(self) -> int | None:
        """Person.key; of a merged record that of the one that stands; None of a head-count."""
        return (self.person.merged_into or self.person).key if self.person else None

    @property
    def told_as(self) -> str:
        return "参与记录"

    @property
    def told_edition(self) -> str:
        """How its fact names the activity: as its session does, or as the sheet called it."""
        return self.session.edition.reference if self.session.edition else self.activity

    @property
    def counts_at(self) -> Any:
        """The union body at which it counts."""
        return self.union

    @property
    def counts_on(self) -> date:
        """The day on which it counts."""
        return self.happened_on

    def shows(self) -> list[tuple[str, Any, Sensitivity]]:
        """What a page tells of it."""
        return [
            ("场次", str(self.session), Sensitivity.PLAIN),
            ("参加人", self.person.name if self.person else "", Sensitivity.PERSONAL),
            ("人次", self.quantity, Sensitivity.PLAIN),
            ("工会", self.union.name, Sensitivity.PLAIN),
            ("日期", self.happened_on, Sensitivity.PLAIN),
            ("签到时间", self.in_at, Sensitivity.PLAIN),
            ("签退时间", self.out_at, Sensitivity.PLAIN),
            ("时长", f"{self.minutes}分钟" if self.minutes else "", Sensitivity.PLAIN),
            ("签到方式", self.get_how_display(), Sensitivity.PLAIN),
            ("补登", "是" if self.late else "", Sensitivity.PLAIN),
            ("凭证", self.evidence, Sensitivity.PLAIN),
        ]
