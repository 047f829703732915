"""What is open to take part in or to apply for, and an edition's page from its declaration."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shenbian.accounts.access import PUBLIC, PageRequest, page
from shenbian.accounts.offline import kept_offline
from shenbian.challenges.framing import challenge_of
from shenbian.editions.declared import Repeats, Room
from shenbian.editions.models import Edition
from shenbian.editions.queries import entry_of, hosts_of, open_editions, who_may_enter, why_not
from shenbian.flow.table import Flow, Phase
from shenbian.gatherings.queries import open_sessions
from shenbian.portal.lines import lines

PAGE = 30
FIRST = 6  # sessions that the room shows; all of them have a page of their own
SHOWN = ("open", "closed", "finished")  # an edition in planning is nobody's business yet


@require_safe
@page(PUBLIC)
def take_part(request: PageRequest) -> HttpResponse:
    """参加: activities and contests."""
    return _room(request, Room.JOIN_IN, _("参加"))


@require_safe
@page(PUBLIC)
def apply(request: PageRequest) -> HttpResponse:
    """办事: applications."""
    return _room(request, Room.APPLY, _("办事"))


def _room(request: PageRequest, room: Room, title: str) -> HttpResponse:
    after = request.GET.get("after", "")
    start = int(after) if after.isdigit() else 0
    found = list(open_editions(request.actor, room=room)[start : start + PAGE + 1])
    told: dict[str, Any] = {"title": title, "room": room.value, "editions": found[:PAGE], "lines": []}
    if not start:
        sessions = list(open_sessions(request.actor, room=room)[: FIRST + 1])
        told |= {"lines": lines(request.actor, sessions[:FIRST]), "more_sessions": len(sessions) > FIRST}
    return render(request, "portal/part/room.html", told | {"more": start + PAGE if len(found) > PAGE else None})


@require_safe
@page(PUBLIC)
@kept_offline
def edition(request: PageRequest, pk: int) -> HttpResponse:
    """What it is, who may, why I may not, what happens after sending; and the one button."""
    found = get_object_or_404(Edition.objects.select_related("organisation"), pk=pk, status__in=SHOWN)
    told: dict[str, Any] = {"edition": found, "kind": found.kind, "hosts": hosts_of(found)}
    told["challenge"] = challenge_of(found)
    if found.kind is not None:
        mine = entry_of(request.actor, found)
        live = mine is not None and mine.phase in (Phase.DRAFT, Phase.WAITING)
        over = mine is not None and mine.phase == Phase.DONE and found.kind.repeats is Repeats.ONCE
        told |= {"who": who_may_enter(found.kind), "ahead": way(found.kind.flow), "mine": mine, "live": live}
        told["over"] = over
        told["why_not"] = [] if live else why_not(request.actor, found)
    else:
        told["editions"] = found.editions.filter(status="open").select_related("organisation")
    return render(request, "portal/part/edition.html", told)


def way(flow: Flow) -> list[dict[str, Any]]:
    """The states that follow handing in if all goes well, with how long each may take."""
    told: list[dict[str, Any]] = []
    key, seen = flow.start.key, {flow.start.key}
    while moves := flow.moves_from(key):
        targets = [flow.state(move.target) for move in moves]
        good = (s for s in targets if s.phase is not Phase.VOID and not s.pauses and s.key not in seen)
        state = next(good, None)
        if state is None:
            break
        days = state.clock.days if state.clock and isinstance(state.clock.days, int) else None
        told.append({"title": state.title, "days": days, "working": bool(state.clock and state.clock.working)})
        key = state.key
        seen.add(key)
    return told
