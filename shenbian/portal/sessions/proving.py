"""Booking with a paper of one's occupation, where it is not on record: sealed, and attached to the booking."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.files.actions import upload
from shenbian.files.media import LARGEST, MEDIA
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.actions import Asked, book
from shenbian.gatherings.models import Booking, Session
from shenbian.gatherings.queries import why_not
from shenbian.kit.refusal import Refused as NotTaken
from shenbian.look.words import in_language
from shenbian.portal.sessions.views import session_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page(SIGNED_IN)
def prove(request: PageRequest, pk: int) -> HttpResponse:
    """Choose the paper, and book with it; the same page sent twice is one booking."""
    found = session_or_404(pk, "open")
    if request.method != "POST":
        if not why_not(request.actor, found).provable:
            return redirect("portal:session", found.pk)
        return _shown(request, found, uuid4())
    try:
        key = UUID(request.POST.get("client_key", ""))
    except ValueError:
        key = uuid4()
    try:
        _booked(request, found, key)
    except NotYours as none:
        raise Http404 from none
    except (Refused, NotTaken) as no:
        return _shown(request, found, key, in_language(no.reasons[0]))
    return redirect("portal:session", found.pk)


def _booked(request: PageRequest, found: Session, key: UUID) -> Booking:
    paper = request.FILES.get("proof")
    if paper is None or (paper.size or 0) > LARGEST:
        raise NotTaken({0: "没有收到文件，或者它超过了30兆。请重新选择。"})
    by = request.actor
    file = upload(paper.read(), name=paper.name or "", by=by, client_key=key, sealed=True, about=by.person)
    return book(found, by=by, asked=Asked(proof=file.pk, client_key=key))


def _shown(request: PageRequest, found: Session, key: UUID, why: str = "") -> HttpResponse:
    told = {"session": found, "kind": found.kind, "client_key": key, "why": why, "accepts": ",".join(MEDIA)}
    return render(request, "portal/sessions/prove.html", told, status=409 if why else 200)
