"""A service is redeemed (核销): the code of a booking is scanned where the service is given, once."""

from __future__ import annotations

from django.db import transaction

from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.acting import caused_by
from shenbian.gatherings.actions.attending import There, note_failed, sign_in
from shenbian.gatherings.models import Booking, Session, Turn
from shenbian.gatherings.models.turn import How
from shenbian.kit.period import chinese_moment, now
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may

USED = "service.used"


def redeem(booking: Booking, *, by: Actor) -> Turn:
    """Whoever booked is here and uses the service: it counts at once, for the first redemption holds the day.

    Raises NotYours, Refused with the reason (a second time: when the first was), which is kept as a failed scan.
    """
    session = booking.session
    if not may(by, Right.REGISTER_KEEP, session):
        raise NotYours
    if why := why_not(booking):
        note_failed(session, why=why, how=How.CARD, by=by, person=booking.owner)
        raise Refused(why)
    turn = sign_in(session, There(person=booking.person, how=How.CARD), by=by)
    _held(session, by)
    return Turn.objects.select_related(*Turn.RELATED).get(pk=turn.pk)


def why_not(booking: Booking) -> str:
    """Why this booking cannot be redeemed, whatever the time; empty where it can. One query."""
    if booking.session.counts != USED:
        return "这一场不用核销，请按签到办理。"
    used = booking.session.turns.filter(person=booking.person, status__in=("present", "counted")).first()
    if used is not None:
        return f"{chinese_moment(used.in_at or used.recorded_at)}已经核销，一人一次，不能再用。"
    if booking.status != "booked":
        return f"这个预约{booking.title_of_state}，不能核销。"
    return ""


@transaction.atomic
def _held(session: Session, by: Actor) -> None:
    """The day of the service is held once it has begun; who came before counts with it."""
    kept = Session.objects.select_for_update(of=("self",)).select_related(*Session.RELATED).get(pk=session.pk)
    if kept.status == "open" and (kept.starts_at is None or kept.starts_at <= now()):
        perform("hold", on=kept, by=caused_by(by))
