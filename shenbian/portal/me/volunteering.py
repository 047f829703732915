"""我的志愿服务: my hours by year and union, with the certificate of them; my teams, and what is offered to them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.actions import book_team, certify_hours, join_team
from shenbian.gatherings.models import Team
from shenbian.gatherings.serving import hours_of
from shenbian.gatherings.teams import Mine, booked_of, members_of, teams_of, teams_open
from shenbian.look.words import in_language

MOST = 30  # teams to join that are shown


@require_safe
@page(SIGNED_IN)
def volunteering(request: PageRequest) -> HttpResponse:
    """What counts of me, the latest year first; each with its certificate, or the button that asks for one."""
    hours = hours_of(request.actor)
    told: dict[str, Any] = {"hours": hours, "minutes": sum(each.minutes for each in hours)}
    told |= {"teams": teams_of(request.actor), "open": list(teams_open(request.actor)[:MOST])}
    return render(request, "portal/me/volunteering.html", told)


@require_POST
@page(SIGNED_IN)
def certify(request: PageRequest) -> HttpResponse:
    """Ask for the certificate of a year; the same again gives the one that stands."""
    year, body, kind = (request.POST.get(name, "") for name in ("year", "body", "kind"))
    if not (year.isdigit() and body.isdigit() and len(year) == 4 and len(body) < 19):
        raise Http404
    try:
        found = certify_hours(kind, year=int(year), body=int(body), by=request.actor)
    except NotYours as none:
        raise Http404 from none
    except Refused as why:
        messages.error(request, in_language(why.why))
        return redirect("portal:volunteering")
    return redirect("portal:certificate", found.pk)


@require_POST
@page(SIGNED_IN)
def join(request: PageRequest, pk: int) -> HttpResponse:
    """Come into a team, of my own will."""
    found = get_object_or_404(Team, pk=pk, status="standing")
    try:
        join_team(found, by=request.actor)
    except NotYours as none:
        raise Http404 from none
    except Refused as why:
        messages.error(request, in_language(why.why))
    else:
        messages.success(request, _("已加入服务队。"))
    return redirect("portal:volunteering")


@require_POST
@page(SIGNED_IN)
def leave(request: PageRequest, pk: int) -> HttpResponse:
    """Leave a team, at any time."""
    mine = _mine(request, pk)
    try:
        perform("leave", on=mine.member, by=request.actor)
    except Refused as why:
        messages.error(request, in_language(why.why))
    else:
        messages.success(request, _("已退出服务队。"))
    return redirect("portal:volunteering")


@require_http_methods(["GET", "HEAD", "POST"])
@page(SIGNED_IN)
def book(request: PageRequest, pk: int, session: int) -> HttpResponse:
    """The leader books members into a task of the team, in one go."""
    mine = _mine(request, pk)
    task = next((each for each in mine.tasks if each.pk == session), None)
    if task is None or not mine.leads:
        raise Http404
    team, refused = mine.member.team, []
    if request.method == "POST":
        people = [int(each) for each in request.POST.getlist("person") if each.isdigit() and len(each) < 19]
        try:
            outcomes = book_team(task, team, people, by=request.actor)
        except Refused as why:
            refused = [in_language(why.why)]
        else:
            refused = [f"{each.called}：{in_language(each.why)}" for each in outcomes if not each.moved]
            if not refused:
                messages.success(request, _("已为队员报名，都已告知。"))
                return redirect("portal:volunteering")
    told = {"team": team, "task": task, "members": list(members_of(team)), "booked": booked_of(task, team)}
    return render(request, "portal/me/team_book.html", told | {"refused": refused}, status=409 if refused else 200)


def _mine(request: PageRequest, team: int) -> Mine:
    found = next((each for each in teams_of(request.actor) if each.member.team_id == team), None)
    if found is None:
        raise Http404
    return found
