"""Pages of lives: a person's, a union body's, an employer's. Outside one's duty they do not exist."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.lives import organisation as bodies
from shenbian.desk.lives import person as people
from shenbian.desk.lives import unit as units
from shenbian.desk.lives.facts import Choice
from shenbian.desk.lives.figures import figures_by_line, year_of
from shenbian.desk.lives.revealing import FIELDS, Reveal
from shenbian.desk.parts import is_part
from shenbian.desk.scopes import organisations_of, people_of, units_of
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.people.actions import reveal as open_sealed
from shenbian.rights.catalogue import Right

READERS = needs(Right.REGISTER_READ)


@require_safe
@page(READERS)
def person(request: PageRequest, key: int) -> HttpResponse:
    """One life."""
    found = get_object_or_404(people_of(request.actor), key=key)
    told = people.page_of(found, actor=request.actor, choice=Choice.of(request.GET), on=today())
    return render(request, "desk/lives/person.html", told)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page(needs(Right.PERSON_REVEAL))
def reveal(request: PageRequest, key: int, field: str) -> HttpResponse:
    """The reason first, then the sealed value, once."""
    found = get_object_or_404(people_of(request.actor), key=key)
    if field not in FIELDS or not people.may_reveal(found, request.actor):
        raise Http404
    back = reverse("desk:person", args=[key])
    told = {
        "person": found,
        "back": back,
        "field": field,
        "title": FIELDS[field],
        "form": Reveal(initial={"field": field}),
    }
    if request.method != "POST":
        return render(request, "desk/lives/reveal.html", told)
    form = Reveal({"field": field, "why": request.POST.get("why", "")})
    if not form.is_valid():
        return render(request, "desk/lives/reveal.html", told | {"form": form}, status=422)
    try:
        value = open_sealed(found, field=field, by=request.actor.ref, why=form.cleaned_data["why"])
    except Refused as no:
        return render(request, "desk/lives/reveal.html", told | {"form": form, "refused": str(no)}, status=409)
    return render(request, "desk/lives/reveal.html", told | {"value": value, "why": form.cleaned_data["why"]})


@require_safe
@page(READERS)
def organisation(request: PageRequest, pk: int) -> HttpResponse:
    """A body and its year."""
    found = get_object_or_404(organisations_of(request.actor).select_related("merged_into"), pk=pk)
    told = bodies.page_of(found, actor=request.actor, on=today(), after=request.GET.get("after", ""))
    return render(request, "desk/lives/organisation.html", told)


@require_safe
@page(READERS)
def figures(request: PageRequest, pk: int) -> HttpResponse:
    """What the body's record would say of a year, by line of work; asked for by its page once that is there."""
    found = get_object_or_404(organisations_of(request.actor), pk=pk)
    chosen = year_of(request.GET)
    told = {"org": found, "lines": figures_by_line(found.path, year=chosen["year"]) if chosen["year"] else []}
    return render(
        request, "desk/lives/figures_part.html" if is_part(request) else "desk/lives/figures.html", told | chosen
    )


@require_safe
@page(READERS)
def unit(request: PageRequest, pk: int) -> HttpResponse:
    """An employer."""
    found = get_object_or_404(units_of(request.actor), pk=pk)
    told = units.page_of(found, actor=request.actor, choice=Choice.of(request.GET), on=today())
    return render(request, "desk/lives/unit.html", told)
