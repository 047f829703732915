"""A move for many rows, as pages: what it would do, then what it did; the refused rows as a workbook."""

from __future__ import annotations

import io
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.registers.asked import Asked
from shenbian.desk.registers.moves import Done, carry_out, chosen, offered, preview
from shenbian.desk.registers.out import workbook_answer
from shenbian.desk.registers.views import register_or_404, selection
from shenbian.flow.table import Move
from shenbian.kit import workbook
from shenbian.kit.refusal import Refused
from shenbian.rights.catalogue import Right

_SHOWN = 100


@require_POST
@page(needs(Right.REGISTER_READ))
def move(request: PageRequest, key: str) -> HttpResponseBase:
    """Step by step: what the move asks, whom it would move, what it did."""
    register = register_or_404(key)
    asked = Asked.of(register, selection(request))
    named = next((each for each in offered(register, request.actor) if each.name == request.POST.get("move")), None)
    if named is None:
        raise Http404
    told: dict[str, Any] = {"register": register, "asked": asked, "move": named, "step": "preview"}
    told |= {"query": request.POST.get("query", ""), "all": bool(request.POST.get("all")), "keys": _keys(request)}
    try:
        things = chosen(asked, request.actor, keys=None if told["all"] else told["keys"])
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


def _keys(request: PageRequest) -> list[int]:
    return [int(each) for each in request.POST.getlist("pk") if each.isascii() and each.isdigit() and len(each) < 19]


def _form(request: PageRequest, named: Move) -> Any:
    """What the move asks, filled in with what was sent; unbound when it has not been shown yet."""
    if named.asks is None:
        return None
    return named.asks(request.POST if request.POST.get("step") else None)


def _told(request: PageRequest, told: dict[str, Any], done: Done) -> HttpResponse:
    counts = {"moved": len(done.moved), "refused": len(done.refused)}
    lists = {"shown": done.moved[:_SHOWN], "why": done.refused[:_SHOWN], "unlisted": max(0, len(done.moved) - _SHOWN)}
    return render(request, "desk/registers/move.html", told | counts | lists)


def _refused(done: Done) -> HttpResponseBase:
    columns = [workbook.Column("事项", width=40), workbook.Column("不能办理的原因", width=60)]
    book = io.BytesIO()
    workbook.write(book, [workbook.Sheet("不能办理", columns, done.refused)])
    return workbook_answer(book, f"{done.move.title}_不能办理")
