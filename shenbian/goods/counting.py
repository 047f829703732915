"""The facts that goods are, by the words of their registers; of a sheet's row the very one that it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.flow.row import Effect, Row
from shenbian.goods.declared import ALLOTTED, BOUGHT


def bought(row: Row) -> Iterator[NewFact]:
    """So many were put into a store."""
    thing = row.thing
    said = {"no": thing.number, "item": thing.item.title, "store": thing.store.name, "expires_on": _day(thing.item)}
    yield thing.came or _fact(thing, BOUGHT, thing.organisation, said, amount_fen=thing.amount_fen)


def allotted(row: Row) -> Iterator[NewFact]:
    """So many came to a store from another."""
    thing = row.thing
    said = {"no": thing.number, "item": thing.item.title, "out_of": thing.out_of.name, "station": thing.into.name}
    yield thing.came or _fact(thing, ALLOTTED, thing.into.organisation, said)


def issued(row: Row) -> Iterator[NewFact]:
    """Somebody, or a team, got it."""
    thing = row.thing
    yield thing.came or _fact(
        thing, thing.kind, thing.organisation, _facets(thing), person=thing.owner, unit=thing.unit_id
    )


def _facets(thing: Any) -> dict[str, Any]:
    known = {facet.key for facet in kinds[thing.kind].facets}
    said = {name: getattr(thing, name) for name in ("slip", "station", "site", "target", "occupation")}
    said["item"] = thing.item.title if thing.item else ""
    return {key: word for key, word in said.items() if key in known}


def _fact(thing: Any, kind: str, body: Any, facets: Mapping[str, Any], **more: Any) -> NewFact:
    item = thing.item
    programme, activity = (item.programme, item.activity) if item else (thing.programme, thing.activity)
    return NewFact(
        kind=kind,
        happened_on=thing.on,
        organisation=body.pk,
        org_path=body.path,
        edition=activity,
        quantity=thing.quantity,
        facets={"programme": programme} | {key: word for key, word in facets.items() if word},
        source=thing.source,
        evidence=thing.evidence or thing.subject,
        **more,
    )


def _day(item: Any) -> str:
    return item.expires_on.isoformat() if item.expires_on else ""


def natural(thing: Any) -> str:
    """The natural key of its fact, as the register has it."""
    if hasattr(thing, "KIND"):
        return source_of(kinds[thing.KIND], {"no": thing.number, "item": thing.item.title})
    parts = {"edition": thing.activity, "person": thing.owner, **_facets(thing)}
    return source_of(kinds[thing.kind], parts)


class KnowTheFact(Effect):
    """The thing keeps the natural key of its fact: two records of one person may become one later."""

    title = "记下台账的唯一标识"
    sets = ("source",)

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            row.thing.source = row.thing.came.source if row.thing.came else natural(row.thing)
