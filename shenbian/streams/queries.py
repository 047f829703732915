"""What is on and what comes; what an officer may see; who watched; what the counters say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet

from shenbian.files.models import Attachment
from shenbian.files.queries import attachments_of
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered
from shenbian.streams.counting import LIVE, NOBODY, REPLAY, Audience, audiences
from shenbian.streams.effects import least_of
from shenbian.streams.models import Counter, Reading, Reminder, Stream

COMING = ("scheduled", "tested", "postponed")
PUBLIC_STATES = ("live", *COMING, "replay", "ended", "closed", "cancelled")


def streams_covered(actor: Actor) -> QuerySet[Stream]:
    """The streams of an officer's places and lines of work, the latest first."""
    seen = covered(actor, Right.REGISTER_READ, owner="")
    return Stream.objects.filter(seen).select_related("organisation").order_by("-starts_at", "-pk")


@dataclass(frozen=True)
class Programme:
    """What the first page of live streams tells: what is on, what comes, what can be watched again."""

    on: list[Stream]
    coming: list[Stream]
    again: list[Stream]


def on_and_next(*, now: datetime, most: int) -> Programme:
    """What everybody may watch: three queries. What should have begun yesterday and did not is left out."""
    streams = Stream.objects.select_related("organisation")
    on = streams.filter(status="live").order_by("-live_at", "pk")
    coming = streams.filter(Q(ends_at__gte=now) | Q(status="postponed"), status__in=COMING)
    again = streams.filter(status="replay").order_by("-starts_at", "pk")
    return Programme(list(on[:most]), list(coming.order_by("starts_at", "pk")[:most]), list(again[:most]))


def reminded(stream: Stream, actor: Actor) -> bool:
    """Whether this person asked to be reminded. One query; none for a stranger."""
    if actor.person is None:
        return False
    keys = [actor.person, *actor.also]
    return Reminder.objects.filter(stream=stream, person__key__in=keys).exists()


@dataclass(frozen=True)
class Watched:
    """What our own page counted, live and replay apart."""

    live: Audience = NOBODY
    replay: Audience = NOBODY
    least: int | None = None  # seconds from which on a watching is a view; None where no rule says


def watched(stream: Stream) -> Watched:
    """Three queries."""
    least = least_of([stream])
    found = audiences(least)
    return Watched(found.get((stream.pk, LIVE), NOBODY), found.get((stream.pk, REPLAY), NOBODY), least.get(stream.pk))


@dataclass
class Read:
    """A counter with the readings that stand and those that were struck out, the latest first."""

    counter: Counter
    readings: list[Reading] = field(default_factory=list)

    @property
    def last(self) -> Reading | None:
        return next((each for each in self.readings if each.status == "taken"), None)


def counters_of(stream: Stream) -> list[Read]:
    """The counters of a stream, live before replay, our own first. Two queries."""
    found = stream.counters.order_by("phase", "-own", "pk")
    told = {each.pk: Read(each) for each in found}
    for reading in Reading.objects.filter(counter__in=told).exclude(status="draft").order_by("-taken_at", "-pk"):
        reading.counter = told[reading.counter_id].counter
        told[reading.counter_id].readings.append(reading)
    return list(told.values())


def proofs_of(reads: Sequence[Read]) -> dict[str, list[Attachment]]:
    """The pictures that readings rest on, by the reading. One query."""
    found: dict[str, list[Attachment]] = {}
    for each in attachments_of([reading.subject for read in reads for reading in read.readings]):
        found.setdefault(each.subject, []).append(each)
    return found


@dataclass(frozen=True)
class Said:
    """Views by where and when they were counted: three sums that are never put into one."""

    own: int = 0
    others: int = 0
    replay: int = 0


def views_said(reads: Sequence[Read]) -> Said:
    """What the last readings say. No query. A counter that was reset keeps what it had reached."""
    own = others = replay = 0
    for read in reads:
        value = read.last.value if read.last else 0
        if read.counter.phase == REPLAY:
            replay += value
        elif read.counter.own:
            own += value
        else:
            others += value
    return Said(own, others, replay)
