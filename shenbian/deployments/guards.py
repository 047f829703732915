"""Why a day out there is not written down, and why an order does not go out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Count, Max, Min

from shenbian.deployments.declared import DUTY_DAY
from shenbian.facts.fact import source_of
from shenbian.facts.kind import kinds
from shenbian.facts.models import Fact
from shenbian.flow.row import Guard, Row
from shenbian.flow.table import Phase
from shenbian.kit.period import chinese_day
from shenbian.people.models import Person

Keys = tuple[int | None, int]  # order, person


def source(thing: Any, *, day: date | None = None, place: str = "") -> str:
    """The natural key of the fact that a day is, or would be on another day or at another place."""
    parts = {
        "programme": thing.programme,
        "person": thing.owner,
        "happened_on": day or thing.day,
        "place": place or thing.place,
    }
    return source_of(kinds[DUTY_DAY], parts)


def _asked(row: Row) -> str:
    """What the row would be: of a correction the key that it leads to, of a sheet's row its own."""
    if row.thing.came:
        return str(row.thing.came.source)
    return source(row.thing, day=row.said.get("day"), place=row.said.get("place") or "")


@dataclass(frozen=True)
class NotAhead(Guard):
    """Nothing is written down before its day."""

    title = "日期已到"

    def why(self, row: Row, known: None) -> str | None:
        day = row.said.get("day") or row.thing.day
        return f"{chinese_day(day)}还没有到。值守以后再登记。" if day > row.day else None


@dataclass(frozen=True)
class OnceADay(Guard):
    """One person, one day, one place is one, whoever notes it. The person is locked while this is asked."""

    title = "同一人同一天同一地点只记一次"
    locks = "person"

    def needs(self, rows: Sequence[Row]) -> dict[str, str]:
        """By whom what stands was noted, by the fact's natural key. Two queries."""
        asked = {_asked(row) for row in rows}
        facts = Fact.objects.filter(kind=DUTY_DAY, source__in=asked, voided_at=None)
        found = {key: (by, batch) for key, by, batch in facts.values_list("source", "recorded_by", "batch")}
        names = _names(by for by, batch in found.values() if batch is None)
        return {key: "由台账导入" if batch else f"{names.get(by, '同事')}登记" for key, (by, batch) in found.items()}

    def why(self, row: Row, known: dict[str, str]) -> str | None:
        own = row.thing.phase == Phase.DONE and _asked(row) == row.thing.source  # corrected in something else
        who = known.get(_asked(row))
        if who is None or own:
            return None
        day, place = row.said.get("day") or row.thing.day, row.said.get("place") or row.thing.place
        return (
            f"{chinese_day(day)}在“{place}”已有一次{row.thing.sending.title}（{who}），同一人同一天同一地点只记一次。"
        )

    def takes(self, row: Row, known: Any) -> None:
        known[_asked(row)] = row.called or "刚刚登记"


def _names(refs: Iterable[str]) -> dict[str, str]:
    """Who these actors are. One query."""
    keys = [int(ref.removeprefix("person:")) for ref in refs if ref.startswith("person:")]
    return {f"person:{key}": name for key, name in Person.objects.filter(key__in=keys).values_list("key", "name")}


@dataclass(frozen=True)
class InsideOrder(Guard):
    """Where there is an order, the day lies within it, and the person is named in it up to that day."""

    title = "在任务单的日期和人员之内"
    reads = ("order",)

    def needs(self, rows: Sequence[Row]) -> dict[Keys, date | None]:
        """The last day of each person in each order. One query; none without orders."""
        orders = {row.thing.order_id for row in rows if row.thing.order_id}
        if not orders:
            return {}
        model = apps.get_model("deployments", "Assignment")
        named = model._default_manager.filter(order__in=orders).exclude(status="removed").order_by("pk")
        return {(order, person): last for order, person, last in named.values_list("order", "person", "until_on")}

    def why(self, row: Row, known: dict[Keys, date | None]) -> str | None:
        thing, order = row.thing, row.thing.order
        if order is None:
            return None
        day: date = row.said.get("day") or thing.day
        if order.status not in ("issued", "ended"):
            return f"任务单“{order}”还没有下达或已经取消，不能按它登记。"
        if day not in order.days:
            return f"任务单“{order}”是{order.days}，{chinese_day(day)}不在里面。请核对日期，或改在另一张任务单下登记。"
        key = (order.pk, thing.person_id)
        if key not in known:
            return f"任务单“{order}”里没有派这个人。请先在任务单里加上，再登记。"
        last = known[key]
        return f"这个人{chinese_day(last)}已从这项任务返回。" if last is not None and day > last else None


@dataclass(frozen=True)
class HasStanding(Guard):
    """As whom the person was there is known; a sheet may leave it empty."""

    title = "查得到身份"

    def why(self, row: Row, known: None) -> str | None:
        if row.thing.standing or row.thing.came:
            return None
        return f"{chinese_day(row.thing.day)}没有查到任职，不知道是以什么身份值守。请由派出工会登记，并选明身份。"


@dataclass(frozen=True)
class AnothersHand(Guard):
    """Whoever was there, or wrote it down, does not confirm it."""

    title = "不核实自己登记的"

    def why(self, row: Row, known: None) -> str | None:
        mine = row.by.owns(row.thing.owner) or row.thing.noted_by == row.by.ref
        return "这一天是您自己的，或是您登记的，请由另一位同事核实。" if mine else None


@dataclass(frozen=True)
class HasPeople(Guard):
    """An order that nobody is named in goes to nobody."""

    title = "已经派了人"

    def needs(self, rows: Sequence[Row]) -> dict[int, int]:
        model = apps.get_model("deployments", "Assignment")
        named = model._default_manager.filter(order__in=[row.thing.pk for row in rows], status="named")
        return dict(named.order_by().values_list("order").annotate(Count("pk")))

    def why(self, row: Row, known: dict[int, int]) -> str | None:
        return None if known.get(row.thing.pk) else "任务单里还没有人。请先派人，再下达。"


@dataclass(frozen=True)
class NotOver(Guard):
    """What is over is ordered no more."""

    title = "还没有过期"

    def why(self, row: Row, known: None) -> str | None:
        last = row.thing.until_on
        return f"任务单到{chinese_day(last)}为止，已经过了。请先改日期。" if last < row.day else None


@dataclass(frozen=True)
class KeepsItsDays(Guard):
    """An order is not cut short of the days that were written down under it, nor called off once there are some."""

    title = "不丢下已登记的值守"

    def needs(self, rows: Sequence[Row]) -> dict[int, tuple[date, date]]:
        """The first and last of those days, by order. One query."""
        model = apps.get_model("deployments", "DutyDay")
        stands = model._default_manager.filter(order__in=[row.thing.pk for row in rows]).exclude(phase="void")
        spans = stands.order_by().values_list("order").annotate(Min("day"), Max("day"))
        return {order: (first, last) for order, first, last in spans}

    def why(self, row: Row, known: dict[int, tuple[date, date]]) -> str | None:
        if (span := known.get(row.thing.pk)) is None:
            return None
        told = f"已登记{chinese_day(span[0])}至{chinese_day(span[1])}的值守"
        if "from_on" not in row.said:
            return f"{told}，不能取消。做完了请“结束”；登错的请先作废。"
        inside = row.said["from_on"] <= span[0] and span[1] <= row.said["until_on"]
        return None if inside else f"{told}，日期不能改到它们之外。"


@dataclass(frozen=True)
class LastDay(Guard):
    """Somebody's last day lies within the order, and not before a day of theirs."""

    title = "返回日期在任务之内"
    reads = ("order",)

    def needs(self, rows: Sequence[Row]) -> dict[Keys, date]:
        """Their last day that was written down, by order and person. One query."""
        model = apps.get_model("deployments", "DutyDay")
        stands = model._default_manager.filter(order__in={row.thing.order_id for row in rows}).exclude(phase="void")
        spans = stands.order_by().values_list("order", "person").annotate(Max("day"))
        return {(order, person): last for order, person, last in spans}

    def why(self, row: Row, known: dict[Keys, date]) -> str | None:
        day, order = row.said["until_on"], row.thing.order
        if day not in order.days:
            return f"任务单是{order.days}，请写其中的一天。"
        last = known.get((row.thing.order_id, row.thing.person_id))
        return f"这个人{chinese_day(last)}还在那里值守。" if last is not None and last > day else None


@dataclass(frozen=True)
class NoDays(Guard):
    """Whoever has been there stays on the list."""

    title = "还没有去过"

    def needs(self, rows: Sequence[Row]) -> set[Keys]:
        model = apps.get_model("deployments", "DutyDay")
        stands = model._default_manager.filter(order__in={row.thing.order_id for row in rows}).exclude(phase="void")
        return set(stands.order_by().values_list("order", "person").distinct())

    def why(self, row: Row, known: set[Keys]) -> str | None:
        there = (row.thing.order_id, row.thing.person_id) in known
        return "这个人已有登记的值守，不能划去。提前回来的请用“提前返回”。" if there else None
