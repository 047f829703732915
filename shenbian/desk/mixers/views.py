"""Mixers at the desk: how many came, chose and were mutual. Who, and whom, nobody learns here."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.mixers.queries import counts_of, mixers_covered
from shenbian.rights.catalogue import Right

SIZE = 50


@require_safe
@page(needs(Right.REGISTER_READ))
def mixers(request: PageRequest) -> HttpResponse:
    """The mixers within one's reach, the latest first, with their counts."""
    asked = request.GET.get("after", "")
    start = int(asked) if asked.isdigit() else 0
    found = list(mixers_covered(request.actor)[start : start + SIZE + 1])
    told = {"counts": counts_of(found[:SIZE]), "more": start + SIZE if len(found) > SIZE else None}
    return render(request, "desk/mixers/mixers.html", told)
