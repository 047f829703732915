"""What hangs at the door: the code of this moment, in or out, and how many have signed in. It asks for itself anew."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.gatherings.codes import Way, code_of, lives
from shenbian.gatherings.models import Session
from shenbian.gatherings.queries import sessions_covered
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may
from shenbian.rulebook.queries import NoRule

KEEPS = needs(Right.REGISTER_KEEP)


@require_safe
@never_cache
@page(KEEPS)
def screen(request: PageRequest, pk: int) -> HttpResponse:
    """The whole page, for a projector or a tablet at the door."""
    return render(request, "desk/screen/screen.html", _told(request, pk))


@require_safe
@never_cache
@page(KEEPS)
def code(request: PageRequest, pk: int) -> HttpResponse:
    """The part that changes: a new code, and the count."""
    return render(request, "desk/screen/code.html", _told(request, pk))


def _told(request: PageRequest, pk: int) -> dict[str, Any]:
    session = get_object_or_404(sessions_covered(request.actor), pk=pk)
    if not may(request.actor, Right.REGISTER_KEEP, session):
        raise Http404
    way = Way.OUT if request.GET.get("way") == Way.OUT else Way.IN
    try:
        seconds = int(lives(session).total_seconds())
    except NoRule as no:
        return {"session": session, "why": str(no)}
    there = session.turns.filter(status__in=("present", "counted"))
    return {
        "session": session,
        "way": way.value,
        "hours": bool(session.kind and session.kind.hours),
        "why": "" if session.status in ("open", "held") else "这一场还没有发布，或者已经取消。",
        "address": request.build_absolute_uri(reverse("portal:check_in", args=[code_of(session, way)])),
        "seconds": seconds,
        "every": max(3, seconds // 2),
        "came": there.exclude(person=None).count(),
        "booked": session.bookings.filter(status="booked").count(),
        "last": _last(session),
    }


def _last(session: Session) -> list[str]:
    """Who came last, masked: whoever has just scanned sees that it went through."""
    recent = session.turns.filter(status__in=("present", "counted")).exclude(person=None)
    return [turn.person.name for turn in recent.select_related("person").order_by("-id")[:5] if turn.person]
