"""What the door does with the rows that were agreed to: settle, cause, save, count, write down. Set-wise throughout."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db import transaction

from shenbian.facts.actions import write as write_facts
from shenbian.facts.fact import AlreadyThere
from shenbian.flow import clocks, entering, saving, telling, traces
from shenbian.flow.models import COLUMNS
from shenbian.flow.row import Row
from shenbian.flow.table import Move
from shenbian.kit.refusal import Refused
from shenbian.rights.actor import Actor

Agreed = Sequence[tuple[Row, Move]]
BEGIN = "begin"  # the name under which traces tell of a thing's first state


class _RowsRefused(Exception):
    """Rows that were refused only now: their places among the agreed, and why."""

    def __init__(self, reasons: Mapping[int, str]) -> None:
        self.reasons = dict(reasons)
        super().__init__(reasons)


def do(agreed: Agreed, *, by: Actor, batch: int | None, new: bool = False) -> dict[int, str]:
    """All of it, or nothing: then the places of the rows that a clock, an effect or the ledger refused, and why.

    `new`: the things are in no table yet, and come into it as the move leaves them.
    """
    try:
        with transaction.atomic():
            _do(agreed, by, batch, new)
    except _RowsRefused as why:
        return why.reasons
    return {}


def _do(agreed: Agreed, by: Actor, batch: int | None, new: bool) -> None:
    things = [row.thing for row, _ in agreed]
    before = [(thing.status, thing.phase) for thing in things]
    at, numbers = traces.reserve(1 if batch is not None else len(agreed) * (1 + new))
    with _refusing(range(len(agreed))):
        times = clocks.times(agreed)
    for (row, move), (due_on, days_left) in zip(agreed, times, strict=True):
        row.thing.settle(move.target, at=at, due_on=due_on, days_left=days_left)
    _cause(agreed, late=False)
    if new:
        entering.insert(things)
    else:
        own = [name for _, move in agreed for each in move.effects for name in each.sets]
        saving.save_columns(things, [*COLUMNS, *own])
    _count(agreed, by, batch)
    story = _story(agreed, [was for was, _ in before], batch, new)
    traces.tell(story, by=by, batch=batch, at=at, numbers=numbers, count=len(agreed))
    saving.keep_waiting(things, before=() if new else {phase for _, phase in before})
    _cause(agreed, late=True)
    telling.tell_of(agreed, by=by)


def _story(agreed: Agreed, before: Sequence[str], batch: int | None, new: bool) -> list[traces.Step]:
    """The step of each row. New things begin by a step of their own; of a batch, by coming from nowhere.

    Of a batch, whose trace tells what its steps have in common, steps that are alike stand once.
    """
    one = batch is not None
    story: list[traces.Step] = []
    alike: set[tuple[str, int, str]] = set()
    for (row, move), was in zip(agreed, before, strict=True):
        thing, said = row.thing, traces.plain(move, row.said)
        flow = thing.flow.name
        if one and not said:
            if (flow, id(move), was) in alike:
                continue
            alike.add((flow, id(move), was))
        if new and not one:
            story.append(traces.Step(thing.subject, flow, BEGIN, "", was, {}))
        story.append(traces.Step(thing.subject, flow, move.name, "" if new and one else was, move.target, said))
    return story


def _cause(agreed: Agreed, *, late: bool) -> None:
    """Each effect once, for all rows that it belongs to: those that come with the move, or those that follow it."""
    moves = {id(move): move for _, move in agreed}
    for effect in dict.fromkeys(each for move in moves.values() for each in move.effects if each.late is late):
        causes = {key for key, move in moves.items() if effect in move.effects}
        places = [place for place, (_, move) in enumerate(agreed) if id(move) in causes]
        with _refusing(places):
            effect.act([agreed[place][0] for place in places])


def _count(agreed: Agreed, by: Actor, batch: int | None) -> None:
    """Write the facts of all rows in one go."""
    found = [(place, fact) for place, (row, move) in enumerate(agreed) for each in move.facts for fact in each(row)]
    if not found:
        return
    with _refusing([place for place, _ in found]):
        try:
            write_facts([fact for _, fact in found], by=by.ref, batch=batch)
        except AlreadyThere as why:
            # Two rows that count one thing: the later hears what it would hear if it came by itself, after the first.
            first = {place: agreed[found[earlier][0]][0].called for place, earlier in why.twice.items()}
            told = {place: f"台账中已有同一条记录（{called}）。" for place, called in first.items()}
            raise Refused(why.reasons | told) from why


@contextmanager
def _refusing(places: Sequence[int]) -> Iterator[None]:
    """Say a refusal inside by the rows' places among the agreed; `places` holds them for what was asked inside."""
    try:
        yield
    except Refused as why:
        raise _RowsRefused({places[index]: reason for index, reason in why.reasons.items()}) from why
