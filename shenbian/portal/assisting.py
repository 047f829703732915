"""While an officer acts for a worker, the portal is the worker's: with consent, for some hours, in every trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from shenbian.offices.models import Assistance
from shenbian.offices.queries import assisting, open_assistance
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import reaches

_NOT_HERE = ("/desk/", "/accounts/", "/api/", "/static/")
_THEIR_OWN = "/me/"  # the worker's card, year and data: nobody opens these for another


class Assisting:
    """Middleware: `request.assisting` is the assistance that is open; then `request.actor` acts for the worker."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.assisting = None
        if not request.path.startswith(_NOT_HERE):
            own, found = request.actor, SimpleLazyObject(lambda: _found(request))
            request.assisting = found
            request.actor = SimpleLazyObject(lambda: assisting(request.assisting) if request.assisting else own)
            if request.path.startswith(_THEIR_OWN) and found:
                return render(request, "portal/assisted_closed.html", status=403)
        return self.get_response(request)


def _found(request: Any) -> Assistance | None:
    """One query, and only for those who may act for workers."""
    return open_assistance(request.everything) if reaches(request.everything, Right.ENTRY_ASSIST) else None
