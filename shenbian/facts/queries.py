"""What is asked of the ledger by its own door and by the floors above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from shenbian.facts.asof import head_for
from shenbian.facts.kind import kinds
from shenbian.facts.models import Fact, Head
from shenbian.kit import typed
from shenbian.kit.env import Unable


@dataclass(frozen=True, slots=True)
class Strikable:
    """What must be known of a fact before it is struck out."""

    kind: str
    is_struck: bool
    organisation: int | None
    org_path: str


def standing(keys: Sequence[tuple[str, str]]) -> dict[int, int]:
    """Which of these (kind, source) stand already: place in the list -> id of the fact. One query.

    OFFSET 0 keeps the planner to one index probe a key: while a table that grows fast has no statistics, it takes facts
    not struck out for a handful and would go through all of them for each key.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT k.place - 1, f.id FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY k (kind, source, place) "
            "CROSS JOIN LATERAL (SELECT id FROM facts_fact f WHERE f.kind = k.kind AND f.source = k.source "
            "AND f.voided_at IS NULL OFFSET 0) f ORDER BY 1",
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


def last_head(log: str = "facts") -> Head | None:
    """The largest signed head, or None where nothing has been sealed yet. One query."""
    return Head.objects.filter(log=log).order_by("-size").first()


def size_on(text: str) -> int:
    """The size meant by a text: a number of sealed facts, or a day (the last head signed on or before it, Beijing).

    Raises Unable when there is no such head.
    """
    if text.isdigit() and len(text) != len("20221231"):
        size, last = int(text), last_head()
        if last is None or size > last.size:
            raise Unable(f"还没有 {size} 条存证记录。")
        return size
    try:
        day = typed.day(text)
    except ValueError as wrong:
        raise Unable(f"看不懂“{text}”：写日期（2022-12-31）或条数。") from wrong
    head = head_for(day=day)
    if head is None:
        raise Unable(f"{day} 以前还没有存证。")
    return head.size


def fullest_year() -> int | None:
    """The calendar year with the most standing facts, None where there are none. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(year FROM happened_on)::int FROM facts_fact WHERE voided_at IS NULL "
            "GROUP BY 1 ORDER BY count(*) DESC, 1 DESC LIMIT 1"
        )
        row = cursor.fetchone()
        return row[0] if row else None


def imported() -> frozenset[tuple[str, str]]:
    """Kind and programme (empty where the kind names none) of standing facts that an import brought. One query.

    Kinds that are written by moves alone are not among them, though a sheet may have brought the things.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT kind, COALESCE(facets->>'programme', '') FROM facts_fact "
            "WHERE voided_at IS NULL AND batch IS NOT NULL AND kind <> ALL(%s)",
            [[kind.key for kind in kinds if kind.by_moves]],
        )
        return frozenset((kind, programme) for kind, programme in cursor.fetchall())


def written_by(subject: str, *, batch: int | None = None) -> QuerySet[Fact]:
    """The facts that the moves of one thing ("model:pk", of a batch or none) wrote, in order; struck out ones too."""
    came = Q(batch=None) if batch is None else Q(batch=None) | Q(batch=batch)
    return Fact.objects.filter(came, evidence=subject).order_by("id")
