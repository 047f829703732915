"""My hardship file: begun, told step by step, handed in, followed, withdrawn; what is kept of us, what we received."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.aid.actions import Invalid, add_paper, begin_dossier, read_dossier, save_part, set_household
from shenbian.aid.declared import PAPERS, helpings
from shenbian.aid.forms import HOME, PARTS, Applied, Member
from shenbian.aid.models import Dossier
from shenbian.aid.queries import dossiers_of, helps_of
from shenbian.aid.telling import parts_told, sum_told
from shenbian.files.queries import attachments_of
from shenbian.flow.actions import perform
from shenbian.kit.refusal import Refused
from shenbian.look.words import in_language
from shenbian.people.rules import open_seal
from shenbian.portal.aid.forms import MyIncome, PaperForm
from shenbian.portal.aid.steps import following, steps, way
from shenbian.portal.part.papers import paper
from shenbian.portal.part.words import translated
from shenbian.portal.person import person_of


@require_safe
@page(SIGNED_IN)
def mine(request: PageRequest) -> HttpResponse:
    """My files and applications, and what we received."""
    files = list(dossiers_of(request.actor)[:20])
    told = {
        "files": files,
        "helps": list(helps_of(request.actor)[:50]),
        "helpings": [] if any(not each.is_over for each in files) else list(helpings),
    }
    return render(request, "portal/aid/mine.html", told)


@require_POST
@page(SIGNED_IN)
def begin(request: PageRequest, programme: str) -> HttpResponse:
    """Begin, or go on with what is open."""
    if programme not in helpings:
        raise Http404
    try:
        dossier = begin_dossier(person_of(request), programme=programme, by=request.actor)
    except Refused as why:
        messages.error(request, in_language(why.reasons[0]))
        return redirect("portal:aid")
    return redirect("portal:aid_file", dossier.pk)


@require_safe
@page(SIGNED_IN)
def file(request: PageRequest, pk: int) -> HttpResponse:
    """How far it is, at which office, and what I can do."""
    found = _mine(request, pk)
    told = {
        "dossier": found,
        "steps": steps(found) if found.is_draft else [],
        "way": way(found),
        "papers": attachments_of([found.subject]).count(),
        "may_withdraw": found.flow.find("withdraw", found.status) is not None,
    }
    return render(request, "portal/aid/file.html", told)


@require_safe
@never_cache
@page(SIGNED_IN)
def kept(request: PageRequest, pk: int) -> HttpResponse:
    """What is kept of my household, and how the class was found: my own, so no trace is left."""
    found = _mine(request, pk)
    told = read_dossier(found, by=request.actor)
    sums = [{"sum": row, "lines": sum_told(row, said)} for row, said in told.sums]
    members = [{"member": row, "said": said} for row, said in told.members]
    parts = [(_(title), [(_(label), _(value)) for label, value in lines]) for title, lines in parts_told(told.parts)]
    said = {"dossier": found, "parts": parts, "members": members, "sums": sums}
    return render(request, "portal/aid/kept.html", said)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page(SIGNED_IN)
def part(request: PageRequest, pk: int, part: str) -> HttpResponse:
    """One step: saved by itself, so nothing is lost when the phone goes off."""
    found = _draft(request, pk)
    if part not in PARTS:
        raise Http404
    form: Any = PARTS[part](initial=read_dossier(found, by=request.actor).parts.get(part, {}))
    status = 200
    if request.method == "POST":
        form = PARTS[part](request.POST)
        try:
            save_part(found, part, request.POST, by=request.actor)
            return redirect(following(found, part))
        except Invalid:
            status = 422
    told = {
        "dossier": found,
        "form": translated(form),
        "title": _(PARTS[part].title),
        "steps": steps(found),
        "key": part,
    }
    return render(request, "portal/aid/part.html", told, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page(SIGNED_IN)
def home(request: PageRequest, pk: int) -> HttpResponse:
    """Who belongs to the household; taking somebody off the list."""
    found = _draft(request, pk)
    rows, why = _household(request, found), ""
    if request.method == "POST" and request.POST.get("remove", "").isdigit():
        gone = int(request.POST["remove"])
        left = [each for n, each in enumerate(rows) if n != gone or each["relation"] == "self"]
        why = _keep(request, found, left)
        if not why:
            return redirect("portal:aid_home", found.pk)
    members = [{**each, "relation": dict(_RELATIONS)[each["relation"]]} for each in rows]
    told = {"dossier": found, "members": members, "why": why, "next": following(found, HOME), "steps": steps(found)}
    return render(request, "portal/aid/home.html", told, status=422 if why else 200)


_RELATIONS: Any = Member.base_fields["relation"].choices  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page(SIGNED_IN)
def member(request: PageRequest, pk: int, place: int) -> HttpResponse:
    """One member: 0 is oneself, whose name and number the union knows; beyond the last, a new one."""
    found = _draft(request, pk)
    rows = _household(request, found)
    if place > len(rows):
        raise Http404
    kind: Any = MyIncome if place == 0 else Member
    row = rows[place] if place < len(rows) else {}
    form, status = kind(initial=row), 200
    if request.method == "POST":
        form = kind(request.POST)
        if form.is_valid():
            told = {**row, **request.POST.dict()}
            why = _keep(request, found, [*rows[:place], told, *rows[place + 1 :]], place, form)
            if not why:
                return redirect("portal:aid_home", found.pk)
        status = 422
    title = _("本人") if place == 0 else _("家庭成员")
    return render(
        request, "portal/aid/member.html", {"dossier": found, "form": translated(form), "title": title}, status=status
    )


def _household(request: PageRequest, found: Dossier) -> list[dict[str, Any]]:
    """The members as raw values of the form; oneself first, with what the union knows."""
    told = [{"relation": row.relation, "document": row.document, **said} for row, said in _members(request, found)]
    person = person_of(request)
    if not told:
        number = open_seal(person, "document")
        return [{"relation": "self", "name": person.name, "document": person.document, "number": number}]
    return [{**each, "income": f"{each['income'] / 100:.2f}"} for each in told]


def _members(request: PageRequest, found: Dossier) -> Any:
    return read_dossier(found, by=request.actor).members


def _keep(request: PageRequest, found: Dossier, rows: Any, place: int = 0, form: Any = None) -> str:
    """Keep the list; what is wrong stands beside the field of this form, or is answered."""
    try:
        set_household(found, rows, by=request.actor)
    except Invalid as wrong:
        for name, errors in wrong.errors.items():
            at, _dot, field = name.partition(".")
            if form is not None and at == str(place) and field in form.fields:
                form.add_error(field, [_(each) for each in errors])
        return in_language(wrong.reasons[0])
    except Refused as why:
        return in_language(why.reasons[0])
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
@page(SIGNED_IN)
def papers(request: PageRequest, pk: int) -> HttpResponse:
    """Photos of proofs, one after another; each is sealed as it arrives."""
    found = _mine(request, pk)
    form = PaperForm(request.POST or None, request.FILES or None)
    why = ""
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            add_paper(found, form.cleaned_data["said"], sent.read(), name=sent.name or "", by=request.actor)
        except Refused as no:
            why = in_language(no.reasons[0])
        else:
            messages.success(request, _("已收到，密封保存。"))
            return redirect("portal:aid_papers", found.pk)
    kept_papers = [{**paper(each), "title": _(each.said)} for each in attachments_of([found.subject])]
    told = {"dossier": found, "form": translated(form), "papers": kept_papers, "why": why, "kinds": PAPERS}
    return render(request, "portal/aid/papers.html", told, status=422 if why or form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(SIGNED_IN)
def send(request: PageRequest, pk: int) -> HttpResponse:
    """Hand it in, agreeing that the household's means be asked for."""
    found = _draft(request, pk)
    form, why = Applied(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            perform("submit", on=found, by=request.actor, said=form.cleaned_data)
        except Refused as no:
            why = in_language(no.reasons[0])
        else:
            return redirect("portal:aid_file", found.pk)
    told = {"dossier": found, "form": translated(form), "why": why, "steps": steps(found)}
    return render(request, "portal/aid/send.html", told, status=422 if why or form.errors else 200)


@require_POST
@page(SIGNED_IN)
def withdraw(request: PageRequest, pk: int) -> HttpResponse:
    """Take it back while nothing was made public."""
    found = _mine(request, pk)
    try:
        perform("withdraw", on=found, by=request.actor)
    except Refused as no:
        messages.error(request, in_language(no.reasons[0]))
    else:
        messages.success(request, _("申请已撤回。"))
    return redirect(reverse("portal:aid"))


def _mine(request: PageRequest, pk: int) -> Dossier:
    return get_object_or_404(dossiers_of(request.actor), pk=pk)


def _draft(request: PageRequest, pk: int) -> Dossier:
    """Mine, and still to be filled in."""
    found = _mine(request, pk)
    if not found.is_draft:
        raise Http404
    return found
