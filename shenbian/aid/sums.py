"""The sum from which the class of a household follows. Pure; all money in fen.

国家困难职工认定标准: what is left of a year's income after rigid costs, by person and month, against the local minimum
living line of that day; below it the hardship is deep, below its `percent` (of 100) relative. What happened suddenly
counts where the sum alone does not say enough.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shenbian.aid.declared import Class
from shenbian.kit.money import written

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sum: what it is, and how much in a year (fen; costs are below nought)."""

    label: str
    fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a household has in a year and must spend: `incomes` and `costs` with positive amounts; `sudden` says that an
    accident or a grave illness happened and is still unpaid after insurance and aid."""

    persons: int
    incomes: Sequence[Line]
    costs: Sequence[Line] = ()
    sudden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """The sum with all that it rests on. `per_head_fen` is by person and month, rounded down; the class itself is
    judged without rounding. `klass` is empty where the household is in none."""

    lines: tuple[Line, ...]
    persons: int
    left_fen: int
    per_head_fen: int
    line_fen: int
    percent: int
    klass: str

    @property
    def told(self) -> list[tuple[str, str]]:
        """Line by line, as it is read."""
        rows = [(each.label, written(each.fen)) for each in self.lines]
        return [
            *rows,
            ("全年收入减刚性支出", written(self.left_fen)),
            ("家庭人口", f"{self.persons}人"),
            (f"÷{MONTHS}个月÷{self.persons}人，人均每月", written(self.per_head_fen)),
            ("当月当地最低生活保障标准", f"{written(self.line_fen)}/人·月"),
            (f"相对困难标准（{self.percent}%）", f"{written(self.line_fen * self.percent // 100)}/人·月"),
            ("困难类别", Class(self.klass).label if self.klass else "不在困难职工范围内"),
        ]


def summed(means: Means, *, line_fen: int, percent: int) -> Sum:
    """The sum of a household under a local line (fen by person and month) and a factor (percent of it)."""
    lines = (*means.incomes, *(Line(each.label, -each.fen) for each in means.costs))
    left = sum(each.fen for each in lines)
    return Sum(
        lines=lines,
        persons=means.persons,
        left_fen=left,
        per_head_fen=left // (MONTHS * means.persons),
        line_fen=line_fen,
        percent=percent,
        klass=_class(left, line_fen * MONTHS * means.persons, percent, means.sudden),
    )


def _class(left: int, line: int, percent: int, sudden: bool) -> str:
    if left < line:
        return Class.DEEP.value
    if left * 100 < line * percent:
        return Class.RELATIVE.value
    return Class.ACCIDENT.value if sudden else ""


def excluded(found: Mapping[str, int], most: Mapping[str, int], titles: Mapping[str, str]) -> list[str]:
    """Which limits of means are passed, as sentences; `found` and `most` by the same keys."""
    return [f"{titles[key]}{found[key]}，最多{most[key]}" for key in titles if found.get(key, 0) > most[key]]


def months_later(day: date, months: int) -> date:
    """The same day of a later month; the last of a month that has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
