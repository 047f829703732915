"""A thing's page, whatever it is: where it stands, what may be done next, what happened; and the door for its moves."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from shenbian.accounts.access import OFFICER, PageRequest, page
from shenbian.desk.finding import thing_or_404
from shenbian.desk.going_back import back_of
from shenbian.desk.names import key_of, people_by_key
from shenbian.desk.parts import is_part
from shenbian.desk.scopes import organisations_of, people_of
from shenbian.desk.things.filing import filed
from shenbian.desk.things.shown import sections, shown
from shenbian.desk.things.story import keys_in, story
from shenbian.desk.waiting import line_of
from shenbian.facts.queries import written_by
from shenbian.files.queries import attachments_of
from shenbian.flow.actions import perform
from shenbian.flow.models import Flowing, Waiting
from shenbian.flow.offers import moves_for, offers, what_follows
from shenbian.flow.queries import traces_of
from shenbian.flow.refusals import NotYours, Refused
from shenbian.flow.table import Move, Phase
from shenbian.kit.period import today
from shenbian.orgs.models import Organisation


@require_safe
@page(OFFICER)
def thing(request: PageRequest, label: str, pk: int) -> HttpResponse:
    """State, clock and next moves at the top; then what it says, whom it concerns, and its story."""
    found = thing_or_404(request.actor, label, pk)
    return render(request, "desk/things/thing.html", _told(request, found) | _done(found, request.GET.get("done", "")))


@require_http_methods(["GET", "HEAD", "POST"])
@page(OFFICER)
def move(request: PageRequest, label: str, pk: int, name: str) -> HttpResponse:
    """Make a move; where it asks something, its form on a page of its own."""
    found = thing_or_404(request.actor, label, pk)
    row = next((each for each in moves_for(found, request.actor) if each.name == name), None)
    if request.method != "POST":
        if row is None:
            raise Http404
        return render(request, "desk/things/move.html", _asked(request, found, row))
    if row is not None and row.asks is not None and not (form := row.asks(request.POST)).is_valid():
        return render(request, "desk/things/move.html", _asked(request, found, row) | {"form": form}, status=422)
    try:
        perform(name, on=found, by=request.actor, said=request.POST.dict() if row is not None and row.asks else None)
    except NotYours as no:
        raise Http404 from no
    except Refused as no:
        return _refused(request, found, row, no.why)
    except KeyError as no:  # the table has no such move
        raise Http404 from no
    return _moved(request, found, name)


def _told(request: PageRequest, found: Flowing) -> dict[str, Any]:
    traces = list(traces_of(found))
    facts = list(written_by(found.subject, batch=getattr(found, "batch", None)))
    owner: int | None = getattr(found, "owner", None)
    body: Organisation = getattr(found, "organisation")  # noqa: B009  every thing with a flow has one
    attached = list(attachments_of([found.subject]))
    people = people_by_key({*keys_in(traces, facts), *(key_of(each.attached_by) for each in attached), owner})
    inside = owner is not None and people_of(request.actor).filter(key=owner).exists()
    return {
        "thing": found,
        "label": found._meta.label_lower,
        "state": found.flow.state(found.status),
        "clock": line_of(Waiting(due_on=found.due_on), found, actor=request.actor, on=today()),
        "offers": offers(found, request.actor),
        "over": found.phase not in (Phase.DRAFT, Phase.WAITING),  # nobody waits for what may still be done
        "whose_turn": _whose_turn(found),
        "said": shown(found),
        "sections": sections(found),
        "owner": people.get(owner) if owner is not None else None,
        "owner_inside": inside,
        "body": body if body.pk else None,
        "body_inside": body.pk is not None and organisations_of(request.actor).filter(pk=body.pk).exists(),
        "story": story(found, traces, facts, people, attached),
        **filed(found, attached, request.actor),
    }


def _done(found: Flowing, name: str) -> dict[str, Any]:
    """What has just been done here, in words; nothing where the address only says so."""
    move = next((move for move in found.flow.moves if move.name == name and move.target == found.status), None)
    if move is None:
        return {}
    text = f"现在是“{found.title_of_state}”。" + (_whose_turn(found) if found.phase == Phase.WAITING else "")
    return {"done": move, "done_title": f"已{move.title}", "done_text": text}


def _whose_turn(found: Flowing) -> str:
    right = found.flow.waits_for(found.status)
    return f"接下来由负责“{right.label}”的人办理。" if right else ""


def _asked(request: PageRequest, found: Flowing, row: Move) -> dict[str, Any]:
    target = found.flow.state(row.target)
    return {
        "thing": found,
        "label": found._meta.label_lower,
        "back": back_of(request),
        "move": row,
        "follows": what_follows(row, target, stays=row.target == found.status),
        "ends_badly": target.phase is Phase.VOID,
        "form": row.asks(initial=_as_it_is(found, row.asks)) if row.asks else None,
    }


def _as_it_is(found: Flowing, asks: Any) -> dict[str, Any]:
    """A form that changes columns of the thing begins with what they say; one that changes more, with what it gives."""
    if own := getattr(found, "as_it_is", None):
        return dict(own())
    return {name: getattr(found, name) for name in asks.base_fields if hasattr(found, name)}


def _refused(request: PageRequest, found: Flowing, row: Move | None, why: str) -> HttpResponse:
    """Nothing has changed; the reason stands where the button was."""
    found = thing_or_404(request.actor, found._meta.label_lower, found.pk)
    if is_part(request):
        line = line_of(Waiting.of(found), found, actor=request.actor, on=today(), refused=why)
        return render(request, "desk/inbox/line.html", {"line": line})
    if row is not None and row.asks is not None:
        asked = _asked(request, found, row) | {"form": row.asks(request.POST), "refused": why}
        return render(request, "desk/things/move.html", asked, status=409)
    return render(request, "desk/things/thing.html", _told(request, found) | {"refused": why}, status=409)


def _moved(request: PageRequest, found: Flowing, name: str) -> HttpResponse:
    if is_part(request):
        found = thing_or_404(request.actor, found._meta.label_lower, found.pk)
        done = next(each for each in found.flow.moves if each.name == name)
        return render(request, "desk/inbox/done.html", {"thing": found, "done": done, "label": found._meta.label_lower})
    if back := back_of(request):
        return redirect(back)
    return redirect(f"{reverse('desk:thing', args=[found._meta.label_lower, found.pk])}?done={name}")
