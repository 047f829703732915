"""What of a day counts and why the rest does not. Pure: a day, the rule, the edition's dates in; a verdict out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from shenbian.kit.period import chinese_day


class Why(StrEnum):
    """Why a day does not count, or waits for an officer. Kept with the day, for ever."""

    FUTURE = "future"
    OUTSIDE = "outside"
    TYPED = "typed"
    LITTLE = "little"
    MUCH = "much"
    FAST = "fast"
    LATE = "late"
    DEVICE = "device"
    NEWER = "newer"
    LEFT = "left"
    STANDS = "stands"
    OFFICER = "officer"


FINAL = frozenset({Why.FUTURE, Why.OUTSIDE, Why.TYPED, Why.LEFT, Why.LITTLE})  # no officer makes such a day count


@dataclass(frozen=True)
class Rule:
    """A row of the rulebook for one challenge: what is enough, what is too much, until when, how many days."""

    least: int
    most: int
    per_minute: int
    sync_days: int
    complete_days: int
    larger: bool  # of two devices of one day the larger counts; else the one that came first

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Rule:
        return cls(**{name: row[name] for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Frame:
    """The dates of an edition, both inside; None is open."""

    first: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)

    def said(self) -> str:
        first = f"{chinese_day(self.first)}起" if self.first else ""
        return f"{first}{'至' if self.first else ''}{chinese_day(self.last)}" if self.last else first


@dataclass(frozen=True)
class Day:
    """What somebody did on a day, as it came."""

    on: date
    quantity: int
    minutes: int | None
    typed: bool
    came_on: date


@dataclass(frozen=True)
class Verdict:
    """The move that follows (count, doubt, set_aside), and why where it is not counting."""

    move: str
    why: Why | None = None


COUNTS = Verdict("count")


def judge(day: Day, rule: Rule, frame: Frame, *, left: bool) -> Verdict:
    """What becomes of one day by itself. What can never count comes before what an officer may accept."""
    final = (
        (left, Why.LEFT),
        (day.on > day.came_on, Why.FUTURE),
        (not frame.holds(day.on), Why.OUTSIDE),
        (day.typed, Why.TYPED),
        (day.quantity < rule.least, Why.LITTLE),
    )
    if why := next((why for holds, why in final if holds), None):
        return Verdict("set_aside", why)
    doubts = (
        (day.quantity > rule.most, Why.MUCH),
        (day.minutes is not None and day.quantity > rule.per_minute * day.minutes, Why.FAST),
        (day.came_on > day.on + timedelta(days=rule.sync_days), Why.LATE),
    )
    if why := next((why for holds, why in doubts if holds), None):
        return Verdict("doubt", why)
    return COUNTS


def outdoes(new: int, standing: int, rule: Rule) -> bool:
    """Whether of two devices on one day the new one counts."""
    return rule.larger and new > standing


def words(why: str, unit: str) -> str:
    """Why a day does not count, for whoever walked it."""
    return _WORDS[Why(why)].format(unit=unit) if why else ""


_WORDS = {
    Why.FUTURE: "日期还没有到",
    Why.OUTSIDE: "不在活动日期内",
    Why.TYPED: "手工填报，不计",
    Why.LITTLE: "不到有效日的最少{unit}数",
    Why.MUCH: "一天的{unit}数过大，待工会核实",
    Why.FAST: "速度不合常理，待工会核实",
    Why.LATE: "过了同步期限才送到，待工会核实",
    Why.DEVICE: "同一天另一台设备的数已计，一天只计一台",
    Why.NEWER: "同一设备后来送来了新的数",
    Why.LEFT: "退出活动之后送来的",
    Why.STANDS: "台账中已有这一天的记录",
    Why.OFFICER: "工会核实后不计",
}
