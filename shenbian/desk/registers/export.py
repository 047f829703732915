"""Exactly what is shown, as a workbook: the same rows in the same order, the same stars. Each export leaves a trace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any, BinaryIO

from django.db.models import QuerySet

from shenbian.desk.registers.asked import Asked
from shenbian.desk.registers.cells import Cells, Reader, cells_of, value
from shenbian.desk.registers.register import Column, Shows
from shenbian.desk.registers.rows import Row, ordering, selected
from shenbian.flow import traces
from shenbian.flow.models import Trace
from shenbian.kit import workbook
from shenbian.kit.refusal import Refused
from shenbian.people.actions.revealing import reveal_many
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import reaches

MOST = 200_000  # rows of one workbook
AT_ONCE = 20_000  # rows that are written while somebody waits for the page
_PART = 1000
_KIND: dict[Shows, workbook.writing.Kind] = {
    Shows.DAY: "date",
    Shows.MOMENT: "instant",
    Shows.MONEY: "money",
    Shows.WHOLE: "number",
}
_WIDE = {Shows.NUMBER: 22, Shows.BODY: 28, Shows.PATH: 28, Shows.UNIT: 28}


def exportable(asked: Asked, *, by: Actor, in_full: bool, why: str) -> int:
    """How many rows are selected and may be exported. Raises Refused where that is too much. One query."""
    found = selected(asked, by, Right.REGISTER_EXPORT)
    many = int(found.order_by().values("pk")[: MOST + 1].count())
    if many > MOST:
        raise Refused({0: f"一次最多导出{MOST:,}行。请先用筛选缩小范围，比如按所属工会或日期分几次导出。"})
    if in_full and not why.strip():
        raise Refused({0: "导出完整证件号码应写明事由，本人看得到。"})
    return many


def export(
    asked: Asked,
    target: BinaryIO,
    *,
    by: Actor,
    in_full: bool = False,
    why: str = "",
    tell: Callable[[int], None] = lambda rows: None,
) -> int:
    """Write what is selected and may be exported; how many rows. Raises Refused where that is too much.

    `in_full`: identity numbers are opened where one may reveal them; who looked, at whom and why is written for each.
    `tell` hears how many rows are written, a thousand at a time.
    """
    exportable(asked, by=by, in_full=in_full, why=why)
    found = selected(asked, by, Right.REGISTER_EXPORT)
    counted = _Counted(_rows(asked, found, by, why if in_full else ""), tell)
    columns = [_column(each) for each in asked.register.columns]
    workbook.write(target, [workbook.Sheet(asked.register.title[:31], columns, counted)])
    _trace(asked, counted.count, in_full, by)
    return counted.count


def may_reveal(asked: Asked, by: Actor) -> bool:
    """Whether the register has numbers that this reader may open."""
    has = any(column.shows is Shows.NUMBER for column in asked.register.columns)
    return has and bool(reaches(by, Right.PERSON_REVEAL))


def _rows(asked: Asked, found: QuerySet[Any], by: Actor, why: str) -> Iterator[list[object]]:
    path, down = asked.order.removeprefix("-"), asked.order.startswith("-")
    rows = ordering(found, path, down=down).values(*asked.register.paths(), *_person(asked, why))
    reader = Reader.of(by)
    coming = iter(rows.iterator(_PART))
    while part := tuple(islice(coming, _PART)):
        opened = replace(reader, revealed=_revealed(asked, part, by, why)) if why else reader
        cells = cells_of(asked.register, opened, part)
        yield from ([_cell(cells, column, row) for column in asked.register.columns] for row in part)


def _cell(cells: Cells, column: Column, row: Row) -> object:
    said = cells.plain(column, row)
    return "" if said is None else said


def _person(asked: Asked, why: str) -> list[str]:
    return [each.path.rpartition("__")[0] + "__pk" for each in asked.register.columns if why and _sealed(each)]


def _sealed(column: Column) -> bool:
    return column.shows is Shows.NUMBER


def _revealed(asked: Asked, part: tuple[Row, ...], by: Actor, why: str) -> dict[int, str]:
    """The numbers of these rows that the reader may open, by the person's key; every reading is written down."""
    paths = tuple(reach.path for reach in reaches(by, Right.PERSON_REVEAL))
    place = asked.register.place
    opened: dict[int, str] = {}
    for column in filter(_sealed, asked.register.columns):
        before = column.path.rpartition("__")[0]
        mine = [row for row in part if value(column, row) and paths and str(row.get(place, "")).startswith(paths)]
        numbers = reveal_many({row[f"{before}__pk"] for row in mine}, field="document", by=by.ref, why=why)
        opened |= {row[f"{before}__key"]: numbers[row[f"{before}__pk"]] for row in mine}
    return opened


def _column(column: Column) -> workbook.Column:
    return workbook.Column(column.title, width=_WIDE.get(column.shows, 16), kind=_KIND.get(column.shows, "text"))


def _trace(asked: Asked, rows: int, in_full: bool, by: Actor) -> None:
    at, numbers = traces.reserve(1)
    said = {"rows": rows, "in_full": in_full, "filters": sorted(asked.parts())}
    traces.write(
        [
            Trace(
                id=numbers[0],
                at=at,
                actor=by.ref,
                subject=f"register:{asked.register.key}",
                flow="register",
                move="export",
                before="",
                after="",
                said=said,
                count=1,
            )
        ]
    )


class _Counted:
    """Rows, counted as they go by."""

    def __init__(self, rows: Iterator[list[object]], tell: Callable[[int], None]) -> None:
        self._rows, self._tell, self.count = rows, tell, 0

    def __iter__(self) -> Iterator[list[object]]:
        for row in self._rows:
            if self.count % _PART == 0:
                self._tell(self.count)
            self.count += 1
            yield row
