"""What I may do with my booking: confirm, decline, give it up, say how it was."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.flow.actions import perform
from shenbian.flow.offers import offers
from shenbian.flow.refusals import Refused
from shenbian.flow.table import Move
from shenbian.gatherings.models import Booking
from shenbian.gatherings.queries import bookings_of
from shenbian.look.words import in_language
from shenbian.portal.part.words import translated
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import OWNERS_RIGHTS


def mine(request: PageRequest, pk: int) -> Booking:
    """My booking, or 404."""
    return get_object_or_404(bookings_of(request.actor), pk=pk)


def open_to(actor: Actor, booking: Booking) -> list[Move]:
    """The moves of a booking that are its owner's and that the house would agree to now."""
    found = [each.move for each in offers(booking, actor) if each.move.right in OWNERS_RIGHTS and not each.why]
    declines = any(move.name == "decline" for move in found)
    return [move for move in found if not (declines and move.name == "withdraw")]  # of an offer both say the same


@require_safe
@page(SIGNED_IN)
def booking(request: PageRequest, pk: int) -> HttpResponse:
    """Where a notice of a booking leads: to its session, which says how the booking stands."""
    return redirect("portal:session", mine(request, pk).session_id)


@require_http_methods(["GET", "HEAD", "POST"])
@page(SIGNED_IN)
def move(request: PageRequest, pk: int, name: str) -> HttpResponse:
    """Make a move of mine: what it is and what follows, then the one button."""
    found = mine(request, pk)
    wanted = next((each for each in open_to(request.actor, found) if each.name == name), None)
    if wanted is None:
        return _too_late(request, found, name)
    said = request.POST if request.method == "POST" else None
    form = translated(wanted.asks(said)) if wanted.asks else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            moved = perform(name, on=found, by=request.actor, said=said if form else None)
        except Refused as why:
            messages.error(request, in_language(why.why))
        else:
            done = moved.title_of_state if moved.status != found.status else wanted.title
            messages.success(request, _("已办好：%(what)s。") % {"what": _(done)})
        return redirect("portal:session", found.session_id)
    told = {"booking": found, "session": found.session, "move": wanted, "form": form}
    return render(request, "portal/sessions/move.html", told, status=422 if form and form.errors else 200)


def _too_late(request: PageRequest, found: Booking, name: str) -> HttpResponse:
    """Of a move that exists but cannot be made any more, the page says why; what never was is not found."""
    offered = [each for each in offers(found, request.actor) if each.move.right in OWNERS_RIGHTS]
    why = next((each.why for each in offered if each.move.name == name), "")
    known = any(each.name == name and each.right in OWNERS_RIGHTS for each in found.flow.moves)
    if not known:
        raise Http404
    messages.error(request, in_language(why) if why else _("现在不能办这一步，请看预约现在的状态。"))
    return redirect("portal:session", found.session_id)
