"""Worklists, a notice drawn up from what was reviewed, its page, and objections taken down."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.awards.actions import Drafted, Objecting, draft_notice, take_down
from shenbian.awards.declared import subsidies
from shenbian.awards.models import Objection, PublicNotice
from shenbian.awards.queries import counted, lines_of, notices_covered, payable, to_announce
from shenbian.desk.asking import ask
from shenbian.desk.awards.forms import MOST, Announcing, TakenDown
from shenbian.desk.editions.choosing import page_by_id
from shenbian.editions.declared import entry_kinds
from shenbian.editions.models import Entry
from shenbian.flow.offers import offers
from shenbian.kit.period import today
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may

READS = needs(Right.REGISTER_READ)
MANAGES = needs(Right.EDITION_MANAGE)
KEEPS = needs(Right.REGISTER_KEEP)
BY_ITSELF = ("record", "pause", "resume")  # moves that an objection or a sheet makes
LINES = 200  # of a notice's page; the public page has them all


@require_safe
@page(READS)
def awards(request: PageRequest) -> HttpResponse:
    """What waits to be made public and to be paid, by programme; the notices within one's reach."""
    rows, following = page_by_id(notices_covered(request.actor), request.GET.get("after", ""))
    kinds = {kind.key: entry_kinds.programme_of(kind.key) for kind in entry_kinds}
    waiting = Counter(kinds[key] for key in to_announce(request.actor).values_list("kind_key", flat=True))
    owed = Counter(payable(request.actor).values_list("programme", flat=True))
    told = {
        "rows": rows,
        "following": following,
        "work": [
            {"subsidy": each, "waiting": waiting[each.programme], "owed": owed[each.programme]}
            for each in subsidies
            if waiting[each.programme] or owed[each.programme]
        ],
    }
    return render(request, "desk/awards/list.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@page(MANAGES)
def announce(request: PageRequest, programme: str) -> HttpResponse:
    """Draw up a notice of what was reviewed; it begins on its own page."""
    if programme not in subsidies:
        raise Http404
    rows = waiting_for(request.actor, programme)
    title = f"{subsidies[programme].title}拟发放名单公示（{today().year}年）"
    form = Announcing(request.POST or None, rows=rows, title=title)
    asked = ask(request, form, lambda: _drafted(programme, form.cleaned_data, request.actor))
    if asked.done:
        return redirect("desk:award_notice", pk=asked.done.pk)
    told = {"form": form, "subsidy": subsidies[programme], "rows": rows, "refused": asked.refused}
    return render(request, "desk/awards/announce.html", told, status=asked.status)


def waiting_for(actor: Actor, programme: str) -> list[Entry]:
    """The reviewed applications of a programme, all of one body's edition, the earliest first."""
    keys = [kind.key for kind in entry_kinds if entry_kinds.programme_of(kind.key) == programme]
    return list(to_announce(actor).filter(kind_key__in=keys)[:MOST])


def _drafted(programme: str, said: dict[str, Any], by: Actor) -> PublicNotice:
    entries = sorted(said["chosen"], key=lambda each: each.pk)
    edition = entries[0].edition
    return draft_notice(
        Drafted(
            programme=programme,
            title=said["title"],
            organisation=edition.organisation,
            desk=edition.desk,
            subjects=[each.subject for each in entries],
            contact=said["contact"],
        ),
        by=by,
    )


@require_safe
@page(READS)
def notice(request: PageRequest, pk: int) -> HttpResponse:
    """Where it stands and what may be done; its lines as everybody reads them; what was said against them."""
    found = _notice_or_404(request.actor, pk)
    lines = list(lines_of(found)[: LINES + 1])
    told = {
        "notice": found,
        "label": found._meta.label_lower,
        "offers": [each for each in offers(found, request.actor) if each.move.name not in BY_ITSELF],
        "lines": lines[:LINES],
        "more": len(lines) > LINES,
        "objections": list(
            Objection.objects.filter(notice=found)
            .exclude(status="draft")
            .select_related("line__person", "line__unit")
            .order_by("-pk")
        ),
        "keeps": may(request.actor, Right.REGISTER_KEEP, found) and found.status in ("running", "paused"),
        "public": found.status in ("running", "paused", "ended"),
    }
    return render(request, "desk/awards/notice.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@page(KEEPS)
def objection(request: PageRequest, pk: int) -> HttpResponse:
    """Take down what somebody says against it; the clock stands still from then on."""
    found = _notice_or_404(request.actor, pk)
    if not may(request.actor, Right.REGISTER_KEEP, found):
        raise Http404
    form = TakenDown(request.POST or None, notice=found)
    asked = ask(request, form, lambda: take_down(Objecting(notice=found, **form.cleaned_data), by=request.actor))
    if asked.done:
        messages.success(request, "异议已登记，公示暂停计时，由没有经办过的同事核实。")
        return redirect("desk:award_notice", pk=found.pk)
    told = {"form": form, "notice": found, "refused": asked.refused}
    return render(request, "desk/awards/objection.html", told, status=asked.status)


def _notice_or_404(actor: Actor, pk: int) -> PublicNotice:
    return get_object_or_404(counted(notices_covered(actor)), pk=pk)
