"""What I entered: the list, one entry with its steps, and the moves that are mine."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.challenges.framing import challenge_of
from shenbian.editions.declared import SUBMIT
from shenbian.editions.known import known_of
from shenbian.editions.models import Entry
from shenbian.editions.queries import answers_of, entries_of, moves_open_to, steps_of
from shenbian.flow.actions import perform
from shenbian.flow.refusals import Refused
from shenbian.flow.table import Move
from shenbian.kit.period import today
from shenbian.look.words import in_language
from shenbian.portal.part.filling import mine, next_page
from shenbian.portal.part.papers import papers_sent
from shenbian.portal.part.words import translated
from shenbian.portal.person import person_of

PAGE = 30


@require_safe
@page(SIGNED_IN)
def entries(request: PageRequest) -> HttpResponse:
    """Everything I entered, the latest first."""
    before = request.GET.get("before", "")
    rows = entries_of(request.actor)
    if before.isdigit():
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: PAGE + 1])
    more = found[PAGE - 1].pk if len(found) > PAGE else None
    return render(request, "portal/part/entries.html", {"entries": found[:PAGE], "more": more})


@require_safe
@page(SIGNED_IN)
def entry(request: PageRequest, pk: int) -> HttpResponse:
    """How far it is: steps with dates, what was answered to me, what I may do."""
    found = mine(request, pk)
    moves = [move for move in moves_open_to(request.actor, found) if move.name != SUBMIT]
    told: dict[str, Any] = {"entry": found, "moves": moves, "steps": [_step(each) for each in steps_of(found)]}
    told["answers"] = [row for *_rest, rows in answers_of(found, known_of(person_of(request), today())) for row in rows]
    told["papers"] = papers_sent(found)
    told["challenge"] = challenge_of(found.edition) if found.number else None
    if found.may_be_filled_in:
        sent_back = found.submitted_at is not None
        told["go_on"] = first_page(found) if sent_back else next_page(found)
        told["sent_back"] = found.remarks[-1] if sent_back and found.remarks else None
    return render(request, "portal/part/entry.html", told)


def first_page(found: Entry) -> str:
    """What was sent back is read again from its first step."""
    return reverse("portal:step", args=[found.pk, found.kind.form.steps[0].key])


def _step(stage: Any) -> dict[str, Any]:
    """A stage as the component of steps wants it."""
    state = {"past": "done", "now": "now", "ahead": "next"}[stage.when]
    if stage.when == "now" and stage.phase == "void":
        state = "refused"
    elif stage.when == "now" and stage.phase == "done":
        state = "done"
    return {"title": _(stage.title), "state": state, "day": stage.on, "due_on": stage.due_on}


@require_http_methods(["GET", "HEAD", "POST"])
@page(SIGNED_IN)
def move(request: PageRequest, pk: int, name: str) -> HttpResponse:
    """Make a move of mine: what it is and what follows, then the one button."""
    found = mine(request, pk)
    wanted = next((each for each in moves_open_to(request.actor, found) if each.name == name), None)
    if wanted is None or name == SUBMIT:
        raise Http404
    said = request.POST if request.method == "POST" else None
    form = translated(wanted.asks(said)) if wanted.asks else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            moved = perform(name, on=found, by=request.actor, said=said if form else None)
        except Refused as why:
            messages.error(request, in_language(why.why))
        else:
            messages.success(request, _("已办好：%(what)s。") % {"what": _(moved.title_of_state)})
        return redirect("portal:entry", found.pk)
    told = {"entry": found, "move": wanted, "form": form, "follows": _follows(found, wanted)}
    return render(request, "portal/part/move.html", told, status=422 if form and form.errors else 200)


def _follows(found: Entry, wanted: Move) -> str:
    return _(found.flow.state(wanted.target).title)
