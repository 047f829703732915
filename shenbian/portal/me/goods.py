"""我的物资: what is being handed out near me and where, and what I got."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.goods.queries import fetchable, mine
from shenbian.kit.period import today
from shenbian.portal.home import membership_of

MOST = 50  # things that I got; my year has them all


@require_safe
@page(SIGNED_IN)
def goods(request: PageRequest) -> HttpResponse:
    """What I have not had first, then what I got, the latest first."""
    membership = membership_of(request.actor, today())
    had = list(mine(request.actor)[:MOST])
    offered = fetchable(membership.organisation if membership else None, on=today())
    got = {each.item_id: each for each in had if each.item and each.item.once}
    told = {"offered": [(item, shelves, got.get(item.pk)) for item, shelves in offered], "had": had}
    return render(request, "portal/me/goods.html", told)
