"""What a page says that could not take a form."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: the page lay open too long, or another site sent it."""
    return render(request, "accounts/stale.html", {"back": request.path}, status=403)
