"""What I left running, how far it is and what came of it; and for whoever runs the system, what happens by itself."""

from __future__ import annotations

import io
from mimetypes import guess_type
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from shenbian.accounts.access import OFFICER, PageRequest, needs, page
from shenbian.desk.jobs.shown import Shown
from shenbian.jobs import sealing
from shenbian.jobs.actions import again, cancel
from shenbian.jobs.queries import at_work, runs_of, ticks
from shenbian.kit.period import now
from shenbian.kit.refusal import Refused
from shenbian.rights.catalogue import Right

ROWS = 30
RUNS = needs(Right.SYSTEM_RUN)


@require_safe
@page(OFFICER)
def runs(request: PageRequest) -> HttpResponse:
    """The newest first, page by page; looked at again while one of them is open."""
    before, found = request.GET.get("before", ""), runs_of(request.everything)
    if before.isascii() and before.isdigit() and len(before) < 19:
        found = found.filter(pk__lt=int(before))
    rows = list(found[: ROWS + 1])
    told = {
        "rows": [Shown(each) for each in rows[:ROWS]],
        "after": rows[ROWS - 1].pk if len(rows) > ROWS else None,
        "open": any(each.is_open for each in rows[:ROWS]),
    }
    return render(request, "desk/jobs/jobs.html", told)


@require_safe
@page(OFFICER)
def run(request: PageRequest, pk: int) -> HttpResponse:
    """How far it is, then what came of it. A page that looks again gets the part that changes, at the end the whole."""
    shown = Shown(get_object_or_404(runs_of(request.everything), pk=pk))
    if "HX-Request" not in request.headers:
        return render(request, "desk/jobs/job.html", {"shown": shown, "facts": _facts(shown)})
    if shown.run.is_open:
        return render(request, "desk/jobs/progress.html", {"shown": shown})
    return HttpResponse(headers={"HX-Refresh": "true"})


def _facts(shown: Shown) -> list[tuple[str, Any]]:
    run = shown.run
    told = [("提出", run.asked_at), ("开始", run.started_at), ("结束", run.ended_at)]
    return [(label, at) for label, at in told if at is not None]


@require_safe
@page(OFFICER)
def paper(request: PageRequest, pk: int) -> HttpResponseBase:
    """The file that it made, for whoever asked alone."""
    found = get_object_or_404(runs_of(request.everything).defer(None), pk=pk)
    data = sealing.paper_of(found)
    if data is None:
        raise Http404
    kind = guess_type(found.called)[0] or "application/octet-stream"
    return FileResponse(io.BytesIO(data), as_attachment=True, filename=found.called, content_type=kind)


@require_POST
@page(OFFICER)
def cancel_one(request: PageRequest, pk: int) -> HttpResponse:
    """Do not run it, or stop at the next step."""
    found = get_object_or_404(runs_of(request.everything), pk=pk)
    if not cancel(found, by=request.everything):
        messages.info(request, "它已经结束了，没有可取消的。")
    return redirect("desk:job", pk=pk)


@require_POST
@page(OFFICER)
def repeat(request: PageRequest, pk: int) -> HttpResponse:
    """Once more, with what it was asked with."""
    found = get_object_or_404(runs_of(request.everything), pk=pk)
    try:
        again(found, by=request.everything)
    except Refused as why:
        messages.warning(request, str(why))
    return redirect("desk:job", pk=pk)


@require_safe
@page(RUNS)
def timed(request: PageRequest) -> HttpResponse:
    """What happens by itself: when it last did, what it did, when it will again."""
    return render(request, "desk/jobs/timed.html", {"rows": ticks(), "at_work": at_work(now())})
