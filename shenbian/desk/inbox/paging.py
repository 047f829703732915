"""Pages of the inbox by key: a deep page costs what the first one costs."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet

from shenbian.desk.waiting import ORDER
from shenbian.flow.models import Waiting

SIZE = 30  # rows of a page


def page_after(waiting: QuerySet[Waiting], after: str) -> tuple[list[Waiting], str]:
    """So many rows after a place, and the place of the next page; empty where this is the last. One query.

    A place that cannot be read is the beginning.
    """
    rows = list(_later(waiting, after).order_by(*ORDER)[: SIZE + 1])
    return rows[:SIZE], place_of(rows[SIZE - 1]) if len(rows) > SIZE else ""


def place_of(row: Waiting) -> str:
    """Where a row stands in the order, for an address."""
    return f"{row.due_on or ''}_{row.since.isoformat()}_{row.pk}"


def _later(waiting: QuerySet[Waiting], after: str) -> QuerySet[Waiting]:
    try:
        due, since, pk = after.split("_")
        due_on, at, number = date.fromisoformat(due) if due else None, datetime.fromisoformat(since), int(pk)
    except ValueError:
        return waiting
    rest = Q(since__gt=at) | Q(since=at, pk__gt=number)
    if due_on is None:
        return waiting.filter(rest, due_on=None)
    return waiting.filter(Q(due_on__gt=due_on) | Q(due_on=None) | Q(due_on=due_on) & rest)
