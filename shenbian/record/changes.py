"""Who is the same person and where a union body stands change later than what they did: each change is a fact too.

The kernels keep people and the tree; here the same transaction writes the fact that the figures read. Facts of the past
stay as they were: a body's lie where it stood then, a duplicate's count with the survivor as long as the two are one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from shenbian.facts.actions import strike, write
from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kernel_kinds import ORG_MOVED, PERSON_SAME
from shenbian.facts.kind import kinds
from shenbian.facts.models import Fact
from shenbian.flow.bodies import tell_of_bodies
from shenbian.flow.refusals import NotYours
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.orgs import actions as orgs
from shenbian.orgs.models import Organisation
from shenbian.orgs.queries import federation, standing
from shenbian.people import actions as people
from shenbian.people.models import Membership, Merge, Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Desk, Right
from shenbian.rights.rules import may


@dataclass(frozen=True)
class Changed:
    """What a change of bodies came to. `left`: members who still belong to the body that ended."""

    bodies: int = 0
    units: int = 0
    left: int = 0
    late: int = 0  # facts of the bodies moved, on or after that day, that were written where they stood before


@dataclass(frozen=True)
class _Place:
    """Where a change is made, for the question of rights."""

    organisation: Organisation | None
    desk: str = Desk.ORGANISING.value
    owner: None = None


@transaction.atomic
def merge_people(duplicate: Person, *, into: Person, reason: str, by: Actor) -> people.Same:
    """Two records are one person: `into` stands for both, in the register and in every figure. Raises Refused."""
    _allow(by, Right.PERSON_MERGE, federation())
    same = people.merge(duplicate, into=into, reason=reason, by=by.ref)
    fact = NewFact(
        kind=PERSON_SAME.key,
        happened_on=today(),
        person=same.duplicate,
        facets={"survivor": same.survivor},
        source=source_of(PERSON_SAME, {"person": same.duplicate}),
        evidence=f"people.merge|{same.merge}",
    )
    write([fact], by=by.ref)
    return same


@transaction.atomic
def unmerge_people(duplicate: Person, *, reason: str, by: Actor) -> people.Same:
    """Two people after all: what was moved goes back, the fact is struck out, both stay readable. Raises Refused."""
    _allow(by, Right.PERSON_MERGE, federation())
    done = Merge.objects.filter(duplicate=duplicate, undone_at=None).first()
    if done is None:
        raise Refused({0: "这份档案没有并入别的档案，不需要撤销。"})
    if not reason.strip():
        raise Refused({0: "请写明撤销合并的理由。"})
    same = people.unmerge(done, by=by.ref)
    said = Fact.objects.filter(kind=PERSON_SAME.key, person=same.duplicate, voided_at=None)
    strike(said.values_list("pk", flat=True), by=by.ref, reason=reason)
    return same


@transaction.atomic
def move_body(org: Organisation, *, to: Organisation, on: date, by: Actor) -> Changed:
    """A body and all below it come under another from this day. Raises Refused.

    What was written of it before keeps the path that it had, also what happened on or after that day (`late`).
    """
    _allow(by, Right.REGISTER_KEEP, org.parent, to)
    moved = orgs.move(org, to=to, on=on, by=by.ref)
    write([_moved(moved)], by=by.ref)
    tell_of_bodies("move", [(moved.organisation.pk, on)], to=to, by=by)
    late = Fact.objects.filter(org_path__startswith=moved.old_path, happened_on__gte=on, voided_at=None)
    return Changed(bodies=len(moved.bodies), late=late.count())


@transaction.atomic
def dissolve_body(org: Organisation, *, on: date, by: Actor) -> Changed:
    """A body ends; the units it covered are covered by nobody. Raises Refused while other bodies stand below it."""
    _allow(by, Right.REGISTER_KEEP, org.parent)
    done = orgs.dissolve(org, on=on, by=by.ref)
    write(
        [*_covers("union.uncovered", done.units, done.organisation, on), _dissolved(done.organisation, on)], by=by.ref
    )
    tell_of_bodies("dissolve", [(done.organisation.pk, on)], by=by)
    return Changed(units=len(done.units), left=_members(done.organisation, on))


@transaction.atomic
def absorb_body(org: Organisation, *, into: Organisation, on: date, by: Actor) -> Changed:
    """A body goes up in another: those below it move there, its units are covered there. Raises Refused."""
    _allow(by, Right.REGISTER_KEEP, org.parent, into)
    done = orgs.merge(org, into=into, on=on, by=by.ref)
    facts = [
        *(_moved(each) for each in done.moved),
        *_covers("union.uncovered", done.units, done.organisation, on),
        *_covers("union.covered", done.units, done.into, on),
        _dissolved(done.organisation, on, into=done.into.path),
    ]
    write(facts, by=by.ref)
    tell_of_bodies("absorb", [(done.organisation.pk, on)], to=done.into, by=by)
    tell_of_bodies("move", [(each.organisation.pk, on) for each in done.moved], to=done.into, by=by)
    bodies = sum(len(each.bodies) for each in done.moved)
    return Changed(bodies=bodies, units=len(done.units), left=_members(done.organisation, on))


def _allow(by: Actor, right: Right, *places: Organisation | None) -> None:
    """People belong to no subtree, so the federation's right is asked; a body is given and taken by those above it."""
    for place in places:
        if (place is None and not by.operates) or not may(by, right, _Place(place)):
            raise NotYours


def _moved(moved: orgs.Moved) -> NewFact:
    return _fact(ORG_MOVED.key, moved.organisation, moved.on, before=moved.old_path, after=moved.organisation.path)


def _dissolved(org: Organisation, on: date, **facets: Any) -> NewFact:
    return _fact("union.dissolved", org, on, **facets)


def _covers(kind: str, units: Iterable[int], org: Organisation, on: date) -> Iterable[NewFact]:
    return (_fact(kind, org, on, unit=unit) for unit in units)


def _fact(kind: str, org: Organisation, on: date, *, unit: int | None = None, **facets: Any) -> NewFact:
    return NewFact(
        kind=kind,
        happened_on=on,
        organisation=org.pk,
        org_path=org.path,
        unit=unit,
        facets=facets,
        source=source_of(kinds[kind], {"organisation": org.pk, "happened_on": on, "unit": unit}),
        evidence=f"orgs.organisation|{org.pk}",
    )


def _members(org: Organisation, on: date) -> int:
    return Membership.objects.filter(standing(on), organisation=org).count()
