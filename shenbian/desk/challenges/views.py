"""The challenge of an edition at the desk: what it came to, what waits, days, people and unions, and its workbook."""

from __future__ import annotations

import tempfile
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.challenges.declared import ChallengeKind
from shenbian.challenges.framing import challenge_of, rule_of
from shenbian.challenges.models import DayCount
from shenbian.challenges.queries import (
    days_covered,
    days_in_state,
    ranking,
    totals,
    union_ranking,
)
from shenbian.desk.challenges.export import write_ranking
from shenbian.desk.editions.choosing import page_by_id
from shenbian.desk.registers.out import workbook_answer
from shenbian.editions.models import Edition
from shenbian.editions.queries import editions_covered
from shenbian.flow.refusals import Refused
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered
from shenbian.rulebook.queries import NoRule

READS = needs(Right.REGISTER_READ)
SIZE = 50


@require_safe
@page(READS)
def challenge(request: PageRequest, pk: int) -> HttpResponse:
    """What it came to within one's reach, and the ranking of people."""
    found, kind = _found(request, pk)
    reach = covered(request.actor, Right.REGISTER_READ, owner="")
    rows = Paginator(ranking(found, within=reach), SIZE).get_page(request.GET.get("page"))
    told = _told(request, found, kind, "people") | {"rows": rows}
    return render(request, "desk/challenges/people.html", told)


@require_safe
@page(READS)
def days(request: PageRequest, pk: int) -> HttpResponse:
    """Days within one's reach, the latest that came first; what waits for a decision unless another state is asked."""
    found, kind = _found(request, pk)
    mine = days_covered(request.actor, found)
    states = days_in_state(mine, kind)
    state = request.GET.get("state", "doubtful")
    chosen = mine.filter(status=state) if state in {each.state for each in states} else mine.filter(status="doubtful")
    rows, following = page_by_id(chosen.order_by("-pk"), request.GET.get("after", ""))
    told = _told(request, found, kind, "days") | {"states": states, "state": state, "rows": rows}
    return render(request, "desk/challenges/days.html", told | {"following": following})


@require_safe
@page(READS)
def unions(request: PageRequest, pk: int) -> HttpResponse:
    """The ranking of unions, by what each who joined did or by the sum."""
    found, kind = _found(request, pk)
    by = "total" if request.GET.get("by") == "total" else "average"
    rows = Paginator(union_ranking(found, by=by), SIZE).get_page(request.GET.get("page"))
    told = _told(request, found, kind, "unions") | {"rows": rows, "more": f"by={by}&"}
    told |= {"by_average": by == "average", "by_total": by == "total"}
    return render(request, "desk/challenges/unions.html", told)


@require_POST
@page(needs(Right.REGISTER_EXPORT))
def exported(request: PageRequest, pk: int) -> HttpResponseBase:
    """Both rankings as a workbook: the people within one's reach, every union. Leaves a trace."""
    found, kind = _found(request, pk)
    reach = covered(request.actor, Right.REGISTER_EXPORT, owner="")
    book = tempfile.TemporaryFile()  # noqa: SIM115 -- closed by the answer, once it is sent
    write_ranking(found, kind, ranking(found, within=reach), book, by=request.actor)
    return workbook_answer(book, f"{found.title}排名")


def _found(request: PageRequest, pk: int) -> tuple[Edition, ChallengeKind]:
    """The edition, if one may see it and it is a challenge. Raises Http404."""
    found = get_object_or_404(editions_covered(request.actor).select_related("organisation", "umbrella"), pk=pk)
    kind = challenge_of(found)
    if kind is None:
        raise Http404
    return found, kind


def _told(request: PageRequest, found: Edition, kind: ChallengeKind, here: str) -> dict[str, Any]:
    """What every page of a challenge says: its totals within one's reach, its rule, and where else one may go."""
    reach = covered(request.actor, Right.REGISTER_READ, owner="")
    waits = DayCount.objects.filter(reach, edition=found, status="doubtful").count()
    pages = (
        ("people", "个人排名", "challenge"),
        ("unions", "工会排名", "challenge-unions"),
        ("days", "每日数据", "challenge-days"),
    )
    told: dict[str, Any] = {
        "edition": found,
        "kind": kind,
        "waits": waits,
        "here": here,
        "tabs": [
            {"title": title, "href": reverse(f"desk:{name}", args=[found.pk]), "here": key == here}
            for key, title, name in pages
        ],
        "may_export": needs(Right.REGISTER_EXPORT).lets_in(request.actor),
    }
    try:
        rule = rule_of(found)
    except (Refused, NoRule) as none:
        return told | {"no_rule": str(none)}
    came_to = totals(found, rule, within=reach)
    share = f"，占报名的{came_to.percent}" if came_to.percent else ""
    return told | {"rule": rule, "totals": came_to, "completing": f"有效日满{rule.complete_days}天{share}"}
