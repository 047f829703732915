"""A register as a workbook, over the wire."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import IO
from uuid import uuid4

from django.contrib import messages
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.registers import export as exporting
from shenbian.desk.registers.asked import Asked
from shenbian.desk.registers.behind import export_behind
from shenbian.desk.registers.export import export, exportable, may_reveal
from shenbian.desk.registers.rows import count_of, selected
from shenbian.desk.registers.shown import name_of
from shenbian.desk.registers.views import register_or_404, selection
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.rights.catalogue import Right

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs(Right.REGISTER_EXPORT))
def export_page(request: PageRequest, key: str) -> HttpResponseBase:
    """What would be exported and what of it is hidden; sent, the workbook."""
    register = register_or_404(key)
    asked = Asked.of(register, selection(request) if request.method == "POST" else request.GET.dict())
    if request.method != "POST":
        count = count_of(selected(asked, request.actor, Right.REGISTER_EXPORT))
        told = {
            "register": register,
            "asked": asked,
            "said": count.said(register.one),
            "chips": asked.chips(name_of(asked, [])),
        }
        told |= {"query": asked.address().removeprefix("?"), "may_reveal": may_reveal(asked, request.actor)}
        told |= {"once": uuid4().hex}
        return render(request, "desk/registers/export.html", told)
    in_full, why = bool(request.POST.get("in_full")) and may_reveal(asked, request.actor), request.POST.get("why", "")
    book = tempfile.TemporaryFile()  # noqa: SIM115 -- closed by the answer, once it is sent
    try:
        if exportable(asked, by=request.actor, in_full=in_full, why=why) > exporting.AT_ONCE:
            book.close()
            once = request.POST.get("once", "")[:40]
            return redirect(
                "desk:job", pk=export_behind(asked, by=request.actor, in_full=in_full, why=why, once=once).pk
            )
        export(asked, book, by=request.actor, in_full=in_full, why=why)
    except Refused as refused:
        book.close()
        messages.warning(request, "".join(refused.reasons.values()))
        return redirect(reverse("desk:register-export", args=[key]) + asked.address())
    return workbook_answer(book, register.title)


def workbook_answer(book: IO[bytes], title: str) -> FileResponse:
    """The workbook from its beginning, called by its title and today."""
    book.seek(0, io.SEEK_SET)
    name = Path(f"{title}_{today():%Y%m%d}.xlsx").name
    return FileResponse(book, as_attachment=True, filename=name, content_type=XLSX)
