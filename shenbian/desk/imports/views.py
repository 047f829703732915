"""Importing registers as pages: upload, look, import; take a batch back."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.imports.packed import LARGEST, LARGEST_PACKED, MEGABYTE, TOO_LARGE, clean, is_packed, largest
from shenbian.desk.imports.uploads import apply, returned, returns_several, run_of, take, uploads_of
from shenbian.desk.jobs.shown import Shown
from shenbian.desk.models import Upload
from shenbian.desk.registers.out import workbook_answer
from shenbian.editions.queries import taking_sheets
from shenbian.flow.refusals import NotYours
from shenbian.kit.env import Unable
from shenbian.kit.refusal import Refused
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered
from shenbian.sheets.actions.reversing import reverse
from shenbian.sheets.entries.columns import register_of, titles_of
from shenbian.sheets.forms import Reversed
from shenbian.sheets.models import Batch
from shenbian.sheets.register import Register
from shenbian.sheets.registers import registers
from shenbian.sheets.report import WORDS
from shenbian.sheets.resting import resting
from shenbian.sheets.template import write_template

IMPORTS = needs(Right.REGISTER_IMPORT)
_SHOWN = 200
_LATEST = 20


class Workbook(forms.Form):
    """A register as a file."""

    file = forms.FileField(
        label="登记表（Excel 工作簿 .xlsx）",
        help_text=f"不用选是哪一种登记表，看表头就能认出来。最大{LARGEST // MEGABYTE}MB。"
        f"带照片的，把表和照片压缩成一个 zip 上传，最大{LARGEST_PACKED // MEGABYTE}MB。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.zip"}),
    )

    def clean_file(self) -> UploadedFile[Any]:
        """One that is too large is not even read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        most = largest(clean(file.name or ""))
        if (file.size or 0) > most:
            raise forms.ValidationError(TOO_LARGE.format(most // MEGABYTE))
        return file

    class Privacy:
        sealed = frozenset({"file"})


@require_http_methods(["GET", "HEAD", "POST"])
@page(IMPORTS)
def imports(request: PageRequest) -> HttpResponse:
    """Upload a workbook; below, what came in lately and the templates."""
    form = Workbook(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return redirect("desk:import", pk=take(file.name, file.read(), by=request.actor).pk)
        except (Unable, NotYours) as why:
            form.add_error("file", str(why))
    told = {
        "form": form,
        "uploads": list(uploads_of(request.actor).filter(applied_at=None).only("name", "uploaded_at")[:5]),
        "batches": _told(list(_batches(request).order_by("-pk")[:_LATEST])),
        "templates": registers(),
        "by_sheet": list(taking_sheets(request.actor)),
    }
    return render(request, "desk/imports/imports.html", told)


def _batches(request: PageRequest) -> QuerySet[Batch]:
    return Batch.objects.filter(covered(request.actor, Right.REGISTER_IMPORT, place="body__path", desk="", owner=""))


def _told(batches: list[Batch]) -> list[dict[str, Any]]:
    titles = {each.key: each.title for each in registers()} | titles_of(each.register for each in batches)
    return [
        {
            "batch": each,
            "title": titles.get(each.register, each.register),
            "counts": "，".join(f"{word} {each.counts[key]}" for key, word in WORDS.items() if each.counts.get(key)),
        }
        for each in batches
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@page(IMPORTS)
def upload(request: PageRequest, pk: int) -> HttpResponse:
    """What a workbook would bring; sent, it is imported. Afterwards what it brought; of a long one, how far it is."""
    found = get_object_or_404(uploads_of(request.actor), pk=pk)
    if request.method == "POST":
        try:
            if not apply(found, by=request.actor):
                messages.info(request, "这份表已经导入过了，没有再导一遍。")
        except (Unable, Refused) as why:
            messages.warning(request, str(why))
        return redirect("desk:import", pk=pk)
    report, run = found.report, run_of(found, by=request.everything)
    told = {
        "upload": found,
        "shown": Shown(run) if run else None,
        "looked": bool(report),
        "sheets": [_sheet(each) for each in report.get("sheets", [])],
        "counts": [(word, report[key]) for key, word in WORDS.items() if report.get(key)],
        "brings": report.get("new", 0) + report.get("changed", 0),
        "refused": report.get("refused", 0),
        "has_returned": found.returned is not None,
        "again": _again(found),
    }
    return render(request, "desk/imports/upload.html", told)


def _again(upload: Upload) -> str:
    """How what went back comes in again."""
    if is_packed(upload.name):
        return "改好后和照片一起压缩，再上传"
    return "改好后逐份上传即可" if returns_several(upload) else "改好后直接上传退回件即可"


def _sheet(said: dict[str, Any]) -> dict[str, Any]:
    problems = said["refused_rows"]
    return {
        **said,
        "counts": [(word, said[key]) for key, word in WORDS.items() if said.get(key)],
        "problems": problems[:_SHOWN],
        "more": max(0, len(problems) - _SHOWN),
        "left_out_why": list(said["reasons"].get("left_out", {}).items()),
        "changes": said["changed_rows"][:_SHOWN],
        "conflicts": said["conflicting_rows"][:_SHOWN],
    }


@require_safe
@page(IMPORTS)
def returned_copy(request: PageRequest, pk: int) -> HttpResponseBase:
    """The refused rows with their problems, to be put right and uploaded again."""
    found = get_object_or_404(uploads_of(request.actor), pk=pk)
    data = returned(found)
    if data is None:
        raise Http404
    title = f"{Path(found.name).stem.removesuffix('_退回')}_退回"
    if returns_several(found):
        return FileResponse(
            io.BytesIO(data), as_attachment=True, filename=f"{title}.zip", content_type="application/zip"
        )
    return workbook_answer(io.BytesIO(data), title)


@require_safe
@page(IMPORTS)
def template(request: PageRequest, key: str) -> HttpResponseBase:
    """An empty register to fill in."""
    found = next((each for each in registers() if each.key == key), None)
    if found is None:
        raise Http404
    return _template(found, found.title)


@require_safe
@page(IMPORTS)
def by_sheet(request: PageRequest, edition: int) -> HttpResponse:
    """How a union hands in for its members, many at once: the steps, the sheet of this edition, the upload."""
    found = get_object_or_404(taking_sheets(request.actor), pk=edition)
    return render(request, "desk/imports/by_sheet.html", {"edition": found, "kind": found.kind, "form": Workbook()})


@require_safe
@page(IMPORTS)
def by_sheet_template(request: PageRequest, edition: int) -> HttpResponseBase:
    """The empty sheet of an edition that takes entries now."""
    found = get_object_or_404(taking_sheets(request.actor), pk=edition)
    return _template(register_of(found), f"{found.title}集体申报")


def _template(found: Register, title: str) -> HttpResponseBase:
    with tempfile.TemporaryDirectory(prefix="shenbian-template-") as folder:
        path = Path(folder) / "template.xlsx"
        write_template(found, path)
        return workbook_answer(io.BytesIO(path.read_bytes()), f"{title}模板")


@require_http_methods(["GET", "HEAD", "POST"])
@page(IMPORTS)
def batch(request: PageRequest, pk: int) -> HttpResponse:
    """What a batch brought, what rests on it, and taking it back as a whole."""
    found = get_object_or_404(_batches(request).select_related("body"), pk=pk)
    form = Reversed(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reverse(found, by=request.actor, reason=form.cleaned_data["reason"])
            messages.success(request, f"批次 {pk} 已整批撤回，它写下的记录都已作废，原来的内容恢复了。")
            return redirect("desk:import-batch", pk=pk)
        except Refused as why:
            form.add_error(None, "".join(why.reasons.values()))
    stands = found.status == "applied"
    told = {"told": _told([found])[0], "form": form, "stands": stands, "resting": resting(found) if stands else []}
    return render(request, "desk/imports/batch.html", told)
