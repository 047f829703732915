"""核销码: the code by which I use a service that I booked; it is mine alone, and drawn anew each time."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.gatherings.actions.redeeming import USED, why_not
from shenbian.gatherings.declared import session_kinds
from shenbian.gatherings.models import Booking
from shenbian.gatherings.queries import bookings_of
from shenbian.gatherings.tickets import LIVES, code_of
from shenbian.kit.period import today
from shenbian.rights.actor import Actor

MOST = 50  # that lie ahead; nobody books more


def ahead(actor: Actor) -> QuerySet[Booking]:
    """What I booked to be redeemed, from yesterday on: a slot may last beyond midnight."""
    kinds = [kind.key for kind in session_kinds if kind.counts == USED]
    mine = bookings_of(actor).filter(status="booked", session__kind_key__in=kinds)
    return mine.filter(session__on__gte=today() - timedelta(days=1)).order_by("session__on", "id")


@require_safe
@page(SIGNED_IN)
def codes(request: PageRequest) -> HttpResponse:
    """The nearest first."""
    return render(request, "portal/me/codes.html", {"bookings": list(ahead(request.actor)[:MOST])})


@require_safe
@never_cache
@page(SIGNED_IN)
def code(request: PageRequest, pk: int) -> HttpResponse:
    """One code to show, or that it was used."""
    found = get_object_or_404(ahead(request.actor), pk=pk)
    link = request.build_absolute_uri(reverse("desk:redeem", args=[code_of(found)]))
    told = {"booking": found, "link": link, "why": why_not(found), "minutes": LIVES // 60}
    return render(request, "portal/me/code.html", told)
