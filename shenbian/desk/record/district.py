"""The district at a glance: one page of facts with a map of its towns."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.record.asked import asked
from shenbian.facts.marks import years
from shenbian.record.charts import by_months
from shenbian.record.glance import mapped, sections, tile_map
from shenbian.record.opened import open_figure
from shenbian.record.reading import edition_of
from shenbian.rights.catalogue import Right


@require_safe
@page(needs(Right.REGISTER_READ))
def district(request: PageRequest, year: int) -> HttpResponse:
    """The figures of the record that stands, one of them over the towns (`?map=`) and over the months."""
    where = asked(request, year)
    edition = edition_of(where.organisation, year=year, revision=where.revision)
    if edition is None:
        raise Http404
    choices = mapped()
    chosen = next((each for each in choices if each.key == request.GET.get("map")), choices[0])
    opened = open_figure(chosen, under=where.path, period=where.period, as_of=edition.as_of)
    said = {
        "asked": where,
        "edition": edition,
        "years": [
            (each, where.url("district").replace(str(year), str(each), 1), each == year) for each in years(back=5)
        ],
        "sections": [
            (title, [(each, where.url("figure", each["metric"])) for each in shown])
            for title, shown in sections(edition.told)
        ],
        "map": tile_map(where.organisation, chosen, path=where.path, period=where.period, as_of=edition.as_of),
        "maps": [
            (each.title, f"{where.url('district')}&{urlencode({'map': each.key})}", each == chosen) for each in choices
        ],
        "months": by_months(opened),
        "chosen_url": where.url("figure", chosen.key),
    }
    return render(request, "desk/record/district.html", said)
