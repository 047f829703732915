"""The desk's first page: what waits for me."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from shenbian.accounts.access import OFFICER, PageRequest, page
from shenbian.desk.inbox.choosing import Choice
from shenbian.desk.inbox.grouping import Group, flows, groups
from shenbian.desk.inbox.paging import page_after
from shenbian.desk.menu import lines_of
from shenbian.desk.waiting import lines
from shenbian.flow.models import Waiting
from shenbian.flow.queries import waiting_for
from shenbian.kit.period import today
from shenbian.rights.catalogue import Desk


@require_safe
@page(OFFICER)
def inbox(request: PageRequest) -> HttpResponse:
    """Grouped by what I can do with it; with `?group=` one of the groups whole, page by page."""
    choice, on = Choice.of(request.GET), today()
    waiting = choice.narrow(waiting_for(request.actor), actor=request.actor, on=on)
    told: dict[str, Any] = {"choice": choice, "chips": choice.chips(), "on": on}
    if choice.group:
        return render(request, "desk/inbox/group.html", told | _one_group(request, choice, waiting))
    found = groups(waiting, actor=request.actor, on=on)
    told |= {
        "groups": found,
        "total": sum(group.total for group in found),
        "overdue": sum(group.overdue for group in found),
        "offered": choice.offers(_worth_choosing(request)),
    }
    return render(request, "desk/inbox/inbox.html", told)


def _worth_choosing(request: PageRequest) -> tuple[Desk, ...]:
    """Lines of work as filters: for whoever has a few. Who has all of them finds each on the left."""
    mine = lines_of(request.actor)
    return mine if 1 < len(mine) < len(Desk) else ()


def _one_group(request: PageRequest, choice: Choice, waiting: QuerySet[Waiting]) -> dict[str, Any]:
    rows, after = page_after(waiting, request.GET.get("after", ""))
    name, _, key = choice.group.rpartition(".")
    flow = flows().get(name)
    state = next((state for state in flow.states if state.key == key), None) if flow else None
    shown = lines(rows, actor=request.actor, on=today())
    return {
        "group": Group(flow, state, len(shown), sum(line.overdue for line in shown), shown) if flow and state else None,
        "lines": shown,
        "said": f"按期限排列，本页{len(shown)}件",
        "first_url": f"{reverse('desk:home')}{choice.url()}" if request.GET.get("after") else "",
        "next_url": f"{reverse('desk:home')}{choice.url()}&{urlencode({'after': after})}" if after else "",
    }
