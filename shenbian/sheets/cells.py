"""Cells become values, column by column. A sheet repeats itself, so each distinct cell of a column is read once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from shenbian.kit import identity, typed
from shenbian.kit.typed import Unreadable
from shenbian.sheets.column import Cell, Column
from shenbian.sheets.rows import Rows

Read = Callable[[Any], Any]
_BLANK: tuple[object, ...] = (None, "")


class Reader(dict[Any, Any]):
    """Remembers what each distinct cell says; `wrong` holds those that cannot be read, with the reason."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.wrong: dict[Any, str] = {}
        self._read = _reader(column)
        self._required = column.required

    def __missing__(self, cell: Any) -> Any:
        value = None
        if cell not in _BLANK and not (type(cell) is str and cell.isspace()):
            try:
                value = self._read(cell)
            except (Unreadable, identity.BadIdentity) as why:
                if not typed.blank(cell):
                    self.wrong[cell] = str(why)
        if value is None or value == "":
            value = None
            if self._required and cell not in self.wrong:
                self.wrong[cell] = "不能为空。"
        self[cell] = value
        return value


def read_column(rows: Rows, column: Column, cells: Sequence[Any]) -> None:
    """Read one column of all rows; rows with an unreadable cell are refused, unless they were left out."""
    reader = Reader(column)
    rows.columns[column.key] = list(map(reader.__getitem__, cells))
    if reader.wrong:
        for place, cell in enumerate(cells):
            if cell in reader.wrong and place not in rows.left_out:
                rows.refuse(place, column.title, reader.wrong[cell])


def read_status(rows: Rows, column: Column, cells: Sequence[Any]) -> None:
    """Read the status column first: rows that do not count are left out, whatever else is wrong with them."""
    status = rows.register.status
    assert status is not None
    words = list(map(typed.text, cells))
    rows.columns[column.key] = words
    known = frozenset(status.final)
    for place, word in enumerate(words):
        if word in known:
            continue
        if word in status.left_out:
            rows.left_out[place] = f"{word}：{status.left_out[word]}"
        elif not word and not column.required:
            continue
        elif not word:
            rows.refuse(place, column.title, "不能为空。")
        else:
            choices = "、".join((*status.final, *status.left_out))
            rows.refuse(place, column.title, f"不认识“{word[:40]}”，应为：{choices}。")


def read_identities(rows: Rows) -> None:
    """Read 证件类型 and 证件号码 together; the kind of document is that of residents where none is said."""
    kinds, cells = rows.columns["document"], rows.columns["identity"]
    title = rows.register.column("identity").title
    known: dict[tuple[Any, Any], str] = {}
    citizen = identity.Document.CITIZEN
    for place, (kind, cell) in enumerate(zip(kinds, cells, strict=True)):
        said = kind or citizen
        number = known.get((said, cell))
        if number is None:
            if place in rows.left_out or cell in _BLANK:
                cells[place] = None
                continue
            try:
                number = known[said, cell] = identity.number(cell, document=said)
            except identity.BadIdentity as why:
                rows.refuse(place, title, str(why))
                cells[place] = None
                continue
        kinds[place], cells[place] = said, number


def _reader(column: Column) -> Read:
    if column.codes:
        return _choice(column.codes, column.also)
    if column.cell in (Cell.TEXT, Cell.ORGANISATION, Cell.UNIT):
        return _text(column.longest)
    return _READERS[column.cell]


def _text(longest: int) -> Read:
    def read(cell: Any) -> str:
        said = typed.text(cell)
        if len(said) > longest:
            raise Unreadable(f"有 {len(said)} 个字，最多 {longest} 个。")
        return said

    return read


def _choice(codes: Mapping[str, str], also: Mapping[str, str]) -> Read:
    """A word of the list, or the code itself; a list of programmes and the like is asked when the sheet is read."""
    words = {code: code for code in codes} | dict(also) | {word: code for code, word in codes.items()}

    def read(cell: Any) -> str:
        said = typed.text(cell)
        if said not in words:
            raise Unreadable(f"不认识“{said[:40]}”，{_hint(said, list(codes.values()))}。")
        return words[said]

    return read


def _hint(said: str, words: list[str]) -> str:
    """What could have been meant: of a short list all of it, of a long one the nearest."""
    if len(words) <= 12:
        return f"应为：{'、'.join(words)}"
    near = get_close_matches(said, words, n=3, cutoff=0.3)
    return f"最接近的有：{'、'.join(near)}" if near else f"应为模板下拉列表里的一项，如“{words[0]}”"


def moment(cell: Any) -> tuple[date, datetime | None]:
    """A day, and the instant where a time of day was typed. A spreadsheet's day without a time has none."""
    on = typed.day(cell)
    if isinstance(cell, datetime):
        has_time = cell.tzinfo is not None or bool(cell.hour or cell.minute or cell.second)
    else:
        has_time = (isinstance(cell, float) and bool(cell % 1)) or (isinstance(cell, str) and _has_time(cell))
    if not has_time:
        return on, None
    at = typed.instant(cell)
    return at.date(), at


def _has_time(cell: str) -> bool:
    try:
        typed.instant(cell)
    except Unreadable:
        return False
    return True


_READERS: dict[Cell, Read] = {
    Cell.DAY: typed.day,
    Cell.MOMENT: moment,
    Cell.WHOLE: typed.whole,
    Cell.AMOUNT: typed.amount,
    Cell.YES: typed.yes,
    Cell.DOCUMENT: identity.Document.of,
    Cell.IDENTITY: lambda cell: cell,  # read together with the kind of document
}
