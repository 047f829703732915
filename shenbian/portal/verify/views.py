"""Anybody may check a proof or a card. It opens nothing else."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shenbian.accounts.access import PUBLIC, PageRequest, page
from shenbian.facts.proofs import BadProof, Verdict, check
from shenbian.kit.keys import ring
from shenbian.portal.me.card import read
from shenbian.portal.verify.reading import said_by

LARGEST = 200_000  # bytes; a proof of a log of a billion entries has about 5,000


@require_http_methods(["GET", "HEAD", "POST"])
@page(PUBLIC)
def verify(request: PageRequest) -> HttpResponse:
    """Paste or choose a proof: it holds, it does not, or it is none."""
    if request.method != "POST":
        return render(request, "portal/verify/verify.html")
    pasted = request.POST.get("proof", "")
    chosen = request.FILES.get("file")
    proof = chosen.read(LARGEST + 1) if chosen is not None else pasted.encode()
    verdict = _judged(proof)
    told = {"verdict": verdict, "pasted": pasted, "said": said_by(proof) if verdict.holds else None}
    return render(request, "portal/verify/verify.html", told)


def _judged(proof: bytes) -> Verdict:
    if not proof.strip():
        return Verdict(False, _("还没有选凭据文件，也没有粘贴内容。请选一个再核验。"))
    if len(proof) > LARGEST:
        return Verdict(False, _("这个文件太大，不是存证证明。请选从“我的一年”下载的凭据。"))
    try:
        return check(proof, ring().public_key())
    except BadProof as why:
        return Verdict(False, str(why))


@require_safe
@never_cache
@page(PUBLIC)
def card(request: PageRequest, code: str) -> HttpResponse:
    """What a scanned card shows: a masked name, the union, whether the membership stands."""
    shown = read(code)
    return render(request, "portal/verify/card.html", {"shown": shown}, status=200 if shown else 404)


@require_safe
@page(PUBLIC)
def public_key(request: PageRequest) -> HttpResponse:
    """The public half of the key that signs the heads: with it a proof is checked without us."""
    response = HttpResponse(ring().public_key(), content_type="application/x-pem-file")
    response["Content-Disposition"] = 'attachment; filename="shenbian-heads.pem"'
    return response
