"""The one door through which any status changes. Bulk and single are one: a single move is a call with one row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

from django.db import models, transaction

from shenbian.flow import clocks, entering, saving, telling, traces
from shenbian.flow.doing import BEGIN, do
from shenbian.flow.models import Flowing
from shenbian.flow.refusals import NotYours, Refused
from shenbian.flow.row import Row
from shenbian.flow.rules import judge
from shenbian.kit.period import today
from shenbian.rights.actor import Actor
from shenbian.rights.rules import may

T = TypeVar("T", bound=Flowing)
Said = Mapping[str, Any]


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
    return _made(_call(name, on, said, rows, by, batch))


def _call(
    name: str,
    things: Sequence[T],
    said: Said | Sequence[Said] | None,
    rows: Sequence[str],
    by: Actor,
    batch: int | None,
) -> _Call[T]:
    called = list(rows) or [f"第{number}件" for number in range(1, len(things) + 1)]
    each = [_said(said)] * len(things) if said is None or isinstance(said, Mapping) else list(said)
    if {type(thing) for thing in things} != {type(things[0])} or {len(called), len(each)} != {len(things)}:
        raise ValueError("one call moves things of one model, with one answer and one name for each")
    return _Call(name, type(things[0]), [thing.pk for thing in things], each, called, by, batch)


def _said(said: Any) -> Said:
    return said if said is not None else {}


@transaction.atomic
def begin(things: Sequence[T], *, by: Actor, batch: int | None = None) -> list[T]:
    """Add new things of one model in the first state of their flow; the only way by which they come into being.

    Raises NotYours when the flow says which right beginning takes and one of them lies outside it; nothing is added.
    """
    if not things:
        return []
    if not all(_may_begin(thing, by) for thing in things):
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
def enter(
    name: str,
    things: Sequence[T],
    *,
    by: Actor,
    said: Said | Sequence[Said] | None = None,
    rows: Sequence[str] = (),
    batch: int | None = None,
    reads: Sequence[str] | None = None,
) -> list[Outcome[T]]:
    """Begin new things of one model and make their first move at once: what a sheet brings that has happened already.

    As `begin` and then `perform`, with an outcome for each: judged by the same guards in the order given, asked for
    the rights of both, told by traces of both (with `batch` by one, which begins nowhere); of what is refused nothing
    is left but a gap in the numbers. But each thing is written once, as it is in the end, so effects and facts may
    name it and find no row of it yet, and nobody is told of the state that it left at once. About a quarter of what
    the two cost. `reads`: the relations that are read along, where the facts come with the things and need fewer than
    their model says (`RELATED`).
    """
    if not things:
        return []
    call = _call(name, things, said, rows, by, batch)
    if len({id(thing) for thing in things}) != len(things) or any(thing.pk is not None for thing in things):
        raise ValueError("what enters is new, and each thing enters once")
    kept = entering.Kept(things)
    barred: dict[int, Refused] = {}
    while True:
        judged = judge(name, _new_rows(call, things, reads, barred), barred=barred)
        again = do(list(judged.agreed.values()), by=by, batch=batch, new=True) if judged.agreed else {}
        if not again:
            break
        kept.put_back()
        places = list(judged.agreed)
        barred |= {places[index]: Refused(why) for index, why in again.items()}
    kept.put_back(judged.refused)
    return [
        Outcome(None if place in judged.refused else thing, called, judged.refused.get(place))
        for place, (thing, called) in enumerate(zip(things, call.called, strict=True))
    ]


def _new_rows(
    call: _Call[T], things: Sequence[T], reads: Sequence[str] | None, barred: dict[int, Refused]
) -> list[Row | None]:
    """The new things in their first state, what is scarce locked, what they point at read after that; None stands for
    one that the mover may not begin."""
    day = today()
    entering.start(things)
    _lock_scarce(call.name, things)
    entering.read_relations(things, [*(call.model.RELATED if reads is None else reads), *_read(call)])
    barred |= {place: Refused(why) for place, why in entering.start_clocks(things, day=day).items()}
    placed: Sequence[Any] = things
    return [
        Row(thing, call.by, said, day, called) if _may_begin(thing, call.by) else None
        for thing, said, called in zip(placed, call.said, call.called, strict=True)
    ]


def _may_begin(thing: Any, by: Actor) -> bool:
    return not thing.flow.begins or may(by, thing.flow.begins, thing)


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
    query = manager.select_for_update(of=("self",)).select_related(*{*call.model.RELATED, *_read(call)})
    things = {thing.pk: thing for thing in query.filter(pk__among=set(call.keys)).order_by("pk")}
    _lock_scarce(call.name, list(things.values()))
    day = today()
    return [
        Row(things[key], call.by, said, day, called) if key in things else None
        for key, said, called in zip(call.keys, call.said, call.called, strict=True)
    ]


def _read(call: _Call[T]) -> set[str]:
    """The relations that guards of this move follow, in every table that things of this model may have."""
    moves = [move for flow in call.model.flows() for move in flow.moves if move.name == call.name]
    return {name for move in moves for guard in move.guards for name in guard.reads}


def _lock_scarce(name: str, things: Sequence[Flowing]) -> None:
    wanted: dict[type[models.Model], set[Any]] = {}
    for thing in things:
        move = thing.flow.find(name, thing.status)
        for scarce in {guard.locks for guard in move.guards if guard.locks} if move else ():
            field: Any = thing._meta.get_field(scarce)
            wanted.setdefault(field.related_model, set()).add(getattr(thing, field.attname))
    for model in sorted(wanted, key=lambda each: each._meta.label_lower):
        keys = wanted[model] - {None}
        # The rows are wanted for their lock alone; counting comes after it, in a fresh snapshot.
        list(
            model._default_manager.select_for_update(no_key=True)
            .filter(pk__among=keys)
            .order_by("pk")
            .values_list("pk")
        )
