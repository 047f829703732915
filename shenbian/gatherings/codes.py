"""The code on the screen at the door: it names the session and the way (in or out), and is good for some seconds only.

Whoever scans it gets a ticket of their own, good for some minutes: long enough for a slow phone, useless to anybody
else. So a picture of the screen that is sent on opens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.core import signing

from shenbian.gatherings.models import Session
from shenbian.kit.period import now, today
from shenbian.rulebook.queries import look_up

SECONDS = "checkin_code_seconds"
TICKET = timedelta(minutes=10)
_SALT, _TICKET = "shenbian.checkin", "shenbian.checkin.ticket"


class Way(StrEnum):
    IN = "in"
    OUT = "out"


@dataclass(frozen=True)
class Shown:
    """What a code says: at which session, in or out, when it was made; `stale`: it is too old."""

    session: Session
    way: Way
    at: datetime
    stale: bool


def code_of(session: Session, way: Way = Way.IN) -> str:
    """A code that is good from now for as many seconds as the rule says."""
    return signing.TimestampSigner(salt=_SALT).sign(f"{signing.b62_encode(session.pk)}-{way.value}")


def lives(session: Session) -> timedelta:
    """How long a code of this session is good. Two queries. Raises NoRule."""
    return timedelta(seconds=int(look_up(SECONDS, at=session.organisation, on=today())))


def read(code: str) -> Shown | None:
    """What a code says, a stale one too; None where it is none of ours. Three queries."""
    signer = signing.TimestampSigner(salt=_SALT)
    try:
        number, way = signer.unsign(code).split("-")
    except signing.BadSignature:
        return None
    session = _session(number)
    if session is None:
        return None
    made = _made(signer, code)
    return Shown(session, Way(way), made, stale=now() - made > lives(session))


def ticket_of(shown: Shown, person: int) -> str:
    """Their own way through the door, for whoever has just scanned a good code (Person.key)."""
    said = f"{signing.b62_encode(shown.session.pk)}-{shown.way.value}-{signing.b62_encode(person)}"
    return signing.TimestampSigner(salt=_TICKET).sign(said)


def read_ticket(ticket: str, person: int) -> Shown | None:
    """What a ticket of this person says; None where it is none, another's, or too old. One query."""
    signer = signing.TimestampSigner(salt=_TICKET)
    try:
        said = signer.unsign(ticket, max_age=TICKET)
    except signing.BadSignature:
        return None
    number, way, whose = said.split("-")
    if signing.b62_decode(whose) != person:
        return None
    session = _session(number)
    return Shown(session, Way(way), _made(signer, ticket), stale=False) if session else None


def _session(number: str) -> Session | None:
    return Session.objects.select_related(*Session.RELATED).filter(pk=signing.b62_decode(number)).first()


def _made(signer: signing.TimestampSigner, signed: str) -> datetime:
    return datetime.fromtimestamp(signing.b62_decode(signed.rsplit(signer.sep, 2)[1]), UTC)
