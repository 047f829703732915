"""Until when a state lasts: the arithmetic of clocks for a whole set of rows."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from shenbian.flow.row import Row
from shenbian.flow.table import Clock, Move, State
from shenbian.kit.refusal import refuse_if
from shenbian.kit.workdays import UnknownYear, add_workdays, workdays_between
from shenbian.rulebook.queries import NoRule, look_up_many, no_rule

Times = tuple[date | None, int | None]  # due_on, days_left
Known = dict[str, dict[int, Any]]  # key of a rule table -> organisation -> days


def times(rows: Sequence[tuple[Row, Move]]) -> list[Times]:
    """For each row the last day of its new state's clock, and what a clock standing still has left.

    Two queries for each rule table that a clock names, none without. Raises Refused, by place in `rows`, where there
    is no rule or where a deadline falls into a year whose holidays are not known.
    """
    if not _keeping_time(row.thing for row, _ in rows):
        return [(None, None)] * len(rows)
    entered = [(row.thing, row.thing.flow.state(row.thing.status), row.thing.flow.state(m.target)) for row, m in rows]
    return _times(entered, rows[0][0].day)


def first_times(things: Sequence[Any], day: date) -> list[Times]:
    """The same for things that begin."""
    return _times([(thing, None, thing.flow.start) for thing in things], day)


def _keeping_time(things: Iterable[Any]) -> bool:
    return any(flow.keeps_time for flow in {id(thing.flow): thing.flow for thing in things}.values())


def last_day(clock: Clock, entered: date, days: int) -> date:
    """The last day of a clock: the day of entering is not counted."""
    return add_workdays(entered, days) if clock.working else entered + timedelta(days=days)


def left(clock: Clock, on: date, due_on: date) -> int:
    """How many days a clock still has after `on`; below zero, in calendar days, when it has run over."""
    if due_on < on or not clock.working:
        return (due_on - on).days
    return workdays_between(on, due_on)


def _times(entered: Sequence[tuple[Any, State | None, State]], day: date) -> list[Times]:
    known = _known(((thing, state) for thing, _, state in entered), day)
    found: list[Times] = []
    reasons: dict[int, str] = {}
    for place, (thing, before, state) in enumerate(entered):
        try:
            found.append(_of_one(thing, before, state, day, known))
        except UnknownYear as why:
            reasons[place] = str(why)
        except NoRule as no:
            reasons[place] = no.why
    refuse_if(reasons)
    return found


def _known(entered: Iterable[tuple[Any, State]], day: date) -> Known:
    """How long the clocks last whose days a rule table holds."""
    places: dict[str, dict[int, Any]] = {}
    for thing, state in entered:
        if state.clock and isinstance(state.clock.days, str):
            places.setdefault(state.clock.days, {})[thing.organisation.pk] = thing.organisation
    return {key: look_up_many(key, at=all_.values(), on=day) for key, all_ in places.items()}


def _of_one(thing: Any, before: State | None, state: State, day: date, known: Known) -> Times:
    if state.pauses:
        if before and before.clock and thing.due_on:
            return None, left(before.clock, day, thing.due_on)
        return None, thing.days_left
    if state.clock is None:
        return None, None
    resumed = thing.days_left if before and before.pauses else None
    days = _days(state.clock, thing, day, known) if resumed is None else resumed
    if days <= 0:  # it had run over when it was stopped
        return day + timedelta(days=days), None
    return last_day(state.clock, day, days), None


def _days(clock: Clock, thing: Any, day: date, known: Known) -> int:
    if isinstance(clock.days, int):
        return clock.days
    found = known[clock.days]
    if thing.organisation.pk not in found:
        raise no_rule(clock.days, at=thing.organisation, on=day)
    return int(found[thing.organisation.pk])
