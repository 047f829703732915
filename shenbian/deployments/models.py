"""Who is sent where: the order, who is named in it, each person's days there, and the problems that they found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from shenbian.deployments.declared import Sending, sendings
from shenbian.deployments.flows import ASSIGNMENT, DUTY, ORDER, PROBLEM
from shenbian.facts.fact import NewFact
from shenbian.flow.models import Flowing
from shenbian.kit.period import Period, beijing_date
from shenbian.kit.privacy import Sensitivity
from shenbian.people.models import Person
from shenbian.rights.catalogue import Desk

STANDS = ("logged", "confirmed")  # states in which a day counts


class Standing(models.TextChoices):
    """As whom somebody is sent (身份); the codes are those of the fact."""

    CADRE = "cadre", "工会干部"
    SOCIAL_WORKER = "social_worker", "专职工会社会工作者"


class Order(Flowing):
    """Who orders whom where, from–until (both days included), to do what (下沉任务单)."""

    FLOW = ORDER
    owner: ClassVar[None] = None

    programme = models.CharField("项目", max_length=60)
    title = models.CharField("任务", max_length=100)
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="派出工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices)
    from_on = models.DateField("第一天")
    until_on = models.DateField("最后一天")
    place = models.CharField("社区(村)或驻点", max_length=100)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, related_name="+", verbose_name="所在单位")
    work = models.CharField("工作内容", max_length=200, blank=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id programme title organisation desk from_on until_on place unit work".split()
        )

    class Meta(Flowing.Meta):
        verbose_name = "下沉任务单"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="order_forward"),
            models.CheckConstraint(condition=~Q(place=""), name="order_somewhere"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def sending(self) -> Sending:
        return sendings[self.programme]

    @property
    def days(self) -> Period:
        return Period.through(self.from_on, self.until_on)

    def as_it_is(self) -> dict[str, Any]:
        """What a change of it begins with."""
        return {name: getattr(self, name) for name in ("title", "from_on", "until_on", "place", "work")}


class Assignment(Flowing):
    """Somebody is named in an order (派出人员). `until_on`: their last day there, where it is not the order's."""

    FLOW = ASSIGNMENT
    RELATED = ("organisation", "order", "person", "person__merged_into")

    order = models.ForeignKey(Order, models.PROTECT, related_name="assignments", verbose_name="任务单")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="assignments", verbose_name="派出人员")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="派出工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices)
    until_on = models.DateField("提前返回", null=True)
    instead_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name="接替")

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset("id order person organisation desk until_on instead_of".split())

    class Meta(Flowing.Meta):
        verbose_name = "派出人员"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(fields=["order", "person"], condition=Q(status="named"), name="named_once"),
        ]

    def __str__(self) -> str:
        return f"{self.order}：{self.person}"

    @property
    def owner(self) -> int:
        return (self.person.merged_into or self.person).key

    @property
    def told_as(self) -> str:
        return f"{self.order.sending.title}任务（{self.order.days}，{self.order.place}）"

    def succeeded_by(self, person: Person) -> Assignment:
        """Another in their place, not yet begun."""
        return Assignment(
            order=self.order, person=person, organisation=self.organisation, desk=self.desk, instead_of=self
        )


class DutyDay(Flowing):
    """One person, one day, one place (值守日). Two places in one day are two; the same day noted twice is one.

    `standing` is what their posts of that day say, `evidence` what it rests on: a record of the phone, a row of a
    sheet. `came` is the fact of such a row, while it comes in.
    """

    FLOW = DUTY
    RELATED = ("organisation", "person", "person__merged_into")
    came: NewFact | None = None

    programme = models.CharField("项目", max_length=60)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="duty_days", verbose_name="值守人员")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="登记工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices)
    day = models.DateField("日期")
    place = models.CharField("社区(村)或驻点", max_length=100)
    standing = models.CharField("身份", max_length=20, choices=Standing.choices, blank=True)
    work = models.CharField("工作内容", max_length=200, blank=True)
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="days_there", verbose_name="任务单")
    noted_by = models.CharField(max_length=80)
    arrived_at = models.DateTimeField("登记时间", db_default=Now())
    evidence = models.CharField("依据", max_length=400, blank=True)
    source = models.CharField(max_length=400, blank=True)  # the natural key of its fact: programme, person, day, place
    batch = models.BigIntegerField(null=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id programme person organisation desk day place standing work order noted_by arrived_at evidence "
            "source batch".split()
        )

    class Meta(Flowing.Meta):
        verbose_name = "值守日"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(fields=["source"], condition=Q(status__in=STANDS), name="duty_once"),
            models.CheckConstraint(condition=~Q(place=""), name="duty_somewhere"),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["person", "-day"], name="duty_of_person"),
            models.Index(fields=["programme", "-day", "-id"], name="duty_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.sending.title}：{self.place}"

    @property
    def sending(self) -> Sending:
        return sendings[self.programme]

    @property
    def owner(self) -> int:
        return (self.person.merged_into or self.person).key

    @property
    def told_as(self) -> str:
        return f"{self.day.month}月{self.day.day}日的{self.sending.title}"

    @property
    def is_late(self) -> bool:
        """Written down after the day itself (补记)."""
        return beijing_date(self.arrived_at) > self.day

    def shows(self) -> Iterator[tuple[str, Any, Sensitivity]]:
        """What its page says, line by line."""
        told = {
            "日期": self.day,
            self.sending.place: self.place,
            "身份": self.get_standing_display(),
            "工作内容": self.work,
            "任务单": self.order,
            "登记时间": self.arrived_at,
            "补记": "是，当天以后才登记" if self.is_late else "",
            "依据": "" if self.evidence.startswith("fieldwork.") else self.evidence,
        }
        yield from ((label, value, Sensitivity.PLAIN) for label, value in told.items())
        if self.sending.problems:
            found = [f"{each.what}（{each.title_of_state}）" for each in self.problems.order_by("pk")]
            yield "发现的问题", found or "没有发现问题", Sensitivity.PLAIN

    def as_it_is(self) -> dict[str, Any]:
        """What a correction begins with."""
        return {name: getattr(self, name) for name in ("day", "place", "work")}


class Problem(Flowing):
    """What somebody found out there, and what came of it (问题清单)."""

    FLOW = PROBLEM
    owner: ClassVar[None] = None

    duty = models.ForeignKey(DutyDay, models.PROTECT, related_name="problems", verbose_name="值守日")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="登记工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices)
    what = models.CharField("问题", max_length=300)
    done = models.CharField("怎样解决的", max_length=300, blank=True)
    solved_on: models.DateField[date | None, date | None] = models.DateField("解决日期", null=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset("id duty organisation desk what done solved_on".split())

    class Meta(Flowing.Meta):
        verbose_name = "值守发现的问题"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(status="solved") | ~Q(done="") & Q(solved_on__isnull=False), name="solved_says_how"
            ),
        ]

    def __str__(self) -> str:
        return self.what
