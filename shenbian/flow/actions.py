"""The one door through which any status changes. Bulk and single are one: a single move is a call with one row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

from django.db import models, transaction

from shenbian.flow import clocks, saving, telling, traces
from shenbian.flow.doing import do
from shenbian.flow.models import Flowing
from shenbian.flow.refusals import NotYours, Refused
from shenbian.flow.row import Row
from shenbian.flow.rules import judge
from shenbian.flow.table import Move
from shenbian.kit.period import today
from shenbian.rights.actor import Actor
from shenbian.rights.rules import may

T = TypeVar("T", bound=Flowing)
Said = Mapping[str, Any]
BEGIN = "begin"  # the name under which traces tell of a thing's first state


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
    placed: Sequence[Any] = things
    if any(thing.flow.begins and not may(by, thing.flow.begins, thing) for thing in placed):
        raise NotYours
    at, numbers = traces.reserve(1 if batch is not None else len(things))
    for thing, (due_on, days_left) in zip(things, clocks.first_times(things, today()), strict=True):
        thing.settle(thing.flow.start.key, at=at, due_on=due_on, days_left=days_left)
    type(things[0])._default_manager.bulk_create(things)
    story = [traces.Step(thing.subject, thing.flow.name, BEGIN, "", thing.status, {}) for thing in things]
    traces.tell(story, by=by, batch=batch, at=at, numbers=numbers)
    saving.keep_waiting(things, before=())
    telling.tell_of_begun(things, by=by)
    return list(things)


@transaction.atomic
def _made(call: _Call[T]) -> list[Outcome[T]]:
    """Judge and do; when an effect or the facts refuse rows, undo, and do the others anew without them."""
    barred: dict[int, Refused] = {}
    while True:
        rows = _locked_rows(call)
        judged = judge(call.name, rows, barred=barred)
        again = do(list(judged.agreed.values()), by=call.by, batch=call.batch) if judged.agreed else {}
        if not again:
            return [
                Outcome(row.thing if row else None, called, judged.refused.get(place))
                for place, (row, called) in enumerate(zip(rows, call.called, strict=True))
            ]
        places = list(judged.agreed)
        barred |= {places[index]: Refused(why) for index, why in again.items()}


def _locked_rows(call: _Call[T]) -> list[Row | None]:
    """The things of the call, locked in the order of their keys, then what their guards call scarce, in its order."""
    manager: models.Manager[T] = call.model._default_manager
    read = {name for move in _moves(call) for guard in move.guards for name in guard.reads}
    query = manager.select_for_update(of=("self",)).select_related(*{*call.model.RELATED, *read})
    things = {thing.pk: thing for thing in query.filter(pk__in=set(call.keys)).order_by("pk")}
    _lock_scarce(call, list(things.values()))
    day = today()
    return [
        Row(things[key], call.by, said, day, called) if key in things else None
        for key, said, called in zip(call.keys, call.said, call.called, strict=True)
    ]


def _moves(call: _Call[T]) -> list[Move]:
    """Every row of this name in the tables that things of this model may have."""
    return [move for flow in call.model.flows() for move in flow.moves if move.name == call.name]


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
