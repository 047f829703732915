"""The code on a membership card: signed, good for five minutes, and of one person."""

from __future__ import annotations

from django.core import signing

from shenbian.people.models import Person

LIVES = 300  # seconds
_SALT = "shenbian.card"


def code_of(person: Person) -> str:
    """A signed code of this person, good for LIVES seconds."""
    return signing.TimestampSigner(salt=_SALT).sign(signing.b62_encode(person.key))


def read(code: str) -> Person | None:
    """Whose code it is; None when it is no code of ours, too old, or of nobody any more. One query.

    Of a record that was merged into another, the one that stands.
    """
    try:
        said = signing.TimestampSigner(salt=_SALT).unsign(code, max_age=LIVES)
    except signing.BadSignature:
        return None
    person = Person.objects.filter(key=signing.b62_decode(said), erased_at=None).select_related("merged_into").first()
    return (person.merged_into or person) if person else None
