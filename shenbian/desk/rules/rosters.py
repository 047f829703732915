"""A roster on a day, and how somebody joins it or leaves it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from shenbian.accounts.access import OFFICER, PageRequest, needs, page
from shenbian.amendments.actions import propose_listing
from shenbian.amendments.models import Listing
from shenbian.amendments.queries import listings, roster_on, rosters
from shenbian.desk.asking import ask
from shenbian.desk.rules.forms import ListingForm
from shenbian.desk.rules.views import day_asked
from shenbian.kit.refusal import Refused
from shenbian.orgs.models import Organisation, Unit
from shenbian.orgs.queries import federation
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import reaches


@require_safe
@page(OFFICER)
def roster(request: PageRequest, key: str) -> HttpResponse:
    """Who stands on the roster at the end of a day, and which changes wait."""
    day = day_asked(request)
    told = {
        "key": key,
        "title": _title(key),
        "day": day,
        "listed": roster_on(key, day, under=_top().path),
        "waiting": listings(key, under=_top().path),
        "may_propose": bool(reaches(request.actor, Right.RULE_EDIT)),
    }
    return render(request, "desk/rules/roster.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs(Right.RULE_EDIT))
def propose(request: PageRequest, key: str) -> HttpResponse:
    """Write down who joins or leaves; another approves it."""
    title = _title(key)
    form = ListingForm(request.POST or None, initial={"joins": "1"})
    asked = ask(request, form, lambda: _propose(request.actor, key, form))
    if asked.done:
        return redirect("desk:thing", label="amendments.listing", pk=asked.done.pk)
    told = {"key": key, "title": title, "form": form, "refused": asked.refused}
    return render(request, "desk/rules/roster_propose.html", told, status=asked.status)


def _propose(actor: Actor, key: str, form: ListingForm) -> Listing:
    said = form.cleaned_data
    body = Organisation.objects.filter(number=said["name"]).first()
    unit = None if body else Unit.objects.filter(uscc=said["name"]).first()
    if body is None and unit is None:
        raise Refused({0: f"没有编号或代码是“{said['name']}”的工会或单位，请到台账里查一查。"})
    return propose_listing(
        key, at=_top(), on=said["on"], joins=bool(said["joins"]), body=body, unit=unit, source=form.source(), by=actor
    )


def _title(key: str) -> str:
    known = rosters()
    if key not in known:
        raise Http404
    return known[key]


def _top() -> Organisation:
    top = federation()
    if top is None:
        raise Http404
    return top
