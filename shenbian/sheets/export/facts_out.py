"""The standing facts of a kind, as the rows of its register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q

from shenbian.editions.named import referred
from shenbian.facts.kind import Facet, Kind, Type
from shenbian.facts.models import Fact
from shenbian.kit.period import BEIJING
from shenbian.orgs.models import Organisation, Unit
from shenbian.people.models import Person
from shenbian.sheets.export.readers import Named, Reader
from shenbian.sheets.fact_columns import FACET
from shenbian.sheets.register import Register

Row = dict[str, Any]


def rows(register: Register, reader: Reader) -> Iterator[Row]:
    """One row for each standing fact that the reader may see, by day. Five queries, one more for editions."""
    kind = register.kind
    assert kind is not None
    found = Fact.objects.filter(kind=kind.key, voided_at=None)
    if reader.under is not None:
        reached = Q(pk__in=[])
        for path in reader.under:
            reached |= Q(org_path__startswith=path)
        found = found.filter(reached)
    facts = list(found.order_by("happened_on", "id"))
    people = _people(facts, reader)
    bodies = {org.path: org.number for org in Organisation.objects.all()}
    numbers = {org.pk: org.number for org in Organisation.objects.filter(pk__in={f.organisation for f in facts})}
    units = _units(kind, facts)
    editions = referred(fact.edition for fact in facts)
    for fact in facts:
        person = people.get(fact.person) if fact.person else None
        yield {
            "day": fact.occurred_at.astimezone(BEIJING) if fact.occurred_at else fact.happened_on,
            "organisation": numbers.get(fact.organisation or 0),
            "edition": editions.written(fact.edition, year=fact.happened_on.year),
            "name": person and person.name,
            "document": person and person.document,
            "identity": person and person.identity,
            "unit": units.get(fact.unit or 0),
            "quantity": fact.quantity,
            "amount": fact.amount_fen,
            "status": kind.status.final[0] if kind.status else None,
            "evidence": fact.evidence,
            **{FACET + each.key: _facet(each, fact.facets.get(each.key), bodies, units) for each in kind.facets},
        }


def _people(facts: list[Fact], reader: Reader) -> dict[int, Named]:
    """By the person's key; of merged records, the survivor."""
    paths = {fact.person: fact.org_path for fact in facts if fact.person}
    stands = {
        key: into or pk
        for pk, key, into in Person.objects.filter(key__in=paths).values_list("pk", "key", "merged_into_id")
    }
    named = reader.people({(pk, paths[key]) for key, pk in stands.items()})
    return {key: named[pk] for key, pk in stands.items()}


def _units(kind: Kind, facts: list[Fact]) -> dict[int, str]:
    keys = [facet.key for facet in kind.facets if facet.type is Type.UNIT]
    told = {fact.unit for fact in facts} | {fact.facets.get(key) for key in keys for fact in facts}
    ids = {unit for unit in told if unit is not None}
    return dict(Unit.objects.filter(pk__in=ids).values_list("pk", "number"))


def _facet(facet: Facet, value: Any, bodies: dict[str, str], units: dict[int, str]) -> Any:
    if value is None:
        return None
    if facet.type is Type.DAY:
        return date.fromisoformat(value)
    if facet.type is Type.UNIT:
        return units.get(value)
    if facet.type is Type.ORGANISATION:
        return bodies.get(value)
    return value
