"""Tournaments at the desk: those of an edition, one with its draw, rounds and ranking, and the referee's pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.brackets.actions import enter_people, enter_team, file_protest, set_up
from shenbian.brackets.flows import MATCH
from shenbian.brackets.models import Match, Tournament
from shenbian.brackets.queries import Line, board_of, drawn_again, line_of, plays, tournaments_covered
from shenbian.desk.asking import ask
from shenbian.desk.editions.choosing import page_by_id
from shenbian.desk.tournaments.forms import Entering, NewTournament, Protesting, asked_by
from shenbian.editions.models import Edition
from shenbian.editions.queries import editions_covered
from shenbian.flow.actions import perform
from shenbian.flow.offers import offers
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may

READS = needs(Right.REGISTER_READ)
MANAGES = needs(Right.EDITION_MANAGE)
KEEPS = needs(Right.REGISTER_KEEP)


@require_safe
@page(READS)
def listed(request: PageRequest, pk: int) -> HttpResponse:
    """The tournaments of an edition, the latest first."""
    edition = _edition_or_404(request.actor, pk)
    mine = tournaments_covered(request.actor).filter(edition=edition)
    rows, following = page_by_id(mine, request.GET.get("after", ""))
    manages = may(request.actor, Right.EDITION_MANAGE, edition)
    told = {"edition": edition, "rows": rows, "following": following, "manages": manages}
    return render(request, "desk/tournaments/list.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@page(MANAGES)
def new(request: PageRequest, pk: int) -> HttpResponse:
    """Set one up."""
    edition = _edition_or_404(request.actor, pk)
    form = NewTournament(request.POST or None)
    asked = ask(request, form, lambda: set_up(edition, by=request.actor, **form.cleaned_data))
    if asked.done:
        return redirect("desk:tournament_enter", pk=asked.done.pk)
    told = {"form": form, "edition": edition, "refused": asked.refused}
    return render(request, "desk/tournaments/new.html", told, status=asked.status)


@require_safe
@page(READS)
def tournament(request: PageRequest, pk: int) -> HttpResponse:
    """Where it stands and what may be done, who plays, the rounds, the ranking."""
    found = _tournament_or_404(request.actor, pk)
    told = {
        "tournament": found,
        "label": found._meta.label_lower,
        "offers": offers(found, request.actor),
        "board": board_of(found, masked=False),
        "same": drawn_again(found),
        "keeps": may(request.actor, Right.REGISTER_KEEP, found),
    }
    return render(request, "desk/tournaments/tournament.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@page(KEEPS)
def entering(request: PageRequest, pk: int) -> HttpResponse:
    """Enter people, or a team: whoever may not play is named with the reason, and nobody of a team is entered then."""
    found = _tournament_or_404(request.actor, pk)
    form = Entering(request.POST or None, tournament=found, actor=request.actor)
    asked = ask(request, form, lambda: _entered(found, form.cleaned_data, request.actor))
    if asked.done == []:
        messages.success(request, "已报名。")
        return redirect("desk:tournament", pk=found.pk)
    told = {"form": form, "tournament": found, "refused": [asked.refused] if asked.refused else asked.done}
    return render(request, "desk/tournaments/enter.html", told, status=409 if asked.done else asked.status)


def _entered(found: Tournament, said: dict[str, Any], by: Actor) -> list[str]:
    """Why somebody was not entered; nothing where all were."""
    if found.teams:
        enter_team(found, said["name"], said["people"], by=by)
        return []
    return [each.why for each in enter_people(found, said["people"], by=by) if not each.moved]


@require_http_methods(["GET", "HEAD", "POST"])
@page(KEEPS)
def match(request: PageRequest, pk: int, name: str) -> HttpResponse:
    """A referee enters a result, puts it right, says who did not come, or where it is played."""
    line = _line_or_404(request.actor, pk)
    form = asked_by(name, line, request.POST or None)
    move = MATCH.find(name, line.match.status)
    if form is None or move is None or not may(request.actor, move.right, line.match):
        raise Http404
    asked = ask(request, form, lambda: perform(name, on=line.match, by=request.actor, said=request.POST.dict()))
    if asked.done:
        return redirect("desk:tournament", pk=line.match.tournament_id)
    told = {"form": form, "line": line, "title": move.title, "refused": asked.refused}
    return render(request, "desk/tournaments/match.html", told, status=asked.status)


@require_http_methods(["GET", "HEAD", "POST"])
@page(KEEPS)
def protest(request: PageRequest, pk: int) -> HttpResponse:
    """Write down a protest; somebody else decides about it."""
    line = _line_or_404(request.actor, pk)
    form = Protesting(request.POST or None, line=line)
    asked = ask(request, form, lambda: _filed(line, form.cleaned_data, request.actor))
    if asked.done:
        messages.success(request, "异议已登记，等别人裁决。")
        return redirect("desk:tournament", pk=line.match.tournament_id)
    told = {"form": form, "line": line, "title": "登记异议", "refused": asked.refused}
    return render(request, "desk/tournaments/match.html", told, status=asked.status)


def _filed(line: Line, said: dict[str, Any], by: Actor) -> Any:
    side = line.one if said["side"] == "one" else line.two
    if side is None:
        raise Http404
    return file_protest(line.match, entrant=side.entrant, reason=said["reason"], by=by)


def _edition_or_404(actor: Actor, pk: int) -> Edition:
    found = get_object_or_404(editions_covered(actor), pk=pk)
    if not plays(found):
        raise Http404
    return found


def _tournament_or_404(actor: Actor, pk: int) -> Tournament:
    return get_object_or_404(tournaments_covered(actor), pk=pk)


def _line_or_404(actor: Actor, pk: int) -> Line:
    found = get_object_or_404(Match.objects.select_related(*Match.RELATED, "session"), pk=pk)
    _tournament_or_404(actor, found.tournament_id)
    return line_of(found)
