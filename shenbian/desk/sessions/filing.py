"""Papers of a session are taken in and taken away; refused rows of a list are given back as a workbook."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import uuid5

import orjson
from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.field.forms import ManyFiles
from shenbian.desk.registers.out import workbook_answer
from shenbian.desk.sessions.finding import session_or_404
from shenbian.desk.sessions.lists import COLUMNS, MOST, Refusal
from shenbian.files.media import LARGEST, MEDIA
from shenbian.flow.refusals import NotYours
from shenbian.gatherings.actions import Filed, Sheet, add_papers, remove_paper
from shenbian.gatherings.models import Session
from shenbian.kit import workbook
from shenbian.kit.refusal import Refused
from shenbian.rights.catalogue import Right

AT_ONCE = 12  # files of one upload
_NUMBER, _PROBLEM = "原行号", "问题"


class Papers(forms.FileField):
    """Some files, at least one."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = [super(Papers, self).clean(each, initial) for each in data or [] if each]
        if not files:
            raise forms.ValidationError("还没有选文件。")
        if len(files) > AT_ONCE:
            raise forms.ValidationError(f"一次最多{AT_ONCE}个文件，请分几次传。")
        if large := next((each for each in files if (each.size or 0) > LARGEST), None):
            raise forms.ValidationError(f"“{large.name}”超过了30兆，请缩小后再传。")
        return files


class PapersForm(forms.Form):
    """What they are, and the files."""

    what = forms.ChoiceField(label="是什么", choices=[(each.value, each.value) for each in Filed])
    papers = Papers(
        label="文件",
        widget=ManyFiles(attrs={"accept": ",".join(MEDIA)}),
        help_text="图片、PDF、Word 或 Excel，一次可选几个；看得到本场台账的人都能看",
    )
    papers_key = forms.UUIDField(widget=forms.HiddenInput)

    class Privacy:
        plain = frozenset({"what", "papers_key"})


@require_POST
@page(needs(Right.REGISTER_KEEP))
def papers(request: PageRequest, pk: int) -> HttpResponse:
    """Take papers in, or one away."""
    found = session_or_404(request.actor, pk, Right.REGISTER_KEEP)
    try:
        if (gone := request.POST.get("remove", "")).isdecimal():
            remove_paper(found, paper=int(gone[:18]), by=request.actor)
            messages.success(request, "已移除。")
        else:
            messages.success(request, f"上传了{_taken_in(request, found)}份材料。")
    except NotYours as no:
        raise Http404 from no
    except Refused as no:
        messages.warning(request, no.reasons[0])
    return redirect(f"{reverse('desk:session', args=[pk])}#papers")


def _taken_in(request: PageRequest, session: Session) -> int:
    """How many were taken in. Raises Refused where none can be."""
    form = PapersForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Refused({0: str(form.errors["papers"][0]) if "papers" in form.errors else "请选是什么材料，再上传。"})
    told = form.cleaned_data
    sheets = [
        Sheet(each.name or "", each.read(), uuid5(told["papers_key"], f"{n}:{each.name}"))
        for n, each in enumerate(told["papers"])
    ]
    return len(add_papers(session, what=Filed(told["what"]), sheets=sheets, by=request.actor))


def returned(refused: Sequence[Refusal]) -> str:
    """Refused rows as the page carries them to `give_back`: nothing of them is kept."""
    told = [{"called": each.row.called, "why": each.why, "cells": dict(each.row.cells)} for each in refused]
    return orjson.dumps(told).decode()


@require_POST
@page(needs(Right.REGISTER_KEEP))
def give_back(request: PageRequest, pk: int) -> HttpResponseBase:
    """The refused rows of a list as a workbook: as they were written, each with its number and its problem. Put right,
    it can be uploaded again.
    """
    session_or_404(request.actor, pk)
    rows = _rows(request.POST.get("rows", ""))
    named = [key for key in COLUMNS if any(row["cells"].get(key) for row in rows)]
    columns = [workbook.Column(COLUMNS[key], width=24) for key in named]
    columns += [workbook.Column(_NUMBER, width=12), workbook.Column(_PROBLEM, width=60)]
    book = tempfile.TemporaryFile()  # noqa: SIM115 -- closed by the answer, once it is sent
    workbook.write(book, [workbook.Sheet("退回", columns, list(_cells(rows, named)))])
    return workbook_answer(book, "退回的行")


def _rows(said: str) -> list[dict[str, Any]]:
    """The rows that the page carried. Raises Http404 for what no page of ours carries."""
    try:
        rows = orjson.loads(said)
        told = [{"called": str(row["called"]), "why": str(row["why"]), "cells": dict(row["cells"])} for row in rows]
    except (ValueError, TypeError, KeyError) as no:
        raise Http404 from no
    if not told or len(told) > MOST:
        raise Http404
    return told


def _cells(rows: Sequence[dict[str, Any]], named: Sequence[str]) -> Iterator[list[object]]:
    for row in rows:
        yield [*(str(row["cells"].get(key, "")) for key in named), row["called"], row["why"]]
