"""Writing a workbook row by row: large registers need little memory, and two runs give the same bytes.

Text is always written as text: what begins like a formula (= + - @, also behind a tab or a line break) is stored as a
string and marked so, and no cell that somebody typed is ever evaluated on somebody else's desk.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Literal

import xlsxwriter

from shenbian.kit.period import BEIJING
from shenbian.kit.workbook.reading import LIMITS

Kind = Literal["text", "number", "money", "date", "instant"]

_FORMATS: dict[Kind, dict[str, Any]] = {
    "text": {"num_format": "@"},
    "number": {"num_format": "General"},
    "money": {"num_format": "#,##0.00"},
    "date": {"num_format": "yyyy-mm-dd"},
    "instant": {"num_format": "yyyy-mm-dd hh:mm"},
}
_LOOK = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_HEADER = {**_LOOK, "bold": True, "bg_color": "#E8EEF5", "border": 1, "text_wrap": True, "align": "center"}
_MARK = {"bg_color": "#FFD9D9"}
_CREATED = datetime(2022, 1, 1)  # noqa: DTZ001 - the same for every file, so that equal content gives equal bytes
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_INLINE = 255  # characters that a drop-down may hold in itself
_EXACT = 10**15
_CHOICES = "选项"
_CUT = "……（过长，已截断）"
_LAST = 1_048_575  # rows below the header


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `width` in characters; `choices` become a drop-down; `hint` is shown beside the cell being filled in.

    `kind` says what is written below: money columns take fen and show yuan, instants are shown in Beijing time, text
    columns keep what looks like a number (identity numbers, codes) as it was typed.
    """

    title: str
    width: float = 14
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its columns and its rows, which may be any iterable and are taken once."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A value shown on red ground, as in a copy returned for correction."""

    value: object


def write(target: Path | BinaryIO | None, sheets: Sequence[Sheet]) -> bytes:
    """Write the sheets to a file or stream; with None, return the bytes (otherwise the result is empty).

    Each row must have as many values as the sheet has columns, and a sheet holds 1,048,575 of them; ValueError
    otherwise. A text longer than a cell holds is cut, and says so at its end.
    """
    memory = io.BytesIO() if target is None else None
    book = xlsxwriter.Workbook(
        memory or (str(target) if isinstance(target, Path) else target), {"constant_memory": True, "use_zip64": True}
    )
    book.set_properties({"created": _CREATED, "author": "身边"})
    with book:
        formats = _Formats(book)
        lists: list[tuple[str, ...]] = []
        for sheet in sheets:
            _write_sheet(book, formats, sheet, lists)
        if lists:
            _write_choices(book, lists)
    return memory.getvalue() if memory else b""


class _Formats:
    """The formats of one workbook, each made once: by kind, marked or not, quoted or not."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[Kind, bool, bool], Any] = {}
        self.header = book.add_format(_HEADER)
        self.plain = self.of("text")

    def of(self, kind: Kind, *, marked: bool = False, quoted: bool = False) -> Any:
        key = (kind, marked, quoted)
        if key not in self._made:
            look = _LOOK | _FORMATS[kind] | (_MARK if marked else {}) | ({"quote_prefix": True} if quoted else {})
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def _write_sheet(book: Any, formats: _Formats, sheet: Sheet, lists: list[tuple[str, ...]]) -> None:
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 0)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width, formats.of(column.kind))
        _add_validation(page, at, column, lists)
    page.set_row(0, 32)
    for at, column in enumerate(sheet.columns):
        page.write_string(0, at, column.title, formats.header)
    kinds = [column.kind for column in sheet.columns]
    for number, row in enumerate(sheet.rows, 1):
        if number > _LAST:
            raise ValueError(f"A sheet holds no more than {_LAST} rows.")
        for at, (value, kind) in enumerate(zip(row, kinds, strict=True)):
            _write_cell(page, number, at, value, kind, formats)


def _write_cell(page: Any, row: int, at: int, value: object, kind: Kind, formats: _Formats) -> None:
    marked = isinstance(value, Marked)
    value = value.value if isinstance(value, Marked) else value
    if type(value) is str and value and not marked and value[0] not in _FORMULA:
        page.write_string(row, at, _fitting(value), formats.plain)
        return
    if value is None or value == "":
        if marked:
            page.write_blank(row, at, None, formats.of(kind, marked=True))
        return
    if isinstance(value, bool):
        value = "是" if value else "否"
    if isinstance(value, datetime):
        local = value.astimezone(BEIJING).replace(tzinfo=None) if value.tzinfo else value
        page.write_datetime(row, at, local, formats.of("instant", marked=marked))
    elif isinstance(value, date):
        page.write_datetime(row, at, value, formats.of("date", marked=marked))
    elif isinstance(value, int | float | Decimal) and kind != "text" and -_EXACT < value < _EXACT:
        number = value / 100 if kind == "money" else value
        page.write_number(row, at, number, formats.of(kind if kind == "money" else "number", marked=marked))
    else:
        text = _fitting(str(value))
        quoted = text.startswith(_FORMULA)
        page.write_string(row, at, text, formats.of("text", marked=marked, quoted=quoted))


def _fitting(text: str) -> str:
    """The text, or as much of it as a cell holds, saying that it was cut."""
    return text if len(text) <= LIMITS.cell else text[: LIMITS.cell - len(_CUT)] + _CUT


def _add_validation(page: Any, at: int, column: Column, lists: list[tuple[str, ...]]) -> None:
    """The drop-down and the hint of a column. A list too long for the cell lies on a hidden sheet, once."""
    if not column.choices and not column.hint:
        return
    said: dict[str, Any] = {"validate": "any"}
    if column.choices:
        inline = len(",".join(column.choices)) <= _INLINE and not any("," in choice for choice in column.choices)
        said = {
            "validate": "list",
            "source": list(column.choices) if inline else _range(column.choices, lists),
            "error_title": column.title[:32],
            "error_message": "请从下拉列表中选择。",
        }
    if column.hint:
        said |= {"input_title": column.title[:32], "input_message": column.hint[:255]}
    page.data_validation(1, at, LIMITS.rows - 1, at, said)


def _range(choices: tuple[str, ...], lists: list[tuple[str, ...]]) -> str:
    if choices not in lists:
        lists.append(choices)
    letter = xlsxwriter.utility.xl_col_to_name(lists.index(choices))
    return f"={_CHOICES}!${letter}$1:${letter}${len(choices)}"


def _write_choices(book: Any, lists: list[tuple[str, ...]]) -> None:
    page = book.add_worksheet(_CHOICES)
    page.hide()
    for row in range(max(len(choices) for choices in lists)):
        for at, choices in enumerate(lists):
            if row < len(choices):
                page.write_string(row, at, choices[row])
