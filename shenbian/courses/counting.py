"""The facts of an enrolment: the same, under the same keys, that the registers of enrolments and certificates hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.flow.row import Row

ENROLMENT, CERTIFICATE = "enrolment", "certificate"


def enrolled(row: Row) -> Iterator[NewFact]:
    """One enrolment, on the day on which it was made; of a sheet the fact of its row."""
    thing = row.thing
    yield thing.came or enrolment_fact(thing)


def enrolment_fact(thing: Any) -> NewFact:
    """What the ledger says of an enrolment."""
    facets = {"programme": thing.kind.programme} | ({"trade": thing.trade} if thing.trade else {})
    return _fact(ENROLMENT, thing, thing.enrolled_on, facets)


def certified(row: Row) -> Iterator[NewFact]:
    """That somebody passed, once for each edition: who passes in a second trade of it is counted already."""
    thing = row.thing
    if thing.counts:
        yield thing.came or certificate_fact(thing, row.day)


def certificate_fact(thing: Any, day: Any) -> NewFact:
    """What the ledger says of a pass."""
    facets = {"programme": thing.kind.programme} | ({"no": thing.certificate_no} if thing.certificate_no else {})
    return _fact(CERTIFICATE, thing, day, facets)


def certificate_source(thing: Any) -> str:
    """The natural key of the pass."""
    return source_of(kinds[CERTIFICATE], {"edition": thing.named, "person": thing.owner})


def _fact(kind: str, thing: Any, day: Any, facets: dict[str, str]) -> NewFact:
    return NewFact(
        kind=kind,
        happened_on=day,
        organisation=thing.organisation_id,
        org_path=thing.organisation.path,
        edition=thing.named,
        person=thing.owner,
        facets=facets,
        source=source_of(kinds[kind], {"edition": thing.named, "person": thing.owner, **facets}),
        evidence=thing.subject,
    )
