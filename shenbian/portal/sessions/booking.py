"""Booking: once more what it is, what the programme demands, and the button; sent twice it is one booking."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.accounts.offline import kept_offline
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.actions import book
from shenbian.gatherings.declared import WAY, SessionKind
from shenbian.gatherings.models import Session
from shenbian.gatherings.queries import Answer, why_not
from shenbian.look.words import in_language
from shenbian.portal.lines import places
from shenbian.portal.sessions.asking import Asking
from shenbian.portal.sessions.told import WAYS
from shenbian.portal.sessions.views import session_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page(SIGNED_IN)
@kept_offline
def book_it(request: PageRequest, pk: int) -> HttpResponse:
    """The second tap. Where it is full, the same page joins the waiting list."""
    found = session_or_404(pk, "open")
    if found.booking not in WAY or found.kind is None:
        raise Http404
    if request.method == "POST":
        return _sent(request, found, found.kind)
    return _shown(request, found, Asking(found.kind), uuid.uuid4(), why_not(request.actor, found))


def _shown(
    request: PageRequest, found: Session, form: Asking, key: uuid.UUID, answer: Answer, why: str = ""
) -> HttpResponse:
    told: dict[str, Any] = {"session": found, "kind": found.kind, "form": form, "client_key": key, "why": why}
    told |= {"answer": answer, "line": answer.full, "may": answer.may or answer.full, "places": places(found)}
    told |= {"way": WAYS[found.booking], "owner": request.actor.person}
    if why and form.is_valid() and found.free is not None and 0 < found.free <= len(form.companions()):
        told["line"] = True  # there is room, but not for all of them
    status = 409 if why else 422 if form.errors else 200
    return render(request, "portal/sessions/book.html", told, status=status)


def _sent(request: PageRequest, found: Session, kind: SessionKind) -> HttpResponse:
    quietly = request.headers.get("Accept", "").startswith("application/json")
    try:
        key = uuid.UUID(request.POST.get("client_key", ""))
    except ValueError:
        key = uuid.uuid4()
    form = Asking(kind, request.POST)
    if not form.is_valid():
        if quietly:
            return JsonResponse({"errors": form.errors, "why": _first(form)}, status=422)
        return _shown(request, found, form, key, why_not(request.actor, found))
    try:
        asked = form.asked(line=bool(request.POST.get("line")), client_key=key)
        book(found, by=request.actor, asked=asked)
    except NotYours as none:
        raise Http404 from none
    except Refused as refused:
        return _refused(request, found, form, key, in_language(refused.why), quietly=quietly)
    to = reverse("portal:session", args=[found.pk])
    return JsonResponse({"url": to}) if quietly else redirect(to)


def _refused(
    request: PageRequest, found: Session, form: Asking, key: uuid.UUID, why: str, *, quietly: bool
) -> HttpResponse:
    """Why not; where it has become full meanwhile, the page offers the waiting list with all that was typed."""
    found = session_or_404(found.pk)
    answer = why_not(request.actor, found)
    if not quietly:
        return _shown(request, found, form, key, answer, why)
    again = {"url": reverse("portal:book", args=[found.pk])} if answer.full and not request.POST.get("line") else {}
    return JsonResponse({"why": why, **again}, status=409)


def _first(form: Asking) -> str:
    return next((str(said) for errors in form.errors.values() for said in errors), "")
