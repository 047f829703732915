"""What the takers of this kernel share: rows that enter, rows that correct, things that stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db import transaction

from shenbian.facts.actions import strike
from shenbian.facts.fact import NewFact
from shenbian.flow.actions import enter
from shenbian.flow.models import Flowing
from shenbian.kit.refusal import Refused
from shenbian.orgs.models import Organisation
from shenbian.orgs.rules import ids
from shenbian.rights.actor import Actor
from shenbian.standard.taking import Amended, SheetRow, Taken

WHY = "导入更正"
T = TypeVar("T", bound=Flowing)
Rows = Sequence[SheetRow]


def entered(things: Sequence[T | str], rows: Rows, table: str, *, by: Actor, batch: int) -> Taken:
    """Let these enter; a sentence in the place of a thing says why its row is none."""
    refused: dict[int, str] = {place: each for place, each in enumerate(things) if isinstance(each, str)}
    places = [place for place in range(len(things)) if place not in refused]
    new = [each for each in things if not isinstance(each, str)]
    outcomes = enter("record", new, by=by, rows=[rows[place].called for place in places], batch=batch) if new else []
    refused |= {places[n]: each.why for n, each in enumerate(outcomes) if not each.moved}
    return Taken(refused, {table: [each.thing.pk for each in outcomes if each.thing is not None]})


def corrected(rows: Rows, correct: Callable[[Rows], list[Amended]], *, by: Actor, batch: int) -> Taken:
    """Correct all that can be: what the books refuse is left as it was, the others are done."""
    refused: dict[int, str] = {}
    while True:
        places = [place for place in range(len(rows)) if place not in refused]
        rest = [rows[place] for place in places]
        if not rest:
            return Taken(refused)
        try:
            with transaction.atomic():
                amended = correct(rest)
                stands = [row.stands for row in rest if row.stands is not None]
                strike(stands, by=by.ref, reason=WHY, batch=batch, replaced_by=[row.fact for row in rest])
            return Taken(refused, amended=amended)
        except Refused as why:
            refused |= {places[index]: reason for index, reason in why.reasons.items()}


def kept(model: type[T], rows: Rows, *statuses: str) -> list[T]:
    """The standing things of these rows, locked, in the order of the rows. Raises Refused where there is none."""
    sources = [row.fact.source for row in rows]
    found = model._default_manager.select_for_update(of=("self",)).select_related(*model.RELATED)
    known = {each.source: each for each in found.filter(source__in=sources, status__in=statuses)}  # type: ignore[attr-defined]
    missing = {place: "这一条已经撤销或作废，不能更正。" for place, each in enumerate(sources) if each not in known}
    if missing:
        raise Refused(missing)
    return [known[source] for source in sources]


def amend(thing: Any, table: str, after: dict[str, Any]) -> Amended:
    before = {name: getattr(thing, name) for name in after}
    for name, value in after.items():
        setattr(thing, name, value)
    return Amended(table, thing.pk, before, after)


def body_of(path: Any) -> int | None:
    """The body at the end of a path that a facet holds."""
    return ids(str(path))[-1] if path else None


def text(fact: NewFact, *names: str) -> dict[str, str]:
    return {name: str(fact.facets.get(name, "")) for name in names}


def bodies(rows: Rows) -> dict[int, Organisation]:
    return Organisation.objects.in_bulk({row.fact.organisation for row in rows})
