"""Working days on the statutory calendar: weekdays, less the holidays, plus the weekends worked in exchange.

The State Council announces each year's holidays in the autumn before. A year that has not been announced (or that the
calendar package of this installation does not know yet) raises `UnknownYear`; guessing that it has no holidays would
set deadlines on days when nobody works.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar


class UnknownYear(ValueError):
    """A deadline that falls into a year whose holidays are not known; says so in Chinese."""


def is_workday(day: date) -> bool:
    """Whether people work on that day. Raises UnknownYear."""
    _check(day)
    return bool(chinese_calendar.is_workday(day))


def add_workdays(day: date, days: int) -> date:
    """The `days`-th working day after `day`, which is itself not counted; before it when negative, `day` when zero.

    Raises UnknownYear when the way there leaves the years that are known.
    """
    if days == 0:
        return day
    _check(day)
    calendar = _calendar()
    index = bisect_right(calendar, day) + days - 1 if days > 0 else bisect_left(calendar, day) + days
    if not 0 <= index < len(calendar):
        raise _unknown(calendar[-1].year + 1 if days > 0 else calendar[0].year - 1)
    return calendar[index]


def workdays_between(after: date, until: date) -> int:
    """How many working days lie after `after` up to and including `until`; negative when `until` comes first.

    The inverse of `add_workdays` among working days. Raises UnknownYear.
    """
    _check(after)
    _check(until)
    calendar = _calendar()
    return bisect_right(calendar, until) - bisect_right(calendar, after)


@lru_cache(maxsize=1)
def known_years() -> range:
    """The years whose holidays are known."""
    calendar = _calendar()
    return range(calendar[0].year, calendar[-1].year + 1)


@lru_cache(maxsize=1)
def _calendar() -> tuple[date, ...]:
    """Every known working day, in order."""
    announced = chinese_calendar.holidays
    day, end = date(min(announced).year, 1, 1), date(max(announced).year, 12, 31)
    every = (day + timedelta(days=number) for number in range((end - day).days + 1))
    return tuple(day for day in every if chinese_calendar.is_workday(day))


def _check(day: date) -> None:
    if day.year not in known_years():
        raise _unknown(day.year)


def _unknown(year: int) -> UnknownYear:
    known = known_years()
    return UnknownYear(
        f"{year} 年的放假安排未知，无法计算工作日（现有 {known[0]} 至 {known[-1]} 年）；请更新节假日数据后再试。"
    )
