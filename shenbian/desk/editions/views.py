"""Editions: what runs and ran, one of them with its set-up, entries and figures, planned, cloned, and its hosts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.brackets.queries import plays
from shenbian.challenges.framing import challenge_of
from shenbian.courses.declared import course_kinds
from shenbian.desk.editions import gathered
from shenbian.desk.editions.choosing import Choice, page_by_id, page_by_year
from shenbian.desk.editions.forms import Hosts, Plan, hosted_by, told, where
from shenbian.desk.lives.figures import stats_of
from shenbian.editions.actions import SettingUp, name_hosts, set_up
from shenbian.editions.models import Edition
from shenbian.editions.queries import (
    counts,
    editions_covered,
    entries_covered,
    hosts_of,
    places_taken,
    submitted_counts,
    taking_sheets,
    twin_of,
    years_of,
)
from shenbian.flow.offers import offers
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.actions import Cloned, clone_whole
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may
from shenbian.standard.programme import Programme, catalogue
from shenbian.streams.kinds import stream_kinds

READS = needs(Right.REGISTER_READ)
MANAGES = needs(Right.EDITION_MANAGE)


@require_safe
@page(READS)
def listed(request: PageRequest) -> HttpResponse:
    """The editions within one's reach, the latest year first."""
    choice = Choice.of(request.GET)
    covered = editions_covered(request.actor)
    rows, following = page_by_year(choice.narrow(covered), request.GET.get("after", ""))
    counted = submitted_counts(rows, request.actor)
    shown = [{"edition": each, "programme": title_of(each), "entries": counted.get(each.pk, 0)} for each in rows]
    context = {"rows": shown, "chips": choice.chips(years_of(covered)), "query": choice.query, "following": following}
    return render(request, "desk/editions/list.html", context | {"manages": MANAGES.lets_in(request.actor)})


@require_safe
@page(READS)
def edition(request: PageRequest, pk: int) -> HttpResponse:
    """One edition: where it stands and what may be done, its set-up, its entries by state, its figures."""
    found = _covered_or_404(request.actor, pk)
    return render(request, "desk/editions/edition.html", _told(request, found))


@require_safe
@page(READS)
def figures(request: PageRequest, pk: int) -> HttpResponse:
    """The figures of its programme in its year, below the body that runs it; asked for once the page is there."""
    found = _covered_or_404(request.actor, pk)
    programme = _programme(found.programme)
    mine = may(request.actor, Right.REGISTER_READ, found)
    stats = stats_of([programme], under=found.organisation.path, year=found.year)[programme.key] if mine else []
    context = {"edition": found, "stats": stats, "programme": programme, "mine": mine}
    return render(request, "desk/editions/figures.html", context)


@require_safe
@page(MANAGES)
def choose(request: PageRequest) -> HttpResponse:
    """Of which programme a new edition shall be: those of the lines of work that one runs."""
    mine = [each for each in catalogue if where(request.actor, each).exists()]
    context = {
        "with_entries": [each for each in mine if each.entries],
        "others": [each for each in mine if not each.entries],
    }
    return render(request, "desk/editions/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(MANAGES)
def new(request: PageRequest, programme: str) -> HttpResponse:
    """Plan an edition."""
    of = _programme(programme)
    if not where(request.actor, of).exists():
        raise Http404
    form = Plan(request.POST or None, programme=of, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            planned = set_up(SettingUp(programme=of.key, desk=of.desk.value, **form.cleaned_data), by=request.actor)
        except Refused as no:
            form.add_error(None, no.why)
        else:
            return redirect("desk:edition", pk=planned.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/editions/new.html", {"form": form, "programme": of}, status=status)


@require_POST
@page(MANAGES)
def cloned(request: PageRequest, pk: int) -> HttpResponse:
    """The same for the year after, planned: with what lies below it, sessions and quotas; asked again, that."""
    found = _covered_or_404(request.actor, pk)
    try:
        came = clone_whole(found, year=found.year + 1, by=request.actor)
    except NotYours as no:
        raise Http404 from no
    except Refused as no:
        messages.warning(request, no.why)
        twin = twin_of(found, year=found.year + 1)
        return redirect("desk:edition", pk=twin.pk if twin else pk)
    messages.success(request, _came_along(came))
    return redirect("desk:edition", pk=came.edition.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@page(MANAGES)
def hosts(request: PageRequest, pk: int) -> HttpResponse:
    """Who holds it, with which part."""
    found = _covered_or_404(request.actor, pk)
    if not may(request.actor, Right.EDITION_MANAGE, found):
        raise Http404
    initial = told(list(found.hosts.select_related("organisation", "unit")))
    form = Hosts(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        name_hosts(found, hosted_by([each.cleaned_data for each in form if each.cleaned_data]), by=request.actor)
        return redirect("desk:edition", pk=found.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/editions/hosts.html", {"edition": found, "form": form}, status=status)


def title_of(edition: Edition) -> str:
    """What its programme is called; one that is no longer declared keeps its key."""
    return next((each.title for each in catalogue if each.key == edition.programme), edition.programme)


def _told(request: PageRequest, found: Edition) -> dict[str, Any]:
    kind = found.kind
    entries = entries_covered(request.actor, found)
    states = counts(entries, kind.flow) if kind else []
    state = request.GET.get("state", "")
    chosen = entries.filter(status=state) if state in {each.state for each in states} else entries
    rows, following = page_by_id(chosen, request.GET.get("after", "")) if kind else ([], "")
    return {
        "edition": found,
        "label": found._meta.label_lower,
        "kind": kind,
        "programme": title_of(found),
        "offers": offers(found, request.actor),
        "manages": may(request.actor, Right.EDITION_MANAGE, found),
        "by_sheet": bool(kind and kind.by_sheet) and taking_sheets(request.actor).filter(pk=found.pk).exists(),
        "taken": places_taken(found) if found.quota else None,
        "challenge": challenge_of(found),
        "course": course_kinds.of(found.programme),
        "plays": plays(found),
        "hosts": hosts_of(found),
        "streams": list(found.streams.order_by("starts_at", "pk")) if stream_kinds.of(found.programme) else None,
        **_gathered(request, found),
        "states": states,
        "state": state,
        "total": sum(each.count for each in states),
        "entries": rows,
        "following": following,
    }


def _gathered(request: PageRequest, found: Edition) -> dict[str, Any]:
    """What lies below an umbrella; its own sessions where its programme holds any."""
    below, all_below = gathered.below_of(found) if not found.kind else ([], gathered.Come())
    told: dict[str, Any] = {"below": below, "all_below": all_below}
    if not gathered.has_sessions(found) or below:
        return told
    keeps = may(request.actor, Right.REGISTER_KEEP, found)
    sessions = gathered.sessions_shown(found, request.actor)
    return told | {"holds": True, "sessions": sessions, "come": gathered.come_of(found), "keeps": keeps}


def _came_along(came: Cloned) -> str:
    """What a clone brought with it, in words."""
    every = list(came.all())
    told = [f"下属{len(every) - 1:,}项"] * (len(every) > 1)
    if count := sum(len(each.sessions) for each in every):
        told.append(f"{count:,}场次和{came.quotas():,}份工会名额")
    left = "、".join(edition.title for each in every for edition in each.left)
    there = "、".join(edition.title for each in every for edition in each.there)
    return "".join(
        [
            f"已照此筹备{came.edition.year}年的",
            f"，带上了{'，'.join(told)}，时间顺延一年；请逐项核对" if told else "",
            f"。不在您职责范围内的没有带上：{left}" if left else "",
            f"。已经在筹备的没有再建：{there}" if there else "",
            "。",
        ]
    )


def _covered_or_404(actor: Actor, pk: int) -> Edition:
    return get_object_or_404(editions_covered(actor).select_related("organisation", "umbrella"), pk=pk)


def _programme(key: str) -> Programme:
    found = next((each for each in catalogue if each.key == key), None)
    if found is None:
        raise Http404
    return found
