"""The membership card: a code that lives five minutes and tells three things only."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing

from shenbian.kit import mask
from shenbian.kit.period import today
from shenbian.people.models import Person
from shenbian.people.queries import standing_membership

LIVES = 300  # seconds
_SALT = "shenbian.card"


@dataclass(frozen=True)
class Shown:
    """What whoever scans the card learns: a masked name, the union, whether the membership stands today."""

    name: str
    union: str
    stands: bool


def code_of(person: Person) -> str:
    """A signed code of this person, good for LIVES seconds."""
    return signing.TimestampSigner(salt=_SALT).sign(signing.b62_encode(person.key))


def read(code: str) -> Shown | None:
    """What a code shows; None when it is no code of ours, too old, or of nobody any more. Two queries."""
    try:
        said = signing.TimestampSigner(salt=_SALT).unsign(code, max_age=LIVES)
    except signing.BadSignature:
        return None
    person = Person.objects.filter(key=signing.b62_decode(said), erased_at=None).select_related("merged_into").first()
    if person is None:
        return None
    membership = standing_membership(person.merged_into or person, today())
    return Shown(mask.name(person.name), membership.organisation.name if membership else "", membership is not None)
