"""The drawer: a figure opened from its value to its definition, its parts, its rows, and the seal of one row."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.record.asked import Asked, asked, metric_asked
from shenbian.facts import proofs
from shenbian.metrics.rows import rows as rows_of
from shenbian.record.behind import desk_of, fact_for, first_head_over, may_open_rows, tell
from shenbian.record.charts import by_bodies, by_months
from shenbian.record.opened import amount, open_figure
from shenbian.record.year import REFS
from shenbian.rights.catalogue import Desk, Right

PAGE = 20  # rows of a figure at a time
READERS = needs(Right.REGISTER_READ)
_REF = {key: ref for ref, key in REFS.items()}


@require_safe
@page(READERS)
def figure(request: PageRequest, year: int, key: str) -> HttpResponse:
    """What a figure counts and how it splits. `?all=1` waits for a split that takes a statement for each body;
    `?tree=now` puts today's tree beside the tree as it was."""
    metric, where = metric_asked(key), asked(request, year)
    mine = may_open_rows(request.actor, metric, where.organisation)
    opened = open_figure(
        metric,
        under=where.path,
        period=where.period,
        as_of=where.as_of,
        patient="all" in request.GET,
        tree="now" if request.GET.get("tree") == "now" else "then",
        names=mine,
    )
    said = {
        "asked": where,
        "opened": opened,
        "metric": metric,
        "ref": _REF.get(key, ""),
        "url": where.url("figure", key),
        "rows_url": where.url("figure_rows", key) if mine else "",
        "desk": Desk(desk_of(metric)).label if desk_of(metric) else "",
        "months_chart": by_months(opened),
        "bodies_chart": by_bodies(opened),
        "slices": [
            (each, amount(metric, each.value), _further(where, key, each.number)) for each in opened.bodies or ()
        ],
    }
    return render(request, _piece(request, "figure"), said)


def _further(where: Asked, key: str, number: str) -> str:
    """A body's own part, opened; the body asked about leads nowhere further."""
    if not number or number == where.organisation.number:
        return ""
    query = {"org": number} | ({"rev": where.revision} if where.revision is not None and not where.revision else {})
    return (
        f"{Asked(organisation=where.organisation, year=where.year).url('figure', key).split('?')[0]}?{urlencode(query)}"
    )


@require_safe
@page(READERS)
def rows(request: PageRequest, year: int, key: str) -> HttpResponse:
    """The facts behind a figure, in pages by id (`?after=`): a deep page costs like the first.

    404 outside one's duty.
    """
    metric, where = metric_asked(key), asked(request, year)
    if not may_open_rows(request.actor, metric, where.organisation):
        raise Http404
    after = request.GET.get("after", "0")
    if not after.isdecimal():
        raise Http404
    found = rows_of(metric, under=where.path, period=where.period, as_of=where.as_of, after=int(after), limit=PAGE + 1)
    more = len(found) > PAGE
    here = where.url("figure_rows", key)
    said = {
        "asked": where,
        "metric": metric,
        "rows": tell(found[:PAGE]),
        "figure_url": where.url("figure", key),
        "first_url": here if after != "0" else "",
        "next_url": f"{here}&{urlencode({'after': found[PAGE - 1]})}" if more else "",
    }
    return render(request, _piece(request, "rows"), said)


@require_safe
@page(READERS)
def fact(request: PageRequest, number: int) -> HttpResponse:
    """One fact whole: what it says, where it comes from, and its seal."""
    if fact_for(request.actor, number) is None:
        raise Http404
    (behind,) = tell([number])
    head = first_head_over(behind.position) if behind.position is not None else None
    steps = (head.size - 1).bit_length() if head else 0
    return render(request, _piece(request, "fact"), {"behind": behind, "head": head, "steps": steps})


@require_safe
@page(READERS)
def proof(request: PageRequest, number: int) -> HttpResponse:
    """The inclusion proof under the last head, as a file that `shenbian verify --proof` opens without a database."""
    if fact_for(request.actor, number) is None:
        raise Http404
    try:
        said: dict[str, Any] = proofs.proof_of(number)
    except proofs.NoProof as none:
        return render(request, "desk/record/no_proof.html", {"number": number, "why": str(none)}, status=409)
    answer = HttpResponse(orjson.dumps(said, option=orjson.OPT_INDENT_2), content_type="application/json")
    name = f"存证证明-{number}.json"
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer


def _piece(request: PageRequest, name: str) -> str:
    """The drawer asks for the piece alone; without script the same piece stands in a page."""
    inner = bool(getattr(request, "htmx", None))
    return f"desk/record/_{name}.html" if inner else f"desk/record/{name}.html"
