"""What I was paid, what is on its way to me, and what the bank sent back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.funds.queries import my_payments

PAGE = 30


@require_safe
@page(SIGNED_IN)
def money(request: PageRequest) -> HttpResponse:
    """My payments, the latest first, so many at a time."""
    skip = request.GET.get("skip", "")
    start = int(skip) if skip.isdigit() and len(skip) < 6 else 0
    rows = list(my_payments(request.actor)[start : start + PAGE + 1])
    told: dict[str, Any] = {"rows": rows[:PAGE], "more": start + PAGE if len(rows) > PAGE else None}
    return render(request, "portal/me/money.html", told)
