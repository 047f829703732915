"""Pages of registers: the list of them, one of them, what is searched for in it, and selections kept by name."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.registers.all import registers
from shenbian.desk.registers.asked import Asked
from shenbian.desk.registers.register import Register
from shenbian.desk.registers.saved import save_view, views_of
from shenbian.desk.registers.shown import context
from shenbian.people.queries import searchable
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import reaches

READS = needs(Right.REGISTER_READ)


def register_or_404(key: str) -> Register:
    """The register of this key. Raises Http404."""
    found = registers().get(key)
    if found is None:
        raise Http404
    return found


@require_safe
@page(READS)
def index(request: PageRequest) -> HttpResponse:
    """Every register, by what it is about."""
    groups = [(title, list(found)) for title, found in groupby(registers().values(), key=lambda each: each.group)]
    told = {"groups": groups, "may_import": bool(reaches(request.actor, Right.REGISTER_IMPORT))}
    return render(request, "desk/registers/index.html", told)


@require_safe
@page(READS)
def register(request: PageRequest, key: str) -> HttpResponse:
    """One page of a register. A place that is no more there leads to its beginning."""
    asked = Asked.of(register_or_404(key), request.GET.dict())
    told = context(request, asked)
    if not told["rows"] and (asked.after or asked.before):
        return redirect(reverse("desk:register", args=[key]) + asked.address())
    return render(request, "desk/registers/register.html", told)


@require_POST
@page(READS)
def search(request: PageRequest, key: str) -> HttpResponse:
    """What was typed goes into the address, but never a whole number: that is what its mark is for."""
    asked = Asked.of(register_or_404(key), selection(request))
    typed = request.POST.get("q", "").strip()
    return redirect(reverse("desk:register", args=[key]) + asked.address(q=searchable(typed) if typed else ""))


@require_POST
@page(READS)
def save(request: PageRequest, key: str) -> HttpResponse:
    """Keep the selection under a name."""
    asked = Asked.of(register_or_404(key), selection(request))
    why_not = save_view(asked, title=request.POST.get("title", ""), by=request.actor)
    said = why_not or f"已保存为“{request.POST['title'].strip()[:30]}”，以后点一下就能看到。"
    messages.add_message(request, messages.WARNING if why_not else messages.SUCCESS, said)
    return redirect(reverse("desk:register", args=[key]) + asked.address())


@require_POST
@page(READS)
def forget(request: PageRequest, key: str, pk: int) -> HttpResponse:
    """Take a kept selection away."""
    get_object_or_404(views_of(request.actor, key), pk=pk).delete()
    return redirect("desk:register", key=key)


def selection(request: HttpRequest) -> dict[str, str]:
    """The selection that the page was sent from; it stands in a hidden field."""
    return QueryDict(request.POST.get("query", "")).dict()
