"""The one search."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shenbian.accounts.access import OFFICER, PageRequest, page
from shenbian.desk.search.finding import search as find
from shenbian.people.queries import searchable


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(OFFICER)
def search(request: PageRequest) -> HttpResponse:
    """People, unions, units and things. What is typed is posted; an address holds of a whole number only its mark."""
    typed = (request.POST if request.method == "POST" else request.GET).get("q", "").strip()[:100]
    kept = searchable(typed)
    if request.method == "POST" or kept != typed:
        return redirect(f"{reverse('desk:search')}?{urlencode({'q': kept})}")
    told = {"typed": "" if typed.startswith("#") else typed, "asked": bool(typed)}
    return render(
        request, "desk/search/search.html", told | {"found": find(typed, actor=request.actor) if typed else None}
    )
