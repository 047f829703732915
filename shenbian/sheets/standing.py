"""What the ledger says already of the things in a sheet: what stands, what was struck out, what was left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import orjson
from django.db import connection

from shenbian.facts.fact import NewFact

_CONTENT = "happened_on, occurred_at, organisation, edition, person, unit, quantity, amount_fen, facets"
_SELECT = ", ".join(f"f.{name.strip()}" for name in _CONTENT.split(",")).replace("f.facets", "f.facets::text")

# One index probe a source, held fast by OFFSET 0: while a table that grows fast has no statistics, the planner takes
# facts not struck out for a handful and would go through all of them for each source.
_ASKED = (
    "unnest(%s::text[], %s::text[]) AS k(kind, source) CROSS JOIN LATERAL (SELECT * FROM facts_fact f "
    "WHERE f.kind = k.kind AND f.source = k.source AND f.voided_at IS NULL OFFSET 0) f"
)


class Content(NamedTuple):
    """What a fact says, apart from what it rests on and who wrote it when."""

    happened_on: date
    occurred_at: datetime | None
    organisation: int | None
    edition: str
    person: int | None
    unit: int | None
    quantity: int
    amount_fen: int | None
    facets: dict[str, Any]

    @classmethod
    def of(cls, fact: NewFact) -> Content:
        """`facets` must hold days as ISO text, as the ledger does."""
        return cls(
            fact.happened_on,
            fact.occurred_at,
            fact.organisation,
            fact.edition,
            fact.person,
            fact.unit,
            fact.quantity,
            fact.amount_fen,
            dict(fact.facets),
        )

    @classmethod
    def read(cls, row: Sequence[Any]) -> Content:
        *said, facets = row
        return cls._make((*said, orjson.loads(facets)))


class Stands(NamedTuple):
    """A fact that stands, and where it comes from."""

    id: int
    content: Content
    evidence: str


def standing(kind: str, sources: Collection[str]) -> dict[str, Stands]:
    """The standing facts of a kind with these natural keys. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT f.source, f.id, f.evidence, {_SELECT} FROM {_ASKED}",
            [[kind] * len(sources), list(sources)],
        )
        return {row[0]: Stands(row[1], Content.read(row[3:]), row[2]) for row in cursor.fetchall()}


def struck(kind: str) -> dict[str, list[Content]]:
    """Facts of a kind that were struck out one by one or corrected, by natural key: importing them again is no news.

    Those of a batch that was reversed as a whole are not among them: such a sheet may come in again. One query.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT f.source, {_SELECT} FROM (SELECT voids FROM facts_fact WHERE kind = 'void' OFFSET 0) v "
            "CROSS JOIN LATERAL (SELECT * FROM facts_fact f WHERE f.id = v.voids OFFSET 0) f "
            "LEFT JOIN sheets_batch b ON b.id = f.batch WHERE f.kind = %s AND b.status IS DISTINCT FROM 'reversed'",
            [kind],
        )
        found: dict[str, list[Content]] = {}
        for row in cursor.fetchall():
            found.setdefault(row[0], []).append(Content.read(row[1:]))
        return found


def days_of(kind: str, sources: Iterable[str]) -> dict[str, date]:
    """On which day each of these standing facts happened. One query."""
    asked = list(set(sources))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT f.source, f.happened_on FROM {_ASKED}",
            [[kind] * len(asked), asked],
        )
        return dict(cursor.fetchall())


def left_out(kind: str, sources: Iterable[str]) -> set[str]:
    """Which of these natural keys a register has left out (of batches that were not reversed). One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT l.source FROM sheets_leftout l JOIN sheets_batch b ON b.id = l.batch_id "
            "WHERE b.status <> 'reversed' AND l.kind = %s AND l.source = ANY(%s)",
            [kind, list(set(sources))],
        )
        return {row[0] for row in cursor.fetchall()}
