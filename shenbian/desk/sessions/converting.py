"""What a talk came to: its code for applications on the spot, those that came through it, members and unions since."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.editions.choosing import page_by_id
from shenbian.desk.sessions.finding import session_or_404
from shenbian.gatherings.conversions import applied_through, conversions_of
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered
from shenbian.rulebook.queries import NoRule


@require_safe
@page(needs(Right.REGISTER_READ))
def conversions(request: PageRequest, pk: int) -> HttpResponse:
    """Of a session whose kind leads to applications. The list shows those within one's reach, by number."""
    found = session_or_404(request.actor, pk, Right.REGISTER_READ)
    if found.kind is None or not found.kind.leads_to:
        raise Http404
    within = covered(
        request.actor, Right.REGISTER_READ, place="entry__organisation__path", desk="entry__desk", owner=""
    )
    rows, following = page_by_id(applied_through(found).filter(within), request.GET.get("after", ""))
    told: dict[str, Any] = {"session": found, "rows": rows, "following": following, "why": ""}
    told["link"] = request.build_absolute_uri(reverse("portal:through", args=[found.number]))
    try:
        told["counted"] = conversions_of(found)
    except NoRule as no:
        told["why"] = str(no)
    return render(request, "desk/sessions/conversions.html", told)
