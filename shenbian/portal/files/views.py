"""Papers and photos, given out only to whoever may see the thing they belong to; desk and portal both lead here."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.files import keeping
from shenbian.files.actions import open_sealed, upload
from shenbian.files.media import LARGEST
from shenbian.files.models import StoredFile
from shenbian.files.queries import View, seen_by
from shenbian.kit.refusal import Refused
from shenbian.look.words import in_language

# Whatever a file may hold, a browser runs nothing of it and takes nothing from elsewhere for it.
_ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@require_http_methods(["GET", "HEAD", "POST"])
@page(SIGNED_IN)
def file(request: PageRequest, pk: int) -> HttpResponse:
    """The file. A sealed one of somebody else first asks why, and tells the one whom it shows."""
    seen = _seen(request, pk)
    if not seen.file.sealed:
        return _given(seen.file, keeping.content_of(seen.file.kept, sealed=False))
    if seen.tells and request.method != "POST":
        return render(request, "portal/files/why.html", {"file": seen.file})
    try:
        content = open_sealed(seen.file, by=request.actor, why=request.POST.get("why", ""))
    except Refused as refused:
        told = {"file": seen.file, "refused": in_language(refused.reasons[0])}
        return render(request, "portal/files/why.html", told, status=422)
    return _given(seen.file, content)


@require_safe
@page(SIGNED_IN)
def thumbnail(request: PageRequest, pk: int) -> HttpResponse:
    """The small picture of a photo; a sealed one has none."""
    seen = _seen(request, pk)
    if not seen.file.has_thumbnail:
        raise Http404
    small = keeping.content_of(seen.file.kept, sealed=False, small=True)
    return _headed(HttpResponse(small, content_type="image/jpeg"), seen.file, "inline")


@require_POST
@page(SIGNED_IN)
def take_in(request: PageRequest) -> JsonResponse:
    """Take one file in; a phone may send the same `client_key` as often as it likes. 422 says why not."""
    sent = request.FILES.get("file")
    if sent is None or (sent.size or 0) > LARGEST:
        why = gettext("没有收到文件，或者它超过了30兆。请重新选择。")
        return JsonResponse({"why": why}, status=422)
    try:
        key = UUID(request.POST["client_key"]) if request.POST.get("client_key") else None
        kept = upload(sent.read(), name=sent.name or "", by=request.actor, client_key=key)
    except Refused as refused:
        return JsonResponse({"why": in_language(refused.reasons[0])}, status=422)
    except ValueError:
        return JsonResponse({"why": gettext("这次上传的编号不对，请刷新页面再试。")}, status=422)
    return JsonResponse({"id": kept.pk, "name": kept.name, "image": kept.is_image}, status=201)


def _seen(request: PageRequest, pk: int) -> View:
    seen = seen_by(request.actor, pk)
    if seen is None:
        raise Http404
    return seen


def _given(file: StoredFile, content: bytes) -> HttpResponse:
    shown = file.is_image or file.media == "application/pdf"
    return _headed(HttpResponse(content, content_type=file.media), file, "inline" if shown else "attachment")


def _headed(response: HttpResponse, file: StoredFile, how: str) -> HttpResponse:
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(file.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _ALONE
    response["Cache-Control"] = "private, no-store" if file.sealed else "private, no-cache"
    return response
