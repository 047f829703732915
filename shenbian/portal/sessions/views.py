"""The sessions that are open to me, and the page of one: what, when, where, who may, and the one thing to do."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shenbian.accounts.access import PUBLIC, PageRequest, page
from shenbian.accounts.offline import kept_offline
from shenbian.editions.declared import Room
from shenbian.facts.kind import kinds
from shenbian.gatherings.declared import WAY, Mode
from shenbian.gatherings.models import LIVE, Booking, Session
from shenbian.gatherings.queries import bookings_of, open_sessions, place_in_line, turns_of, who_may, why_not
from shenbian.kit.period import today
from shenbian.portal.home import membership_of
from shenbian.portal.lines import lines, places
from shenbian.portal.sessions.moves import open_to
from shenbian.portal.sessions.told import NEXT, WAYS
from shenbian.rights.actor import Actor

PAGE = 30
SHOWN = ("open", "held", "cancelled")  # what is in planning is nobody's business yet, what was struck out nobody's more


@require_safe
@page(PUBLIC)
def sessions(request: PageRequest) -> HttpResponse:
    """All that is open to me, the nearest first; `?room=apply` the services."""
    room = Room.APPLY if request.GET.get("room") == Room.APPLY else Room.JOIN_IN
    after = request.GET.get("after", "")
    start = int(after) if after.isdigit() and len(after) < 6 else 0
    found = list(open_sessions(request.actor, room=room)[start : start + PAGE + 1])
    told = {"lines": lines(request.actor, found[:PAGE]), "room": room.value}
    return render(request, "portal/sessions/sessions.html", told | {"more": start + PAGE if found[PAGE:] else None})


@require_safe
@page(PUBLIC)
@kept_offline
def session(request: PageRequest, pk: int) -> HttpResponse:
    """What it is, when and where, who may and why I may not, how my booking stands; and the one button."""
    found = session_or_404(pk)
    told: dict[str, Any] = {"session": found, "kind": found.kind, "places": places(found), "facts": _facts(found)}
    told |= {"way": WAYS[found.booking], "who": who_may(found)}
    if request.user.is_authenticated:
        mine = bookings_of(request.actor).filter(session=found).order_by("-id").first()
        told |= {"mine": mine, "turn": turns_of(request.actor).filter(session=found).first()}
        told |= _standing(request.actor, mine) if mine else {}
        told |= _asking(request.actor, found) if not told.get("live") else {}
    told["comes"] = found.booking == Mode.OPEN or told.get("booked")
    return render(request, "portal/sessions/session.html", told)


def session_or_404(pk: int, *states: str) -> Session:
    """A published session of a declared kind."""
    rows = Session.objects.select_related(*Session.RELATED).exclude(kind_key="")
    return get_object_or_404(rows, pk=pk, status__in=states or SHOWN)


def _standing(actor: Actor, mine: Booking) -> dict[str, Any]:
    """How my booking stands, and what I may do with it."""
    told: dict[str, Any] = {"live": mine.status in LIVE, "booked": mine.status == "booked"}
    told |= {"next": NEXT.get(mine.status), "moves": open_to(actor, mine)}
    return told | {"place_in_line": place_in_line(mine) if mine.status == "listed" else None}


def _asking(actor: Actor, found: Session) -> dict[str, Any]:
    """Whether I may ask for a place, or wait for one; if not, why, and whether joining the union would help."""
    if found.booking not in WAY or found.status != "open":
        return {}
    answer = why_not(actor, found)
    told: dict[str, Any] = {"answer": answer, "may": answer.may or answer.full}
    return told | {"joins": not told["may"] and membership_of(actor, today()) is None}


def _facts(found: Session) -> list[tuple[str, str]]:
    """What is said of it in a word or two."""
    facets = kinds["session.held"]
    mode = facets.facet("mode").codes.get(found.mode, "")
    audience = facets.facet("audience").codes.get(found.audience, "")
    told = ((_("方式"), mode and _(mode)), (_("讲师"), found.teacher), (_("对象"), audience and _(audience)))
    return [(label, value) for label, value in told if value]
