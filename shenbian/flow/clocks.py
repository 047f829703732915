"""Until when a state lasts: the arithmetic of clocks for a whole set of rows."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from shenbian.flow.models import Flowing
from shenbian.flow.row import Row
from shenbian.flow.table import Clock, Move, State
from shenbian.kit.workdays import add_workdays, workdays_between
from shenbian.rulebook.queries import look_up

Times = tuple[date | None, int | None]  # due_on, days_left


def times(rows: Sequence[tuple[Row, Move]]) -> list[Times]:
    """For each row the last day of its new state's clock, and what a clock standing still has left.

    Rule tables are looked up once for each place, key and day of the set.
    """
    known: dict[tuple[str, Any, date], int] = {}
    return [_times(row, row.thing.flow.state(move.target), known) for row, move in rows]


def first_times(thing: Flowing, day: date) -> Times:
    """The same for a thing that begins."""
    clock = thing.flow.start.clock
    return (last_day(clock, day, _days(clock, thing, day, {})), None) if clock else (None, None)


def last_day(clock: Clock, entered: date, days: int) -> date:
    """The last day of a clock: the day of entering is not counted."""
    return add_workdays(entered, days) if clock.working else entered + timedelta(days=days)


def left(clock: Clock, on: date, due_on: date) -> int:
    """How many days a clock still has after `on`; below zero, in calendar days, when it has run over."""
    if due_on < on or not clock.working:
        return (due_on - on).days
    return workdays_between(on, due_on)


def _times(row: Row, state: State, known: dict[tuple[str, Any, date], int]) -> Times:
    thing, before = row.thing, row.thing.flow.state(row.thing.status)
    if state.pauses:
        if before.clock and thing.due_on:
            return None, left(before.clock, row.day, thing.due_on)
        return None, thing.days_left
    if state.clock is None:
        return None, None
    days = thing.days_left if before.pauses else None
    if days is None:
        days = _days(state.clock, thing, row.day, known)
    if days <= 0:
        return row.day + timedelta(days=days), None
    return last_day(state.clock, row.day, days), None


def _days(clock: Clock, thing: Flowing, day: date, known: dict[tuple[str, Any, date], int]) -> int:
    if isinstance(clock.days, int):
        return clock.days
    place: Any = thing.organisation
    key = (clock.days, place.pk, day)
    if key not in known:
        known[key] = int(look_up(clock.days, at=place, on=day))
    return known[key]
