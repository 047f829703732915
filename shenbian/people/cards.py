"""The code on a membership card: signed, good for five minutes, and of one person."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from django.core import signing

from shenbian.kit.period import now
from shenbian.people.models import Person

LIVES = 300  # seconds
KEPT = timedelta(days=7)  # how long a code that was scanned without a network may wait on a phone
_AROUND = timedelta(minutes=10)  # by which a phone's clock may be wrong
_SALT = "shenbian.card"
_CODE = re.compile(r"/verify/card/([^/?#\s]+)")


def code_of(person: Person) -> str:
    """A signed code of this person, good for LIVES seconds."""
    return signing.TimestampSigner(salt=_SALT).sign(signing.b62_encode(person.key))


def code_in(text: str) -> str:
    """The code in the address that a card shows; empty where the text is none."""
    found = _CODE.search(text)
    return found[1] if found else ""


def read(code: str, *, at: datetime | None = None) -> Person | None:
    """Whose code it is; None when it is no code of ours, too old, or of nobody any more. One query.

    `at`: when a phone without a network scanned it; it was good then, and may be sent for some days. Of a record that
    was merged into another, the one that stands.
    """
    signer = signing.TimestampSigner(salt=_SALT)
    try:
        said = signer.unsign(code, max_age=LIVES if at is None else KEPT)
    except signing.BadSignature:
        return None
    if at is not None and not _was_good(signer, code, at):
        return None
    person = Person.objects.filter(key=signing.b62_decode(said), erased_at=None).select_related("merged_into").first()
    return (person.merged_into or person) if person else None


def _was_good(signer: signing.TimestampSigner, code: str, at: datetime) -> bool:
    """Whether it was shown at that instant, by a clock that may be somewhat wrong."""
    made = datetime.fromtimestamp(signing.b62_decode(code.rsplit(signer.sep, 2)[1]), UTC)
    return made - _AROUND <= at <= min(made + timedelta(seconds=LIVES) + _AROUND, now() + _AROUND)
