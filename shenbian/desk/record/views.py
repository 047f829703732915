"""The year's record at the desk: where one is, what it says, and its next moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_http_methods, require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.record.asked import Asked, asked
from shenbian.facts.marks import years
from shenbian.flow.offers import Offer, offers
from shenbian.flow.refusals import NotYours
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.orgs.models import Organisation
from shenbian.record import actions
from shenbian.record.flow import RECORD
from shenbian.record.models import Record
from shenbian.record.reading import Edition, bodies_with_records, edition_of, head_of, notices, states_of
from shenbian.record.render import FORMATS
from shenbian.record.render.page import context
from shenbian.rights.catalogue import Right

PAGE = 50  # bodies
READERS = needs(Right.REGISTER_READ)
TYPES = {"md": "text/markdown", "html": "text/html", "json": "application/json"}


@require_safe
@page(READERS)
def index(request: PageRequest) -> HttpResponse:
    """Years beside bodies, each with the state of its record. Five queries, however many bodies."""
    told = years(back=5) or [today().year]
    named = request.GET.get("q", "").strip()
    bodies = Paginator(bodies_with_records(request.actor, named=named), PAGE).get_page(request.GET.get("page"))
    shown = list(bodies)
    states = states_of(shown, told)
    rows = [(body, [_state(body, year, states.get((body.pk, year))) for year in told]) for body in shown]
    return render(
        request,
        "desk/record/index.html",
        {"years": told, "rows": rows, "page": bodies, "named": named, **_pager(bodies, named)},
    )


def _state(body: Organisation, year: int, record: Record | None) -> dict[str, Any]:
    """An address with what stands there; a record that nobody began is a draft all the same."""
    state = RECORD.state(record.status) if record else RECORD.start
    return {
        "url": f"{reverse('desk:record', args=[year])}?{urlencode({'org': body.number})}",
        "year": year,
        "phase": state.phase.value if record else "draft",
        "word": state.title,
    }


def _pager(bodies: Any, named: str) -> dict[str, str]:
    def at(number: int) -> str:
        said: dict[str, str | int] = {"q": named} if named else {}
        return f"?{urlencode(said | {'page': number})}"

    first, last, count = bodies.start_index(), bodies.end_index(), bodies.paginator.count
    return {
        "said": f"第{first}—{last}家，共{count:,}家",
        "previous": at(bodies.previous_page_number()) if bodies.has_previous() else "",
        "next": at(bodies.next_page_number()) if bodies.has_next() else "",
    }


@require_safe
@page(READERS)
def record(request: PageRequest, year: int) -> HttpResponse:
    """The record as a well-set page, with its state and next moves on top."""
    return _shown(request, asked(request, year))


@require_http_methods(["GET", "POST"])
@page(needs(Right.RECORD_WRITE, Right.RECORD_PUBLISH))
def move(request: PageRequest, year: int, name: str) -> HttpResponse:
    """A move of the record: said with a reason where the table asks for one, refused in place."""
    where = asked(request, year)
    thing = _thing(where)
    offer = next((each for each in offers(thing, request.actor) if each.move.name == name), None)
    if offer is None:
        raise Http404
    if request.method != "POST":
        form = offer.move.asks() if offer.move.asks else None
        return render(request, "desk/record/move.html", {"asked": where, "offer": offer, "form": form, "thing": thing})
    form = offer.move.asks(request.POST) if offer.move.asks else None
    if form is not None and not form.is_valid():
        return render(
            request, "desk/record/move.html", {"asked": where, "offer": offer, "form": form, "thing": thing}, status=422
        )
    try:
        done = _DO[name](request, where, form.cleaned_data if form else {})
    except NotYours as no:
        raise Http404 from no
    except Refused as no:
        return _shown(request, where, refusals=list(no.reasons.values()), status=409)
    messages.success(request, f"《{done}》第{done.revision}版：{done.title_of_state}。")
    return redirect(Asked(organisation=where.organisation, year=year).url("record"))


def _freeze(request: PageRequest, where: Asked, said: dict[str, Any]) -> Record:
    begun = actions.open_record(where.organisation, year=where.year, by=request.actor)
    return actions.freeze(begun, by=request.actor)


def _publish(request: PageRequest, where: Asked, said: dict[str, Any]) -> Record:
    return actions.publish(_thing(where), by=request.actor)


def _correct(request: PageRequest, where: Asked, said: dict[str, Any]) -> Record:
    return actions.correct(_thing(where), reason=said["reason"], by=request.actor)


_DO: dict[str, Callable[[PageRequest, Asked, dict[str, Any]], Record]] = {
    "freeze": _freeze,
    "publish": _publish,
    "correct": _correct,
}
AFTER = {
    "freeze": "先存证，再把全部数字定下来；此后台账再变，这一版不变。",
    "publish": "发布后人人可读，每个数字都能点开核对。",
    "correct": "按现在的台账重新定数，写明原因；原来的数字留作更正记录。",
}


def _thing(where: Asked) -> Record:
    """The record, or the one that would be begun: a draft that nobody has written down yet."""
    found = (
        Record.objects.select_related("organisation").filter(organisation=where.organisation, year=where.year).first()
    )
    if found is not None:
        return found
    start = RECORD.start
    return Record(organisation=where.organisation, year=where.year, status=start.key, phase=start.phase.value)


def _shown(request: PageRequest, where: Asked, *, refusals: list[str] | None = None, status: int = 200) -> HttpResponse:
    edition = edition_of(where.organisation, year=where.year, revision=where.revision)
    if edition is None:
        raise Http404
    thing = edition.record or _thing(where)
    if edition.is_last and edition.record is not None:
        actions.moved(edition.record)
    current = edition.is_last or edition.is_draft
    pinned = Asked(organisation=where.organisation, year=where.year, revision=edition.revision, as_of=edition.as_of)
    return render(
        request,
        "desk/record/record.html",
        {
            **context(edition.told, at=lambda key: pinned.url("figure", key)),
            "asked": where,
            "drawer": True,
            "files": [(form, pinned.url("record_file", form)) for form in FORMATS],
            "edition": edition,
            "thing": thing,
            "state": thing.flow.state(thing.status) if thing.pk else RECORD.start,
            "moves": [_button(each, where) for each in offers(thing, request.actor)] if current else [],
            "notices": notices(edition.record),
            "head": head_of(edition.size) if edition.size else None,
            "revisions": _revisions(where, edition),
            "refusals": refusals or [],
        },
        status=status,
    )


def _button(offer: Offer, where: Asked) -> dict[str, Any]:
    plain = Asked(organisation=where.organisation, year=where.year)
    return {
        "title": offer.move.title,
        "url": plain.url("record_move", offer.move.name),
        "asks": offer.move.asks is not None,
        "why": offer.why,
        "after": AFTER.get(offer.move.name, ""),
    }


def _revisions(where: Asked, edition: Edition) -> list[dict[str, Any]]:
    """Every text of the record, the latest first: the draft of now, then what was frozen."""
    record = edition.record
    listed = range(record.revision, 0, -1) if record else range(0)
    rows = [(0, "草稿（此刻的台账）"), *((each, f"第{each}版") for each in listed)]
    return [
        {
            "title": title,
            "href": Asked(organisation=where.organisation, year=where.year, revision=each).url("record"),
            "here": each == edition.revision,
        }
        for each, title in rows
    ]


@require_safe
@page(READERS)
def file(request: PageRequest, year: int, form: str) -> HttpResponse:
    """The text that is shown, as a file: md, html or json."""
    if form not in FORMATS:
        raise Http404
    where = asked(request, year)
    edition = edition_of(where.organisation, year=year, revision=where.revision)
    if edition is None:
        raise Http404
    answer = HttpResponse(FORMATS[form](edition.told), content_type=f"{TYPES[form]}; charset=utf-8")
    said = f"第{edition.revision}版" if edition.revision else "草稿"
    name = f"{edition.told['title']}-{said}.{form}"
    answer.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    return answer
