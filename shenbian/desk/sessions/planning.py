"""Planning: a kind is chosen, a form filled in, the days and their clashes looked at before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.sessions.forms import Plan
from shenbian.editions.models import Edition
from shenbian.editions.queries import editions_covered
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.actions import Planned, plan, plan_series
from shenbian.gatherings.declared import SessionKind, session_kinds
from shenbian.gatherings.models import Session
from shenbian.gatherings.queries import Clash, clashes
from shenbian.kit.period import beijing_date
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Desk, Right

KEEPS = needs(Right.REGISTER_KEEP)


@require_safe
@page(KEEPS)
def choose(request: PageRequest) -> HttpResponse:
    """Of which kind: those of the lines of work that one keeps. `?edition=` leads on where its programme has one."""
    edition = _edition(request)
    mine = [each for each in session_kinds if _may_plan(request.actor, each)]
    if edition is not None:
        mine = [each for each in mine if each.programme == edition.programme]
        if len(mine) == 1:
            return redirect(f"{reverse('desk:session-new', args=[mine[0].key])}?edition={edition.pk}")
    lines = [(desk.label, [each for each in mine if each.desk is desk]) for desk in Desk]
    told = {"lines": [each for each in lines if each[1]], "edition": edition}
    return render(request, "desk/sessions/choose.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@page(KEEPS)
def new(request: PageRequest, kind: str) -> HttpResponse:
    """Plan one, or a series; what clashes and what is more than one day is looked at first."""
    of = session_kinds.get(kind)
    if of is None or not _may_plan(request.actor, of):
        raise Http404
    form = Plan(request.POST or None, kind=of, actor=request.actor, edition=_edition(request))
    told: dict[str, Any] = {"form": form, "kind": of}
    if request.method != "POST":
        return render(request, "desk/sessions/new.html", told)
    if not form.is_valid():
        return render(request, "desk/sessions/new.html", told, status=422)
    days = dates_of(form.planned, form.all_days)
    step = request.POST.get("step", "")
    if step == "back":
        return render(request, "desk/sessions/new.html", told)
    if step != "do" and (len(days) != 1 or days[0].clashes):
        return render(request, "desk/sessions/preview.html", told | {"days": days, "clashing": _clashing(days)})
    return _done(request, form, told, [each.day for each in days if _chosen(request, each.day)])


@dataclass(frozen=True)
class Dated:
    """A day of what is to be planned, and what it would clash with."""

    day: date
    clashes: list[Clash]


def dates_of(said: Planned, days: list[date]) -> list[Dated]:
    """These days with their clashes. One query."""
    first = beijing_date(said.starts_at)
    would_be = [_would_be(said, day - first, -number) for number, day in enumerate(days, 1)]
    found = clashes(would_be)
    return [Dated(session.on, found.get(session.pk, [])) for session in would_be]


def _would_be(said: Planned, later: timedelta, pk: int) -> Session:
    """A session that is not kept, told apart by a number that none has."""
    starts, ends = said.starts_at + later, said.ends_at + later if said.ends_at else None
    place = {"place": said.place, "room": said.room, "teacher": said.teacher}
    return Session(pk=pk, on=beijing_date(starts), starts_at=starts, ends_at=ends, **place)


def _clashing(days: list[Dated]) -> int:
    return sum(1 for each in days if each.clashes)


def _chosen(request: PageRequest, day: date) -> bool:
    """Every day, or those that were left ticked on the preview."""
    return request.POST.get("step") != "do" or day.isoformat() in request.POST.getlist("day")


def _done(request: PageRequest, form: Plan, told: dict[str, Any], days: list[date]) -> HttpResponse:
    try:
        if form.cleaned_data["repeat"]:
            made = plan_series(form.planned, days=days, by=request.actor)
        else:
            made = [plan(form.planned, by=request.actor)]
    except NotYours as no:
        raise Http404 from no
    except Refused as no:
        form.add_error(None, no.why)
        return render(request, "desk/sessions/new.html", told, status=422)
    if len(made) == 1:
        return redirect("desk:session", pk=made[0].pk)
    messages.success(request, f"安排了{len(made)}场，都在筹备中；核对以后一起发布。")
    return redirect(f"{reverse('desk:sessions')}?series={made[0].series}")


def _edition(request: PageRequest) -> Edition | None:
    pk = request.GET.get("edition", "")
    if not pk.isdigit() or len(pk) > 18:
        return None
    found: Edition | None = editions_covered(request.actor).filter(pk=int(pk)).first()
    return found


def _may_plan(actor: Actor, kind: SessionKind) -> bool:
    """Whether they keep registers of its line of work somewhere. No query."""
    posts = (post for post in actor.posts if Right.REGISTER_KEEP in post.role.rights)
    return any(not post.desks or kind.desk.value in post.desks for post in posts)
