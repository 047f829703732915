"""The rulebook: every rule as it stands, its history, and how a change is put to a second hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from shenbian.accounts.access import OFFICER, PageRequest, needs, page
from shenbian.amendments.actions import propose_rule
from shenbian.amendments.models import Amendment
from shenbian.amendments.queries import place_names, proposed, rosters, rules_on, story_of
from shenbian.desk.asking import ask
from shenbian.desk.rules.forms import EVERYWHERE, RuleForm
from shenbian.desk.rules.telling import columns, rows, sentence
from shenbian.kit.period import today
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered, reaches
from shenbian.rulebook.kinds import RULE_KINDS
from shenbian.rulebook.models import RuleTable
from shenbian.rulebook.shapes import RuleKind


@require_safe
@page(OFFICER)
def index(request: PageRequest) -> HttpResponse:
    """Every rule in one line, and the rosters."""
    found = rules_on(today())
    names = place_names([row for each in found for row in each.rows])
    lines = [
        {
            "kind": each.kind,
            "rows": [{"place": names[row.place], "said": sentence(each.kind, row.values)} for row in each.rows],
            "unverified": any(not row.verified for row in each.rows),
        }
        for each in found
    ]
    return render(request, "desk/rules/index.html", {"lines": lines, "rosters": rosters()})


@require_safe
@page(OFFICER)
def rule(request: PageRequest, key: str) -> HttpResponse:
    """What the rule says today, what it said, and which changes wait."""
    kind = _kind(key)
    story = list(story_of(key))
    names = place_names(story)
    told = [_told(kind, row, names[row.place]) for row in story]
    return render(
        request,
        "desk/rules/rule.html",
        {
            "kind": kind,
            "columns": columns(kind),
            "standing": [each for each in told if each["stands"]],
            "story": told,
            "waiting": [(each, sentence(kind, each.values)) for each in proposed(key)],
            "may_propose": bool(reaches(request.actor, Right.RULE_EDIT)),
        },
    )


def _told(kind: RuleKind, row: RuleTable, place: str) -> dict[str, Any]:
    day = today()
    begun, over = row.from_on <= day, row.until_on is not None and row.until_on <= day
    return {
        "row": row,
        "place": place,
        "said": sentence(kind, row.values),
        "rows": rows(kind, row.values),
        "stands": row.withdrawn_at is None and begun and not over,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs(Right.RULE_EDIT))
def propose(request: PageRequest, key: str) -> HttpResponse:
    """Write a change down; it is in force when another has approved it."""
    kind, places = _kind(key), _places(request.actor)
    standing = next((row.values for row in story_of(key) if row.withdrawn_at is None), None)
    form = RuleForm(kind, standing, places, request.POST or None)
    asked = ask(request, form, lambda: _propose(request.actor, form, places))
    if asked.done:
        return redirect("desk:thing", label="amendments.amendment", pk=asked.done.pk)
    told = {"kind": kind, "form": form, "columns": columns(kind), "refused": asked.refused}
    return render(request, "desk/rules/propose.html", told, status=asked.status)


def _propose(actor: Actor, form: RuleForm, places: list[Organisation]) -> Amendment:
    said = form.cleaned_data
    everywhere = said["place"] == EVERYWHERE
    at = next(body for body in places if (body.parent_id is None if everywhere else str(body.pk) == said["place"]))
    return propose_rule(
        form.kind.key,
        form.content(),
        at=at,
        from_on=said["from_on"],
        until_on=said["until_on"],
        everywhere=everywhere,
        source=form.source(),
        by=actor,
    )


def _places(actor: Actor) -> list[Organisation]:
    """The federation's bodies down to the towns for which the actor keeps rules, from the top down."""
    mine = Organisation.objects.filter(covered(actor, Right.RULE_EDIT, place="path", desk="", owner=""))
    towns = ("federation", "town", "zone", "industry", "system", "group")
    return list(mine.filter(level__in=towns).standing_on(today()).order_by("path")[:200])


def _kind(key: str) -> RuleKind:
    if key not in RULE_KINDS:
        raise Http404
    return RULE_KINDS[key]


def day_asked(request: PageRequest) -> date:
    """The day in `?on=`, else today; a day that nobody can read is today too, and the page shows which."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today()
