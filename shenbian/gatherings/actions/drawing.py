"""Lots are drawn: the order comes from a seed that nobody chose and that everybody can use to run it again."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from hashlib import sha256

from django.db import transaction

from shenbian.flow import traces
from shenbian.flow.actions import Outcome
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.actions.booking import draw
from shenbian.gatherings.models import Booking, Session
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may


def order_by(seed: str, bookings: Iterable[int]) -> list[int]:
    """The order that a seed gives: by the SHA-256 of the seed, a colon and the booking's number."""
    return sorted(bookings, key=lambda pk: sha256(f"{seed}:{pk}".encode()).hexdigest())


@transaction.atomic
def draw_lots(session: Session, *, by: Actor) -> list[Outcome[Booking]]:
    """Draw among those who entered; seed and order stay in the trace. Raises NotYours, Refused where nobody entered."""
    kept = Session.objects.select_for_update(of=("self",), no_key=True).select_related(*Session.RELATED)
    locked = kept.get(pk=session.pk)
    if not may(by, Right.EDITION_MANAGE, locked):
        raise NotYours
    entered = locked.bookings.filter(status="drawing").values_list("pk", flat=True)
    seed = secrets.token_hex(16)
    order = order_by(seed, entered)
    if not order:
        raise Refused("还没有人报名抽签。")
    at, numbers = traces.reserve(1)
    said = {"seed": seed, "order": order}
    step = traces.Step(locked.subject, locked.flow.name, "draw", locked.status, locked.status, said)
    traces.tell([step], by=by, batch=None, at=at, numbers=numbers)
    return draw(locked, order=order, by=by)
