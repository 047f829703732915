"""A challenge on the phone: my days with why one does not count, my place, the rankings, and leaving."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.challenges.actions import name_in_ranking
from shenbian.challenges.declared import ChallengeKind
from shenbian.challenges.framing import challenge_of, rule_of
from shenbian.challenges.models import Unnamed
from shenbian.challenges.queries import (
    days_by_date,
    ranking,
    standing_of,
    union_ranking,
)
from shenbian.editions.models import Edition, Entry
from shenbian.editions.queries import entry_of
from shenbian.flow.refusals import Refused
from shenbian.flow.table import Phase
from shenbian.look.words import in_language
from shenbian.portal.part.filling import mine
from shenbian.rulebook.queries import NoRule

SIZE = 30
SHOWN = ("open", "closed", "finished")


@require_safe
@page(SIGNED_IN)
def days(request: PageRequest, pk: int) -> HttpResponse:
    """My days, the latest first, what counts of them and why the rest does not; how far I am."""
    entry, kind = _mine(request, pk)
    rows = Paginator(days_by_date(entry), SIZE).get_page(request.GET.get("page"))
    told: dict[str, Any] = {"entry": entry, "kind": kind, "rows": rows, "standing": standing_of(entry)}
    told |= {"takes_part": entry.phase == Phase.DONE, "hidden": Unnamed.objects.filter(entry=entry).exists()}
    try:
        told["rule"] = rule_of(entry.edition)
    except (Refused, NoRule):
        told["rule"] = None
    return render(request, "portal/challenges/days.html", told)


@require_POST
@page(SIGNED_IN)
def named(request: PageRequest, pk: int) -> HttpResponse:
    """Whether I am named, masked, in the ranking."""
    entry, _kind = _mine(request, pk)
    wants = request.POST.get("named") == "1"
    try:
        name_in_ranking(entry, named=wants, by=request.actor)
    except Refused as why:
        messages.error(request, in_language(why.why))
    else:
        messages.success(request, _("排名里会显示遮盖的姓名。") if wants else _("排名里不再显示您的姓名。"))
    return redirect("portal:challenge", entry.pk)


@require_safe
@page(SIGNED_IN)
def people(request: PageRequest, pk: int) -> HttpResponse:
    """Who is ahead: masked names, my own in full."""
    found, kind = _shown(pk)
    rows = Paginator(ranking(found), SIZE).get_page(request.GET.get("page"))
    told = {"edition": found, "kind": kind, "rows": rows, "mine": entry_of(request.actor, found)}
    return render(request, "portal/challenges/people.html", told)


@require_safe
@page(SIGNED_IN)
def unions(request: PageRequest, pk: int) -> HttpResponse:
    """Which unions are ahead, by what each of theirs who joined did or by the sum."""
    found, kind = _shown(pk)
    by = "total" if request.GET.get("by") == "total" else "average"
    rows = Paginator(union_ranking(found, by=by), SIZE).get_page(request.GET.get("page"))
    mine = entry_of(request.actor, found)
    told = {"edition": found, "kind": kind, "rows": rows, "by": by, "own": mine.organisation_id if mine else None}
    return render(request, "portal/challenges/unions.html", told | {"mine": mine})


def _mine(request: PageRequest, pk: int) -> tuple[Entry, ChallengeKind]:
    """My entry of a challenge that was handed in. Raises Http404."""
    entry = mine(request, pk)
    kind = challenge_of(entry.edition)
    if kind is None or not entry.number:
        raise Http404
    return entry, kind


def _shown(pk: int) -> tuple[Edition, ChallengeKind]:
    found = get_object_or_404(Edition.objects.select_related("organisation"), pk=pk, status__in=SHOWN)
    kind = challenge_of(found)
    if kind is None:
        raise Http404
    return found, kind
