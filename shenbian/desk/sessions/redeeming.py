"""A code was scanned where the service is given (核销): whose it is, one button, and that it is done; or why not."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.actions.redeeming import redeem, why_not
from shenbian.gatherings.models import Booking, Turn
from shenbian.gatherings.tickets import LIVES, read
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page(needs(Right.REGISTER_KEEP))
def redeeming(request: PageRequest, code: str) -> HttpResponse:
    """GET: who and which slot, the name masked. POST: it is used, and counts at once."""
    booking = read(code)
    if booking is None:
        return _said(request, why="这个核销码不对或已经过期，请本人刷新手机上的码再扫。", status=410)
    if not may(request.actor, Right.REGISTER_KEEP, booking.session):
        raise Http404
    if request.method != "POST":
        return _said(request, booking, why=why_not(booking))
    try:
        return _said(request, booking, turn=redeem(booking, by=request.actor))
    except NotYours as none:
        raise Http404 from none
    except Refused as no:
        return _said(request, booking, why=no.why, status=409)


def _said(
    request: PageRequest, booking: Booking | None = None, *, why: str = "", turn: Turn | None = None, status: int = 200
) -> HttpResponse:
    told: dict[str, Any] = {"booking": booking, "why": why, "turn": turn, "minutes": LIVES // 60}
    return render(request, "desk/sessions/redeem.html", told, status=status)
