"""New things on their way through the door, before they are in any table: their numbers, what they point at."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Field
from django.db.models.base import ModelState
from django.db.models.expressions import DatabaseDefault

from shenbian.flow import clocks, saving
from shenbian.flow.models import Flowing
from shenbian.kit.refusal import Refused

T = TypeVar("T", bound=Flowing)


def maker(model: type[T]) -> Callable[..., T]:
    """Makes new things of a model from their columns by attribute (`session_id=7`); what is not said is the default.

    For sheets: the model's own constructor takes ten times as long, which is a quarter of all that entering costs.
    """
    fields = model._meta.concrete_fields
    first = model()
    plain = {name: value for name, value in vars(first).items() if name != "_state"}
    fresh = {each.attname: each.get_default for each in fields if each.has_default() and callable(each.default)}

    def make(**columns: Any) -> T:
        made = plain | columns
        if len(made) > len(plain):
            raise TypeError(f"{model._meta.label} has no column {sorted(columns.keys() - plain.keys())}")
        for name, get in fresh.items():
            if name not in columns:
                made[name] = get()
        made["_state"] = ModelState()
        thing = model.__new__(model)
        thing.__dict__ = made
        return thing

    return make


def start(things: Sequence[Flowing]) -> None:
    """Give them the next numbers of their table and their first state; nothing is written. One query."""
    meta = things[0]._meta
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT now(), ARRAY(SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s))",
            [connection.ops.quote_name(meta.db_table), meta.pk.column, len(things)],
        )
        at, numbers = cursor.fetchone()
    for thing, key in zip(things, numbers, strict=True):
        thing.pk = key
        thing.settle(thing.flow.start.key, at=at, due_on=None)


def start_clocks(things: Sequence[Flowing], *, day: date) -> dict[int, str]:
    """Start the clocks of first states. Returns, by place, where there is no rule for how long they last."""
    barred: dict[int, str] = {}
    places = [place for place, thing in enumerate(things) if thing.flow.start.clock]
    while places:
        try:
            found = clocks.first_times([things[place] for place in places], day)
        except Refused as why:
            barred |= {places[index]: reason for index, reason in why.reasons.items()}
            places = [place for place in places if place not in barred]
            continue
        for place, (due_on, days_left) in zip(places, found, strict=True):
            thing = things[place]
            assert thing.moved_at is not None
            thing.settle(thing.status, at=thing.moved_at, due_on=due_on, days_left=days_left)
        break
    return barred


def read_relations(things: Sequence[Flowing], paths: Iterable[str]) -> None:
    """Read what the things point at, as it is now and not as the caller last saw it: one query for each relation."""
    wanted: dict[str, list[str]] = {}
    for path in paths:
        name, _, further = path.partition("__")
        wanted.setdefault(name, []).extend([further] if further else [])
    for name, beyond in wanted.items():
        field: Any = things[0]._meta.get_field(name)
        name = field.attname
        keys = {thing.__dict__[name] for thing in things} - {None}
        query = field.related_model._base_manager.all()
        read = (query.select_related(*dict.fromkeys(beyond)) if beyond else query).filter(pk__among=keys)
        found = {each.pk: each for each in read}
        for thing in things:
            thing._state.fields_cache[field.cache_name] = found.get(thing.__dict__[name])


def insert(things: Sequence[Flowing]) -> None:
    """Add things, with their numbers and in their final state, in one statement."""
    fields: list[Field[Any, Any]] = [each for each in things[0]._meta.concrete_fields if not each.generated]
    saving.add(things, [each.name for each in fields if not _left_to_the_database(things, each)])
    alias = connection.alias
    for thing in things:
        thing._state.adding = False
        thing._state.db = alias


def _left_to_the_database(things: Sequence[Flowing], field: Field[Any, Any]) -> bool:
    """Whether a column keeps its database's default; a set of things does so as one."""
    if not field.has_db_default():
        return False
    left = {isinstance(getattr(thing, field.attname), DatabaseDefault) for thing in things}
    if len(left) > 1:
        raise ValueError(f"{field}: some things say a value, some leave it to the database")
    return left.pop()


class Kept:
    """What things were before a round, for a round that fails."""

    def __init__(self, things: Sequence[Flowing]) -> None:
        self._said = [(thing, dict(thing.__dict__), dict(thing._state.fields_cache)) for thing in things]

    def put_back(self, places: Container[int] | None = None) -> None:
        """Let the things at these places, or all, be what they were."""
        for place, (thing, said, cached) in enumerate(self._said):
            if places is None or place in places:
                thing.__dict__.clear()
                thing.__dict__.update(said)
                thing._state.fields_cache = dict(cached)
