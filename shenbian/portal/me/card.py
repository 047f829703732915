"""What a membership card tells whoever scans it: three things only."""

from __future__ import annotations

from dataclasses import dataclass

from shenbian.kit import mask
from shenbian.kit.period import today
from shenbian.people import cards
from shenbian.people.queries import standing_membership


@dataclass(frozen=True)
class Shown:
    """What whoever scans the card learns: a masked name, the union, whether the membership stands today."""

    name: str
    union: str
    stands: bool


def read(code: str) -> Shown | None:
    """What a code shows; None when it is no code of ours, too old, or of nobody any more. Two queries."""
    person = cards.read(code)
    if person is None:
        return None
    membership = standing_membership(person, today())
    return Shown(mask.name(person.name), membership.organisation.name if membership else "", membership is not None)
