"""A day of somebody in a challenge, from one device, and who is not named in its ranking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from shenbian.challenges.declared import ChallengeKind, challenge_kinds
from shenbian.challenges.flows import flow_of
from shenbian.challenges.judging import Why, words
from shenbian.flow.models import Flowing
from shenbian.flow.table import Flow
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk


class Way(models.TextChoices):
    """By which door a day came."""

    OWN = "own", "本人的程序"
    PROVIDER = "provider", "数据提供方"
    SHEET = "sheet", "台账导入"


class DayCount(Flowing):
    """How much somebody did on a day by one device (每日数据). Where they were is never kept.

    `client_key` is the sender's own name for it: sent twice, it is there once. `came` is the fact as a sheet said it.
    Of an activity that ran elsewhere only its register tells: such a day has the `activity`'s name and no entry.
    `corrects` is the fact that gave way to this day's. The quantity is empty once its person is erased.
    """

    RELATED: ClassVar[tuple[str, ...]] = ("organisation", "edition__umbrella", "entry", "person__merged_into")

    challenge = models.CharField("挑战", max_length=40)
    edition = models.ForeignKey("editions.Edition", models.PROTECT, null=True, related_name="+", verbose_name="届期")
    entry = models.ForeignKey("editions.Entry", models.PROTECT, null=True, related_name="days", verbose_name="报名")
    activity = models.CharField("活动", max_length=120, blank=True)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name="本人")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices)
    on = models.DateField("日期")
    device = models.CharField("数据来源", max_length=40)
    quantity = models.PositiveIntegerField("数量", null=True)
    minutes = models.PositiveIntegerField("活动分钟", null=True)
    way = models.CharField("送来方式", max_length=10, choices=Way.choices)
    came: Any = models.JSONField(null=True)
    came_at = models.DateTimeField("送到时间", db_default=Now())
    sent_by = models.CharField(max_length=80)
    client_key = models.UUIDField()
    why = models.CharField("不计的原因", max_length=20, blank=True, choices=[(each.value, each.value) for each in Why])
    note = models.CharField("核实意见", max_length=200, blank=True)
    corrects = models.BigIntegerField(null=True)
    batch = models.BigIntegerField(null=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id challenge edition entry activity person organisation desk on device way came came_at sent_by "
            "client_key why corrects batch".split()
        )
        personal = frozenset("quantity minutes note".split())

    class Meta(Flowing.Meta):
        verbose_name = "每日数据"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(fields=["sent_by", "client_key"], name="day_sent_once"),
            models.UniqueConstraint(
                fields=["entry", "on", "device"], condition=~Q(status="struck"), name="day_once_by_a_device"
            ),
            models.UniqueConstraint(fields=["entry", "on"], condition=Q(status="counted"), name="day_counts_once"),
            models.UniqueConstraint(
                fields=["challenge", "activity", "person", "on"],
                condition=Q(status="counted", entry=None),
                name="day_told_once",
            ),
            models.CheckConstraint(
                condition=Q(edition__isnull=False, entry__isnull=False, activity="")
                | Q(edition=None, entry=None) & ~Q(activity=""),
                name="day_of_an_entry_or_told",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["doubtful", "uncounted", "struck"]) | ~Q(why=""), name="day_says_why"
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["edition", "entry"], include=["quantity"], condition=Q(status="counted"), name="day_ranked"
            ),
            models.Index(fields=["edition", "status", "-on", "-id"], name="day_of_edition"),
            models.Index(fields=["batch"], condition=Q(batch__isnull=False), name="day_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.said}"

    @property
    def kind(self) -> ChallengeKind:
        return challenge_kinds[self.challenge]

    @property
    def flow(self) -> Flow:
        return flow_of(self.kind)

    @classmethod
    def flows(cls) -> Iterable[Flow]:
        return tuple(flow_of(kind) for kind in challenge_kinds)

    @property
    def owner(self) -> int:
        """Person.key; of a merged record that of the one that stands."""
        return (self.person.merged_into or self.person).key

    @property
    def said(self) -> str:
        """8,421步; 已删除 once its person is erased."""
        return "已删除" if self.quantity is None else f"{self.quantity:,}{self.kind.unit}"

    @property
    def device_title(self) -> str:
        return self.kind.sources.get(self.device, self.device)

    @property
    def why_said(self) -> str:
        """Why it does not count; what an officer wrote goes before."""
        return self.note if self.why == Why.OFFICER and self.note else words(self.why, self.kind.unit)

    def shows(self) -> Iterator[tuple[str, Any, Sensitivity]]:
        """What its page says, line by line."""
        yield "活动", self.edition.title if self.edition else self.activity, Sensitivity.PLAIN
        yield "报名", self.entry.number if self.entry else "", Sensitivity.PLAIN
        yield "本人", self.person.name, Sensitivity.PERSONAL
        yield "日期", self.on, Sensitivity.PLAIN
        yield "数量", self.said, Sensitivity.PERSONAL
        yield "活动时长", f"{self.minutes}分钟" if self.minutes is not None else "", Sensitivity.PERSONAL
        yield "数据来源", f"{self.device_title}（{self.get_way_display()}）", Sensitivity.PLAIN
        yield "送到", self.came_at, Sensitivity.PLAIN
        yield "不计的原因", words(self.why, self.kind.unit), Sensitivity.PLAIN
        yield "核实意见", self.note, Sensitivity.PERSONAL


class Unnamed(models.Model):
    """Somebody who does not want to be named in the ranking, even masked. The row goes when they change their mind."""

    entry = models.OneToOneField("editions.Entry", models.PROTECT, related_name="unnamed")
    since = models.DateTimeField(db_default=Now())

    class Privacy:
        plain = frozenset("id entry since".split())
