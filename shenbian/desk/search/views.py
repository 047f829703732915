"""The one search."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shenbian.accounts.access import OFFICER, PageRequest, page
from shenbian.desk.search.finding import search as find
from shenbian.people.queries import searchable


@never_cache
@require_safe
@page(OFFICER)
def search(request: PageRequest) -> HttpResponse:
    """People, unions, units and things. A whole identity or phone number leaves the address for its mark."""
    typed = request.GET.get("q", "").strip()[:100]
    if (kept := searchable(typed)) != typed:
        return redirect(f"{reverse('desk:search')}?{urlencode({'q': kept})}")
    told = {"typed": "" if typed.startswith("#") else typed, "asked": bool(typed)}
    return render(
        request, "desk/search/search.html", told | {"found": find(typed, actor=request.actor) if typed else None}
    )
