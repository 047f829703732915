"""Whether anybody changed the ledger behind our back: what is sealed, and how to have everything computed again."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.facts import heads
from shenbian.facts.log import logs
from shenbian.facts.models import Head
from shenbian.facts.seal import as_signed
from shenbian.record.sealed import unsealed
from shenbian.rights.catalogue import Right

TITLES = {"facts": "台账记录", "traces": "操作留痕"}
SHOWN = 10  # heads


@require_safe
@page(needs(Right.REGISTER_READ, Right.AUDIT_READ, Right.TRACE_READ))
def verify(request: PageRequest) -> HttpResponse:
    """The last heads of both logs. Nothing is verified in a request: that reads every entry."""
    told: list[dict[str, Any]] = [
        {
            "title": TITLES.get(log.name, log.name),
            "heads": [
                asdict(as_signed(head)) | {"at": head.signed_at}
                for head in Head.objects.filter(log=log.name).order_by("-size")[:SHOWN]
            ],
            "waiting": unsealed(log),
            "outside": heads.last_size(log.name),
            "file": heads.file_of(log.name).name,
            "lacks": Head.objects.filter(log=log.name, size__gt=heads.last_size(log.name)).count(),
        }
        for log in logs
    ]
    return render(request, "desk/record/verify.html", {"logs": told})
