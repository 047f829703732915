"""A counter of a platform is read: its value, when, and the picture that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from shenbian.files.actions import Paper, attach, upload
from shenbian.files.models import Attachment
from shenbian.flow.actions import begin, perform
from shenbian.flow.refusals import NotYours, Refused
from shenbian.kit.period import beijing_date
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may
from shenbian.streams.effects import OURS
from shenbian.streams.models import Counter, Reading, Stream


@dataclass(frozen=True)
class Shot:
    """A screenshot of the counter."""

    content: bytes
    name: str


@dataclass(frozen=True, kw_only=True)
class ReadingSaid:
    """`counter` is one of the stream's; None: the one of this platform and phase, made when it is first read.

    `reset`: the platform began to count anew; a new counter follows the one that was.
    """

    value: int
    taken_at: datetime
    counter: Counter | None = None
    platform: str = ""
    phase: str = ""
    reset: bool = False
    shots: Sequence[Shot] = ()


@transaction.atomic
def take_reading(stream: Stream, said: ReadingSaid, *, by: Actor, client_key: UUID | None = None) -> Reading:
    """Write a reading down, with its pictures and its fact. Raises Refused with the reason, NotYours.

    Then nothing of it is there. The same counter at the same instant is read once.
    """
    kept = Stream.objects.select_for_update(no_key=True, of=("self",)).select_related("organisation").get(pk=stream.pk)
    if not may(by, Right.REGISTER_KEEP, kept):
        raise NotYours
    drawn = Reading(
        counter=_counter(kept, said),
        organisation=kept.organisation,
        desk=kept.desk,
        value=said.value,
        taken_at=said.taken_at,
    )
    reading = begin([drawn], by=by)[0]
    files = [
        upload(shot.content, name=shot.name, by=by, client_key=uuid5(client_key, str(n)) if client_key else None)
        for n, shot in enumerate(said.shots)
    ]
    kind = Attachment.Kind.VOUCHER.value
    attach([Paper(subject=reading.subject, file=each.pk, kind=kind, said="平台计数截图") for each in files], by=by)
    return perform("take", on=reading, by=by)


def _counter(stream: Stream, said: ReadingSaid) -> Counter:
    """The counter that was read. The stream is locked: two who read a new platform at once make one counter."""
    standing = said.counter or _named(stream, said)
    if standing.stream_id != stream.pk:
        raise NotYours
    if standing.own:
        raise Refused("本平台的观看由系统自己计数，不用登记读数。")
    if standing.followed_by_id is not None:
        raise Refused("这个计数器已经清零，由后一个接着计。请选后一个。")
    return _following(standing) if said.reset else standing


def _named(stream: Stream, said: ReadingSaid) -> Counter:
    platform = " ".join(said.platform.split())
    if not platform or said.phase not in Counter.Phase.values:
        raise Refused("请选一个计数器，或者写明平台和时段。")
    if platform == OURS:
        raise Refused("本平台的观看由系统自己计数，不用登记读数。")
    known = stream.counters.filter(platform=platform, phase=said.phase, followed_by=None).first()
    return known or Counter.objects.create(
        stream=stream, platform=platform, phase=said.phase, name=_name(stream, platform, said.phase)
    )


def _name(stream: Stream, platform: str, phase: str) -> str:
    """As registers call it: 合唱展演直播-合作平台-回放; with the day where another stream of that title has it."""
    tail = "-回放" if phase == Counter.Phase.REPLAY else ""
    name = f"{stream.title}-{platform}{tail}"
    if not Counter.objects.filter(name=name).exists():
        return name
    return f"{stream.title}({beijing_date(stream.starts_at):%Y-%m-%d}-{stream.pk})-{platform}{tail}"


def _following(counter: Counter) -> Counter:
    """The counter that begins where this one was reset."""
    base, _, number = counter.name.rpartition("#")
    name = f"{base}#{int(number) + 1}" if base and number.isdigit() else f"{counter.name}#2"
    after = Counter.objects.create(
        stream_id=counter.stream_id, platform=counter.platform, phase=counter.phase, name=name
    )
    counter.followed_by = after
    counter.save(update_fields=["followed_by"])
    return after
