"""What was said of a membership was wrong: its unit, or how it began. Dates and union are not corrected here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from shenbian.people.models import Membership

CORRECTABLE = ("unit_id", "began")


@transaction.atomic
def correct_many(said: Sequence[tuple[int, Mapping[str, Any]]], *, by: str) -> list[Membership]:
    """Correct fields of CORRECTABLE by membership id; aligned with the call. Two queries. Facts are the caller's."""
    held = {each.pk: each for each in Membership.objects.select_for_update().filter(pk__in=[pk for pk, _ in said])}
    for pk, fields in said:
        for name, value in fields.items():
            if name not in CORRECTABLE:
                raise ValueError(f"{name} is not corrected")
            setattr(held[pk], name, value)
    Membership.objects.bulk_update(held.values(), CORRECTABLE, batch_size=5000)
    return [held[pk] for pk, _ in said]
