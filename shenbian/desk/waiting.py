"""Things that wait, as lists show them: whose, until when, and what may be done from the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import F

from shenbian.desk.finding import things_of
from shenbian.desk.names import people_by_key
from shenbian.flow.models import Flowing, Waiting
from shenbian.flow.offers import is_safe, moves_for
from shenbian.flow.table import Move, State
from shenbian.rights.actor import Actor

ORDER = (F("due_on").asc(nulls_last=True), "since", "id")  # the nearest deadline first


@dataclass(frozen=True)
class Doing:
    """A move as a list offers it: done there where it is safe, else on a page of its own."""

    move: Move
    target: State
    safe: bool


@dataclass(frozen=True)
class Line:
    """One thing that waits. `days` to its deadline: below zero it has passed, None where there is no clock."""

    waiting: Waiting
    thing: Flowing | None
    doings: tuple[Doing, ...]
    days: int | None
    refused: str = ""
    who: str = ""

    @property
    def title(self) -> str:
        return str(self.thing) if self.thing else self.waiting.subject

    @property
    def overdue(self) -> bool:
        return self.days is not None and self.days < 0

    @property
    def soon(self) -> bool:
        return self.days is not None and 0 <= self.days <= 3

    @property
    def left(self) -> str:
        """In words: 已超期2天, 今天到期, 还有3天."""
        if self.days is None:
            return "没有时限"
        if self.days < 0:
            return f"已超期{-self.days}天"
        return "今天到期" if self.days == 0 else f"还有{self.days}天"


def lines(rows: Sequence[Waiting], *, actor: Actor, on: date) -> list[Line]:
    """Rows of the table of what waits, each with its thing and whom it concerns. A query a model, one for people.

    Nobody gets a row that does not wait for them or lie in their duty, so names stand in full.
    """
    things = things_of((row.subject_type, row.subject_id) for row in rows)
    people = people_by_key(row.owner for row in rows)
    found = []
    for row in rows:
        line = line_of(row, things.get((row.subject_type, row.subject_id)), actor=actor, on=on)
        found.append(replace(line, who=people[row.owner].name if row.owner in people else ""))
    return found


def line_of(row: Waiting, thing: Flowing | None, *, actor: Actor, on: date, refused: str = "") -> Line:
    """One row. No query."""
    days = (row.due_on - on).days if row.due_on else None
    return Line(row, thing, tuple(_doings(thing, actor)) if thing else (), days, refused)


def _doings(thing: Flowing, actor: Actor) -> Iterable[Doing]:
    for move in moves_for(thing, actor):
        target = thing.flow.state(move.target)
        yield Doing(move, target, is_safe(move, target))
