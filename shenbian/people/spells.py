"""What is asked of memberships, and whether it may be: values and pure questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from shenbian.kit.period import chinese_day
from shenbian.orgs.levels import Level
from shenbian.orgs.models import Organisation
from shenbian.people.models import Began, Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """A person (id) becomes a member of a body (id), employed at a unit (id). A historical row states its end too."""

    person: int
    organisation: int
    from_on: date
    unit: int | None = None
    began: str = Began.ADMITTED.value
    until_on: date | None = None
    ended: str = ""
    retained_from: date | None = None
    retained_why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A membership (id) goes over to another body (id) on a day."""

    membership: int
    to: int
    on: date
    unit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A membership (id) ends on a day (its last day is the day before); `how` is one of `Ended`."""

    membership: int
    on: date
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """A membership (id) is retained from a day; `why` is one of `Retained`."""

    membership: int
    on: date
    why: str


class Spell(NamedTuple):
    """A membership that stands in the way: of the tables, or of another row of the same call."""

    from_on: date
    until_on: date | None
    union: str
    row: int | None = None

    def meets(self, from_on: date, until_on: date | None) -> bool:
        empty = from_on == until_on or self.from_on == self.until_on  # began and ended on one day: in nobody's way
        mine = self.until_on is None or from_on < self.until_on
        theirs = until_on is None or self.from_on < until_on
        return mine and theirs and not empty


def why_not_admit(said: Admission, body: Organisation | None, held: Iterable[Spell], gone: bool, today: date) -> str:
    """Why this admission may not be; empty when it may. `gone`: the record was merged away or erased."""
    if gone:
        return "这份档案已并入另一份或已清除，不能入会。"
    if body is None:
        return "没有这个工会。"
    return why_not_there(said, body, today) or why_not_dated(said) or why_not_beside(said, held)


def why_not_there(said: Admission, body: Organisation, today: date) -> str:
    """Why the body cannot take members on that day."""
    if body.level == Level.COORDINATION:
        return f"“{body.name}”是协调小组，不发展会员。"
    if said.from_on > today:
        return "入会日期还没有到。"
    if body.founded_on is not None and said.from_on < body.founded_on:
        return f"入会日期早于“{body.name}”的成立日期（{chinese_day(body.founded_on)}）。"
    if body.dissolved_on is not None and said.from_on >= body.dissolved_on:
        return f"“{body.name}”已于{chinese_day(body.dissolved_on)}撤销。"
    return ""


def why_not_dated(said: Admission) -> str:
    """Why the dates of the membership contradict each other."""
    if (said.until_on is None) != (not said.ended):
        return "离会日期和离会方式应同时填写。"
    if said.until_on is not None and said.until_on < said.from_on:
        return "离会日期早于入会日期。"
    if (said.retained_from is None) != (not said.retained_why):
        return "保留会籍的日期和原因应同时填写。"
    if said.retained_from is not None and said.retained_from < said.from_on:
        return "保留日期早于入会日期。"
    return ""


def why_not_beside(said: Admission, held: Iterable[Spell]) -> str:
    """One membership at a time: the one that is in the way, by name."""
    for spell in held:
        if spell.meets(said.from_on, said.until_on):
            if spell.row is not None:
                return f"与第{spell.row + 1}行是同一人，会籍时间重叠。"
            until = f"至{chinese_day(spell.until_on)}" if spell.until_on else "起"
            return f"此人{chinese_day(spell.from_on)}{until}已是“{spell.union}”会员，应办理会籍转移。"
    return ""


def why_not_end(membership: Membership | None, on: date, today: date, what: str) -> str:
    """Why a membership may not end (or be retained) on this day; empty when it may."""
    if membership is None:
        return "没有这条会籍。"
    if membership.until_on is not None:
        return f"会籍已于{chinese_day(membership.until_on)}结束。"
    if on < membership.from_on:
        return f"{what}日期早于入会日期（{chinese_day(membership.from_on)}）。"
    if on > today:
        return f"{what}日期还没有到。"
    return ""
