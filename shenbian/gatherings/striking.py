"""Striking out what things have counted so far; the new fact names the old one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection

from shenbian.facts.actions import strike
from shenbian.flow.row import Row

SourceOf = Callable[[Any], tuple[str, str]]  # kind and natural key of the fact that a thing is


def standing(keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The standing facts of these kinds and natural keys. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f.kind, f.source, f.id FROM unnest(%s::text[], %s::text[]) AS k(kind, source) "
            "JOIN facts_fact f ON f.kind = k.kind AND f.source = k.source AND f.voided_at IS NULL",
            [[kind for kind, _ in keys], [source for _, source in keys]],
        )
        return {(kind, source): pk for kind, source, pk in cursor.fetchall()}


def strike_out(rows: Sequence[Row], source: SourceOf) -> None:
    """Strike out what these things have counted, for the reasons that were said; each thing then knows the old fact."""
    found = standing([source(row.thing) for row in rows])
    by_reason: dict[str, list[int]] = {}
    for row in rows:
        if (pk := found.get(source(row.thing))) is not None:
            row.thing.replaces_fact = pk
            by_reason.setdefault(str(row.said["reason"]), []).append(pk)
    for reason, facts in by_reason.items():
        strike(facts, by=rows[0].by.ref, reason=reason)
