"""What people type into cells and forms, read as what they mean, or refused in one Chinese sentence.

Every reader takes a cell as a workbook or a form gives it (text, number, date, nothing) and returns one plain value.
It never guesses: what has two meanings is refused, naming what was read and what is expected. Clean values go a fast
way, because a register has a hundred thousand of them. Blank cells are refused too; ask `blank` first where one may be.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite

from shenbian.kit.money import BadAmount, fen
from shenbian.kit.period import BEIJING, beijing_date

_YEARS = range(1900, 2101)
_SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's calendar knows no zone
_SERIALS = range(10_000, 73_416)  # 1927-05-18 to 2100-12-31; smaller numbers are years or counts, not days
_EXACT = 2**53  # beyond this a float has lost digits
_HUGE = 10**18

_WIDE = {code: code - 0xFEE0 for code in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]}
_BLANKS = dict.fromkeys([0x3000, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F], " ")
_UNSEEN = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_TIDY = {**_WIDE, **_BLANKS, **_UNSEEN}
_UNTIDY = re.compile("[" + "".join(re.escape(chr(code)) for code in _TIDY) + "]|\r")
_PLAIN = str.maketrans("，．：－／＋～", ",.:-/+~")

_DAY = re.compile(
    r"(?P<year>\d{4})(?:(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})|年(?P<m>\d{1,2})月(?P<d>\d{1,2})日?)"
)
_EIGHT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)")
_TIME = re.compile(
    r"(?P<half>上午|下午|晚上|中午)?(?P<hour>\d{1,2})(?::(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.0+)?)?"
    r"|[时点](?:(?P<half_hour>半)|(?P<m>\d{1,2})分?)?)"
    r"(?:\+08:?00)?"
)
_WHOLE = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.0+)?")
_FRACTION = re.compile(r"[-+]?[\d,]+\.\d+")
_YES = frozenset("是 有 对 √ ✓ ✔ ☑ 1 Y YES TRUE".split())
_NO = frozenset("否 无 没有 不是 错 × ✗ ✘ ☒ X 0 N NO FALSE".split())


class Unreadable(ValueError):
    """A cell that cannot be read. The text is one Chinese sentence: what was read, what is expected."""


def blank(cell: object) -> bool:
    """Whether nothing was typed: None, or text without a visible character."""
    return cell is None or (isinstance(cell, str) and not text(cell))


def text(cell: object) -> str:
    """Trimmed text: full-width digits and Latin letters made narrow, odd blanks made spaces, unseen characters dropped.

    Chinese punctuation stays as it is. Numbers become text without an idle `.0`, dates become ISO dates; None is "".
    """
    if type(cell) is str:
        return _tidied(cell) if _UNTIDY.search(cell) else cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    return _tidied(str(cell))


def day(cell: object) -> date:
    """A day: 2022-3-5, 2022/3/5, 2022.3.5, 2022年3月5日, 20220305, a spreadsheet's date or serial number.

    A time of day beside it is dropped. Years 1900 to 2100. An aware instant gives its Beijing day.
    """
    if type(cell) is date:
        return _in_range(cell, cell)
    if isinstance(cell, datetime):
        return _in_range(beijing_date(cell) if cell.tzinfo else cell.date(), cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _day_of_number(cell)
    if type(cell) is str and len(cell) == 10 and cell[4] == cell[7] == "-":
        return _date(cell[:4], cell[5:7], cell[8:], cell)
    return _split(_said(cell, "日期，如 2022-03-05"), cell)[0]


def instant(cell: object) -> datetime:
    """An aware Beijing instant: a day as `day` reads it, with a time (9:30, 09:30:00, 9时30分, 下午3点半).

    A day without a time is refused. A spreadsheet's date-time is read as Beijing time.
    """
    if isinstance(cell, datetime):
        moment = cell.astimezone(BEIJING) if cell.tzinfo else cell.replace(tzinfo=BEIJING)
    elif isinstance(cell, float) and isfinite(cell) and cell % 1 and int(cell) in _SERIALS:
        whole_seconds = timedelta(seconds=round(cell * 86_400))
        moment = (_SERIAL_ZERO + whole_seconds).replace(tzinfo=BEIJING)
    else:
        on, at = _split(_said(cell, _INSTANT) if isinstance(cell, str) else text(cell), cell)
        if at is None:
            raise _unreadable(cell, _INSTANT)
        moment = datetime.combine(on, at, tzinfo=BEIJING)
    _in_range(moment.date(), cell)
    return moment


def whole(cell: object) -> int:
    """A whole number: 1234, 1,234, １２３４, 3.0. Units (12人) and fractions (3.5) are refused with the reason.

    So are numbers of more than eighteen digits: no count is that large and no column holds it.
    """
    if type(cell) is int:
        if -_HUGE < cell < _HUGE:
            return cell
        raise Unreadable("数字太大，应填不超过 18 位的整数。")
    if isinstance(cell, float):
        if isfinite(cell) and cell.is_integer() and abs(cell) < _EXACT:
            return int(cell)
        raise _unreadable(cell, "整数，不能有小数" if isfinite(cell) and abs(cell) < _EXACT else "整数")
    if type(cell) is str and len(cell) <= 18 and cell.isascii() and cell.isdigit():
        return int(cell)
    said = _said(cell, "整数，如 1234").translate(_PLAIN)
    if len(said) > 30:
        raise _unreadable(cell, "不超过 18 位的整数")
    if _WHOLE.fullmatch(said):
        return whole(int(said.split(".")[0].replace(",", "")))
    if _FRACTION.fullmatch(said):
        raise _unreadable(cell, "整数，不能有小数")
    if said[0].isdigit() and not said[-1].isdigit():
        raise _unreadable(cell, "整数，不要带单位或文字")
    raise _unreadable(cell, "整数，如 1234")


def amount(cell: object) -> int:
    """An amount of money in fen; a number without a unit counts yuan. Fractions of a fen are refused.

    A spreadsheet keeps fifteen digits of a number, so its float is read to fifteen digits and no further.
    """
    try:
        if type(cell) is int:
            return fen(cell)
        if isinstance(cell, float):
            return fen(Decimal(f"{cell:.15g}"))
        if isinstance(cell, Decimal):
            return fen(cell)
        return fen(_said(cell, "金额，如 1,234.50元"))
    except BadAmount as wrong:
        raise Unreadable(str(wrong)) from wrong


def yes(cell: object) -> bool:
    """A yes or no: 是 否, 有 无, √ ×, 1 0, Y N."""
    if isinstance(cell, bool):
        return cell
    said = text(cell).upper()
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise _unreadable(cell, "“是”或“否”")


_INSTANT = "日期和时间，如 2022-03-05 9:30"


def _tidied(said: str) -> str:
    return said.translate(_TIDY).replace("\r\n", "\n").replace("\r", "\n").strip()


def _said(cell: object, expected: str) -> str:
    """The tidied text of a cell that must hold some."""
    if not isinstance(cell, str | int | float | date | time) or isinstance(cell, bool):
        raise _unreadable(cell, expected)
    said = text(cell)
    if not said:
        raise _unreadable(cell, expected)
    return said


def _unreadable(cell: object, expected: str) -> Unreadable:
    said = text(cell)
    if not said:
        return Unreadable(f"是空的，应填{expected}。")
    if len(said) > 40:
        said = said[:40] + "…"
    return Unreadable(f"读到“{said}”，应填{expected}。")


def _in_range(on: date, cell: object) -> date:
    if on.year not in _YEARS:
        raise _unreadable(cell, f"{_YEARS[0]} 至 {_YEARS[-1]} 年之间的日期")
    return on


def _day_of_number(cell: int | float) -> date:
    if isfinite(cell) and int(cell) in _SERIALS:
        return (_SERIAL_ZERO + timedelta(days=int(cell))).date()
    if isfinite(cell) and cell == int(cell) and (eight := _EIGHT.fullmatch(str(int(cell)))):
        return _date(eight["year"], eight["month"], eight["day"], cell)
    raise _unreadable(cell, "日期，如 2022-03-05")


def _date(year: str, month: str, day: str, cell: object) -> date:
    try:
        on = date(int(year), int(month), int(day))
    except ValueError as wrong:
        raise _unreadable(cell, "存在的日期，如 2022-03-05") from wrong
    return _in_range(on, cell)


def _split(said: str, cell: object) -> tuple[date, time | None]:
    """The day and, if one was typed, the time."""
    said = said.translate(_PLAIN)
    if found := _DAY.match(said):
        on = _date(found["year"], found["month"] or found["m"], found["day"] or found["d"], cell)
    elif found := _EIGHT.match(said):
        on = _date(found["year"], found["month"], found["day"], cell)
    else:
        raise _unreadable(cell, "年月日俱全的日期，如 2022-03-05")
    rest = said[found.end() :].removeprefix("T").replace(" ", "")
    if not rest:
        return on, None
    at = _TIME.fullmatch(rest)
    if at is None:
        raise _unreadable(cell, "日期，如 2022-03-05，或带时间，如 2022-03-05 9:30")
    return on, _time(at, cell)


def _time(found: re.Match[str], cell: object) -> time:
    hour = int(found["hour"])
    minute = 30 if found["half_hour"] else int(found["minute"] or found["m"] or 0)
    afternoon = found["half"] in ("下午", "晚上") or (found["half"] == "中午" and hour < 3)
    if afternoon and hour < 12:
        hour += 12
    try:
        return time(hour, minute, int(found["second"] or 0))
    except ValueError as wrong:
        raise _unreadable(cell, _INSTANT) from wrong
