"""The papers of a step: chosen beside its questions, sent with them, listed, removed. Nothing typed is lost by it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from django.urls import reverse
from django.utils.translation import gettext as _

from shenbian.accounts.access import PageRequest
from shenbian.editions.actions import add_papers, remove_paper
from shenbian.editions.form import FieldKind, Step
from shenbian.editions.models import Entry
from shenbian.editions.queries import papers_of
from shenbian.files.media import LARGEST, MEDIA
from shenbian.files.models import Attachment
from shenbian.flow.filing import Sheet
from shenbian.kit.refusal import Refused
from shenbian.look.words import in_language

UPLOAD, REMOVE = "upload", "remove"  # buttons that stay on the page
ACCEPTS = ",".join(MEDIA)


def stays_here(said: Mapping[str, Any]) -> bool:
    """Whether a button was pressed that leads to no other page."""
    return UPLOAD in said or REMOVE in said


def taken_in(request: PageRequest, entry: Entry, here: Step) -> dict[str, str]:
    """Remove and take in what this request says of papers; what is wrong, by the key of the field."""
    wrong: dict[str, str] = {}
    key, _colon, paper = request.POST.get(REMOVE, "").partition(":")
    for field in here.fields:
        if field.kind is not FieldKind.FILE:
            continue
        try:
            if field.key == key and paper.isdigit():
                remove_paper(entry, field=field.key, paper=int(paper), by=request.actor)
            if sheets := _sheets(request, field.key):
                add_papers(entry, field=field.key, sheets=sheets, by=request.actor)
        except Refused as why:
            wrong[field.key] = in_language(why.reasons[0])
    return wrong


def _sheets(request: PageRequest, field: str) -> list[Sheet]:
    """What was chosen for a field. Raises Refused for what is too large to be read."""
    sent = request.FILES.getlist(f"paper_{field}")
    if any((each.size or 0) > LARGEST for each in sent):
        raise Refused({0: "没有收到文件，或者它超过了30兆。请重新选择。"})
    return [
        Sheet(each.name or "", each.read(), _key(request.POST.get("papers_key", ""), f"{field}:{n}:{each.name}"))
        for n, each in enumerate(sent)
    ]


def _key(page: str, name: str) -> UUID | None:
    """By this a page that is sent twice brings its papers once."""
    try:
        return uuid5(UUID(page), name)
    except ValueError:
        return None


def papers_asked(entry: Entry, here: Step, wrong: Mapping[str, str]) -> list[dict[str, Any]]:
    """The fields of a step that ask for papers, with what hangs there already. One query; none without such."""
    asking = [field for field in here.fields if field.kind is FieldKind.FILE]
    kept = papers_of(entry) if asking else {}
    return [
        {
            "key": field.key,
            "title": _(field.title),
            "help": _(field.help) if field.help else "",
            "required": field.required,
            "papers": [paper(each) | {"remove": f"{field.key}:{each.pk}"} for each in kept.get(field.key, [])],
            "error": wrong.get(field.key, ""),
            "accepts": ACCEPTS,
        }
        for field in asking
    ]


def papers_sent(entry: Entry) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Step by step (its key, the field's title, papers) what an entry asks for; what is missing has no papers.

    One query; none without such.
    """
    kept = papers_of(entry)
    return [
        (step.key, _(field.title), [paper(each) for each in kept.get(field.key, [])])
        for step in entry.kind.form.steps
        for field in step.fields
        if field.kind is FieldKind.FILE and (field.required or field.key in kept)
    ]


def paper(attached: Attachment) -> dict[str, Any]:
    """A paper as the component shows it. A sealed one has no small picture."""
    file = attached.file
    return {
        "title": file.name,
        "href": reverse("portal:file", args=[file.pk]),
        "src": reverse("portal:file_thumb", args=[file.pk]) if file.has_thumbnail else "",
        "note": _("密封保存") if file.sealed else "",
    }
