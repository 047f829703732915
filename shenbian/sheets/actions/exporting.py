"""Giving a register out as Excel, as its reader may see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from shenbian.flow.refusals import NotYours
from shenbian.kit import workbook
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.sheets.column import Column
from shenbian.sheets.export import facts_out
from shenbian.sheets.export.own_out import OWN
from shenbian.sheets.export.readers import Reader
from shenbian.sheets.register import Register
from shenbian.sheets.registers import register as named
from shenbian.sheets.scope import reach
from shenbian.sheets.template import workbook_column


def export(register: str, path: Path, *, by: Actor, under: str | None = None) -> int:
    """Write a register (key or title) to a workbook: what lies in the reader's subtrees, below `under`.

    Identity numbers are masked unless the reader may reveal them; each one read in full is recorded. Returns how many
    rows were written. Raises NotYours, and Unable for a register or a body that is not there.
    """
    found = named(register)
    reader = Reader(by, _scope(by, under), f"导出{found.title}")
    rows = facts_out.rows(found, reader) if found.kind else OWN[found.key](reader)
    counted = _Counted(_cells(found, rows))
    columns = [workbook_column(each, money="money") for each in found.columns]
    workbook.write(path, [workbook.Sheet(found.title[:31], columns, counted)])
    return counted.count


def _scope(by: Actor, under: str | None) -> list[str] | None:
    paths = reach(by, Right.REGISTER_EXPORT)
    if under is None:
        return paths
    top = Organisation.objects.filter(number=under).first() or Organisation.objects.filter(name=under).first()
    if top is None or (paths is not None and not any(top.path.startswith(p) or p.startswith(top.path) for p in paths)):
        raise NotYours
    if paths is None:
        return [top.path]
    return [top.path if top.path.startswith(path) else path for path in paths if _meet(top.path, path)]


def _meet(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _cells(register: Register, rows: Iterable[dict[str, Any]]) -> Iterator[list[object]]:
    for row in rows:
        yield [_cell(column, row.get(column.key)) for column in register.columns]


def _cell(column: Column, value: Any) -> object:
    if value is None:
        return ""
    if column.codes and column.key != "status":
        return column.codes.get(value, value)
    return value


class _Counted:
    """Rows, counted as they go by."""

    def __init__(self, rows: Iterable[list[object]]) -> None:
        self._rows, self.count = rows, 0

    def __iter__(self) -> Iterator[list[object]]:
        for row in self._rows:
            self.count += 1
            yield row
