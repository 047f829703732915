"""A session and what belongs to it, only for whom they exist."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from shenbian.gatherings.models import Booking, Session
from shenbian.gatherings.queries import bookings_covered, sessions_covered
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may


def session_or_404(actor: Actor, pk: int, right: Right | None = None) -> Session:
    """The session, where this person may see it; with a right, where they hold it at the session's place. One query."""
    found: Session = get_object_or_404(sessions_covered(actor).select_related("held_with", *Session.RELATED), pk=pk)
    if right is not None and not may(actor, right, found):
        raise Http404
    return found


def booking_or_404(actor: Actor, session: Session, pk: int, right: Right) -> Booking:
    """A booking of it that this person may change. One query."""
    found: Booking = get_object_or_404(bookings_covered(actor, session), pk=pk)
    if not may(actor, right, found):
        raise Http404
    return found
