"""The first page of the portal, and what stands behind its tiles."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shenbian.accounts.access import PUBLIC, PageRequest, page
from shenbian.editions.queries import open_editions
from shenbian.kit.period import today
from shenbian.orgs.levels import Level
from shenbian.orgs.models import Organisation
from shenbian.portal.home import membership_of, of_reader, public_links
from shenbian.portal.install.offline import kept_offline
from shenbian.portal.language import ELDER
from shenbian.portal.tiles import BY_NEED, TILES

NEAR = 4  # open editions on the first page
FEWER_NEAR, FEWER_TILES = 2, 6  # in elder mode: fewer things, larger


@require_safe
@page(PUBLIC)
@kept_offline
def home(request: PageRequest) -> HttpResponse:
    """Who I am, what waits for me, what is near; strangers see what is open and what helps."""
    told = {
        "me": of_reader(request),
        "tiles": TILES,
        "editions": open_editions(request.actor)[:NEAR],
        "public": public_links(),
    }
    return render(request, "portal/home.html", told)


@require_safe
@page(PUBLIC)
def need(request: PageRequest, key: str) -> HttpResponse:
    """What answers a need: the open editions, or honestly what helps meanwhile."""
    tile = BY_NEED.get(key)
    if tile is None:
        raise Http404
    editions = list(open_editions(request.actor, need=tile.need)[:50])
    told = {"tile": tile, "editions": editions}
    if not editions and tile.place:
        membership = membership_of(request.actor, today()) if request.actor.person else None
        union = membership.organisation if membership else None
        towns = Organisation.objects.standing_on(today()).filter(level=Level.TOWN).order_by("number")
        told |= {"union": union, "towns": [] if union else towns[:40]}
    return render(request, "portal/need.html", told)
