"""我的志愿服务: the hours that I served, by year and by the union that kept them, and the certificate of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.actions import certify_hours
from shenbian.gatherings.serving import hours_of


@require_safe
@page(SIGNED_IN)
def volunteering(request: PageRequest) -> HttpResponse:
    """What counts of me, the latest year first; each with its certificate, or the button that asks for one."""
    hours = hours_of(request.actor)
    told = {"hours": hours, "minutes": sum(each.minutes for each in hours)}
    return render(request, "portal/me/volunteering.html", told)


@require_POST
@page(SIGNED_IN)
def certify(request: PageRequest) -> HttpResponse:
    """Ask for the certificate of a year; the same again gives the one that stands."""
    year, body, kind = (request.POST.get(name, "") for name in ("year", "body", "kind"))
    if not (year.isdigit() and body.isdigit() and len(year) == 4 and len(body) < 19):
        raise Http404
    try:
        found = certify_hours(kind, year=int(year), body=int(body), by=request.actor)
    except NotYours as none:
        raise Http404 from none
    except Refused as why:
        messages.error(request, _(why.why))
        return redirect("portal:volunteering")
    return redirect("portal:certificate", found.pk)
