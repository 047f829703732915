"""What moves of a stream cause: those who asked are told, our own views are written down, a reading is struck out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from shenbian.facts.actions import strike
from shenbian.facts.models import Fact
from shenbian.flow.actions import enter
from shenbian.flow.row import Effect, Row
from shenbian.kit.period import now
from shenbian.kit.refusal import refuse_if
from shenbian.notices.actions import Telling, tell
from shenbian.notices.kinds import Kind, kinds
from shenbian.rulebook.queries import look_up_many
from shenbian.streams.counting import LEAST, NOBODY, REPLAY, audiences
from shenbian.streams.guards import clock
from shenbian.streams.kinds import READING

CHANGED = Kind("stream.changed", "我关注的直播改期或取消")
BEGINS = Kind("stream.begins", "我关注的直播开始了", urgent=True)
kinds.add(CHANGED, BEGINS)
OURS = "身边"  # our own page, as a platform among others


@dataclass(frozen=True)
class TellFollowers(Effect):
    """Whoever asked to be reminded hears of it. `says` makes the body from the row. Two queries."""

    kind: str
    what: str
    says: Callable[[Row], str]

    @property
    def title(self) -> str:
        return "告知请求提醒的人"

    def act(self, rows: Sequence[Row]) -> None:
        streams = {row.thing.pk: row for row in rows}
        reminders = type(rows[0].thing).reminders.rel.related_model._default_manager
        wanted = reminders.filter(stream__in=streams).values_list("stream", "person__key", "person__merged_into__key")
        with override("zh-hans"):
            told = [self._telling(streams[stream], merged or person) for stream, person, merged in wanted]
        if told:
            tell(told, by=rows[0].by.ref)

    def _telling(self, row: Row, to: int) -> Telling:
        return Telling(
            to=to,
            kind=self.kind,
            title=f"{self.what}：{row.thing.title}",
            body=self.says(row),
            subject=row.thing.subject,
        )


def moved(row: Row) -> str:
    """Said after the columns are set: the new time stands in the thing."""
    return f"改到{clock(row.thing.starts_at)}开始。原因：{row.said['reason']}"


def put_off(row: Row) -> str:
    return f"推迟举行，新的时间定了再告诉您。原因：{row.said['reason']}"


def called_off(row: Row) -> str:
    return f"原定{clock(row.thing.starts_at)}开始，已取消。原因：{row.said['reason']}"


def begun(row: Row) -> str:
    return "现在可以观看。"


@dataclass(frozen=True)
class WriteOwnViews(Effect):
    """What our own page counted is a reading like any other: of a counter of our own, one for each phase.

    A stream that is only linked to has none.
    """

    phase: str

    @property
    def title(self) -> str:
        return "本平台的观看人次记为读数" + ("（回放）" if self.phase == REPLAY else "")

    def act(self, rows: Sequence[Row]) -> None:
        shown = {place: row for place, row in enumerate(rows) if row.thing.address_of(self.phase)}
        if not shown:
            return
        things = [row.thing for row in shown.values()]
        found = audiences(least_of(things))
        counters = self._counters(things)
        reading = type(counters[things[0].pk]).readings.rel.related_model
        at = now()
        readings = [
            reading(
                counter=counters[thing.pk],
                organisation=thing.organisation,
                desk=thing.desk,
                value=found.get((thing.pk, self.phase), NOBODY).views,
                taken_at=at,
            )
            for thing in things
        ]
        done = enter("take", readings, by=rows[0].by)
        refuse_if({place: each.why for place, each in zip(shown, done, strict=True) if not each.moved})

    def _counters(self, things: Sequence[Any]) -> dict[int, Any]:
        """Our own counter of each stream. Two queries."""
        model = type(things[0]).counters.rel.related_model
        tail = "-回放" if self.phase == REPLAY else ""
        new = [
            model(stream=each, platform=OURS, phase=self.phase, own=True, name=f"{each.subject}-{OURS}{tail}")
            for each in things
        ]
        model._default_manager.bulk_create(new, ignore_conflicts=True)
        standing = model._default_manager.filter(stream__in=things, phase=self.phase, own=True)
        return {each.stream_id: each for each in standing}


def least_of(things: Sequence[Any]) -> Mapping[int, int]:
    """From how many seconds on a watching of each of these streams is a view. Two queries."""
    places = {each.organisation_id: each.organisation for each in things}
    day = max(each.begins_on for each in things)
    known = look_up_many(LEAST, at=places.values(), on=day)
    return {each.pk: int(known[each.organisation_id]) for each in things if each.organisation_id in known}


@dataclass(frozen=True)
class StrikeOut(Effect):
    """The fact that the reading is no longer stands."""

    title = "原来的台账记录作废"

    def act(self, rows: Sequence[Row]) -> None:
        why = {row.thing.source: row.said["reason"] for row in rows}
        standing = Fact.objects.filter(kind=READING, source__in=why, voided_at=None)
        ids: dict[str, list[int]] = {}
        for pk, source in standing.values_list("pk", "source"):
            ids.setdefault(why[source], []).append(pk)
        for reason, facts in ids.items():
            strike(facts, by=rows[0].by.ref, reason=reason)
