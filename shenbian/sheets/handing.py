"""Rows of a kind that is written by moves alone go to the kernel that makes them (`standard.taking`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shenbian.facts.fact import NewFact
from shenbian.facts.kind import Kind
from shenbian.sheets.door import Door
from shenbian.sheets.rows import PROBLEM, Rows
from shenbian.sheets.settle import Settled
from shenbian.standard.taking import SheetRow, Taken, Taker, takers


def hand_over(kind: Kind, rows: Rows, door: Door, settled: Settled, persons: Mapping[int, int]) -> None:
    """Let the kernel take what is new and correct what changed; what it refuses is refused in the sheet."""
    status = rows.columns.get("status")
    new: list[tuple[int, SheetRow]] = []
    changed: list[tuple[int, SheetRow]] = []
    for place, fact, stands in settled.counted:
        said = status[place] if status else ""
        row = SheetRow(fact, persons.get(place), rows.called(place), said, stands)
        (new if stands is None else changed).append((place, row))
    taker = takers[kind.key]
    for verb, part in ((taker.take, new), (taker.correct, changed)):
        if part:
            taken = verb([row for _, row in part], by=door.by, batch=door.batch.pk)
            _remember(taken, door)
            door.touched = door.touched or len(taken.refused) < len(part)
            for index, why in taken.refused.items():
                place = part[index][0]
                del settled.verdicts[place]
                rows.refuse(place, PROBLEM, why)


def keeps_left_out(kind: Kind) -> bool:
    """Whether the kernel wishes to see rows that do not count."""
    return type(takers[kind.key]).take_left_out is not Taker.take_left_out


def hand_over_left_out(kind: Kind, rows: Rows, door: Door, facts: Sequence[tuple[int, NewFact]]) -> None:
    """Let the kernel keep what does not count as what it is; whatever it says, the rows stay left out."""
    if facts:
        told = [SheetRow(fact, None, rows.called(place), rows["status"][place]) for place, fact in facts]
        _remember(takers[kind.key].take_left_out(told, by=door.by, batch=door.batch.pk), door)


def _remember(taken: Taken, door: Door) -> None:
    for table, ids in taken.made.items():
        door.made(table, ids)
    for each in taken.amended:
        door.amended(each.table, each.row, each.before, each.after)
