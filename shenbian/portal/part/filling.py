"""Filling in: one step a page, each kept on the server; a summary; or the whole on one page for a bad network."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.accounts.offline import kept_offline
from shenbian.editions import actions
from shenbian.editions.fields import step_form, whole_form
from shenbian.editions.form import Field, FieldKind, Step
from shenbian.editions.known import known_of
from shenbian.editions.models import Edition, Entry
from shenbian.editions.queries import Answered, answers_of, entries_of, why_not
from shenbian.editions.refusals import Invalid, Stale
from shenbian.flow.refusals import NotYours, Refused
from shenbian.kit.period import today
from shenbian.look.words import in_language
from shenbian.portal.part.papers import papers_asked, papers_sent, stays_here, taken_in
from shenbian.portal.part.through import remember
from shenbian.portal.part.words import translated
from shenbian.portal.person import person_of


def mine(request: PageRequest, pk: int) -> Entry:
    """My entry, or 404."""
    return get_object_or_404(entries_of(request.actor), pk=pk)


@require_POST
@page(SIGNED_IN)
def begin(request: PageRequest, pk: int) -> HttpResponse:
    """Begin, or go on where I was."""
    edition = get_object_or_404(Edition, pk=pk)
    try:
        entry = actions.begin_entry(edition, by=request.actor)
    except Refused as why:
        return render(request, "portal/part/refused.html", {"edition": edition, "why": why.why}, status=409)
    return redirect(next_page(entry))


def next_page(entry: Entry) -> str:
    """Where filling in goes on: the first step that was not saved, else the summary."""
    for step in entry.kind.form.steps:
        if step.key not in entry.saved:
            return reverse("portal:step", args=[entry.pk, step.key])
    return reverse("portal:summary", args=[entry.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page(SIGNED_IN)
@kept_offline
def step(request: PageRequest, pk: int, step: str) -> HttpResponse:
    """One thing per page. What is typed stays when something is wrong, when one goes back, when the line drops."""
    entry = mine(request, pk)
    here = next((each for each in entry.kind.form.steps if each.key == step), None)
    if here is None:
        raise Http404
    if not entry.may_be_filled_in:
        return redirect("portal:entry", entry.pk)
    said = request.POST if request.method == "POST" else None
    if said is None:
        return render(request, "portal/part/step.html", _step_page(request, entry, here, None))
    wrong = taken_in(request, entry, here)
    if wrong or stays_here(said):
        told = _step_page(request, entry, here, said, wrong)
        return render(request, "portal/part/step.html", told, status=422 if wrong else 200)
    version = said.get("version", "")
    try:
        saved = actions.save_step(
            entry, step=step, said=said, by=request.actor, version=int(version) if version.isdigit() else None
        )
    except Invalid:
        return render(request, "portal/part/step.html", _step_page(request, entry, here, said), status=422)
    except Stale as why:
        told = _step_page(request, mine(request, pk), here, said) | {"stale": why.why}
        return render(request, "portal/part/step.html", told, status=409)
    return HttpResponseRedirect(_after(saved, here))


def _after(entry: Entry, here: Step) -> str:
    """The step that follows, or the summary."""
    steps = list(entry.kind.form.steps)
    following = steps[steps.index(here) + 1 :]
    if following:
        return reverse("portal:step", args=[entry.pk, following[0].key])
    return reverse("portal:summary", args=[entry.pk])


def _step_page(
    request: PageRequest,
    entry: Entry,
    here: Step,
    said: Mapping[str, Any] | None,
    wrong: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    known = known_of(person_of(request), today())
    made = step_form(entry.kind.form, here.key, known=known)
    shown = said if said is not None and not stays_here(said) else None
    initial = _answers(request, entry) if said is None else dict(said.items())
    form = translated(made(shown) if shown is not None else made(initial=initial))
    steps = list(entry.kind.form.steps)
    at = steps.index(here)
    back = reverse("portal:step", args=[entry.pk, steps[at - 1].key]) if at else edition_page(entry)
    return {
        "entry": entry,
        "here": here,
        "form": form,
        "facts": [(_(field.title), known[field.known]) for field in shown_fields(here, known)],
        "number": at + 1,
        "of": len(steps),
        "back": back,
        "last": at + 1 == len(steps),
        "remark": entry.remarks[-1] if entry.remarks else None,
        "papers": papers_asked(entry, here, wrong or {}),
        "papers_key": uuid.uuid4(),
    }


def _answers(request: PageRequest, entry: Entry) -> dict[str, Any]:
    return {**entry.answers, **actions.open_answers(entry, by=request.actor)}


def shown_fields(here: Step, known: Mapping[str, str]) -> list[Field]:
    """What Shenbian knows already: shown, not asked."""
    return [field for field in here.fields if field.known and field.known in known]


def edition_page(entry: Entry) -> str:
    return reverse("portal:edition", args=[entry.edition_id])


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page(SIGNED_IN)
def summary(request: PageRequest, pk: int) -> HttpResponse:
    """All that was said, once more, before it is sent."""
    entry = mine(request, pk)
    if not entry.may_be_filled_in:
        return redirect("portal:entry", entry.pk)
    told: dict[str, Any] = {"entry": entry, "why": ""}
    if request.method == "POST":
        try:
            handed = actions.hand_in(entry, by=request.actor)
        except Refused as why:
            told["why"] = why.why
        else:
            remember(request, handed)
            return redirect("portal:entry", entry.pk)
    told["steps"] = _said(request, entry)
    told["papers"] = papers_sent(entry)
    return render(request, "portal/part/summary.html", told, status=409 if told["why"] else 200)


def _said(request: PageRequest, entry: Entry) -> list[tuple[str, str, list[tuple[str, str]], list[str]]]:
    """Step by step what an entry says, sealed answers opened for their owner; what was agreed to stands by itself."""
    opened = actions.open_answers(entry, by=request.actor)
    agreed = {field.key for field in entry.kind.form.fields if field.kind is FieldKind.CONSENT}
    told = []
    for key, title, rows in answers_of(entry, known_of(person_of(request), today())):
        said = [(_(each.title), _text(each, opened)) for each in rows if each.key not in agreed]
        told.append((key, _(title), said, [_(each.title) for each in rows if each.key in agreed and each.text]))
    return told


def _text(answered: Answered, opened: Mapping[str, Any]) -> str:
    return str(opened.get(answered.key, "")) if answered.sealed and not answered.known else answered.text


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page(SIGNED_IN)
@kept_offline
def whole(request: PageRequest, pk: int) -> HttpResponse:
    """All steps on one page, kept on the phone while there is no network and sent once, by the key it was made with."""
    edition = get_object_or_404(Edition.objects.select_related("organisation"), pk=pk, status="open")
    if edition.kind is None:
        raise Http404
    made = whole_form(edition.kind.form, known=known_of(person_of(request), today()))
    if request.method == "POST":
        return _sent(request, edition, made)
    told = {"edition": edition, "form": translated(made()), "client_key": uuid.uuid4(), "owner": request.actor.person}
    told["why_not"] = why_not(request.actor, edition)
    told["papers"] = [_(each.title) for each in edition.kind.form.fields if each.kind is FieldKind.FILE]
    return render(request, "portal/part/whole.html", told)


def _sent(request: PageRequest, edition: Edition, made: type[forms.Form]) -> HttpResponse:
    quietly = request.headers.get("Accept", "").startswith("application/json")
    try:
        key = uuid.UUID(request.POST.get("client_key", ""))
        entry = actions.send_whole(edition, by=request.actor, client_key=key, answers=request.POST)
    except Invalid as wrong:
        if quietly:
            return JsonResponse({"errors": wrong.errors, "why": wrong.why}, status=422)
        told = {"edition": edition, "form": translated(made(request.POST)), "client_key": key}
        return render(request, "portal/part/whole.html", told | {"owner": request.actor.person}, status=422)
    except NotYours as none:
        raise Http404 from none
    except (Refused, ValueError) as refused:
        why = refused.why if isinstance(refused, Refused) else _("这一页打开得太久了。请重新打开再填。")
        if quietly:
            return JsonResponse({"why": in_language(why)}, status=409)
        return render(request, "portal/part/refused.html", {"edition": edition, "why": why}, status=409)
    remember(request, entry)
    to = reverse("portal:entry", args=[entry.pk])
    return JsonResponse({"url": to}) if quietly else HttpResponseRedirect(to)
