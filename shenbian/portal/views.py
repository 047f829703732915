"""The first page of the portal, and what stands behind its tiles."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from shenbian.accounts.access import PUBLIC, PageRequest, page
from shenbian.accounts.models import Account
from shenbian.accounts.offline import kept_offline
from shenbian.editions.queries import open_editions
from shenbian.gatherings.queries import open_sessions
from shenbian.kit.period import today
from shenbian.orgs.levels import Level
from shenbian.orgs.models import Organisation
from shenbian.portal.frame import drawn
from shenbian.portal.glance import glance
from shenbian.portal.home import Reader, membership_of, open_things, public_links, reader
from shenbian.portal.language import ELDER
from shenbian.portal.lines import lines
from shenbian.portal.near import near
from shenbian.portal.tiles import BY_NEED, TILES

NEAR, FEWER = 4, 2  # open editions on the first page; in elder mode fewer things


@require_safe
@page(PUBLIC)
@kept_offline
def home(request: PageRequest) -> HttpResponse:
    """Who I am, what waits for me, what is near; strangers see what is open and what helps.

    A member's page is one statement and two strings put together; an officer, who may be acting for a worker, and a
    page that has something to say once (a message) are drawn the long way.
    """
    most = FEWER if request.COOKIES.get(ELDER) == "1" else NEAR
    account = request.user
    said = None
    if isinstance(account, Account):
        person = account.person.merged_into or account.person
        said = glance(person, today())
        if said.officer:
            return _long_way(request, most)
    if _has_messages(request):
        return _long_way(request, most)
    me = reader(person.name, said) if said else None
    return HttpResponse(drawn(request, me, near(said.path if said else "", most)))


def _has_messages(request: PageRequest) -> bool:
    return "messages" in request.COOKIES or "_messages" in request.session


def _long_way(request: PageRequest, most: int) -> HttpResponse:
    told: dict[str, Any] = {"tiles": TILES, "public": public_links(), "signed_in": request.user.is_authenticated}
    if request.user.is_authenticated:
        membership = membership_of(request.actor, today())
        union = membership.organisation if membership else None
        told["me"] = Reader(
            request.actor.label,
            union.name if union else "",
            open_things(request.actor),
            officer=bool(request.everything.posts),
        )
        told["editions"] = near(union.path if union else "", most)
    else:
        told["editions"] = near("", most)
    return render(request, "portal/home.html", told)


@require_safe
@page(PUBLIC)
def need(request: PageRequest, key: str) -> HttpResponse:
    """What answers a need: the open editions and sessions, or honestly what helps meanwhile."""
    tile = BY_NEED.get(key)
    if tile is None:
        raise Http404
    if tile.page:
        return redirect(tile.page)
    editions = list(open_editions(request.actor, need=tile.need)[:50])
    sessions = lines(request.actor, open_sessions(request.actor, need=tile.need)[:50])
    told = {"tile": tile, "editions": editions, "lines": sessions}
    if not editions and not sessions and tile.place:
        membership = membership_of(request.actor, today()) if request.actor.person else None
        union = membership.organisation if membership else None
        towns = Organisation.objects.standing_on(today()).filter(level=Level.TOWN).order_by("number")
        told |= {"union": union, "towns": [] if union else towns[:40]}
    return render(request, "portal/need.html", told)
