"""The waiting list: whoever stands first is offered the place that came free, whole groups at a time, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from django.apps import apps

from shenbian.flow.actions import perform
from shenbian.gatherings.acting import caused_by
from shenbian.kit.period import now
from shenbian.rights.actor import Actor


def promote(sessions: Iterable[int], *, by: Actor) -> list[Any]:
    """Offer what is free in these sessions (ids) to those who wait; gives the bookings that got an offer.

    Nobody overtakes: a group for which there is not room enough keeps its turn, and those behind it wait with it. Where
    a balance is kept, whoever would break it keeps their turn and the next who fits is offered the place.
    """
    wanted: list[Any] = []
    found = apps.get_model("gatherings.Session").objects.filter(pk__in=sorted(sessions), status="open")
    for session in found.order_by("pk"):
        if session.starts_at is None or session.starts_at > now():
            wanted += _fitting(session)
    if not wanted:
        return []
    outcomes = perform("offer", on=wanted, by=caused_by(by))
    return [each.thing for each in outcomes if each.moved]


def _fitting(session: Any) -> Iterator[Any]:
    """The head of the line, as far as it fits."""
    free = session.free
    if free is not None and free <= 0:
        return
    line = session.bookings.filter(status="listed").order_by("rank", "listed_at", "pk")
    if session.kind and session.kind.balance:  # asked one after another by the guards of the offer
        yield from line
        return
    for _, group in groupby(line, key=lambda each: each.party or each.pk):
        together = list(group)
        size = _size(together)
        if free is not None and size > free:
            return
        free = None if free is None else free - size
        yield from together


def _size(bookings: Sequence[Any]) -> int:
    return sum(each.places for each in bookings)
