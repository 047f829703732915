"""Lists by key: so many rows after a place that the answer before named (`next`); a deep page costs like the first."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from ninja import Schema

from shenbian.editions.models import Edition

SIZE = 50
M = TypeVar("M", bound=Model)


class Paged(Schema):
    """`next`: what to send as `after` for the following page; null on the last."""

    next: str | None


def by_id(rows: QuerySet[M], after: str) -> tuple[list[M], str | None]:
    """The latest first. One query. A place that cannot be read is the beginning."""
    if (last := number(after)) is not None:
        rows = rows.filter(pk__lt=last)
    found = list(rows[: SIZE + 1])
    return found[:SIZE], str(found[SIZE - 1].pk) if len(found) > SIZE else None


def by_closing(rows: QuerySet[Edition], after: str) -> tuple[list[Edition], str | None]:
    """What closes first coming first, then what has no end; alike the latest first. One query."""
    found = list(_closing_later(rows, after)[: SIZE + 1])
    last = found[SIZE - 1] if len(found) > SIZE else None
    closes = last.closes_at.isoformat() if last and last.closes_at else ""
    return found[:SIZE], f"{closes}_{last.pk}" if last else None


def _closing_later(rows: QuerySet[Edition], after: str) -> QuerySet[Edition]:
    closes, _, pk = after.rpartition("_")
    last = number(pk)
    if last is None:
        return rows
    if not closes:
        return rows.filter(closes_at=None, pk__lt=last)
    try:
        at = datetime.fromisoformat(closes.replace(" ", "+"))
    except ValueError:
        return rows
    if at.tzinfo is None or not 2000 <= at.year <= 9000:
        return rows
    return rows.filter(Q(closes_at__gt=at) | Q(closes_at=None) | Q(closes_at=at, pk__lt=last))


def number(text: str) -> int | None:
    """An id in an address; None where it is none that a row could have."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
