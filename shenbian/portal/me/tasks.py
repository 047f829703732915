"""Where I am sent, and the days on which I was there."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.deployments.queries import my_days, my_tasks
from shenbian.kit.period import today

PAGE = 30


@require_safe
@page(SIGNED_IN)
def tasks(request: PageRequest) -> HttpResponse:
    """My orders that are not over; my days, the latest first, so many at a time."""
    skip = request.GET.get("skip", "")
    start = int(skip) if skip.isdigit() and len(skip) < 6 else 0
    days = list(my_days(request.actor)[start : start + PAGE + 1])
    told: dict[str, Any] = {
        "tasks": list(my_tasks(request.actor, today())) if not start else [],
        "days": days[:PAGE],
        "more": start + PAGE if len(days) > PAGE else None,
        "officer": bool(request.actor.posts),
    }
    return render(request, "portal/me/tasks.html", told)
