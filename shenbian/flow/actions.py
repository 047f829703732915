"""The one door through which any status changes. Bulk and single are one: a single move is a call with one row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar, overload

from django.db import models, transaction

from shenbian.facts.actions import write as write_facts
from shenbian.facts.fact import AlreadyThere
from shenbian.flow import clocks, saving, traces
from shenbian.flow.models import COLUMNS, Flowing, Trace
from shenbian.flow.refusals import NotYours, Refused
from shenbian.flow.row import Row
from shenbian.flow.rules import Judged, judge
from shenbian.flow.table import Move
from shenbian.kit import refusal
from shenbian.kit.period import today
from shenbian.rights.actor import Actor
from shenbian.rights.rules import may

T = TypeVar("T", bound=Flowing)
Said = Mapping[str, Any]
BEGIN = "begin"  # the name under which traces tell of a thing's first state
_SAME = ("flow", "move", "before", "after", "said")


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """What became of one row: the thing as it now is (None when there is none), or why not."""

    thing: T | None
    called: str
    refusal: Refused | None = None

    @property
    def moved(self) -> bool:
        return self.refusal is None

    @property
    def why(self) -> str:
        return self.refusal.why if self.refusal else ""


@dataclass(frozen=True)
class _Call(Generic[T]):
    """One call of the door: the same move for every row."""

    name: str
    model: type[T]
    keys: Sequence[Any]
    said: Sequence[Said]
    called: Sequence[str]
    by: Actor
    batch: int | None


@overload
def perform(name: str, *, on: T, by: Actor, said: Said | None = None, batch: int | None = None) -> T: ...
@overload
def perform(
    name: str,
    *,
    on: Sequence[T],
    by: Actor,
    said: Said | Sequence[Said] | None = None,
    rows: Sequence[str] = (),
    batch: int | None = None,
) -> list[Outcome[T]]: ...
def perform(
    name: str,
    *,
    on: T | Sequence[T],
    by: Actor,
    said: Said | Sequence[Said] | None = None,
    rows: Sequence[str] = (),
    batch: int | None = None,
) -> T | list[Outcome[T]]:
    """Make a move on one thing, or on many of one model and one after another in the order given.

    One thing: returns it as it now is; raises NotYours, WrongMoment or Refused, and nothing has changed.
    Many: returns an outcome for each; what is refused has not changed, what moved has moved wholly. `said` is one
    answer for all or one each; `rows` is how a reader knows them ("第3行"). With `batch` the call leaves one trace
    for all of it, under "batch:<number>", instead of one each. The number of queries does not depend on that of rows.
    """
    if isinstance(on, Flowing):
        outcome = _made(_Call(name, type(on), [on.pk], [_said(said)], [""], by, batch))[0]
        if outcome.refusal or outcome.thing is None:
            raise outcome.refusal or NotYours
        return outcome.thing
    if not on:
        return []
    called = list(rows) or [f"第{number}件" for number in range(1, len(on) + 1)]
    each = [_said(said)] * len(on) if said is None or isinstance(said, Mapping) else list(said)
    if {type(thing) for thing in on} != {type(on[0])} or {len(called), len(each)} != {len(on)}:
        raise ValueError("one call moves things of one model, with one answer and one name for each")
    return _made(_Call(name, type(on[0]), [thing.pk for thing in on], each, called, by, batch))


def _said(said: Any) -> Said:
    return said if said is not None else {}


@transaction.atomic
def begin(things: Sequence[T], *, by: Actor, batch: int | None = None) -> list[T]:
    """Add new things of one model in the first state of their flow; the only way by which they come into being.

    Raises NotYours when the flow says which right beginning takes and one of them lies outside it; nothing is added.
    """
    if not things:
        return []
    if any(thing.flow.begins and not may(by, thing.flow.begins, thing) for thing in things):
        raise NotYours
    at, numbers = traces.reserve(1 if batch is not None else len(things))
    for thing, (due_on, days_left) in zip(things, clocks.first_times(things, today()), strict=True):
        thing.settle(thing.flow.start.key, at=at, due_on=due_on, days_left=days_left)
    type(things[0])._default_manager.bulk_create(things)
    story = [_Step(thing.subject, thing.flow.name, BEGIN, "", thing.status, {}) for thing in things]
    traces.write(_traces(by, batch, story, at, numbers))
    saving.keep_waiting(things, before=())
    return list(things)


@transaction.atomic
def _made(call: _Call[T]) -> list[Outcome[T]]:
    """Judge and do; when an effect or the facts refuse rows, undo, and do the others anew without them."""
    barred: dict[int, Refused] = {}
    while True:
        rows = _locked_rows(call)
        judged = judge(call.name, rows, barred=barred)
        again = _done(call, judged) if judged.agreed else {}
        if not again:
            return [Outcome(row and row.thing, call.called[n], judged.refused.get(n)) for n, row in enumerate(rows)]
        barred |= again


def _locked_rows(call: _Call[T]) -> list[Row | None]:
    """The things of the call, locked in the order of their keys, then what their guards call scarce, in its order."""
    manager: models.Manager[T] = call.model._default_manager
    query = manager.select_for_update(of=("self",)).select_related(*call.model.RELATED)
    things = {thing.pk: thing for thing in query.filter(pk__in=set(call.keys)).order_by("pk")}
    _lock_scarce(call, list(things.values()))
    day = today()
    return [
        Row(things[key], call.by, said, day, called) if key in things else None
        for key, said, called in zip(call.keys, call.said, call.called, strict=True)
    ]


def _lock_scarce(call: _Call[T], things: Sequence[T]) -> None:
    wanted: dict[type[models.Model], set[Any]] = {}
    for thing in things:
        move = thing.flow.find(call.name, thing.status)
        for name in {guard.locks for guard in move.guards if guard.locks} if move else ():
            model: Any = thing._meta.get_field(name).related_model
            wanted.setdefault(model, set()).add(getattr(thing, thing._meta.get_field(name).attname))  # type: ignore[union-attr]
    for model in sorted(wanted, key=lambda each: each._meta.label_lower):
        keys = wanted[model] - {None}
        # The rows are wanted for their lock alone; counting comes after it, in a fresh snapshot.
        list(model._default_manager.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def _done(call: _Call[T], judged: Judged) -> dict[int, Refused]:
    """Settle, cause, save, count and write down what was agreed. Answers rows refused on the way, with nothing done."""
    places, agreed = list(judged.agreed), list(judged.agreed.values())
    try:
        with transaction.atomic():
            _do(call, agreed)
    except _RowsRefused as why:
        return {places[index]: Refused(reason) for index, reason in why.reasons.items()}
    return {}


class _RowsRefused(Exception):
    """Some of the agreed rows were refused by an effect or by the facts; by their place among the agreed."""

    def __init__(self, reasons: Mapping[int, str]) -> None:
        self.reasons = reasons
        super().__init__(reasons)


def _do(call: _Call[T], agreed: Sequence[tuple[Row, Move]]) -> None:
    things: list[T] = [row.thing for row, _ in agreed]
    before = [(thing.status, thing.phase) for thing in things]
    at, numbers = traces.reserve(1 if call.batch is not None else len(agreed))
    for (row, move), (due_on, days_left) in zip(agreed, _times(agreed), strict=True):
        row.thing.settle(move.target, at=at, due_on=due_on, days_left=days_left)
    _cause(agreed)
    own = [name for _, move in agreed for each in move.effects for name in each.sets]
    saving.save_columns(things, [*COLUMNS, *own])
    _count(call, agreed)
    story = [
        _Step(row.thing.subject, row.thing.flow.name, move.name, status, move.target, traces.plain(move, row.said))
        for (row, move), (status, _) in zip(agreed, before, strict=True)
    ]
    traces.write(_traces(call.by, call.batch, story, at, numbers))
    saving.keep_waiting(things, before={phase for _, phase in before})


def _times(agreed: Sequence[tuple[Row, Move]]) -> list[clocks.Times]:
    try:
        return clocks.times(agreed)
    except refusal.Refused as why:
        raise _RowsRefused(why.reasons) from why


def _cause(agreed: Sequence[tuple[Row, Move]]) -> None:
    """Each effect once, for all rows that it belongs to."""
    for effect in dict.fromkeys(each for _, move in agreed for each in move.effects):
        places = [index for index, (_, move) in enumerate(agreed) if effect in move.effects]
        try:
            effect.act([agreed[index][0] for index in places])
        except refusal.Refused as why:
            raise _RowsRefused({places[index]: reason for index, reason in why.reasons.items()}) from why


def _count(call: _Call[T], agreed: Sequence[tuple[Row, Move]]) -> None:
    """Write the facts of all rows in one go."""
    found = [(index, fact) for index, (row, move) in enumerate(agreed) for each in move.facts for fact in each(row)]
    if not found:
        return
    try:
        write_facts([fact for _, fact in found], by=call.by.ref, batch=call.batch)
    except AlreadyThere as why:
        # A row that counts what an earlier row of this call counts hears the words of one that comes later, by itself.
        rows = {place: agreed[found[earlier][0]][0].called for place, earlier in why.twice.items()}
        told = why.reasons | {place: f"台账中已有同一条记录（{called}）。" for place, called in rows.items()}
        raise _RowsRefused({found[place][0]: reason for place, reason in told.items()}) from why
    except refusal.Refused as why:
        raise _RowsRefused({found[place][0]: reason for place, reason in why.reasons.items()}) from why


@dataclass(frozen=True)
class _Step:
    """What happened to one thing, as a trace tells it."""

    subject: str
    flow: str
    move: str
    before: str
    after: str
    said: Mapping[str, Any]


def _traces(by: Actor, batch: int | None, story: Sequence[_Step], at: datetime, numbers: Sequence[int]) -> list[Trace]:
    """One trace for each step, or one for the batch, which says what all steps have in common."""
    if batch is not None:
        one = story[0]
        same = {name for name in _SAME if all(getattr(each, name) == getattr(one, name) for each in story)}
        common = {name: getattr(one, name) for name in same}
        return [Trace(id=numbers[0], at=at, actor=by.ref, subject=f"batch:{batch}", count=len(story), **common)]
    return [Trace(id=number, at=at, actor=by.ref, **vars(step)) for step, number in zip(story, numbers, strict=True)]
