"""Files become sheets, and sheets become rows with their cells read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from shenbian.kit import sm, typed, workbook
from shenbian.kit.env import Unable
from shenbian.kit.workbook import LIMITS, BadWorkbook, Limits
from shenbian.sheets.cells import read_column, read_identities, read_status
from shenbian.sheets.column import Cell
from shenbian.sheets.entries.columns import register_named
from shenbian.sheets.outside import SystemOfRecord
from shenbian.sheets.recognise import Recognised, recognise
from shenbian.sheets.register import Register
from shenbian.sheets.registers import registers
from shenbian.sheets.rows import Rows
from shenbian.sheets.systems import SYSTEMS

EXAMPLE = "示例"  # a row whose evidence begins so is a template's, and never imported


@dataclass(frozen=True)
class Sheet:
    """A sheet that is a register: its rows as they lie in the file (`body`), with their numbers there."""

    path: Path
    name: str
    digest: str  # SM3 of the file, hexadecimal
    fit: Recognised
    header: Sequence[Any]
    numbers: Sequence[int]
    body: Sequence[Sequence[Any]]
    system: SystemOfRecord | None = None
    alone: bool = True  # the only register of its workbook

    @property
    def register(self) -> Register:
        return self.fit.register

    def part(self, places: Sequence[int]) -> Sheet:
        """The same sheet with some of its rows."""
        numbers, body = [self.numbers[p] for p in places], [self.body[p] for p in places]
        return replace(self, numbers=numbers, body=body)

    def cells(self, key: str) -> list[Any]:
        """The cells of one of our columns as they were typed; all empty where the sheet has no such column."""
        at = self.fit.at.get(key)
        return [None] * len(self.body) if at is None else [row[at] for row in self.body]


def sheets_of(path: Path, *, limits: Limits = LIMITS) -> list[Sheet]:
    """The registers in a workbook. Raises Unable when it cannot be opened, or holds none."""
    data = path.read_bytes()
    exports = {register.key: system for system, register in exports_known()}
    known = (*(register for _, register in exports_known()), *registers())
    digest = sm.sm3(data).hex()
    try:
        book = workbook.read(data, limits=limits)
        found = [sheet for name in book.sheets if (sheet := _sheet(path, name, digest, list(book.rows(name)), known))]
        alone = len(found) == 1
        found = [replace(sheet, system=exports.get(sheet.register.key), alone=alone) for sheet in found]
    except BadWorkbook as why:
        raise Unable(f"{path.name}：{why}") from why
    except Unable as why:
        raise Unable(f"{path.name}：{why}") from why
    if not found:
        raise Unable(
            f"{path.name}：认不出是哪一种登记表。请用 shenbian template 下载模板，或把工作表改名为登记表的名称。"
        )
    return found


def exports_known() -> list[tuple[SystemOfRecord, Register]]:
    """The systems of record, each with our register in its words."""
    ours = {each.key: each for each in registers()}
    return [(system, system.export_of(ours[system.register])) for system in SYSTEMS.values()]


def _sheet(path: Path, name: str, digest: str, rows: list[list[Any]], known: Sequence[Register]) -> Sheet | None:
    of_edition = register_named(name, path.parent)
    titles, among = ((of_edition.title,), (of_edition,)) if of_edition else ((name, path.stem), known)
    fit = recognise(rows, titles=titles, registers=among)
    if fit is None:
        return None
    width = max(fit.at.values()) + 1
    numbers, body, beside = [], [], fit.at.get("evidence")
    for number, row in enumerate(rows[fit.header + 1 :], fit.header + 2):
        if len(row) < width:
            row = [*row, *[""] * (width - len(row))]
        if beside is not None and str(row[beside]).startswith(EXAMPLE):
            continue
        if (type(row[0]) is str and row[0] > " ") or not all(map(typed.blank, row)):
            numbers.append(number)
            body.append(row)
    return Sheet(path, name, digest, fit, rows[fit.header], numbers, body)


def read(sheet: Sheet) -> Rows:
    """Every cell read: the status first, because rows that do not count are not judged by their other cells."""
    register = sheet.register
    rows = Rows(register, sheet.numbers, {})
    for column in sorted(register.columns, key=lambda each: each.key != "status"):
        cells = sheet.cells(column.key)
        if column.key == "status" and register.status and column.key in sheet.fit.at:
            read_status(rows, column, cells)
        else:
            read_column(rows, column, cells)
    if any(column.cell is Cell.IDENTITY for column in register.columns):
        read_identities(rows)
    return rows


def files_in(folder: Path) -> Iterator[Path]:
    """The workbooks of a folder, by name; what a spreadsheet program left open (~$…) is passed over."""
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() == ".xlsx" and not path.name.startswith(("~$", ".")):
            yield path
