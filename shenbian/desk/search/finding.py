"""One search over everything: people, unions, units, things by their number; a query each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value

from shenbian.desk.finding import Kind, kinds, things_of
from shenbian.desk.rooms import address_of
from shenbian.desk.scopes import organisations_of, people_of, units_of
from shenbian.flow.models import Flowing
from shenbian.flow.offers import may_see
from shenbian.kit.period import today
from shenbian.kit.searching import folded, named
from shenbian.orgs.models import Organisation, Unit
from shenbian.orgs.queries import standing
from shenbian.people.models import Membership, Person
from shenbian.people.queries import found_by
from shenbian.rights.actor import Actor

SHOWN = 8  # of each kind; one that has more says so
_NUMBER = re.compile(r"\d{1,18}")


@dataclass(frozen=True)
class Heap:
    """What was found of one kind; `more`: there is more than is shown."""

    title: str
    one: str
    found: list[Any]
    more: bool


@dataclass(frozen=True)
class Found:
    """What a search found, kind by kind."""

    people: Heap
    organisations: Heap
    units: Heap
    things: Heap

    @property
    def anything(self) -> bool:
        return any(heap.found for heap in (self.people, self.organisations, self.units, self.things))


def search(typed: str, *, actor: Actor) -> Found:
    """What the actor may see of what was typed."""
    return Found(
        people=_heap("人员", "人", _people(typed, actor)),
        organisations=_heap("工会", "家", _bodies(typed, organisations_of(actor))),
        units=_heap("单位", "家", _units(typed, units_of(actor))),
        things=Heap("事项", "件", _things(typed, actor), more=False),
    )


def _heap(title: str, one: str, rows: QuerySet[Any]) -> Heap:
    found = list(rows[: SHOWN + 1])
    return Heap(title, one, found[:SHOWN], len(found) > SHOWN)


def _people(typed: str, actor: Actor) -> QuerySet[Person]:
    """With the name of the union where they are members today (`where`), so that two of one name are told apart."""
    standing_in = Membership.objects.filter(standing(today()), person=OuterRef("pk")).values("organisation__name")[:1]
    return people_of(actor).filter(found_by(typed)).annotate(where=Subquery(standing_in)).order_by("name", "pk")


def _bodies(typed: str, scope: QuerySet[Organisation]) -> QuerySet[Organisation]:
    number = Q(number__istartswith=folded(typed))
    return scope.filter(number | named(typed)).order_by("dissolved_on", "number")


def _units(typed: str, scope: QuerySet[Unit]) -> QuerySet[Unit]:
    text = folded(typed)
    number = Q(number__istartswith=text) | Q(uscc__startswith=text.upper())
    return scope.filter(number | named(typed)).order_by("number")


@dataclass(frozen=True)
class Named:
    """A thing, and where it is opened."""

    href: str
    thing: Flowing


def _things(typed: str, actor: Actor) -> list[Named]:
    """Things of this number: their own where their model has one, else the one in their address.

    One query over all models, then one for each model that has such a thing.
    """
    text = folded(typed)
    asked = [(kind, said) for kind in kinds().values() if (said := _asked(kind, text))]
    parts = [
        kind.model._default_manager.filter(said).order_by().annotate(label=Value(kind.label)).values_list("label", "pk")
        for kind, said in asked
    ]
    keys = list(parts[0].union(*parts[1:], all=True)[:SHOWN]) if parts else []
    found = things_of(keys).items()
    return [Named(address_of(label, pk), thing) for (label, pk), thing in found if may_see(thing, actor)]


def _asked(kind: Kind, text: str) -> Q | None:
    """None where a thing of this kind cannot be meant."""
    if any(field.name == "number" for field in kind.model._meta.concrete_fields):
        return Q(number__iexact=text)
    return Q(pk=int(text)) if _NUMBER.fullmatch(text) and int(text) < 2**63 else None
