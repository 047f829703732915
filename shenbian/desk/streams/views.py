"""Streams at the desk: what is planned and was shown; one of them with its viewers and counters; planning one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.streams.forms import PlanForm, ReadingForm
from shenbian.editions.models import Edition
from shenbian.editions.queries import editions_covered, hosts_of
from shenbian.flow.offers import Offer, offers
from shenbian.flow.refusals import NotYours
from shenbian.kit.refusal import Refused
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may
from shenbian.streams.actions import schedule, take_reading
from shenbian.streams.flows import STREAM
from shenbian.streams.kinds import stream_kinds
from shenbian.streams.models import Stream
from shenbian.streams.queries import counters_of, proofs_of, streams_covered, views_said, watched

READS = needs(Right.REGISTER_READ)
MANAGES = needs(Right.EDITION_MANAGE)
KEEPS = needs(Right.REGISTER_KEEP)
SIZE = 50  # rows of a page
READ_IN = ("tested", "live", "ended", "replay", "closed")  # states in which counters are read


@require_safe
@page(READS)
def listed(request: PageRequest) -> HttpResponse:
    """The streams within one's reach, the latest first."""
    state = request.GET.get("state", "")
    state = state if state in {each.key for each in STREAM.states} else ""
    rows = streams_covered(request.actor)
    found, following = _page(rows.filter(status=state) if state else rows, request.GET.get("after", ""))
    chips = [
        {"value": each.title, "on": each.key == state, "href": "?" if each.key == state else f"?state={each.key}"}
        for each in STREAM.states
    ]
    told = {"streams": found, "following": following, "chips": chips, "state": state}
    return render(request, "desk/streams/list.html", told | {"manages": MANAGES.lets_in(request.actor)})


@require_safe
@page(READS)
def stream(request: PageRequest, pk: int) -> HttpResponse:
    """One stream: where it stands and what may be done, when and where, who watched, what the counters say."""
    return render(request, "desk/streams/stream.html", _told(request, _covered_or_404(request.actor, pk)))


@require_http_methods(["GET", "HEAD", "POST"])
@page(MANAGES)
def new(request: PageRequest) -> HttpResponse:
    """Plan a stream; `?edition=` names the edition it belongs to."""
    form = PlanForm(request.POST or None, actor=request.actor, edition=_edition(request))
    if request.method == "POST" and form.is_valid():
        try:
            planned = schedule(form.plan, by=request.actor)
        except NotYours:
            form.add_error("organisation", "这种直播不由您在这个工会举办。请换一个举办工会，或换一种直播。")
        except Refused as no:
            form.add_error(None, no.reasons[0])
        else:
            return redirect("desk:stream", pk=planned.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/streams/new.html", {"form": form}, status=status)


@require_POST
@page(KEEPS)
def read(request: PageRequest, pk: int) -> HttpResponse:
    """Read a counter of another platform."""
    found = _covered_or_404(request.actor, pk)
    form = ReadingForm(request.POST, request.FILES, counters=counters_of(found))
    if not form.is_valid():
        return render(request, "desk/streams/stream.html", _told(request, found, form), status=422)
    try:
        take_reading(found, form.said, by=request.actor, client_key=form.key)
    except NotYours as no:
        raise Http404 from no
    except Refused as no:
        told = _told(request, found, form) | {"refused": no.reasons[0]}
        return render(request, "desk/streams/stream.html", told, status=409)
    return redirect(f"{reverse('desk:stream', args=[found.pk])}#readings")


def _told(request: PageRequest, found: Stream, form: ReadingForm | None = None) -> dict[str, Any]:
    reads = counters_of(found)
    proofs = proofs_of(reads)
    rows = [(read.counter, each, proofs.get(each.subject, [])) for read in reads for each in read.readings]
    keeps = found.status in READ_IN and may(request.actor, Right.REGISTER_KEEP, found)
    return {
        "stream": found,
        "label": found._meta.label_lower,
        "offers": _offered(found, request.actor),
        "watched": watched(found) if found.playlist or found.replay else None,
        "said": views_said(reads),
        "rows": rows,
        "reminders": found.reminders.count(),
        "hosts": hosts_of(found.edition) if found.edition else [],
        "form": (form or ReadingForm(counters=reads)) if keeps else None,
        "strikes": may(request.actor, Right.REGISTER_KEEP, found),
    }


def _offered(found: Stream, actor: Actor) -> list[Offer]:
    """What may be done; noting afterwards is offered only of what is over."""
    return [each for each in offers(found, actor) if not (each.move.name == "note" and each.why)]


def _covered_or_404(actor: Actor, pk: int) -> Stream:
    return get_object_or_404(streams_covered(actor).select_related("edition", "moderator"), pk=pk)


def _edition(request: PageRequest) -> Edition | None:
    said = request.GET.get("edition", "")
    if not said.isdigit() or len(said) > 18:
        return None
    programmes = [each.programme for each in stream_kinds]
    return editions_covered(request.actor).filter(programme__in=programmes, pk=int(said)).first()


def _page(rows: QuerySet[Stream], after: str) -> tuple[list[Stream], str]:
    """So many streams after a place ("1667030400_12"), and the next page's place. One query."""
    second, _, pk = after.partition("_")
    if second.isdigit() and pk.isdigit() and len(second) < 12 and len(pk) < 19:
        at = datetime.fromtimestamp(int(second), UTC)
        rows = rows.filter(Q(starts_at__lt=at) | Q(starts_at=at, pk__lt=int(pk)))
    found = list(rows[: SIZE + 1])
    last = found[SIZE - 1] if len(found) > SIZE else None
    return found[:SIZE], f"{int(last.starts_at.timestamp())}_{last.pk}" if last else ""
