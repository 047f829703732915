"""What Shenbian knows of a person already, by the names that `Field.known` may use. What is known is never asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from shenbian.kit import mask
from shenbian.people.models import Membership, Person
from shenbian.people.queries import standing_membership
from shenbian.people.rules import open_seal

_Knows = Callable[[Person, Membership | None], str]

KNOWN: Mapping[str, _Knows] = {
    "person.name": lambda person, _: person.name,
    "person.document": lambda person, _: mask.number(open_seal(person, "document")),
    "person.phone": lambda person, _: mask.phone(open_seal(person, "phone")),
    "member.union": lambda _, member: member.organisation.name if member else "",
    "member.unit": lambda _, member: member.unit.name if member and member.unit else "",
}


def known_of(person: Person, day: date) -> dict[str, str]:
    """What is known of this person on a day, as they may be shown it themselves; empty values are left out.

    One query. Numbers are masked.
    """
    member = standing_membership(person.merged_into or person, day)
    told = {name: knows(person.merged_into or person, member) for name, knows in KNOWN.items()}
    return {name: text for name, text in told.items() if text}
