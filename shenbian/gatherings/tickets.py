"""The code of a booking (核销码): shown by whom it is for, scanned where the service is given; of one person alone."""

from __future__ import annotations

from django.core import signing

from shenbian.gatherings.models import Booking

LIVES = 600  # seconds; a page that is open draws a new one
_SALT = "shenbian.booking"


def code_of(booking: Booking) -> str:
    """A signed code of this booking, good for LIVES seconds."""
    return signing.TimestampSigner(salt=_SALT).sign(signing.b62_encode(booking.pk))


def read(code: str) -> Booking | None:
    """Whose code it is; None where it is none of ours or too old. One query."""
    try:
        said = signing.TimestampSigner(salt=_SALT).unsign(code, max_age=LIVES)
    except signing.BadSignature:
        return None
    found = Booking.objects.filter(pk=signing.b62_decode(said), person__erased_at=None)
    return found.select_related(*Booking.RELATED).first()
