"""What is on and what comes; the page on which a stream is watched; its beats; being reminded."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from shenbian.accounts.access import PUBLIC, SIGNED_IN, PageRequest, page
from shenbian.flow.refusals import Refused
from shenbian.kit.period import now
from shenbian.portal.live.player import INTEGRITY, KEPT, policy
from shenbian.portal.live.viewers import beat_of, browser_of, keep, read, signed
from shenbian.streams.actions import beat, forget, remind
from shenbian.streams.actions.watching import EVERY
from shenbian.streams.counting import LIVE, REPLAY
from shenbian.streams.models import Stream
from shenbian.streams.queries import COMING, PUBLIC_STATES, on_and_next, reminded

MOST = 50  # of each: what is on, what comes, what can be watched again
_PHASES = {"live": LIVE, "replay": REPLAY}  # in which state of the stream which phase is watched


@require_safe
@page(PUBLIC)
def lives(request: PageRequest) -> HttpResponse:
    """What is on, what comes, what can be watched again."""
    return render(request, "portal/live/lives.html", {"told": on_and_next(now=now(), most=MOST)})


@require_safe
@page(PUBLIC)
def live(request: PageRequest, pk: int) -> HttpResponse:
    """One stream: to watch while it is on, and what there is to know before and after."""
    stream = _stream_or_404(pk)
    phase = _PHASES.get(stream.status, "")
    source = stream.address_of(phase) if phase else ""
    told = {
        "stream": stream,
        "phase": phase,
        "source": source,
        "coming": stream.status in COMING,
        "reminded": stream.status in COMING and reminded(stream, request.actor),
    }
    if not source:
        return render(request, "portal/live/live.html", told)
    browser = browser_of(request)
    token = signed(beat_of(request, stream, phase, browser))
    told |= {"token": token, "every": EVERY, "kept": KEPT, "integrity": INTEGRITY}
    response = render(request, "portal/live/live.html", told)
    response["Content-Security-Policy"] = policy()
    keep(response, browser)
    return response


@csrf_exempt  # what it counts for is signed by the page, and no session comes with it
@require_POST
@page(PUBLIC)
def heard(request: PageRequest) -> HttpResponse:
    """A beat: 204 while it is shown (what comes too early is heard and not counted), 200 when it is over, 403 not ours.

    None of the answers that a page may get is an error to the browser, which would write it down as one.
    """
    said = read(request.POST.get("token", ""))
    if said is None:
        return HttpResponse(status=403)
    return HttpResponse(status=204) if beat(said).on else HttpResponse("over", content_type="text/plain")


@require_POST
@page(SIGNED_IN)
def reminding(request: PageRequest, pk: int) -> HttpResponse:
    """Be told when it begins, moves or is called off; or no longer."""
    stream = _stream_or_404(pk)
    try:
        if request.POST.get("off"):
            forget(stream, by=request.actor)
            messages.success(request, gettext("不再提醒您这场直播。"))
        else:
            remind(stream, by=request.actor)
            messages.success(request, gettext("记下了：开始、改期或取消，都会告诉您。"))
    except Refused as no:
        messages.error(request, no.why)
    return redirect("portal:live", pk=stream.pk)


def _stream_or_404(pk: int) -> Stream:
    return get_object_or_404(Stream.objects.select_related("organisation").filter(status__in=PUBLIC_STATES), pk=pk)
