"""Rows of a kind that is written by moves alone go to the kernel that makes them (`standard.taking`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from shenbian.facts.fact import NewFact
from shenbian.facts.kind import Kind
from shenbian.sheets.door import Door
from shenbian.sheets.rows import PROBLEM, Rows, Verdict
from shenbian.sheets.settle import Counted, Settled
from shenbian.standard.taking import Follower, SheetRow, Taken, Taker, takers


def hand_over(kind: Kind, rows: Rows, door: Door, settled: Settled, persons: Mapping[int, int]) -> None:
    """Let the kernel take what is new and correct what changed; what it refuses is refused in the sheet."""
    told = [(each.place, _row(each, rows, persons)) for each in settled.counted]
    new = [each for each in told if each[1].stands is None]
    changed = [each for each in told if each[1].stands is not None]
    taker = takers[kind.key]
    if isinstance(taker, Follower):
        standing = [(each.place, _row(each, rows, persons)) for each in settled.standing]
        gone = _catch_up(taker, [*standing, *changed], rows, door, settled)
        changed = [each for each in changed if each[0] not in gone]
    for verb, part in ((taker.take, new), (taker.correct, changed)):
        _hand(verb, part, rows, door, settled)


Part = Sequence[tuple[int, SheetRow]]  # rows with their places


def _row(each: Counted, rows: Rows, persons: Mapping[int, int]) -> SheetRow:
    status = rows.columns.get("status")
    said = status[each.place] if status else ""
    return SheetRow(each.fact, persons.get(each.place), rows.called(each.place), said, each.stands)


def _catch_up(taker: Follower, part: Part, rows: Rows, door: Door, settled: Settled) -> set[int]:
    """Let the things of rows become what their words say; gives the places of rows that are refused."""
    told = taker.differs([row for _, row in part])
    for index, said in told.items():
        place, verdict = part[index][0], settled.verdicts[part[index][0]]
        settled.verdicts[place] = Verdict(
            "changed", "、".join(filter(None, [verdict.said, said])) if verdict.fate == "changed" else said
        )
    return _hand(taker.catch_up, [part[index] for index in told], rows, door, settled)


def _hand(verb: Callable[..., Taken], part: Part, rows: Rows, door: Door, settled: Settled) -> set[int]:
    """Call a verb of the kernel with these rows; gives the places of those that it refuses."""
    if not part:
        return set()
    taken = verb([row for _, row in part], by=door.by, batch=door.batch.pk)
    _remember(taken, door)
    door.touched = door.touched or len(taken.refused) < len(part)
    for index, why in taken.refused.items():
        place = part[index][0]
        del settled.verdicts[place]
        rows.refuse(place, PROBLEM, why)
    return {part[index][0] for index in taken.refused}


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
