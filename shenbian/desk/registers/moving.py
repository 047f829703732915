"""A move for many rows, as pages: what it would do, then what it did; the refused rows as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_POST

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.registers import moves
from shenbian.desk.registers.asked import Asked
from shenbian.desk.registers.behind import move_behind
from shenbian.desk.registers.moves import (
    Done,
    carry_out,
    chosen,
    how_many,
    offered,
    preview,
    refused_book,
)
from shenbian.desk.registers.out import workbook_answer
from shenbian.desk.registers.views import register_or_404, selection
from shenbian.flow.table import Move
from shenbian.kit.refusal import Refused
from shenbian.rights.catalogue import Right

_SHOWN, _AT_SIGHT = 100, 5
_OURS = ("csrfmiddlewaretoken", "query", "move", "all", "pk", "step", "once")  # of what is sent, not what the move asks


@require_POST
@page(needs(Right.REGISTER_READ))
def move(request: PageRequest, key: str) -> HttpResponseBase:
    """Step by step: what the move asks, whom it would move, what it did. Of very many it is left to run."""
    register = register_or_404(key)
    asked = Asked.of(register, selection(request))
    named = next((each for each in offered(register, request.actor) if each.name == request.POST.get("move")), None)
    if named is None:
        raise Http404
    told: dict[str, Any] = {"register": register, "asked": asked, "move": named, "step": "preview"}
    told |= {"query": request.POST.get("query", ""), "all": bool(request.POST.get("all")), "keys": _keys(request)}
    many = how_many(asked, request.actor) if told["all"] else 0
    if many > moves.AT_ONCE:
        return _many(request, told, many)
    try:
        things = chosen(asked, request.actor, keys=None if told["all"] else told["keys"], most=moves.AT_ONCE)
    except Refused as why:
        return render(request, "desk/registers/move.html", told | {"refusal": "".join(why.reasons.values())})
    form = _form(request, named)
    told |= {"form": form, "count": len(things)}
    if form is not None and not form.is_valid():
        return render(request, "desk/registers/move.html", told | {"step": "asks"})
    said = form.data if form is not None else {}
    step = request.POST.get("step", "")
    if step not in ("do", "refused"):
        return _told(request, told, preview(named, things, by=request.actor, said=said))
    if step == "refused":
        return _refused(preview(named, things, by=request.actor, said=said))
    return _told(request, told | {"step": "done"}, carry_out(named, things, by=request.actor, said=said))


def _many(request: PageRequest, told: dict[str, Any], many: int) -> HttpResponseBase:
    """What the move asks; then it is looked at, or made, behind the page."""
    named, asked, form = told["move"], told["asked"], _form(request, told["move"])
    told |= {"form": form, "count": many}
    if form is not None and not form.is_valid():
        return render(request, "desk/registers/move.html", told | {"step": "asks"})
    step = request.POST.get("step", "")
    if step not in ("do", "look"):
        return render(request, "desk/registers/move.html", told | {"step": "many", "once": uuid4().hex})
    said = form.data.copy() if form is not None else MultiValueDict[str, str]()
    for name in _OURS:
        said.pop(name, None)
    try:
        once = request.POST.get("once", "")[:40]
        run = move_behind(asked, named, by=request.actor, said=said, look=step == "look", once=once)
    except Refused as why:
        return render(request, "desk/registers/move.html", told | {"refusal": str(why)})
    return redirect("desk:job", pk=run.pk)


def _keys(request: PageRequest) -> list[int]:
    return [int(each) for each in request.POST.getlist("pk") if each.isascii() and each.isdigit() and len(each) < 19]


def _form(request: PageRequest, named: Move) -> Any:
    """What the move asks, filled in with what was sent; unbound when it has not been shown yet."""
    if named.asks is None:
        return None
    return named.asks(request.POST if request.POST.get("step") else None)


def _told(request: PageRequest, told: dict[str, Any], done: Done) -> HttpResponse:
    counts = {"moved": len(done.moved), "refused": len(done.refused)} | _said(done)
    lists = [_listed(why, names) for why, names in done.reasons().items()]
    return render(request, "desk/registers/move.html", told | counts | {"why": lists, "ways": _listed("", done.moved)})


def _said(done: Done) -> dict[str, str]:
    """What was done, in a line and a sentence."""
    if not done.moved:
        return {"told_title": "一件也没有办", "told_text": "都原样未动，原因在下面。"}
    rest = f"另有{len(done.refused):,}件没有办，原样未动，原因在下面。" if done.refused else ""
    return {"told_title": f"办好了{len(done.moved):,}件", "told_text": rest}


def _listed(why: str, names: Sequence[str]) -> dict[str, Any]:
    """Some names, a few to be seen at once, and how many are not listed."""
    return {
        "why": why,
        "count": len(names),
        "few": names[:_AT_SIGHT],
        "further": names[_AT_SIGHT:_SHOWN],
        "unlisted": max(0, len(names) - _SHOWN),
    }


def _refused(done: Done) -> HttpResponseBase:
    return workbook_answer(refused_book(done), f"{done.move.title}_不能办理")
