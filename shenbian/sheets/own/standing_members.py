"""The memberships that stand, as a sheet of members meets them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db import connection


class Held(NamedTuple):
    """A membership of the tables."""

    id: int
    person: int
    organisation: int
    unit_id: int | None
    from_on: date
    until_on: date | None
    began: str
    path: str
    key: int  # the person's, as facts know it


def held_by(persons: Collection[int]) -> dict[int, dict[tuple[int, date], Held]]:
    """Memberships of these people, by person and then by body and first day. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.id, m.person_id, m.organisation_id, m.unit_id, m.from_on, m.until_on, m.began, o.path, p.key "
            "FROM people_membership m JOIN orgs_organisation o ON o.id = m.organisation_id "
            "JOIN people_person p ON p.id = m.person_id WHERE m.person_id = ANY(%s)",
            [list(persons)],
        )
        result: dict[int, dict[tuple[int, date], Held]] = {}
        for row in cursor.fetchall():
            held = Held(*row)
            result.setdefault(held.person, {})[held.organisation, held.from_on] = held
        return result
