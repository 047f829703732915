"""Public notices for everybody, an objection by whoever is signed in; what I get, may ask for, and objected to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shenbian.accounts.access import PUBLIC, SIGNED_IN, PageRequest, page
from shenbian.awards.actions import Objecting, object_to
from shenbian.awards.models import NoticeLine
from shenbian.awards.queries import lines_of, my_benefits, objections_of, open_for, public_notices
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours
from shenbian.kit.refusal import Refused
from shenbian.kit.sentence import Sentences
from shenbian.look.words import in_language
from shenbian.portal.part.words import translated

PAGE = 30
LINES = 200  # of a notice on one page


class Objection(forms.Form):
    """What is wrong and how one knows."""

    text = forms.CharField(label="异议内容", max_length=1000, widget=forms.Textarea(attrs={"rows": 6}))

    class Privacy:
        plain: frozenset[str] = frozenset()


def _start(request: PageRequest) -> int:
    after = request.GET.get("after", "")
    return int(after) if after.isdigit() and len(after) < 7 else 0


@require_safe
@page(PUBLIC)
def notices(request: PageRequest) -> HttpResponse:
    """What is public now, then what was, the latest first."""
    start = _start(request)
    found = list(public_notices()[start : start + PAGE + 1])
    more = start + PAGE if len(found) > PAGE else None
    return render(request, "portal/awards/notices.html", {"notices": found[:PAGE], "more": more})


@require_safe
@page(PUBLIC)
def notice(request: PageRequest, pk: int) -> HttpResponse:
    """The list, names masked; until when; how to object. It prints as it stands."""
    found = get_object_or_404(public_notices(), pk=pk)
    start = _start(request)
    lines = list(lines_of(found).exclude(outcome="called_off")[start : start + LINES + 1])
    told: dict[str, Any] = {
        "notice": found,
        "lines": lines[:LINES],
        "more": start + LINES if len(lines) > LINES else None,
        "opens": found.status in ("running", "paused"),
    }
    return render(request, "portal/awards/notice.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@page(SIGNED_IN)
def object_(request: PageRequest, pk: int) -> HttpResponse:
    """Object to a line, or to all of it: what is wrong, then the one button."""
    found = get_object_or_404(public_notices(), pk=pk)
    number = request.GET.get("line", "")
    line: NoticeLine | None = None
    if number:
        line = get_object_or_404(lines_of(found), place=int(number)) if number.isdigit() and len(number) < 7 else None
        if line is None:
            raise Http404
    said = request.POST if request.method == "POST" else None
    form, refused = translated(Objection(said)), ""
    if said is not None and form.is_valid():
        try:
            object_to(Objecting(notice=found, line=line, text=form.cleaned_data["text"]), by=request.actor)
        except Refused as why:
            refused = in_language(Sentences(why.reasons.values()))
        else:
            messages.success(request, _("您的异议已登记，公示暂停计时。核实后会通知您。"))
            return redirect("portal:benefits")
    told = {"notice": found, "line": line, "form": form, "refused": refused}
    return render(request, "portal/awards/object.html", told, status=422 if refused or form.errors else 200)


@require_safe
@page(SIGNED_IN)
def benefits(request: PageRequest) -> HttpResponse:
    """What I may ask for and why not, what I get, what I objected to."""
    start = _start(request)
    rows = list(my_benefits(request.actor)[start : start + PAGE + 1])
    told: dict[str, Any] = {
        "benefits": rows[:PAGE],
        "more": start + PAGE if len(rows) > PAGE else None,
        "open": open_for(request.actor) if not start else [],
        "objections": list(objections_of(request.actor).exclude(status="draft")[:PAGE]) if not start else [],
    }
    return render(request, "portal/awards/benefits.html", told)


@require_POST
@page(SIGNED_IN)
def withdraw(request: PageRequest, pk: int) -> HttpResponse:
    """Take my objection back."""
    found = get_object_or_404(objections_of(request.actor), pk=pk)
    try:
        perform("withdraw", on=found, by=request.actor)
    except NotYours as no:
        raise Http404 from no
    except Refused as why:
        messages.error(request, in_language(Sentences(why.reasons.values())))
    else:
        messages.success(request, _("已撤回。"))
    return redirect("portal:benefits")
