"""Sessions as lists show them, to whoever asks: how places stand, and one's own booking beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shenbian.gatherings.declared import Mode
from shenbian.gatherings.models import Booking, Session
from shenbian.gatherings.queries import standing_for
from shenbian.kit.period import now
from shenbian.look import words
from shenbian.rights.actor import Actor


@dataclass(frozen=True)
class Line:
    """A session as a list shows it, with my booking that stands."""

    session: Session
    mine: Booking | None

    @property
    def places(self) -> str:
        return places(self.session)


def lines(actor: Actor, sessions: Iterable[Session]) -> list[Line]:
    """These sessions with what I booked of them. One query; none for strangers."""
    listed = list(sessions)
    mine = standing_for(actor, listed) if listed and actor.person is not None else {}
    return [Line(each, mine.get(each.pk)) for each in listed]


def places(session: Session) -> str:
    """How it stands with its places, in a few words."""
    at = now()
    if session.booking == Mode.OPEN:
        return _("不用预约")
    if session.booking == Mode.INVITATION:
        return _("由工会邀请")
    closes = session.closes_at or session.starts_at
    if closes and closes <= at:
        return _("预约已截止")
    if session.opens_at and session.opens_at > at:
        return _("%(when)s开始预约") % {"when": words.moment(session.opens_at)}
    if session.booking == Mode.DRAW:
        return _("抽签，%(n)s个名额") % {"n": session.capacity} if session.capacity else _("抽签")
    if session.free is None:
        return _("名额不限")
    if session.free <= 0:
        return _("已满，可以候补") if session.booking == Mode.FIRST else _("已满")
    return _("还剩%(n)s个名额") % {"n": session.free}
