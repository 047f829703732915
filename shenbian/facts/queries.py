"""What is asked of the ledger by its own door and by the floors above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction


@dataclass(frozen=True, slots=True)
class Strikable:
    """What must be known of a fact before it is struck out."""

    kind: str
    is_struck: bool
    organisation: int | None
    org_path: str


def standing(keys: Sequence[tuple[str, str]]) -> dict[int, int]:
    """Which of these (kind, source) stand already: place in the list -> id of the fact. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT k.place - 1, f.id FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY k (kind, source, place) "
            "JOIN facts_fact f ON f.kind = k.kind AND f.source = k.source AND f.voided_at IS NULL ORDER BY 1",
            [[kind for kind, _ in keys], [source for _, source in keys]],
        )
        return dict(cursor.fetchall())


def to_strike(ids: Sequence[int]) -> dict[int, Strikable]:
    """These facts, locked until the transaction ends, so that no other writer strikes them meanwhile. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, kind, voided_at IS NOT NULL, organisation, org_path FROM facts_fact WHERE id = ANY(%s) "
            "ORDER BY id FOR UPDATE",
            [list(ids)],
        )
        return {row[0]: Strikable(*row[1:]) for row in cursor.fetchall()}


@contextmanager
def snapshot() -> Iterator[None]:
    """One transaction that sees the ledger at one moment, whatever others write meanwhile; it cannot write.

    Inside a transaction that is already open its own isolation holds, and nothing is changed.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
