"""My data: see, put right, take home, erase where the law allows, agree, and see who looked."""

from __future__ import annotations

from typing import Any

import orjson
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.flow.actions import perform
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.kit.workbook.writing import Column, Sheet, write
from shenbian.look.words import in_language
from shenbian.people.actions import reveal
from shenbian.people.models import Person
from shenbian.people.queries import spells_of
from shenbian.people.rules import SEALED, shown
from shenbian.personal import actions
from shenbian.personal.everything import Table, everything_about
from shenbian.personal.models import About
from shenbian.personal.queries import agreed, consents_of, requests_of, who_looked
from shenbian.portal.home import membership_of
from shenbian.portal.me.forms import Correction, Erasure
from shenbian.portal.me.kept import KEPT
from shenbian.portal.person import person_of, signed_in_recently


@require_safe
@never_cache
@page(SIGNED_IN)
def data(request: PageRequest) -> HttpResponse:
    """What is held of me, the numbers masked."""
    return render(request, "portal/me/data.html", _held(request))


@require_POST
@never_cache
@page(SIGNED_IN)
def opened(request: PageRequest) -> HttpResponse:
    """The same with my own numbers in clear, for somebody who has just signed in; it is traced like any reading."""
    if not signed_in_recently(request):
        return render(request, "portal/me/sign_in_again.html", status=403)
    person = person_of(request)
    numbers = {field: reveal(person, field=field, by=request.actor.ref, why=SEEN) for field in SEALED}
    return render(request, "portal/me/data.html", _held(request) | {"opened": numbers})


SEEN = "本人查看"


def _held(request: PageRequest) -> dict[str, Any]:
    person = person_of(request)
    return {
        "person": person,
        "shown": shown(person, name_in_full=True),
        "membership": membership_of(request.actor, today()),
        "groups": spells_of(person),
        "recent": signed_in_recently(request),
    }


@require_POST
@never_cache
@page(SIGNED_IN)
def export(request: PageRequest, form: str) -> HttpResponse:
    """Everything about me as a file: `json` for machines, `xlsx` for people."""
    if not signed_in_recently(request):
        return render(request, "portal/me/sign_in_again.html", status=403)
    tables = everything_about(person_of(request), by=request.actor)
    content = _json(tables) if form == "json" else write(None, [_sheet(table) for table in tables])
    kind = "application/json" if form == "json" else XLSX
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="shenbian-{today():%Y%m%d}.{form}"'
    return response


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _json(tables: list[Table]) -> bytes:
    told = {table.name: [dict(zip(table.headings, row, strict=True)) for row in table.rows] for table in tables}
    return orjson.dumps(told, option=orjson.OPT_INDENT_2)


def _sheet(table: Table) -> Sheet:
    rows = [[_cell(value) for value in row] for row in table.rows]
    return Sheet(table.name, tuple(Column(heading, kind="text") for heading in table.headings), rows)


def _cell(value: Any) -> Any:
    return orjson.dumps(value).decode() if isinstance(value, dict | list) else value


@require_http_methods(["GET", "HEAD", "POST"])
@page(SIGNED_IN)
def correct(request: PageRequest) -> HttpResponse:
    """Ask my union to put something right."""
    form = Correction(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask(person_of(request), by=request.actor, **form.cleaned_data)
        except Refused as why:
            form.add_error(None, in_language(why.reasons[0]))
        else:
            messages.success(request, _("您的请求已到%(where)s。") % {"where": made.organisation.name})
            return redirect("portal:requests")
    return render(request, "portal/me/correct.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(SIGNED_IN)
def erase(request: PageRequest) -> HttpResponse:
    """Ask that my data be erased, knowing what must be kept and why."""
    form = Erasure(request.POST if request.method == "POST" else None)
    membership = membership_of(request.actor, today())
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask(person_of(request), about=About.ALL, by=request.actor)
        except Refused as why:
            form.add_error(None, in_language(why.reasons[0]))
        else:
            return redirect("portal:requests")
    told = {"form": form, "kept": KEPT, "membership": membership}
    return render(request, "portal/me/erase.html", told, status=422 if form.errors else 200)


@require_safe
@page(SIGNED_IN)
def requests(request: PageRequest) -> HttpResponse:
    """What I asked about my data, and how it stands."""
    return render(request, "portal/me/requests.html", {"requests": requests_of(request.actor)[:50]})


@require_POST
@page(SIGNED_IN)
def withdraw_request(request: PageRequest, pk: int) -> HttpResponse:
    """Take back what I asked."""
    asked = get_object_or_404(requests_of(request.actor), pk=pk)
    try:
        perform("withdraw", on=asked, by=request.actor)
    except Refused as why:
        messages.error(request, in_language(why.reasons[0]))
    return redirect("portal:requests")


@require_http_methods(["GET", "HEAD", "POST"])
@page(SIGNED_IN)
def consents(request: PageRequest) -> HttpResponse:
    """To what I agreed; agree and withdraw are one press each, the history stays."""
    person = person_of(request)
    if request.method == "POST":
        return _consent(request, person)
    history = consents_of(person)
    return render(request, "portal/me/consents.html", {"agreed": agreed(history), "history": history})


def _consent(request: PageRequest, person: Person) -> HttpResponseRedirect:
    purpose = request.POST.get("purpose", "")
    try:
        if request.POST.get("agree") == "1":
            actions.agree(person, purpose=purpose, by=request.actor)
        else:
            actions.withdraw(person, purpose=purpose, by=request.actor)
    except Refused as why:
        messages.error(request, in_language(why.reasons[0]))
    return redirect("portal:consents")


@require_safe
@page(SIGNED_IN)
def looked(request: PageRequest) -> HttpResponse:
    """Who looked at my numbers: role and body, when, at what and why."""
    before = request.GET.get("before", "")
    told, more = who_looked(person_of(request), before=int(before) if before.isdigit() else None)
    return render(request, "portal/me/looked.html", {"looked": told, "more": more})
