"""How notices leave the house, for whoever runs the system: what did not go out, without a word of what it said."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.notices.actions import resend
from shenbian.notices.channels.registry import TITLES, channels
from shenbian.notices.kinds import kinds
from shenbian.notices.models import Delivery
from shenbian.notices.paging import ROWS, number
from shenbian.notices.queries import how_many, lost
from shenbian.rights.catalogue import Right

RUNS = needs(Right.SYSTEM_RUN)


@require_safe
@page(RUNS)
def sending(request: PageRequest) -> HttpResponse:
    """How many wait and how many are lost; the lost ones, the newest first."""
    before, found = number(request.GET.get("before", "")), lost()
    shown = list((found if before is None else found.filter(pk__lt=before))[: ROWS + 1])
    said = {
        "channels": [channel.title for channel in channels().values()],
        "many": how_many(),
        "rows": [(each, _kind(each), TITLES.get(each.channel, each.channel)) for each in shown[:ROWS]],
        "after": shown[ROWS - 1].pk if len(shown) > ROWS else None,
        "newest": shown[0].pk if shown else 0,
    }
    return render(request, "desk/notices/sending.html", said)


@require_POST
@page(RUNS)
def again(request: PageRequest) -> HttpResponse:
    """Try what failed once more; what may have gone out is not sent a second time."""
    many = resend(by=request.actor.ref, up_to=number(request.POST.get("up_to", "")) or 0)
    messages.success(request, f"{many}条已重新排队，发送程序下一轮就发。")
    return redirect("desk:notices_sending")


def _kind(delivery: Delivery) -> str:
    kind = delivery.notice.kind
    return kinds[kind].title if kind in kinds else kind
