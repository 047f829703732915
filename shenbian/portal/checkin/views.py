"""A code was scanned at the door: what it is for, one button, and that it is done; or why it is not.

The code is good for seconds, the ticket that it gives to whoever scanned it for minutes: a slow phone has time enough,
and nobody else can use it.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.flow.refusals import Refused
from shenbian.gatherings.actions import check_in as come
from shenbian.gatherings.actions import check_out as leave
from shenbian.gatherings.actions import note_failed
from shenbian.gatherings.codes import Shown, Way, read, read_ticket, ticket_of
from shenbian.gatherings.models import Turn
from shenbian.gatherings.queries import person_of, there_now
from shenbian.look.words import in_language
from shenbian.rights.actor import Actor
from shenbian.rulebook.queries import NoRule


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page(SIGNED_IN)
def check_in(request: PageRequest, code: str) -> HttpResponse:
    """GET: which session, and the button. POST with the ticket: in, or out."""
    actor = request.actor
    if actor.person is None:
        return _said(request, why=_("请用自己的账号签到。"), status=403)
    if request.method == "POST":
        return _done(request, read_ticket(request.POST.get("ticket", ""), actor.person))
    try:
        shown = read(code)
    except NoRule as no:
        return _said(request, why=in_language(no.why), status=409)
    if shown is None:
        return _said(request, why=_("这不是签到码。请扫现场屏幕上的码。"), status=404)
    if shown.stale:
        why = _("这个码已经过期，截屏和转发的码不能用。请扫现场屏幕上正在显示的码。")
        note_failed(shown.session, why="现场码已过期", how="code", by=actor, person=actor.person)
        return _said(request, shown, why=why, status=410)
    return _said(request, shown, ticket=ticket_of(shown, actor.person))


def _done(request: PageRequest, shown: Shown | None) -> HttpResponse:
    if shown is None:
        return _said(request, why=_("等得太久，请再扫一次现场屏幕上的码。"), status=410)
    try:
        turn = _moved(shown, request.actor)
    except Refused as no:
        already = shown.way is Way.IN and _there(shown, request.actor) is not None
        return _said(request, shown, why=in_language(no.why), already=already, status=409)
    return _said(request, shown, turn=turn)


def _moved(shown: Shown, actor: Actor) -> Turn:
    """In, at the moment of the scan; or out. Raises Refused."""
    if shown.way is Way.IN:
        return come(shown.session, by=actor, at=shown.at)
    turn = _there(shown, actor)
    if turn is None:
        raise Refused(_("没有您这一场的签到记录，或者已经签退。"))
    return leave(turn, by=actor)


def _there(shown: Shown, actor: Actor) -> Turn | None:
    """That they are there now."""
    person = person_of(actor)
    return there_now(shown.session, person) if person else None


def _said(
    request: PageRequest,
    shown: Shown | None = None,
    *,
    why: str = "",
    ticket: str = "",
    turn: Turn | None = None,
    already: bool = False,
    status: int = 200,
) -> HttpResponse:
    told: dict[str, Any] = {"shown": shown, "session": shown.session if shown else None, "why": why}
    told |= {"ticket": ticket, "turn": turn, "already": already, "out": shown is not None and shown.way is Way.OUT}
    return render(request, "portal/checkin/check_in.html", told, status=status)
