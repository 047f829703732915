"""Where people are reached. Only the machine that sends sees these; no reader, so no trace of reading."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F
from django.db.models.functions import Coalesce

from shenbian.kit import keys
from shenbian.notices.channels.registry import place
from shenbian.notices.models import Address
from shenbian.people.models import Person
from shenbian.people.rules import open_seal


def phones(people: Sequence[int]) -> dict[int, str]:
    """The telephone numbers of these people; of a merged record, of whoever it is now. Two queries."""
    stands = dict(
        Person.objects.filter(key__in=people)
        .annotate(now=Coalesce(F("merged_into"), F("pk")))
        .values_list("key", "now")
    )
    records = Person.objects.in_bulk(set(stands.values()))
    found = {key: open_seal(records[pk], "phone") for key, pk in stands.items()}
    return {key: phone for key, phone in found.items() if phone}


def kept(channel: str, people: Sequence[int]) -> dict[int, str]:
    """The addresses that people gave for a channel. One query."""
    ring = keys.ring()
    rows = Address.objects.filter(channel=channel, person__in=people).values_list("person", "sealed")
    return {person: ring.open(bytes(sealed), place(channel, person)).decode() for person, sealed in rows}
