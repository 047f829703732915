"""Union bodies, units, covers, members and posts, as the rows of their registers. A few queries each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from shenbian.facts.models import Fact
from shenbian.orgs.models import Cover, Organisation, Unit
from shenbian.people.models import GroupSpell, Membership
from shenbian.people.rules import open_seal
from shenbian.rights.catalogue import Desk
from shenbian.rights.models import Post
from shenbian.sheets.export.readers import Reader

Row = dict[str, Any]


def _reached(found: QuerySet[Any], reader: Reader, path: str) -> QuerySet[Any]:
    if reader.under is None:
        return found
    reached = Q(pk__in=[])
    for top in reader.under:
        reached |= Q(**{f"{path}__startswith": top})
    return found.filter(reached)


def organisations(reader: Reader) -> Iterator[Row]:
    """Every body with the way it was founded, as the ledger tells it."""
    bodies = _reached(Organisation.objects.select_related("parent"), reader, "path").order_by("path")
    told = Fact.objects.filter(kind="union.founded", voided_at=None)
    founded = {fact.organisation: fact for fact in told}
    units = _numbers({fact.unit for fact in founded.values() if fact.unit})
    for body in bodies:
        fact = founded.get(body.pk)
        yield {
            "number": body.number,
            "name": body.name,
            "level": body.level,
            "parent": body.parent.number if body.parent else None,
            "division": body.division,
            "founded_on": body.founded_on,
            "how": fact.facets["how"] if fact else "earlier",
            "unit": units.get(fact.unit or 0) if fact else None,
            "term_from": body.term_from,
            "term_until": body.term_until,
            "status": "已撤销" if body.dissolved_on else "已批复",
            "dissolved_on": body.dissolved_on,
        }


def units(reader: Reader) -> Iterator[Row]:
    """Every statement of every unit, as the ledger tells it: what was left blank stays blank, and it comes in again.

    A unit lies where its statement says; one that says nothing is seen by all.
    """
    told = Fact.objects.filter(kind="unit.stated", voided_at=None)
    facts = [fact for fact in told if not fact.org_path or reader.may_see(fact.org_path)]
    known = Unit.objects.in_bulk({fact.unit for fact in facts} | {fact.facets.get("parent") for fact in facts} - {None})
    bodies = dict(Organisation.objects.values_list("pk", "number"))
    for fact in sorted(facts, key=lambda each: (known[each.unit or 0].number, each.happened_on)):
        unit = known[fact.unit or 0]
        yield {
            "number": unit.number,
            "name": unit.name,
            "uscc": unit.uscc,
            "kind": unit.kind,
            "stated_on": fact.happened_on,
            "organisation": bodies.get(fact.organisation or 0),
            "status": "存续",
            **fact.facets,
            "parent": known[fact.facets["parent"]].number if "parent" in fact.facets else None,
        }


def covers(reader: Reader) -> Iterator[Row]:
    found = _reached(Cover.objects.select_related("unit", "organisation"), reader, "organisation__path")
    for each in found.order_by("organisation__path", "unit__number", "from_on"):
        yield {
            "unit": each.unit.number,
            "organisation": each.organisation.number,
            "from_on": each.from_on,
            "until_on": each.until_on,
        }


def members(reader: Reader) -> Iterator[Row]:
    """Every membership; phones are shown only with the numbers that the reader may see in full."""
    found = _reached(Membership.objects.select_related("person", "organisation", "unit"), reader, "organisation__path")
    memberships = list(found.order_by("organisation__path", "id"))
    people = reader.people({(each.person_id, each.organisation.path) for each in memberships})
    groups = {spell.person_id: spell for spell in GroupSpell.objects.filter(person__in=people)}
    for each in memberships:
        named, spell = people[each.person_id], groups.get(each.person_id)
        in_full = "*" not in named.identity
        yield {
            **named._asdict(),
            "sex": each.person.sex or None,
            "phone": open_seal(each.person, "phone") if in_full else None,
            "organisation": each.organisation.number,
            "unit": each.unit.number if each.unit else None,
            "from_on": each.from_on,
            "began": each.began,
            "until_on": each.until_on,
            "ended": each.ended or None,
            "group": spell.group if spell else None,
            "occupation": spell.occupation or None if spell else None,
            "status": "已离会" if each.until_on else "在册",
        }


def posts(reader: Reader) -> Iterator[Row]:
    found = _reached(Post.objects.select_related("organisation"), reader, "organisation__path")
    held = list(found.order_by("organisation__path", "role_key", "from_on"))
    people = reader.people({(each.person_id, each.organisation.path) for each in held})
    for each in held:
        yield {
            **people[each.person_id]._asdict(),
            "organisation": each.organisation.number,
            "role": each.role_key,
            "desk": "、".join(Desk(key).label for key in each.desks),
            "from_on": each.from_on,
            "until_on": each.until_on,
            "title": each.title,
            "paper": each.paper,
            "status": "已离任" if each.until_on else "在任",
        }


def _numbers(units: set[int]) -> dict[int, str]:
    return dict(Unit.objects.filter(pk__in=units).values_list("pk", "number"))


OWN = {"organisations": organisations, "units": units, "covers": covers, "members": members, "posts": posts}
