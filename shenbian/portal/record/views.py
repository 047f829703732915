"""The published record: what it says, what its figures count, and how to check it. No person's row is here."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import orjson
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from shenbian.accounts.access import PUBLIC, PageRequest, page
from shenbian.facts.seal import as_signed
from shenbian.kit.period import Period
from shenbian.metrics.metric import metrics
from shenbian.orgs.models import Organisation
from shenbian.orgs.queries import federation
from shenbian.record.charts import months_of_slices
from shenbian.record.opened import frozen_months
from shenbian.record.place import path_in
from shenbian.record.reading import Edition, head_of, notices, published_edition
from shenbian.record.render.page import context
from shenbian.record.told import rests

FIRST, LAST = 1949, 9998


@require_safe
@page(PUBLIC)
def record(request: PageRequest, year: int) -> HttpResponse:
    """The last published text of a body's year (`?org=` its number; the federation's without)."""
    _, edition = _published(request, year)
    query = _query(request)
    signed = head_of(edition.size)
    said = {
        **context(edition.told, at=lambda key: reverse("portal:record_figure", args=[year, key]) + query),
        "edition": edition,
        "head": asdict(as_signed(signed)) if signed else None,
        "notices": notices(edition.record, only_last=True),
        "json_url": reverse("portal:record_told", args=[year]) + query,
        "head_url": reverse("portal:record_head", args=[year]) + query,
        "key_url": reverse("portal:public_key"),
    }
    return render(request, "portal/record/record.html", said)


@require_safe
@page(PUBLIC)
def figure(request: PageRequest, year: int, key: str) -> HttpResponse:
    """A figure as it was published, with its definition, its months and how many rows it rests on."""
    organisation, edition = _published(request, year)
    told = next((each for each in edition.told["figures"] if each["metric"] == key), None)
    if told is None:
        raise Http404
    slices = (
        frozen_months(metrics[key], under=path_in(organisation, year), period=Period.year(year), as_of=edition.size)
        if key in metrics and metrics[key].version == told["version"]
        else ()
    )
    said = {
        "figure": told,
        "told": edition.told,
        "edition": edition,
        "rests": rests(told),
        "months": months_of_slices(metrics[key], slices) if slices else None,
        "record_url": reverse("portal:record", args=[year]) + _query(request),
    }
    return render(request, "portal/record/figure.html", said)


@require_safe
@page(PUBLIC)
def told(request: PageRequest, year: int) -> HttpResponse:
    """The whole text as it was frozen: what its digest was made of."""
    _, edition = _published(request, year)
    return _json(edition.told)


@require_safe
@page(PUBLIC)
def head(request: PageRequest, year: int) -> HttpResponse:
    """The signed head that the record was counted under."""
    _, edition = _published(request, year)
    found = head_of(edition.size)
    if found is None:
        raise Http404
    return _json(asdict(as_signed(found)))


def _published(request: PageRequest, year: int) -> tuple[Organisation, Edition]:
    if not FIRST <= year <= LAST:
        raise Http404
    number = request.GET.get("org", "")
    organisation = Organisation.objects.filter(number=number).first() if number else federation()
    edition = published_edition(organisation, year=year) if organisation else None
    if organisation is None or edition is None:
        raise Http404
    return organisation, edition


def _query(request: PageRequest) -> str:
    number = request.GET.get("org", "")
    return f"?{urlencode({'org': number})}" if number else ""


def _json(said: Any) -> HttpResponse:
    return HttpResponse(orjson.dumps(said, option=orjson.OPT_INDENT_2), content_type="application/json")
