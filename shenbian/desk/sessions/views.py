"""Sessions: those within one's reach, and one of them with all that belongs to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.courses.queries import lesson_held
from shenbian.desk.names import key_of, people_by_key
from shenbian.desk.sessions.choosing import Choice, page_by_day
from shenbian.desk.sessions.finding import session_or_404
from shenbian.desk.sessions.shown import Called, own_quotas, part_of, parts_for, quotas_of, stats_of
from shenbian.desk.things.filing import filed
from shenbian.desk.things.shown import shown
from shenbian.desk.things.story import keys_in, story
from shenbian.facts.queries import written_by
from shenbian.files.queries import attachments_of
from shenbian.flow.offers import offers
from shenbian.flow.queries import traces_of
from shenbian.gatherings.declared import Mode, session_kinds
from shenbian.gatherings.models import Session
from shenbian.gatherings.queries import clashes, sessions_covered, tally_of
from shenbian.gatherings.uncounted import Uncounted, uncounted
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may
from shenbian.standard.programme import Programme, catalogue

READS = needs(Right.REGISTER_READ)
_KEEPS = needs(Right.REGISTER_KEEP)
_UNCOUNTED = 20  # shown; the others stand in the part of those who came


@require_safe
@page(READS)
def listed(request: PageRequest) -> HttpResponse:
    """The sessions within one's reach, the latest day first."""
    choice = Choice.of(request.GET)
    chosen = choice.narrow(sessions_covered(request.actor), request.actor)
    rows, following = page_by_day(chosen, request.GET.get("after", ""))
    quotas = own_quotas(rows, request.actor)
    told = {
        "rows": [{"session": each, "programme": programme_of(each), "quota": quotas.get(each.pk)} for each in rows],
        "choice": choice,
        "chips": choice.chips(),
        "programmes": _with_sessions(),
        "query": choice.query,
        "following": following,
        "keeps": _KEEPS.lets_in(request.actor),
    }
    return render(request, "desk/sessions/list.html", told)


@require_safe
@page(READS)
def session(request: PageRequest, pk: int) -> HttpResponse:
    """Where it stands and what may be done; how far it is; one part of what belongs to it; its story."""
    found = session_or_404(request.actor, pk)
    return render(request, "desk/sessions/session.html", _told(request, found) | _further(request, found))


def _with_sessions() -> list[Programme]:
    """The programmes that declare sessions, in the order of the year."""
    declared = {each.programme for each in session_kinds}
    return [each for each in catalogue if each.key in declared]


def programme_of(session: Session) -> str:
    """What its programme is called; one that is no longer declared keeps its key."""
    return next((each.title for each in catalogue if each.key == session.programme), session.programme)


def _told(request: PageRequest, found: Session) -> dict[str, Any]:
    parts = parts_for(found, request.actor)
    part = part_of(found, request.actor, request.GET, parts)
    tally = tally_of(found)
    here = reverse("desk:session", args=[found.pk])
    tabs = [
        {"title": title, "href": f"{here}?part={key}#part", "here": key == part.key} for key, title in parts.items()
    ]
    return {
        "session": found,
        "label": found._meta.label_lower,
        "programme": programme_of(found),
        "offers": offers(found, request.actor),
        "hosts": may(request.actor, Right.REGISTER_READ, found),
        "keeps": may(request.actor, Right.REGISTER_KEEP, found),
        "manages": may(request.actor, Right.EDITION_MANAGE, found),
        "books": _KEEPS.lets_in(request.actor) and found.status == "open" and found.booking != Mode.OPEN,
        "takes": _KEEPS.lets_in(request.actor),
        "draws": found.booking == Mode.DRAW and found.status == "open",
        "stats": stats_of(found, tally),
        "uncounted": _uncounted(found, request.actor) if tally.present else [],
        "quotas": quotas_of(found, request.actor),
        "lesson": lesson_held(found),
        "clashes": clashes([found]).get(found.pk, []),
        "decisions": list(found.decisions.order_by("place")),
        "said": shown(found),
        "tabs": tabs,
        "part": part,
        "here": here,
    }


def _uncounted(found: Session, actor: Actor) -> list[tuple[str, Uncounted]]:
    """Of a session that was held: whom counting left, by name, and why; for whoever keeps its register."""
    if not may(actor, Right.REGISTER_KEEP, found):
        return []
    called = Called.by(actor)
    return [(called.name(each.turn), each) for each in uncounted(found, by=actor)[:_UNCOUNTED]]


def _further(request: PageRequest, found: Session) -> dict[str, Any]:
    """Papers and the story of it: the host's."""
    if not may(request.actor, Right.REGISTER_READ, found):
        return {}
    traces = list(traces_of(found))
    facts = list(written_by(found.subject, batch=found.batch))
    attached = list(attachments_of([found.subject]))
    people = people_by_key({*keys_in(traces, facts), *(key_of(each.attached_by) for each in attached)})
    return {
        **filed(found, attached, request.actor),
        "story": story(found, traces, facts, people, attached),
    }
