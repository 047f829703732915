"""Applying on the spot: the code of a session leads to the form; what is then handed in is linked to the session."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shenbian.accounts.access import PUBLIC, PageRequest, page
from shenbian.editions.models import Entry
from shenbian.editions.queries import open_editions
from shenbian.gatherings.actions import link_entry
from shenbian.gatherings.models import Session

_KEY = "through_session"


@require_safe
@never_cache
@page(PUBLIC)
def through(request: PageRequest, number: str) -> HttpResponse:
    """Remember the session in this browser, and go on to what one applies for there."""
    session = Session.objects.filter(number=number, status__in=("open", "held")).first()
    if session is None or session.kind is None or not session.kind.leads_to:
        raise Http404
    edition = open_editions(request.actor).filter(kind_key=session.kind.leads_to).first()
    if edition is None:
        messages.error(request, _("现在没有开放的申请，请向现场的工作人员说明。"))
        return redirect("portal:apply")
    request.session[_KEY] = session.pk
    return redirect("portal:edition", edition.pk)


def remember(request: PageRequest, entry: Entry) -> None:
    """What was handed in came through the session whose code this browser scanned, if it did."""
    scanned = request.session.get(_KEY, 0)
    session = Session.objects.filter(pk=scanned).select_related(*Session.RELATED).first() if scanned else None
    if session is not None and link_entry(session, entry, by=request.actor) is not None:
        del request.session[_KEY]
