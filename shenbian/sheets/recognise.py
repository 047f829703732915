"""Which register a sheet is, and which of its columns are which: by its title, else by its headers, in any order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shenbian.kit import typed
from shenbian.kit.env import Unable
from shenbian.sheets.column import Column
from shenbian.sheets.register import Register

NUMBER, PROBLEM = "行号", "问题"  # the columns that a returned copy has more
_WITHIN = 10  # the header stands in one of the first rows
_FOLD = str.maketrans(
    {"（": "(", "）": ")", "／": "/", "：": ":", "*": None, " ": None, "\u3000": None, "\n": None, "\t": None}
)
_HINT = re.compile(r"[(（].*?[)）]")


# The exact title goes before the aliases of another column, and both before what is left without a hint in brackets.
_SPELLINGS: tuple[Callable[[Column], Iterable[str]], ...] = (
    lambda column: (column.title,),
    lambda column: column.aliases,
    lambda column: tuple(_HINT.sub("", header) for header in column.headers),
)


@dataclass(frozen=True)
class Recognised:
    """`header` is the place of the header row (from 0); `at` says in which column each of ours stands."""

    register: Register
    header: int
    at: Mapping[str, int]
    unknown: tuple[str, ...]  # headers that mean nothing to us


def recognise(
    rows: Sequence[Sequence[Any]], *, titles: Iterable[str], registers: Sequence[Register]
) -> Recognised | None:
    """The register of a sheet, or None when it is none (a page of explanations). `titles`: sheet and file name.

    Raises Unable when the title is a register's and required columns are missing, or when the headers fit several.
    """
    named = _by_title([*titles, *_heading(rows)], registers)
    if named is not None:
        fit = _fit(named, rows)
        if fit is None:
            raise Unable(
                f"“{named.title}”里找不到表头。应有：{'、'.join(c.title for c in named.columns if c.required)}。"
            )
        if missing := _missing(fit):
            raise Unable(f"“{named.title}”缺少列：{'、'.join(missing)}。")
        return fit
    fits = [fit for each in registers if (fit := _fit(each, rows)) is not None and not _missing(fit)]
    if not fits:
        return None
    best = max(len(fit.at) - len(fit.unknown) for fit in fits)
    likely = [fit for fit in fits if len(fit.at) - len(fit.unknown) == best]
    if len(likely) > 1:
        names = "、".join(fit.register.title for fit in likely[:6])
        raise Unable(f"分不清是哪一种登记表（{names}）。请把工作表改名为登记表的名称。")
    return likely[0]


def folded(header: object) -> str:
    """A header as it is compared: narrow, without blanks, stars and line breaks."""
    return typed.text(header).translate(_FOLD)


def _by_title(titles: Iterable[str], registers: Sequence[Register]) -> Register | None:
    """The register that a title names: exactly, else the longest that is a part of it."""
    by_title = {folded(each.title): each for each in registers}
    said = [folded(title) for title in titles if title]
    for title in said:
        if title in by_title:
            return by_title[title]
    inside = [
        (len(name), each) for title in said for name, each in by_title.items() if len(name) >= 4 and name in title
    ]
    return max(inside, key=lambda found: found[0])[1] if inside else None


def _heading(rows: Sequence[Sequence[Any]]) -> list[str]:
    """Titles above the header: rows with one filled cell."""
    found = []
    for row in rows[:3]:
        filled = [cell for cell in row if not typed.blank(cell)]
        if len(filled) == 1:
            found.append(typed.text(filled[0]))
    return found


def _fit(register: Register, rows: Sequence[Sequence[Any]]) -> Recognised | None:
    """The header row that knows most columns of this register, if any knows two (or all that there are)."""
    best = None
    for place, row in enumerate(rows[:_WITHIN]):
        at, unknown = _columns(register.columns, row)
        if len(at) >= min(2, len(register.columns)) and (best is None or len(at) > len(best.at)):
            best = Recognised(register, place, at, unknown)
    return best


def _columns(columns: Sequence[Column], row: Sequence[Any]) -> tuple[dict[str, int], tuple[str, ...]]:
    headers: dict[str, int] = {}
    for place, cell in enumerate(row):
        name = folded(cell)
        if name:
            headers.setdefault(name, place)
    at: dict[str, int] = {}
    taken: set[int] = set()
    for spelling in _SPELLINGS:
        for column in columns:
            found = next((headers[folded(h)] for h in spelling(column) if folded(h) in headers), None)
            if column.key not in at and found is not None and found not in taken:
                at[column.key] = found
                taken.add(found)
    extra = {folded(NUMBER), folded(PROBLEM)}
    return at, tuple(typed.text(row[p]) for name, p in headers.items() if p not in taken and name not in extra)


def _missing(fit: Recognised) -> list[str]:
    return [column.title for column in fit.register.columns if column.required and column.key not in fit.at]
