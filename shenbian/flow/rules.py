"""Which rows of a call may move. Asks, never writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shenbian.flow.refusals import NotYours, Refused, WrongMoment, words
from shenbian.flow.row import Guard, Row
from shenbian.flow.table import Move
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import OWNERS_RIGHTS
from shenbian.rights.rules import may


@dataclass
class Judged:
    """What becomes of each row of a call, by its place in it (from 0)."""

    agreed: dict[int, tuple[Row, Move]] = field(default_factory=dict)
    refused: dict[int, Refused] = field(default_factory=dict)


def judge(name: str, rows: Sequence[Row | None], *, barred: Mapping[int, Refused]) -> Judged:
    """Judge the rows in the order of the call; None stands for a thing that is not there.

    One query for each guard, however many rows. `barred` rows are refused with what an effect said of them before.
    """
    asked: dict[int, tuple[Row, Move]] = {}
    judged = Judged()
    opened = _Opened(name)
    for index, row in enumerate(rows):
        try:
            asked[index] = _asked(opened, row)
        except Refused as why:
            judged.refused[index] = why
    known = _known(list(asked.values()))
    moved: dict[Any, tuple[Row, Move]] = {}
    for index, (row, move) in asked.items():
        key, guards = row.thing.pk, known[id(move)]
        no = barred.get(index) or (_again(name, row, moved[key]) if key in moved else None) or _guarded(row, guards)
        if no:
            judged.refused[index] = no
            continue
        for guard, what in guards:
            guard.takes(row, what)
        judged.agreed[index] = moved[key] = asked[index]
    return judged


class _Opened:
    """By which row of the table each thing of a call moves: found once for things that stand alike before the asker."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._known: dict[tuple[Any, ...], Move | Refused] = {}
        self._owned: dict[int, bool] = {}

    def by_which(self, thing: Any, by: Actor) -> Move:
        """Raises NotYours, WrongMoment."""
        flow = thing.flow
        key = id(flow)
        owned = self._owned.get(key)
        if owned is None:
            owned = self._owned[key] = any(move.right in OWNERS_RIGHTS for move in flow.named(self._name))
        alike = (key, thing.status, thing.organisation.path, thing.desk, thing.owner if owned else None)
        found = self._known.get(alike)
        if found is None:
            try:
                found = open_move(self._name, thing, by)
            except Refused as why:
                found = why
            self._known[alike] = found
        if isinstance(found, Refused):
            raise found
        return found


def _asked(opened: _Opened, row: Row | None) -> tuple[Row, Move]:
    """The move of this row, and the row with what was said cleaned. Raises NotYours, WrongMoment, Refused."""
    if row is None:
        raise NotYours
    move = opened.by_which(row.thing, row.by)
    if move.asks is None and not row.said:
        return row, move
    return Row(row.thing, row.by, _cleaned(move, row.said), row.day, row.called), move


def open_move(name: str, thing: Any, by: Actor) -> Move:
    """The row of the table by which this person may move this thing now. Raises NotYours, WrongMoment."""
    allowed = {move.right for move in thing.flow.named(name) if may(by, move.right, thing)}
    if not allowed:
        raise NotYours
    move: Move | None = thing.flow.find(name, thing.status)
    if move is None:
        raise WrongMoment(thing.title_of_state, thing.flow.named(name)[0].title)
    if move.right not in allowed:
        raise NotYours
    return move


def _cleaned(move: Move, said: Mapping[str, Any]) -> Mapping[str, Any]:
    if move.asks is None:
        return {}
    form = move.asks(said)
    if not form.is_valid():
        raise Refused(words(form.errors, {key: str(each.label or key) for key, each in form.fields.items()}))
    return dict(form.cleaned_data)


def _known(asked: Sequence[tuple[Row, Move]]) -> dict[int, list[tuple[Guard, Any]]]:
    """For each move (by its id) its guards, each with what it knows: asked once for all rows that it looks at."""
    moves = {id(move): move for _, move in asked}
    known: dict[Guard, Any] = {}
    for guard in dict.fromkeys(guard for move in moves.values() for guard in move.guards):
        looks = {key for key, move in moves.items() if guard in move.guards}
        known[guard] = guard.needs([row for row, move in asked if id(move) in looks])
    return {key: [(guard, known[guard]) for guard in move.guards] for key, move in moves.items()}


def _again(name: str, row: Row, first: tuple[Row, Move]) -> Refused:
    """The same thing a second time in one call: it is then where the first row has brought it."""
    before, move = first
    flow = row.thing.flow
    if flow.find(name, move.target) is None:
        return WrongMoment(flow.state(move.target).title, move.title)
    return Refused(f"与{before.called}是同一件事项，一次只能办理一遍。")


def _guarded(row: Row, guards: Sequence[tuple[Guard, Any]]) -> Refused | None:
    for guard, known in guards:
        if why := guard.why(row, known):
            return Refused(why)
    return None
