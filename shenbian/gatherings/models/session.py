"""A session (场次): something at a time and a place; and what of its places is kept for one union (名额)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from shenbian.facts.fact import NewFact
from shenbian.facts.kind import kinds
from shenbian.files.models import Attachment
from shenbian.flow.filing import Filing
from shenbian.flow.models import Flowing
from shenbian.gatherings.declared import Mode, SessionKind, session_kinds
from shenbian.gatherings.flows.session import SESSION
from shenbian.kit.period import chinese_day
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk, Right


class Risk(models.TextChoices):
    """How dangerous it may be (风险等级)."""

    LOW = "low", "低"
    MIDDLE = "middle", "中"
    HIGH = "high", "高"


class Session(Flowing):
    """`on` is the Beijing day; `starts_at` and `ends_at` where the hour is known too. `number` names it for ever.

    `edition` is the running that it belongs to; `activity` its name where a sheet told of one that Shenbian does not
    keep; `umbrella` the theme under which it counts, as it was said then. `taken` and `reserved` are counted by the
    database (places booked from the pool, places kept for unions) and never exceed `capacity`.
    `evidence` and `batch`: the row of the sheet that told of it.
    """

    FLOW = SESSION
    FILING = Filing(
        sorts={
            "现场照片": Attachment.Kind.PHOTO,
            "签到表": Attachment.Kind.PAPER,
            "会议记录": Attachment.Kind.PAPER,
            "通知": Attachment.Kind.PAPER,
            "其他材料": Attachment.Kind.PAPER,
        },
        right=Right.REGISTER_KEEP,
        closed=frozenset({"cancelled", "struck"}),
    )
    RELATED: ClassVar[tuple[str, ...]] = ("organisation", "edition")
    owner: ClassVar[None] = None

    kind_key = models.CharField("场次种类", max_length=60, blank=True)
    programme = models.CharField("项目", max_length=60)
    number = models.CharField("场次编号", max_length=60, unique=True)
    title = models.CharField("主题", max_length=200, blank=True)
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="举办工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices, blank=True)
    edition = models.ForeignKey(
        "editions.Edition", models.PROTECT, null=True, related_name="sessions", verbose_name="届期"
    )
    activity = models.CharField("活动", max_length=120, blank=True)
    umbrella = models.CharField("所属主题活动", max_length=40, blank=True)
    on = models.DateField("日期")
    starts_at = models.DateTimeField("开始时间", null=True)
    ends_at = models.DateTimeField("结束时间", null=True)
    mode = models.CharField("方式", max_length=20, blank=True)
    place = models.CharField("地点", max_length=200, blank=True)
    room = models.CharField("教室或场地", max_length=100, blank=True)
    link = models.URLField("线上链接", max_length=500, blank=True)
    teacher = models.CharField("讲师", max_length=100, blank=True)
    audience = models.CharField("对象", max_length=40, blank=True)
    held_with = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, related_name="+", verbose_name="对方单位")
    minutes = models.PositiveIntegerField("时长(分钟)", null=True)
    capacity = models.PositiveIntegerField("容量", null=True)
    booking = models.CharField("预约方式", max_length=12, choices=Mode.choices, default=Mode.OPEN)
    opens_at = models.DateTimeField("开始预约", null=True)
    closes_at = models.DateTimeField("截止预约", null=True)
    release_at = models.DateTimeField("名额退回时间", null=True)
    risk = models.CharField("风险等级", max_length=10, choices=Risk.choices, default=Risk.LOW)
    insurance = models.CharField("保险单号", max_length=100, blank=True)
    agenda = models.TextField("议程", blank=True)
    minutes_text = models.TextField("会议记录", blank=True)
    terms = models.TextField("须知", blank=True)
    series = models.UUIDField("连续场次", null=True)
    taken = models.PositiveIntegerField("已占名额", default=0, editable=False)
    reserved = models.PositiveIntegerField("预留名额", default=0, editable=False)
    evidence = models.CharField("凭证", max_length=400, blank=True)
    batch = models.BigIntegerField(null=True)
    planned_at = models.DateTimeField(db_default=Now())

    came: NewFact | None = None  # what a sheet says that it is, until it is written
    replaces_fact: int | None = None  # the fact in whose place the next one stands

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id kind_key programme number title organisation desk edition activity umbrella on starts_at ends_at mode "
            "place room link teacher audience held_with minutes capacity booking opens_at closes_at release_at risk "
            "insurance agenda minutes_text terms series taken reserved evidence batch planned_at".split()
        )

    class Meta(Flowing.Meta):
        verbose_name = "场次"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=F("taken") + F("reserved")), name="session_never_oversold"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="session_forward",
            ),
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(opens_at=None) | Q(closes_at__gt=F("opens_at")),
                name="session_booking_forward",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["edition", "on", "id"], name="session_of_edition"),
            models.Index(fields=["programme", "on", "id"], name="session_of_programme"),
            models.Index(fields=["on", "id"], condition=Q(status="open"), name="session_open"),
            models.Index(fields=["series"], condition=Q(series__isnull=False), name="session_in_series"),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.activity or self.number}（{chinese_day(self.on)}）"

    @property
    def kind(self) -> SessionKind | None:
        """What its programme says of it; None of one that only a sheet told of."""
        return session_kinds.get(self.kind_key)

    @property
    def counts(self) -> str:
        """The kind of fact that a presence at it is."""
        return self.kind.counts if self.kind else "turn"

    @property
    def told_edition(self) -> str:
        """How facts name the activity that it belongs to: what is kept, else what the sheet called it."""
        return self.edition.reference if self.edition else self.activity

    @property
    def free(self) -> int | None:
        """How many places everybody may still book; None: no limit."""
        return None if self.capacity is None else self.capacity - self.taken - self.reserved

    @property
    def counts_at(self) -> Any:
        """The union body at which it counts."""
        return self.organisation

    @property
    def counts_on(self) -> date:
        """The day on which it counts."""
        return self.on

    def shows(self) -> list[tuple[str, Any, Sensitivity]]:
        """What a page tells of it; all of it may be read by everybody."""
        modes = kinds["session.held"].facet("mode").codes
        audiences = kinds["session.held"].facet("audience").codes
        told = {
            "编号": self.number,
            "举办工会": self.organisation.name,
            "届期": str(self.edition) if self.edition else self.activity,
            "日期": self.on,
            "开始时间": self.starts_at,
            "结束时间": self.ends_at,
            "方式": modes.get(self.mode, ""),
            "地点": self.place,
            "教室或场地": self.room,
            "线上链接": self.link,
            "讲师": self.teacher,
            "对象": audiences.get(self.audience, ""),
            "容量": "" if self.capacity is None else f"{self.capacity}人",
            "预约方式": self.get_booking_display(),
            "须知": self.terms,
        }
        return [(label, value, Sensitivity.PLAIN) for label, value in told.items() if value not in (None, "")]


class Quota(models.Model):
    """Places of a session that are kept for the people of one union, or for the workers of one unit (名额分配): a
    platform, say, and of the contractors below it. `returned`: what it gave back.

    `taken` is counted by the database and never exceeds `places`.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="quotas")
    organisation = models.ForeignKey(
        "orgs.Organisation", models.PROTECT, null=True, related_name="+", verbose_name="工会"
    )
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, related_name="+", verbose_name="单位")
    places = models.PositiveIntegerField("名额")
    taken = models.PositiveIntegerField("已用", default=0, editable=False)
    returned = models.PositiveIntegerField("退回", default=0)

    class Privacy:
        plain = frozenset("id session organisation unit places taken returned".split())

    class Meta:
        verbose_name = "名额"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["session", "organisation"], name="one_quota_each"),
            models.UniqueConstraint(fields=["session", "unit"], name="one_quota_a_unit"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, unit=None) | Q(organisation=None, unit__isnull=False),
                name="quota_of_one",
            ),
            models.CheckConstraint(condition=Q(places__gte=F("taken")), name="quota_never_oversold"),
        ]

    def __str__(self) -> str:
        return f"{self.whose}：{self.places}个"

    @property
    def whose(self) -> str:
        """The union or the unit whose people it is kept for."""
        return str(self.organisation or self.unit)

    @property
    def left(self) -> int:
        return self.places - self.taken
