"""A session in one's own calendar: that one, or all that one booked."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shenbian.accounts.access import PUBLIC, SIGNED_IN, PageRequest, page
from shenbian.gatherings.models import LIVE, Booking, Session
from shenbian.gatherings.queries import bookings_of
from shenbian.kit.calendar import Event, Standing, written
from shenbian.kit.period import now, today
from shenbian.portal.sessions.views import session_or_404

MOST = 500  # bookings in one file
_BACK = timedelta(days=31)  # so far back a file tells; what lies before is in the calendar already


@require_safe
@page(PUBLIC)
def of_session(request: PageRequest, pk: int) -> HttpResponse:
    """This session; called off where it was."""
    return _file(request, [session_or_404(pk)], {}, f"shenbian-{pk}.ics")


@require_safe
@page(SIGNED_IN)
def of_mine(request: PageRequest) -> HttpResponse:
    """Everything that I booked from last month on; what I gave up, or what was called off, as cancelled."""
    rows = bookings_of(request.actor).filter(session__on__gte=today() - _BACK).exclude(session__kind_key="")
    latest: dict[int, Booking] = {}
    for each in rows.order_by("-session__on", "-id")[:MOST]:
        latest.setdefault(each.session_id, each)
    sessions = [each.session for each in reversed(latest.values())]
    return _file(request, sessions, latest, "shenbian.ics")


def _file(request: PageRequest, sessions: list[Session], mine: dict[int, Booking], name: str) -> HttpResponse:
    events = [_event(request, each, mine.get(each.pk)) for each in sessions]
    response = HttpResponse(written(events, name=_("身边")), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _event(request: PageRequest, session: Session, mine: Booking | None) -> Event:
    moved = max((each.moved_at for each in (session, mine) if each and each.moved_at), default=session.planned_at)
    where = " ".join(part for part in (session.place, session.room) if part)
    return Event(
        uid=f"{session.number}@shenbian",
        title=session.title or session.activity or session.number,
        on=session.on,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=where,
        about=f"{_('举办')}：{session.organisation.name}",
        url=request.build_absolute_uri(reverse("portal:session", args=[session.pk])),
        standing=_standing(session, mine),
        changes=max(0, int((moved - session.planned_at).total_seconds())),
        stamped_at=now(),
    )


def _standing(session: Session, mine: Booking | None) -> Standing:
    if session.status in ("cancelled", "struck") or (mine is not None and mine.status not in LIVE):
        return Standing.CANCELLED
    return Standing.CONFIRMED if mine is None or mine.status == "booked" else Standing.TENTATIVE
