"""Which match I play next, where and against whom; the bracket with masked names and unions in full."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.brackets.models import Match
from shenbian.brackets.queries import Line, Side, board_of, lines_of, matches_of, plays_in, shown_to_all
from shenbian.rights.actor import Actor

PAGE = 30


@dataclass(frozen=True)
class Mine:
    """A match as whoever plays in it sees it. `team`: the name of theirs; `other`: against whom, where that is known;
    `score`: their own points first."""

    match: Match
    team: str
    other: Side | None
    won: bool
    score: str


def mine(line: Line, actor: Actor) -> Mine:
    """No query."""
    first = line.one is not None and plays_in(line.one, actor)
    own, other = (line.one, line.two) if first else (line.two, line.one)
    match = line.match
    points = (match.one_score, match.two_score) if first else (match.two_score, match.one_score)
    team = own.entrant.name if own else ""
    return Mine(match, team, other, line.won == ("one" if first else "two"), f"{points[0]}：{points[1]}")


@require_safe
@page(SIGNED_IN)
def matches(request: PageRequest) -> HttpResponse:
    """What I play, the next first, then what is over."""
    asked = request.GET.get("after", "")
    start = int(asked) if asked.isdigit() else 0
    found = list(matches_of(request.actor)[start : start + PAGE + 1])
    lines = [mine(each, request.actor) for each in lines_of(found[:PAGE])]
    told = {"lines": lines, "more": start + PAGE if len(found) > PAGE else None}
    return render(request, "portal/matches/matches.html", told)


@require_safe
@page(SIGNED_IN)
def tournament(request: PageRequest, pk: int) -> HttpResponse:
    """The rounds and the ranking."""
    found = get_object_or_404(shown_to_all(pk))
    return render(
        request, "portal/matches/tournament.html", {"tournament": found, "board": board_of(found, masked=True)}
    )
