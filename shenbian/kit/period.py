"""A stretch of Beijing days, and the one place that knows which day it is.

A union's year is counted in Beijing dates. An instant becomes a date once, at the door (`beijing_date`), and from
then on only dates are compared. A `Period` holds its first day and the day after its last: periods that touch share
a bound and no day, so a year cut into months is counted neither twice nor with a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")

_QUARTERS = "一二三四"
_KEY = re.compile(r"(?P<year>\d{4})(?:-?Q(?P<quarter>[1-4])|-(?P<month>\d{1,2}))?")


class BadPeriod(ValueError):
    """A period that ends before it starts, or a text that names none; says so in Chinese."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` up to, not including, `end`. Equal bounds make an empty period that contains nothing."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if isinstance(self.start, datetime) or isinstance(self.end, datetime):
            raise TypeError("A period is made of dates; turn an instant into one with beijing_date().")
        if self.end < self.start:
            raise BadPeriod(f"期间的结束日 {self.end} 早于开始日 {self.start}。")

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(date(year, 1, 1), date(year + 1, 1, 1))

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        """The calendar quarter, 1 to 4."""
        if not 1 <= quarter <= 4:
            raise BadPeriod(f"没有第 {quarter} 季度。")
        start = date(year, 3 * quarter - 2, 1)
        return cls(start, _next_start(start, 3))

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        start = date(year, month, 1)
        return cls(start, _next_start(start, 1))

    @classmethod
    def through(cls, first: date, last: date) -> Period:
        """From the first day to the last day, both inside: how people say it."""
        return cls(first, last + timedelta(days=1))

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2022`, `2022-Q1`, `2022-03` or `2022-03-01/2022-04-01` (end exclusive); the inverse of `key`."""
        text = text.strip()
        try:
            if "/" in text:
                start, end = text.split("/")
                return cls(date.fromisoformat(start), date.fromisoformat(end))
            if found := _KEY.fullmatch(text.upper()):
                year = int(found["year"])
                if found["quarter"]:
                    return cls.quarter(year, int(found["quarter"]))
                return cls.month(year, int(found["month"])) if found["month"] else cls.year(year)
        except ValueError as wrong:
            raise BadPeriod(f"读不懂期间“{text}”：{wrong}") from wrong
        raise BadPeriod(f"读不懂期间“{text}”，应写作 2022、2022-Q1、2022-03 或 2022-03-01/2022-04-01。")

    @property
    def last(self) -> date:
        """The last day inside. An empty period has none and raises BadPeriod."""
        if self.start == self.end:
            raise BadPeriod(f"期间 {self.start} 是空的，没有最后一日。")
        return self.end - timedelta(days=1)

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    @property
    def key(self) -> str:
        """The shortest text that `parse` reads back."""
        match self._calendar():
            case ("year", year, _):
                return f"{year:04d}"
            case ("quarter", year, number):
                return f"{year:04d}-Q{number}"
            case ("month", year, number):
                return f"{year:04d}-{number:02d}"
        return f"{self.start}/{self.end}"

    @property
    def label(self) -> str:
        """How the period is called in a text: 2022年, 2022年第一季度, 2022年3月, 2022年3月5日至2022年4月1日."""
        match self._calendar():
            case ("year", year, _):
                return f"{year}年"
            case ("quarter", year, number):
                return f"{year}年第{_QUARTERS[number - 1]}季度"
            case ("month", year, number):
                return f"{year}年{number}月"
        if self.days <= 1:
            return chinese_day(self.start)
        return f"{chinese_day(self.start)}至{chinese_day(self.last)}"

    def __str__(self) -> str:
        return self.label

    def __contains__(self, day: date) -> bool:
        return self.contains(day)

    def contains(self, other: date | Period) -> bool:
        """Whether a day, or every day of another period, lies inside."""
        if isinstance(other, Period):
            return self.start <= other.start and other.end <= self.end
        if isinstance(other, datetime):
            raise TypeError("A period contains dates; turn an instant into one with beijing_date().")
        return self.start <= other < self.end

    def overlaps(self, other: Period) -> bool:
        return self.start < other.end and other.start < self.end

    def quarters(self) -> tuple[Period, ...]:
        """Cut at the starts of calendar quarters; the first and last piece may be shorter than a quarter."""
        return tuple(self._cut(3))

    def months(self) -> tuple[Period, ...]:
        """Cut at the firsts of months; the first and last piece may be shorter than a month."""
        return tuple(self._cut(1))

    def each_day(self) -> Iterator[date]:
        return (self.start + timedelta(days=n) for n in range(self.days))

    def shifted(self, years: int) -> Period:
        """The same days `years` later (or earlier). 29 February becomes 1 March, so touching periods stay touching."""
        return Period(_shift(self.start, years), _shift(self.end, years))

    def instants(self) -> tuple[datetime, datetime]:
        """The two Beijing midnights that bound it, for comparing with stored instants (end exclusive)."""
        return midnight(self.start), midnight(self.end)

    def _cut(self, months: int) -> Iterator[Period]:
        start = self.start
        while start < self.end:
            end = min(_next_start(start, months), self.end)
            yield Period(start, end)
            start = end

    def _calendar(self) -> tuple[str, int, int] | None:
        start = self.start
        if start.day != 1 or self.end.day != 1:
            return None
        length = (self.end.year - start.year) * 12 + self.end.month - start.month
        if length == 12 and start.month == 1:
            return ("year", start.year, 0)
        if length == 3 and start.month % 3 == 1:
            return ("quarter", start.year, start.month // 3 + 1)
        return ("month", start.year, start.month) if length == 1 else None


def beijing_date(instant: datetime) -> date:
    """The Beijing calendar day of an aware instant. A naive one is refused: nobody knows what it means."""
    if instant.tzinfo is None:
        raise ValueError(f"{instant} carries no time zone.")
    return instant.astimezone(BEIJING).date()


def midnight(day: date) -> datetime:
    """The aware instant at which a Beijing day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=BEIJING)


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today in Beijing, wherever the server stands."""
    return datetime.now(BEIJING).date()


def chinese_moment(at: datetime) -> str:
    """2026年9月6日10:00, in Beijing; midnight as the day alone."""
    local = at.astimezone(BEIJING)
    hour = "" if (local.hour, local.minute) == (0, 0) else f"{local:%H:%M}"
    return f"{chinese_day(local.date())}{hour}"


def chinese_day(day: date) -> str:
    """2022年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _next_start(day: date, months: int) -> date:
    """The first day of the next block of `months` (1 or 3) calendar months."""
    month = (day.month - 1) // months * months + 1 + months
    return date(day.year + 1, 1, 1) if month > 12 else date(day.year, month, 1)


def _shift(day: date, years: int) -> date:
    if day.month == 2 and day.day == 29:
        day += timedelta(days=1)
        return date(day.year + years, 2, 29) if _leap(day.year + years) else date(day.year + years, 3, 1)
    return day.replace(year=day.year + years)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
