"""Traces, as auditors read them: who did what to which thing, when. Nothing can be changed here, or anywhere."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.traces.reading import Asked, page_of
from shenbian.kit import typed
from shenbian.rights.catalogue import Right


@never_cache
@require_safe
@page(needs(Right.TRACE_READ))
def traces(request: PageRequest) -> HttpResponse:
    """The latest first; found by actor (`who`), thing (`subject`) and Beijing day (`day`)."""
    who, subject = (request.GET.get(name, "").strip()[:120] for name in ("who", "subject"))
    day_typed, before = request.GET.get("day", "").strip()[:40], request.GET.get("before", "")
    wrong, day = "", None
    if day_typed:
        try:
            day = typed.day(day_typed)
        except typed.Unreadable as why:
            wrong = str(why)
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    rows, following = page_of(request.actor, Asked(who, subject, day, number))
    asked = {"who": who, "subject": subject, "day": day_typed}
    kept = {name: value for name, value in asked.items() if value}
    onward = urlencode(kept | {"before": following}) if following else ""
    chips = [
        {"label": label, "value": kept[name], "href": f"?{urlencode({k: v for k, v in kept.items() if k != name})}"}
        for name, label in (("who", "办理人"), ("subject", "事项"), ("day", "日期"))
        if name in kept
    ]
    told = {"rows": rows, "onward": onward, "asked": asked, "wrong": wrong, "chips": chips}
    return render(request, "desk/traces/traces.html", told)
