"""What is watched while it happens: streams, who asked to be reminded, who watched, counters and their readings."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.flow.models import Flowing
from shenbian.kit.period import beijing_date
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk
from shenbian.streams.counting import LIVE, WATCHING
from shenbian.streams.flows import COUNTER_READING, STREAM
from shenbian.streams.kinds import READING, StreamKind, stream_kinds
from shenbian.streams.ranges import Stretches


class Stream(Flowing):
    """Something shown while it happens (直播). `host` names another body whose stream this is: taken in, linked to.

    `playlist` and `replay` are played on our own page, `link` leads to another platform's. `live_at` and `ended_at`
    are when it truly began and ended. The title stands: readings that came in by sheet find it by its title.
    """

    FLOW = STREAM
    RELATED = ("organisation",)
    owner: ClassVar[None] = None

    kind_key = models.CharField("直播种类", max_length=60)
    programme = models.CharField("项目", max_length=60)
    title = models.CharField("名称", max_length=200)
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="举办工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices, blank=True)
    edition = models.ForeignKey(
        "editions.Edition", models.PROTECT, null=True, related_name="streams", verbose_name="届期"
    )
    host = models.CharField("办会单位", max_length=200, blank=True)
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("预计结束")
    about = models.TextField("内容简介", blank=True)
    playlist = models.CharField("播放地址", max_length=500, blank=True)
    link = models.CharField("外部链接", max_length=500, blank=True)
    replay = models.CharField("回放地址", max_length=500, blank=True)
    delay_seconds = models.PositiveIntegerField("延时播出(秒)", null=True)
    moderator = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", verbose_name="值守人")
    live_at = models.DateTimeField("开播时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    batch = models.BigIntegerField(null=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id kind_key programme title organisation desk edition host starts_at ends_at about playlist link replay "
            "delay_seconds moderator live_at ended_at batch".split()
        )

    class Meta(Flowing.Meta):
        verbose_name = "直播"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="stream_forward"),
            models.CheckConstraint(
                condition=~Q(status__in=["tested", "live"]) | ~Q(playlist="", link=""),
                name="stream_shows_something",
            ),
            models.CheckConstraint(
                condition=~Q(status="live") | Q(live_at__isnull=False, ended_at=None), name="stream_live_has_begun"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["tested", "live"])
                | ~Q(host="")
                | Q(delay_seconds__isnull=False, moderator__isnull=False),
                name="stream_of_ours_is_minded",
            ),
            models.CheckConstraint(condition=~Q(status="replay") | ~Q(replay=""), name="stream_replay_has_address"),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["-starts_at", "-id"], name="stream_by_time"),
            models.Index(fields=["programme", "title"], name="stream_by_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind(self) -> StreamKind:
        return stream_kinds[self.kind_key]

    @property
    def told_as(self) -> str:
        return f"直播“{self.title}”"

    @property
    def is_ours(self) -> bool:
        """Not somebody else's that was taken in."""
        return not self.host

    @property
    def begins_on(self) -> date:
        """The Beijing day."""
        return beijing_date(self.live_at or self.starts_at)

    def address_of(self, phase: str) -> str:
        """What our own page plays in this phase; empty where it only leads elsewhere."""
        return self.playlist if phase == LIVE else self.replay

    def shows(self) -> list[tuple[str, Any, Sensitivity]]:
        """What a page tells of it; all of it may be read by everybody."""
        told = {
            "种类": self.kind.title,
            "举办": self.host or self.organisation.name,
            "届期": self.edition.title if self.edition else "",
            "开始时间": self.starts_at,
            "预计结束": self.ends_at,
            "播放地址": self.playlist,
            "外部链接": self.link,
            "回放地址": self.replay,
            "延时播出": f"{self.delay_seconds}秒" if self.delay_seconds is not None else "",
            "值守人": self.moderator.name if self.moderator else "",
            "开播时间": self.live_at,
            "结束时间": self.ended_at,
            "内容简介": self.about,
        }
        return [(label, value, Sensitivity.PLAIN) for label, value in told.items()]


class Reminder(models.Model):
    """Somebody asked to be told of a stream (提醒我)."""

    stream = models.ForeignKey(Stream, models.CASCADE, related_name="reminders", verbose_name="直播")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+", verbose_name="本人")
    asked_at = models.DateTimeField("请求时间", db_default=Now())

    class Privacy:
        plain = frozenset("id stream person asked_at".split())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["stream", "person"], name="reminded_once"),
        ]


class Watching(models.Model):
    """When one viewer watched one phase of a stream on our own page: stretches of time, kept by their beats.

    `viewer` is random: for a stranger that of their browser and this stream, for somebody who is signed in made from
    their key. Erasing them leaves the stretches under a viewer that belongs to nobody.
    """

    stream = models.ForeignKey(Stream, models.PROTECT, related_name="watchings", verbose_name="直播")
    phase = models.CharField("时段", max_length=10)
    viewer = models.UUIDField()
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", verbose_name="本人")
    last_at = models.DateTimeField("最近一次")
    watched = Stretches("观看时段")

    class Privacy:
        plain = frozenset("id stream phase viewer person".split())
        personal = frozenset({"last_at", "watched"})

    class Meta:
        db_table = WATCHING
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["stream", "phase", "viewer"], name="watching_of_viewer"),
        ]


class Counter(models.Model):
    """A counter of a platform for one phase of a stream (计数器). One that was reset ends; another follows it.

    `own`: what our own page counts. `name` is how facts know it, for ever.
    """

    class Phase(models.TextChoices):
        LIVE = "live", "直播中"
        REPLAY = "replay", "回放"

    stream = models.ForeignKey(Stream, models.PROTECT, related_name="counters", verbose_name="直播")
    platform = models.CharField("平台", max_length=60)
    phase = models.CharField("时段", max_length=10, choices=Phase.choices)
    name = models.CharField("计数器", max_length=260, unique=True)
    own = models.BooleanField("本平台", default=False)
    followed_by = models.OneToOneField("self", models.PROTECT, null=True, related_name="follows", verbose_name="清零后")

    class Privacy:
        plain = frozenset("id stream platform phase name own followed_by".split())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["stream", "phase"], condition=Q(own=True), name="one_counter_of_our_own"),
            models.CheckConstraint(condition=~Q(followed_by=F("id")), name="counter_followed_by_another"),
        ]

    def __str__(self) -> str:
        return self.name


class Reading(Flowing):
    """A counter read once (平台读数): its value at an instant, with a picture of it or the sheet it came with.

    It is never changed: what was misread is struck out and read anew.
    """

    FLOW = COUNTER_READING
    RELATED = ("organisation", "counter", "counter__stream")
    owner: ClassVar[None] = None
    came: NewFact | None = None  # the fact of the sheet's row that this reading is, while it is taken

    counter = models.ForeignKey(Counter, models.PROTECT, related_name="readings", verbose_name="计数器")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices, blank=True)
    value = models.BigIntegerField("读数")
    taken_at = models.DateTimeField("读数时间")
    batch = models.BigIntegerField(null=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset("id counter organisation desk value taken_at batch".split())

    class Meta(Flowing.Meta):
        verbose_name = "平台读数"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.CheckConstraint(condition=Q(value__gte=0), name="reading_counts_up"),
            models.UniqueConstraint(
                fields=["counter", "taken_at"], condition=Q(status="taken"), name="counter_read_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.counter} {self.value:,}"

    @property
    def source(self) -> str:
        """The natural key of its fact."""
        return source_of(kinds[READING], {"counter": self.counter.name, "occurred_at": self.taken_at})

    def fact(self) -> NewFact:
        """What the ledger keeps of it."""
        if self.came is not None:
            return self.came
        stream = self.counter.stream
        facets = {
            "programme": stream.programme,
            "counter": self.counter.name,
            "platform": self.counter.platform,
            "phase": self.counter.phase,
        }
        return NewFact(
            kind=READING,
            happened_on=beijing_date(self.taken_at),
            occurred_at=self.taken_at,
            organisation=self.organisation_id,
            org_path=self.organisation.path,
            edition=stream.title,
            quantity=self.value,
            facets=facets,
            source=self.source,
            evidence=self.subject,
        )

    def shows(self) -> list[tuple[str, Any, Sensitivity]]:
        """What a page tells of it."""
        told = {
            "直播": self.counter.stream.title,
            "平台": self.counter.platform,
            "时段": self.counter.get_phase_display(),
            "计数器": self.counter.name,
            "读数": f"{self.value:,}",
            "读数时间": self.taken_at,
        }
        return [(label, value, Sensitivity.PLAIN) for label, value in told.items()]
