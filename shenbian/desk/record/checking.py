"""A draft held against the facts: paste or upload, see every claim marked in place. Nothing of it is kept."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.record.asked import FIRST, LAST, Asked, body_asked
from shenbian.facts.marks import years
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.kit.workbook import Column, Sheet, write
from shenbian.metrics.metric import metrics
from shenbian.record.check.claim import Claim
from shenbian.record.check.marked import Piece, cut
from shenbian.record.check.reading import LONGEST, fitting, read
from shenbian.record.check.telling import NAMES, as_json, summary
from shenbian.record.check.year import check_draft
from shenbian.record.opened import amount
from shenbian.rights.catalogue import Right
from shenbian.rulebook.queries import NoRule

READERS = needs(Right.REGISTER_READ)
ICONS = {"false": "cross", "unknown": "help", "holds": "check", "uncountable": "more"}
TYPES = {"json": "application/json", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@require_http_methods(["GET", "POST"])
@page(READERS)
def check(request: PageRequest) -> HttpResponse:
    """The form, and below it the draft with its marks."""
    known = years() or [today().year]
    blank = {"years": known, "year": known[0], "body": body_asked(request), "longest": LONGEST}
    if request.method != "POST":
        return render(request, "desk/record/check.html", blank)
    where = _where(request)
    said = {**blank, "year": where.year, "body": where.organisation}
    try:
        text = _text(request)
    except Refused as no:
        refused = {**said, "text": request.POST.get("text", ""), "refusal": str(no)}
        return render(request, "desk/record/check.html", refused, status=422)
    try:
        claims = check_draft(text, organisation=where.organisation, year=where.year)
    except NoRule as no:
        refused = {**said, "text": text, "refusal": str(no)}
        return render(request, "desk/record/check.html", refused, status=422)
    told = [_told(number, claim, where) for number, claim in enumerate(claims)]
    shown = {
        "text": text,
        "exports": [("xlsx", "导出Excel"), ("json", "导出JSON")],
        "summary": summary(claims),
        "counts": [
            (key, word, sum(claim.verdict == key for claim in claims), ICONS[key]) for key, word in NAMES.items()
        ],
        "pieces": [_marked(piece, told) for piece in cut(text, claims)],
        "claims": sorted(told, key=lambda each: list(NAMES).index(each["verdict"])),
    }
    return render(request, "desk/record/check.html", said | shown)


@require_POST
@page(READERS)
def file(request: PageRequest, form: str) -> HttpResponse:
    """The same answer as a file (json or xlsx), checked anew from the text that the page sends along."""
    if form not in TYPES:
        raise Http404
    where = _where(request)
    try:
        text = _text(request)
    except Refused as no:
        raise Http404 from no
    claims = check_draft(text, organisation=where.organisation, year=where.year)
    content = as_json(claims).encode() if form == "json" else _workbook(claims, text)
    answer = HttpResponse(content, content_type=TYPES[form])
    name = f"文稿核对-{where.organisation.name}{where.year}年.{form}"
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer


def _where(request: PageRequest) -> Asked:
    year = request.POST.get("year", "")
    if not year.isdecimal() or len(year) != len("2022") or not FIRST <= int(year) <= LAST:
        raise Http404
    return Asked(organisation=body_asked(request, request.POST.get("org", "")), year=int(year))


def _text(request: PageRequest) -> str:
    """What was handed in: a file where there is one, else what was pasted, its line ends as one character. Raises
    Refused."""
    handed = request.FILES.get("file")
    text = read(handed.name or "", handed.read()) if handed else request.POST.get("text", "")
    return fitting(text.replace("\r\n", "\n"))


def _told(number: int, claim: Claim, where: Asked) -> dict[str, Any]:
    metric = metrics[claim.metric] if claim.metric else None
    return {
        "number": number,
        "text": claim.text,
        "verdict": claim.verdict,
        "word": NAMES[claim.verdict],
        "icon": ICONS[claim.verdict],
        "why": claim.why,
        "ref": claim.ref or "",
        "title": metric.title if metric else "",
        "value": amount(metric, claim.value) if metric else "",
        "url": where.url("figure", claim.metric) if claim.metric else "",
    }


def _marked(piece: Piece, told: list[dict[str, Any]]) -> dict[str, Any]:
    if piece.verdict is None:
        return {"text": piece.text}
    worst = next(number for number in piece.claims if told[number]["verdict"] == piece.verdict)
    return {**told[worst], "text": piece.text}


def _workbook(claims: list[Claim], text: str) -> bytes:
    columns = [
        Column("判定", 8),
        Column("原文", 40),
        Column("第几行", 8, "number"),
        Column("指标", 28),
        Column("编号", 8),
        Column("实际", 18),
        Column("说明", 60),
    ]
    rows = [
        (
            NAMES[claim.verdict],
            claim.text,
            text.count("\n", 0, claim.offset) + 1,
            metrics[claim.metric].title if claim.metric else "",
            claim.ref or "",
            amount(metrics[claim.metric], claim.value) if claim.metric else "",
            claim.why,
        )
        for claim in claims
    ]
    return write(None, [Sheet("文稿核对", columns, rows)])
