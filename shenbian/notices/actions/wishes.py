"""What somebody does with what they were told: reads it, and says what they wish to be told how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time

from django.db import transaction
from django.db.models.functions import Now

from shenbian.kit import keys
from shenbian.notices.channels.registry import place
from shenbian.notices.models import Address, Delivery, Notice, Preference, QuietHours
from shenbian.notices.queries import to_actor
from shenbian.rights.actor import Actor

ERASED = "（已清除）"


def read(ids: Iterable[int], *, by: Actor) -> int:
    """Mark those of the actor's notices as read; gives how many were not before. One statement."""
    return Notice.objects.filter(to_actor(by), pk__in=list(ids), read_at=None).update(read_at=Now())


def read_all(*, by: Actor, up_to: int) -> int:
    """Mark as read what was told up to this id: what came since the page was made stays unread."""
    return Notice.objects.filter(to_actor(by), pk__lte=up_to, read_at=None).update(read_at=Now())


def prefer(wishes: Mapping[tuple[str, str], bool], *, by: Actor) -> None:
    """Say for (kind, channel) whether it is wanted. One statement."""
    rows = [Preference(person=_person(by), kind=k, channel=c, wanted=wanted) for (k, c), wanted in wishes.items()]
    Preference.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["person", "kind", "channel"], update_fields=["wanted"]
    )


def be_quiet(begins: time, ends: time, *, by: Actor) -> None:
    """Set the actor's quiet hours (Beijing); equal times: none."""
    QuietHours.objects.update_or_create(person=_person(by), defaults={"begins": begins, "ends": ends})


@transaction.atomic
def be_reached_at(channel: str, address: str, *, by: Actor) -> None:
    """Keep the actor's address for a channel, sealed; an empty one is forgotten."""
    person = _person(by)
    if not address.strip():
        Address.objects.filter(person=person, channel=channel).delete()
        return
    sealed = keys.ring().seal(address.strip().encode(), place(channel, person))
    Address.objects.update_or_create(person=person, channel=channel, defaults={"sealed": sealed})


@transaction.atomic
def erase_notices(keys: Iterable[int]) -> None:
    """Of people (keys) who are erased: empty what was told to them, forget where they are reached. Three statements."""
    people = list(keys)
    Delivery.objects.filter(to__in=people, state=Delivery.State.DUE).update(state=Delivery.State.FAILED, error="已清除")
    Notice.objects.filter(to__in=people).update(title=ERASED, body="")
    Address.objects.filter(person__in=people).delete()


def _person(actor: Actor) -> int:
    if actor.person is None:
        raise ValueError(f"{actor.ref} is no person and has no wishes")
    return actor.person
