"""How days, moments, money and counts are written for people: 9月6日(周二), 1,234.50元, 1小时30分."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import get_language, gettext

from shenbian.kit import money
from shenbian.kit.period import BEIJING, beijing_date, chinese_day, today
from shenbian.kit.sentence import Sentence, Sentences

_WEEK = "一二三四五六日"
_WEEK_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTH_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date | datetime) -> str:
    """`9月6日(周二)`, with the year where it is not the present one; an instant counts as its Beijing day."""
    on = beijing_date(value) if isinstance(value, datetime) else value
    this_year = on.year == today().year
    if _english():
        said = f"{on.day} {_MONTH_EN[on.month - 1]}" + ("" if this_year else f" {on.year}")
        return f"{said} ({_WEEK_EN[on.weekday()]})"
    return ("" if this_year else f"{on.year}年") + f"{on.month}月{on.day}日(周{_WEEK[on.weekday()]})"


def whole_day(value: date) -> str:
    """`2026年9月6日`: always with its year, as papers are dated."""
    if _english():
        return f"{value.day} {_MONTH_EN[value.month - 1]} {value.year}"
    return chinese_day(value)


def moment(value: datetime) -> str:
    """`9月6日(周二) 14:30`, Beijing time."""
    return f"{day(value)} {value.astimezone(BEIJING):%H:%M}"


def last_day(until: datetime) -> str:
    """The last day of what lasts until an instant: midnight ends the day before it."""
    return day(until - timedelta(microseconds=1))


def deadline(until: datetime) -> str:
    """`9月6日(周二) 14:30`; where a day ends, `9月6日(周二) 24:00`, so that nobody comes a day late."""
    local = until.astimezone(BEIJING)
    return f"{last_day(until)} 24:00" if (local.hour, local.minute) == (0, 0) else moment(until)


def span(begins: datetime, ends: datetime | None) -> str:
    """`9月6日(周二) 14:30—16:00`, Beijing time; the second day too where it is another."""
    if ends is None:
        return moment(begins)
    same = beijing_date(begins) == beijing_date(ends)
    return f"{moment(begins)}—{ends.astimezone(BEIJING):%H:%M}" if same else f"{moment(begins)}—{moment(ends)}"


def amount(fen: int) -> str:
    """Money as it is printed: `1,234.50元`; ¥1,234.50 for readers of English."""
    said = money.written(fen)
    return f"¥{said.removesuffix('元')}" if _english() else said


def hours(minutes: int) -> str:
    """Minutes as people say them: `45分钟`, `2小时`, `1小时30分`."""
    whole, rest = divmod(minutes, 60)
    if _english():
        return " ".join([f"{whole} h"] * bool(whole) + [f"{rest} min"] * bool(rest or not whole))
    if not whole:
        return f"{rest}分钟"
    return f"{whole:,}小时" + (f"{rest}分" if rest else "")


def in_language(text: str) -> str:
    """What a kernel says in Chinese, in the reader's language: word for word, or, of a sentence that holds data, its
    template with what it holds."""
    if not _english():
        return str(text)
    if isinstance(text, Sentences):
        return "; ".join(in_language(each) for each in text.parts)
    if not isinstance(text, Sentence):
        return gettext(text) if text else ""
    return gettext(text.template) % {name: _held(value) for name, value in text.values.items()}


def _held(value: Any) -> str:
    """A value of a sentence, in English."""
    if isinstance(value, datetime):
        local = value.astimezone(BEIJING)
        return whole_day(local.date()) + ("" if (local.hour, local.minute) == (0, 0) else f" {local:%H:%M}")
    if isinstance(value, date):
        return whole_day(value)
    if isinstance(value, list | tuple):
        return ", ".join(in_language(each) for each in value)
    return in_language(value) if isinstance(value, str) else str(value)


def _english() -> bool:
    return (get_language() or "").startswith("en")
