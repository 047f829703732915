"""我的证书: what I was certified, each on a page that prints, with the code by which anybody verifies it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.certificates.models import Certificate
from shenbian.certificates.queries import certificates_of
from shenbian.certificates.rules import written
from shenbian.kit.period import today

PAGE = 30
PHASES = {"holds": "done", "expired": "draft", "revoked": "void"}


def state_of(certificate: Certificate) -> str:
    """How it stands today: it holds, has expired, or was revoked."""
    if certificate.status == "revoked":
        return "revoked"
    return "holds" if certificate.holds_on(today()) else "expired"


@require_safe
@page(SIGNED_IN)
def certificates(request: PageRequest) -> HttpResponse:
    """All of them, the latest first."""
    asked = request.GET.get("after", "")
    start = int(asked) if asked.isdigit() else 0
    found = list(certificates_of(request.actor)[start : start + PAGE + 1])
    told: dict[str, Any] = {"certificates": [_line(each) for each in found[:PAGE]]}
    return render(request, "portal/me/certificates.html", told | {"more": start + PAGE if len(found) > PAGE else None})


@require_safe
@never_cache
@page(SIGNED_IN)
def certificate(request: PageRequest, pk: int) -> HttpResponse:
    """One of them, as it is shown or printed."""
    found = get_object_or_404(certificates_of(request.actor), pk=pk)
    link = request.build_absolute_uri(reverse("portal:verify_certificate", args=[found.code]))
    told = {**_line(found), "code": written(found.code), "link": link}
    return render(request, "portal/me/certificate.html", told | {"person": found.person.merged_into or found.person})


def _line(found: Certificate) -> dict[str, Any]:
    state = state_of(found)
    return {"certificate": found, "state": state, "phase": PHASES[state]}
