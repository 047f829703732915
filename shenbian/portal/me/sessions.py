"""我的预约与参与: what I booked that lies ahead, where I was, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import ExtractYear
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.gatherings.models import LIVE
from shenbian.gatherings.queries import bookings_of, turns_of
from shenbian.kit.period import today
from shenbian.rights.actor import Actor

PAGE = 30
MOST = 50  # that lie ahead; nobody books more


@dataclass(frozen=True)
class Year:
    """How often and how long I was there in a year."""

    year: int
    count: int
    minutes: int


@require_safe
@page(SIGNED_IN)
def mine(request: PageRequest) -> HttpResponse:
    """What lies ahead, the nearest first; how much it was, by year; where I was, so many at a time."""
    start = _start(request)
    ahead = bookings_of(request.actor).filter(status__in=LIVE, session__on__gte=today(), session__status="open")
    turns = list(turns_of(request.actor)[start : start + PAGE + 1])
    years = years_of(request.actor)
    told: dict[str, Any] = {
        "ahead": list(ahead.order_by("session__starts_at", "id")[:MOST]) if not start else [],
        "turns": turns[:PAGE],
        "more": start + PAGE if len(turns) > PAGE else None,
        "years": years,
        "all": Year(0, sum(each.count for each in years), sum(each.minutes for each in years)),
        "first": not start,
    }
    return render(request, "portal/me/sessions.html", told)


@require_safe
@page(SIGNED_IN)
def bookings(request: PageRequest) -> HttpResponse:
    """Everything that I booked, also what came to nothing, the latest day first."""
    start = _start(request)
    found = list(bookings_of(request.actor)[start : start + PAGE + 1])
    told = {"bookings": found[:PAGE], "more": start + PAGE if len(found) > PAGE else None}
    return render(request, "portal/me/bookings.html", told)


def years_of(actor: Actor) -> list[Year]:
    """What counts of me, year by year, the latest first. One query."""
    rows = turns_of(actor).filter(status="counted").order_by().annotate(year=ExtractYear("happened_on")).values("year")
    summed = rows.annotate(count=Count("pk"), minutes=Sum("minutes")).order_by("-year")
    return [Year(row["year"], row["count"], row["minutes"] or 0) for row in summed]


def _start(request: PageRequest) -> int:
    after = request.GET.get("after", "")
    return int(after) if after.isdigit() and len(after) < 6 else 0
