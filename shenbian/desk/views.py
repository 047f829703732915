"""The record as a page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shenbian.orgs.queries import federation
from shenbian.record.actions import draft
from shenbian.record.queries import published
from shenbian.record.render.page import context


@require_safe
def record(request: HttpRequest, year: int) -> HttpResponse:
    """The published record where there is one, else a draft of what the ledger says now."""
    organisation = federation()
    if organisation is None:
        raise Http404
    known = published(organisation, year=year)
    told = known[1] if known else draft(organisation, year=year)
    notices = [] if known else ["尚未发布，数字随台账变化。"]
    return render(request, "record/record.html", {**context(told), "notices": notices})
