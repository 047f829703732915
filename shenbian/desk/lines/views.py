"""A line of work: what waits there, its programmes, its registers, its year in figures."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from shenbian.accounts.access import OFFICER, PageRequest, page
from shenbian.desk.inbox.choosing import Choice
from shenbian.desk.inbox.grouping import groups
from shenbian.desk.lines.targets import targets_of
from shenbian.desk.lives.figures import stats_of, year_of
from shenbian.desk.menu import lines_of
from shenbian.desk.parts import is_part
from shenbian.facts.kind import Kind, kinds
from shenbian.flow.queries import waiting_for
from shenbian.kit.period import today
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Desk, Right
from shenbian.rights.rules import Reach
from shenbian.standard.programme import Programme, catalogue


@require_safe
@page(OFFICER)
def line(request: PageRequest, desk: str) -> HttpResponse:
    """Only for whom this line of work concerns."""
    found = _line_or_404(request.actor, desk)
    choice = Choice(line=found.value)
    waiting = groups(
        choice.narrow(waiting_for(request.actor), actor=request.actor, on=today()), actor=request.actor, on=today()
    )
    programmes = programmes_of(found)
    told = {
        "desk": found,
        "groups": waiting,
        "total": sum(group.total for group in waiting),
        "choice": choice,
        "programmes": programmes,
        "registers": [(kind, reverse("desk:register", args=[f"fact.{kind.key}"])) for kind in registers_of(programmes)],
    }
    return render(request, "desk/lines/line.html", told)


@require_safe
@page(OFFICER)
def figures(request: PageRequest, desk: str) -> HttpResponse:
    """The year's figures of its programmes where one's posts reach; asked for by its page once that is there."""
    found = _line_or_404(request.actor, desk)
    chosen = year_of(request.GET)
    top = _top(request.actor, found)
    programmes = programmes_of(found)
    told: dict[str, Any] = {"desk": found, "top": top, "counted": []}
    if top:
        told["target_year"] = chosen["year"] if request.GET.get("year") else today().year
        told["targets"] = targets_of(programmes, at=top, year=told["target_year"], on=today())
    if chosen["year"] and top:
        stats = stats_of(programmes, under=top.path, year=chosen["year"])
        told["counted"] = [(each, stats[each.key]) for each in programmes if stats[each.key]]
    return render(
        request, "desk/lines/figures_part.html" if is_part(request) else "desk/lines/figures.html", told | chosen
    )


def programmes_of(desk: Desk) -> list[Programme]:
    """What belongs to a line of work, in the order of the year."""
    return [programme for programme in catalogue if programme.desk == desk]


def registers_of(programmes: list[Programme]) -> list[Kind]:
    """The kinds of facts that these programmes write, each once."""
    return [kinds[key] for key in dict.fromkeys(key for each in programmes for key in each.kinds)]


def _line_or_404(actor: Actor, desk: str) -> Desk:
    if desk not in Desk.values or Desk(desk) not in lines_of(actor):
        raise Http404
    return Desk(desk)


def _top(actor: Actor, desk: Desk) -> Any:
    """The highest body at which the actor may read this line of work; None where there is none."""
    posts = [post for post in actor.posts if Right.REGISTER_READ in post.role.rights]
    mine = [post.organisation for post in posts if Reach.of(post).takes_in(post.organisation.path, desk)]
    return min(mine, key=lambda each: each.path.count("."), default=None)
