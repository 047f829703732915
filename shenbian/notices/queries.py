"""What was told to somebody, and what went out or did not."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from shenbian.notices.models import Delivery, Notice, Preference, QuietHours
from shenbian.notices.rules import Quiet
from shenbian.rights.actor import Actor

LOST = (Delivery.State.FAILED, Delivery.State.UNSURE)


def to_actor(actor: Actor) -> Q:
    """What was told to this person, under any key of theirs."""
    return Q(to__in=[] if actor.person is None else sorted({actor.person, *actor.also}))


def notices_of(actor: Actor, *, before: int | None = None, unread: bool = False) -> QuerySet[Notice]:
    """What the actor was told, the newest first; `before` is the id after which a page goes on."""
    found = Notice.objects.filter(to_actor(actor))
    if before is not None:
        found = found.filter(pk__lt=before)
    return (found.filter(read_at=None) if unread else found).order_by("-pk")


def unread_count(actor: Actor) -> int:
    """How many of them are unread. One query; none for whoever is no person."""
    return 0 if actor.person is None else Notice.objects.filter(to_actor(actor), read_at=None).count()


def wishes_of(person: int) -> dict[tuple[str, str], bool]:
    """What a person said of kinds and channels: {(kind, channel): wanted}."""
    rows = Preference.objects.filter(person=person).values_list("kind", "channel", "wanted")
    return {(kind, channel): wanted for kind, channel, wanted in rows}


def quiet_of(people: Iterable[int]) -> dict[int, Quiet]:
    """The quiet hours of those who said something of them."""
    rows = QuietHours.objects.filter(person__in=set(people)).values_list("person", "begins", "ends")
    return {person: Quiet(begins, ends) for person, begins, ends in rows}


def how_many() -> dict[str, int]:
    """How many deliveries wait, failed and are unsure, by state. One query; what is sent is not counted."""
    open_ = Delivery.objects.filter(state__in=[Delivery.State.DUE, *LOST]).values_list("state")
    return dict(open_.annotate(many=Count("pk")))


def lost() -> QuerySet[Delivery]:
    """What did not go out, or nobody knows whether it did, the newest first. For whoever runs the system."""
    return Delivery.objects.filter(state__in=LOST).select_related("notice").order_by("-pk")
