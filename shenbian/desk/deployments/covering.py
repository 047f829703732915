"""Who has not been out yet this year, of those who all go: the misses of a coverage, before the year is over."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.deployments.declared import Sending, sendings
from shenbian.desk.lives.figures import Stat, stat, year_of
from shenbian.kit.period import Period, today
from shenbian.metrics.measure import measure
from shenbian.metrics.metric import metrics
from shenbian.metrics.rows import misses
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right

READS = needs(Right.REGISTER_READ)
PAGE = 100


@require_safe
@page(READS)
def missing(request: PageRequest) -> HttpResponse:
    """Of one's subtree and a year, this one unless said."""
    year, after = _year(request), request.GET.get("after", "")
    told = [
        _missing(each, request.actor, year, int(after) if after.isdigit() else 0) for each in sendings if each.cover
    ]
    years = sorted({today().year, *year_of(request.GET)["years"]}, reverse=True)
    context = {"told": [each for each in told if each], "year": year, "years": years, "left": _left(year)}
    return render(request, "desk/deployments/missing.html", context)


def _missing(sending: Sending, actor: Actor, year: int, after: int) -> dict[str, Any] | None:
    """The figure and the next so many who are not in it. Four queries."""
    top = _top(actor, sending)
    if not top:
        return None
    metric, period = metrics[sending.cover], Period.year(year)
    keys = misses(metric, under=top, period=period, after=(after,) if after else (), limit=PAGE + 1)
    people = {each.key: each for each in Person.objects.filter(key__in=[key[0] for key in keys])}
    named = [people[int(key[0])] for key in keys[:PAGE] if int(key[0]) in people]
    figure = measure([metric], under=top, period=period)[metric.key]
    shown: Stat | None = stat(figure) if figure.value is not None else None
    following = keys[PAGE - 1][0] if len(keys) > PAGE else ""
    return {"sending": sending, "stat": shown, "missed": figure.missed, "people": named, "following": following}


def _top(actor: Actor, sending: Sending) -> str:
    """The highest body at which the actor may read this line of work; empty where there is none."""
    posts = [post for post in actor.posts if Right.REGISTER_READ in post.role.rights]
    mine = [post.organisation.path for post in posts if not post.desks or sending.desk.value in post.desks]
    return min(mine, key=lambda path: path.count("."), default="")


def _year(request: PageRequest) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdigit() and 2000 <= int(asked) <= 2100 else today().year


def _left(year: int) -> int:
    """How many days the year still has; none where it is over."""
    return (Period.year(year).end - today()).days if year == today().year else 0
