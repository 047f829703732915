"""The officer's phone: what must be done today, scan, and what is done standing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from shenbian.accounts.access import OFFICER, PageRequest, page
from shenbian.accounts.offline import kept_offline
from shenbian.desk.field.forms import FieldForm, form_for, named_by
from shenbian.desk.field.scanned import GONE, leads_to, unit_here
from shenbian.desk.waiting import ORDER, lines
from shenbian.fieldwork.actions import take_down
from shenbian.fieldwork.queries import due, offered, taken_down_by, units_for, verbs_of
from shenbian.fieldwork.verbs import About, Verb
from shenbian.flow.queries import waiting_for
from shenbian.flow.refusals import NotYours
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.orgs.models import Unit
from shenbian.rights.actor import Actor

SHOWN = 6  # of what waits today; the rest is one step away
WANTED = 4  # units that want a verb this month; the form offers the others
NAMES = 200  # names that a form carries, so that one can be chosen without a network


@require_safe
@kept_offline
@page(OFFICER)
def field(request: PageRequest) -> HttpResponse:
    """The first page on a phone. `?unit=` names the unit that was scanned."""
    on = today()
    waiting = waiting_for(request.actor)
    pressing = list(waiting.filter(due_on__lte=on).order_by(*ORDER)[: SHOWN + 1])
    unit = _unit(request)
    tiles = [_tile(verb, request.actor, on, unit) for verb in verbs_of(request.actor)]
    told = {
        "on": on,
        "verbs": tiles,
        "at_unit": [each for each in tiles if each.verb.about is About.UNIT] if unit else [],
        "unit": unit,
        "lines": lines(pressing[:SHOWN], actor=request.actor, on=on),
        "more": len(pressing) > SHOWN,
        "waiting": 0 if pressing else waiting.count(),
        "mine": list(taken_down_by(request.actor, on)),
    }
    return render(request, "desk/field/field.html", told)


@dataclass(frozen=True)
class _Tile:
    """A verb as a tile; `wanted` are the first units that want it this month, `more` how many besides."""

    verb: Verb
    note: str
    url: str
    wanted: list[Unit]
    more: int


def _tile(verb: Verb, actor: Actor, on: date, unit: Unit | None) -> _Tile:
    """Two queries where something may be due, else none."""
    where = reverse("desk:field_verb", args=[verb.key])
    url = f"{where}?unit={unit.pk}" if unit and verb.about is About.UNIT else where
    if not verb.register:
        return _Tile(verb, "", url, [], 0)
    wants = due(verb, actor, on)
    count = wants.count()
    first = list(wants.order_by("name")[:WANTED])
    return _Tile(verb, f"本月还差{count:,}家" if count else "本月都去过了", url, first, count - len(first))


def _unit(request: PageRequest) -> Unit | None:
    said = request.GET.get("unit", "")
    return unit_here(request.actor, int(said)) if said.isdigit() and len(said) < 19 else None


@require_http_methods(["GET", "HEAD", "POST"])
@page(OFFICER)
def scan(request: PageRequest) -> HttpResponse:
    """A code leads on to what it names; without a camera it is typed, and posted: it may be somebody's number."""
    code = (request.POST if request.method == "POST" else request.GET).get("code", "").strip()
    if not code:
        return render(request, "desk/field/scan.html")
    address = leads_to(code, actor=request.actor)
    if address is None:
        return render(request, "desk/field/scan.html", {"code": code, "refused": GONE}, status=404)
    return redirect(address)


@require_http_methods(["GET", "HEAD", "POST"])
@kept_offline
@page(OFFICER)
def verb(request: PageRequest, key: str) -> HttpResponse:
    """Take something down: a plain form, or what a phone kept and sends now, as often as it likes."""
    said = next((verb for verb in verbs_of(request.actor) if verb.key == key), None)
    if said is None:
        raise Http404
    form_class = form_for(said, request.actor)
    if request.method != "POST":
        return _form(request, said, form_class(initial=_begun(request, said)))
    form = form_class(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, said, form, status=422)
    try:
        record = take_down(said, form.said, by=request.actor, client_key=form.client)
    except NotYours as no:
        raise Http404 from no
    except Refused as no:
        return _form(request, said, form, status=409, refused=no.reasons[0])
    if _by_script(request):
        where = reverse("desk:thing", args=record.result_of)
        return JsonResponse({"url": where, "title": str(record)}, status=201)
    return redirect("desk:field")


def _begun(request: PageRequest, verb: Verb) -> dict[str, Any]:
    """The unit that was scanned."""
    pk = request.GET.get("unit", "")
    if not pk.isdigit() or len(pk) > 18:
        return {}
    unit = units_for(verb, request.actor).filter(pk=int(pk)).first() if verb.about is About.UNIT else None
    return {"unit": unit.uscc or unit.number if _doubtful(unit) else unit.name} if unit else {}


def _doubtful(unit: Unit) -> bool:
    return Unit.objects.filter(name=unit.name).exclude(pk=unit.pk).exists()


def _form(request: PageRequest, verb: Verb, form: FieldForm, *, status: int = 200, refused: str = "") -> HttpResponse:
    if status != 200 and _by_script(request):
        errors = {name: " ".join(map(str, told)) for name, told in form.errors.items()}
        return JsonResponse({"why": refused or "；".join(errors.values()), "errors": errors}, status=status)
    told = {
        "verb": verb,
        "form": form,
        "refused": refused,
        "named": named_by(verb),
        "no_edition": verb.edition and not form.has_editions,
        "scans": verb.about is About.PERSON,
        "names": offered(verb, request.actor, today(), most=NAMES),
    }
    return render(request, "desk/field/verb.html", told, status=status)


def _by_script(request: PageRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")
