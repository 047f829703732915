"""The record as a page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from shenbian.facts.queries import years_of_facts
from shenbian.orgs.queries import federation
from shenbian.record.actions import draft
from shenbian.record.queries import record_of
from shenbian.record.render.page import context
from shenbian.record.year import YEAR


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The latest year that has anything to tell, or how to begin."""
    years = years_of_facts()
    if not years or federation() is None:
        return render(request, "desk/empty.html", status=200)
    return redirect("desk:record", year=years[-1])


@require_safe
def record(request: HttpRequest, year: int) -> HttpResponse:
    """The published record where there is one, else a draft of what the ledger says now."""
    organisation = federation()
    if organisation is None or year not in years_of_facts():
        raise Http404
    published = record_of(organisation, year=year)
    as_of = published.size if published and published.status == "published" else None
    drafted = draft(organisation, year=year, as_of=as_of)
    notice = "" if as_of else "尚未发布，数字随台账变化。"
    return render(request, "record/record.html", {**context(drafted), "notice": notice, "template": YEAR})
