"""Anybody may verify a certificate by its code, scanned or typed. It shows what is proven and what is not."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shenbian.accounts.access import PUBLIC, PageRequest, page
from shenbian.certificates.queries import shown
from shenbian.certificates.rules import LENGTH, written
from shenbian.kit.period import today

LONGEST = 2 * LENGTH  # of what is typed, spaces and strokes among it


@require_safe
@never_cache
@page(PUBLIC)
def certificate(request: PageRequest, code: str) -> HttpResponse:
    """A masked name, the title, by whom, until when, whether it was revoked; 404 with words for an unknown code."""
    found = shown(code, today()) if len(code) <= LONGEST else None
    told = {"shown": found, "code": written(found.certificate.code) if found else code[:LONGEST]}
    return render(request, "portal/verify/certificate.html", told, status=200 if found else 404)


@require_safe
@page(PUBLIC)
def by_code(request: PageRequest) -> HttpResponse:
    """A code that was typed: to its page."""
    code = request.GET.get("code", "").strip().replace("/", "")[:LONGEST]
    return redirect("portal:verify_certificate", code) if code else redirect("portal:verify")
