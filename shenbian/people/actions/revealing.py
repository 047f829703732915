"""Opening sealed fields of many people at once: who looked, at whom and why is written first, once for each."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from shenbian.kit.refusal import Refused
from shenbian.people.models import Person, PersonReading
from shenbian.people.rules import SEALED, open_seal


@transaction.atomic
def reveal_many(people: Collection[int], *, field: str, by: str, why: str) -> dict[int, str]:
    """The sealed field of each person (by id) in clear. Two queries. Whether `by` may is asked above.

    Raises Refused without a reason.
    """
    if field not in SEALED:
        raise Refused({0: f"没有可以查阅的内容“{field}”。"})
    if not why.strip():
        raise Refused({0: "查阅证件号码或手机号应写明事由。"})
    found = list(Person.objects.filter(pk__in=people))
    note_reading([person.pk for person in found], field=field, by=by, why=why)
    return {person.pk: open_seal(person, field) for person in found}


def note_reading(people: Collection[int], *, field: str, by: str, why: str) -> None:
    """Say of these people (ids) that something sealed of theirs is looked at that another floor keeps. One query."""
    PersonReading.objects.bulk_create(
        [PersonReading(person_id=person, field=field, read_by=by, why=why.strip()) for person in people],
        batch_size=10_000,
    )
