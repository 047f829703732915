"""Which match I play next, where and against whom; the bracket with masked names and unions in full."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.brackets.queries import board_of, lines_of, matches_of, shown_to_all

PAGE = 30


@require_safe
@page(SIGNED_IN)
def matches(request: PageRequest) -> HttpResponse:
    """What I play, the next first, then what is over."""
    asked = request.GET.get("after", "")
    start = int(asked) if asked.isdigit() else 0
    found = list(matches_of(request.actor)[start : start + PAGE + 1])
    told = {"lines": lines_of(found[:PAGE]), "more": start + PAGE if len(found) > PAGE else None}
    return render(request, "portal/matches/matches.html", told)


@require_safe
@page(SIGNED_IN)
def tournament(request: PageRequest, pk: int) -> HttpResponse:
    """The rounds and the ranking."""
    found = get_object_or_404(shown_to_all(pk))
    return render(
        request, "portal/matches/tournament.html", {"tournament": found, "board": board_of(found, masked=True)}
    )
