"""Teams of volunteers: those within one's reach, a new one, one of them with its people and its tasks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.asking import ask
from shenbian.desk.editions.choosing import page_by_id
from shenbian.desk.teams.forms import NewTeam, Offer, People, where
from shenbian.flow.offers import offers
from shenbian.gatherings.actions import found_team, offer_to_team, take_in
from shenbian.gatherings.models import Team
from shenbian.gatherings.teams import members_of, tasks_of, teams_covered
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may

READS, KEEPS = needs(Right.REGISTER_READ), needs(Right.REGISTER_KEEP)
PEOPLE = 50  # of one page
TASKS = 20


@require_safe
@page(READS)
def teams(request: PageRequest) -> HttpResponse:
    """The latest first."""
    rows, following = page_by_id(teams_covered(request.actor), request.GET.get("after", ""))
    told = {"rows": rows, "following": following, "keeps": where(request.actor).exists()}
    return render(request, "desk/teams/list.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@page(KEEPS)
def new(request: PageRequest) -> HttpResponse:
    """Found one; people are taken in on its page."""
    form = NewTeam(request.POST or None, actor=request.actor)
    asked = ask(request, form, lambda: found_team(**form.cleaned_data, by=request.actor))
    if asked.done:
        return redirect("desk:team", pk=asked.done.pk)
    told = {"form": form, "refused": asked.refused}
    return render(request, "desk/teams/new.html", told, status=asked.status)


@require_safe
@page(READS)
def team(request: PageRequest, pk: int) -> HttpResponse:
    """Who is in it, what was offered to it, what may be done."""
    found = _team_or_404(request.actor, pk)
    after = request.GET.get("after", "")
    rows = members_of(found).filter(pk__gt=int(after)) if after.isdigit() and len(after) < 19 else members_of(found)
    people = list(rows[: PEOPLE + 1])
    told: dict[str, Any] = {
        "team": found,
        "label": found._meta.label_lower,
        "offers": offers(found, request.actor),
        "people": people[:PEOPLE],
        "following": people[PEOPLE - 1].pk if len(people) > PEOPLE else None,
        "tasks": list(tasks_of(found)[:TASKS]),
        "keeps": may(request.actor, Right.REGISTER_KEEP, found) and found.status == "standing",
    }
    return render(request, "desk/teams/team.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@page(KEEPS)
def taking_in(request: PageRequest, pk: int) -> HttpResponse:
    """Take people in from a list; whoever cannot be is named with the reason, the others are in."""
    found = _kept_or_404(request.actor, pk)
    form = People(request.POST or None, actor=request.actor)
    asked = ask(request, form, lambda: take_in(found, form.cleaned_data["listed"], by=request.actor))
    if asked.done is not None:
        people = form.cleaned_data["listed"]
        wrong = [f"{who.name}：{each.why}" for who, each in zip(people, asked.done, strict=True) if not each.moved]
        if not wrong:
            messages.success(request, f"登记了{len(people)}名队员，已告知本人。")
            return redirect("desk:team", pk=found.pk)
        form.add_error("listed", [f"其余{len(people) - len(wrong)}人已登记。这些人没有登记：", *wrong])
    told = {"form": form, "team": found, "title": "登记队员", "verb": "登记", "after": "会告知本人，本人可以随时退出"}
    return render(request, "desk/teams/form.html", told, status=409 if asked.done is not None else asked.status)


@require_http_methods(["GET", "HEAD", "POST"])
@page(KEEPS)
def offering(request: PageRequest, pk: int) -> HttpResponse:
    """Offer a task; its members are told."""
    found = _kept_or_404(request.actor, pk)
    form = Offer(request.POST or None, actor=request.actor, team=found)
    asked = ask(request, form, lambda: offer_to_team(form.cleaned_data["session"], found, by=request.actor))
    if asked.done:
        messages.success(request, "任务已交给服务队，队员都已告知。")
        return redirect("desk:team", pk=found.pk)
    told = {
        "form": form,
        "team": found,
        "title": "交任务",
        "verb": "交给服务队",
        "after": "马上告知队员，队长可以代为报名",
    }
    told["empty"] = not form.fields["session"].queryset.exists()  # type: ignore[attr-defined]
    return render(request, "desk/teams/form.html", told | {"refused": asked.refused}, status=asked.status)


def _team_or_404(actor: Actor, pk: int) -> Team:
    return get_object_or_404(teams_covered(actor), pk=pk)


def _kept_or_404(actor: Actor, pk: int) -> Team:
    found = _team_or_404(actor, pk)
    if not may(actor, Right.REGISTER_KEEP, found) or found.status != "standing":
        raise Http404
    return found
