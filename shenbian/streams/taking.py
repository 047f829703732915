"""A sheet of readings: each row is a reading of a counter, of a stream that is known or noted afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from shenbian.facts.actions import strike
from shenbian.facts.fact import NewFact
from shenbian.flow.actions import enter
from shenbian.kit.period import beijing_date, midnight, now
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.standard.taking import Amended, SheetRow, Taken, Taker, takers
from shenbian.streams.counting import LIVE
from shenbian.streams.guards import AHEAD, backwards
from shenbian.streams.kinds import READING, stream_kinds
from shenbian.streams.models import Counter, Reading, Stream

_READINGS, _COUNTERS, _STREAMS = "streams.reading", "streams.counter", "streams.stream"
_WHY = "导入更正"
Key = tuple[str, str, int]  # programme, title, organisation of a stream


@dataclass
class _Refusals:
    """Why not, by place; what is refused once is looked at no more."""

    why: dict[int, str] = field(default_factory=dict)

    def open(self, rows: Sequence[SheetRow]) -> Iterator[tuple[int, SheetRow]]:
        for place, row in enumerate(rows):
            if place not in self.why:
                yield place, row


class Readings(Taker):
    kind = READING
    tables: ClassVar[tuple[str, ...]] = (_READINGS, _COUNTERS, _STREAMS)
    names_editions: ClassVar[bool] = False  # the activity of a reading is its stream

    def take(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        """Find or make the stream and the counter of each row, then read. Nine queries and what `enter` costs twice."""
        refused = _Refusals({place: why for place, row in enumerate(rows) if (why := _unreadable(row.fact))})
        counters = _known(rows)
        refused.why |= _not_as_known(rows, counters, refused)
        streams, made = _streams(rows, counters, refused, by, batch)
        new = _new_counters(rows, counters, streams, refused)
        counters |= {each.name: each for each in Counter.objects.bulk_create(new)}
        places = [place for place, _ in refused.open(rows)]
        readings = [_reading(rows[place].fact, counters, batch) for place in places]
        called = [rows[place].called for place in places]
        done = enter("take", readings, by=by, rows=called, batch=batch)
        refused.why |= {place: each.why for place, each in zip(places, done, strict=True) if not each.moved}
        taken = [each.thing.pk for each in done if each.moved and each.thing]
        return Taken(refused.why, {_READINGS: taken, _COUNTERS: [each.pk for each in new], _STREAMS: made})

    def correct(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        """The same counter at the same instant shows something else: another value, and nothing but that."""
        counters = _known(rows)
        refused = _Refusals(_not_as_known(rows, counters, _Refusals()))
        shown: dict[str, list[tuple[datetime, int, int]]] = {}
        standing = Reading.objects.filter(counter__in=[each.pk for each in counters.values()], status="taken")
        for name, at, value, pk in standing.order_by("taken_at").values_list(
            "counter__name", "taken_at", "value", "pk"
        ):
            shown.setdefault(name, []).append((at, value, pk))
        amended = []
        for place, row in refused.open(rows):
            told = _corrected(row.fact, shown.get(_name(row.fact), []))
            if isinstance(told, str):
                refused.why[place] = told
            else:
                amended.append(told)
        ids = [row.stands for _, row in refused.open(rows) if row.stands is not None]
        if ids:
            facts = [row.fact for _, row in refused.open(rows)]
            strike(ids, by=by.ref, reason=_WHY, batch=batch, replaced_by=facts)
        changed = Reading.objects.in_bulk([each.row for each in amended])
        for each in amended:
            changed[each.row].value = each.after["value"]
        Reading.objects.bulk_update(changed.values(), ["value"])
        return Taken(refused.why, amended=amended)


def _name(fact: NewFact) -> str:
    return str(fact.facets["counter"])


def _key(fact: NewFact) -> Key:
    return str(fact.facets.get("programme", "")), fact.edition or _name(fact), fact.organisation or 0


def _unreadable(fact: NewFact) -> str:
    if fact.occurred_at is None:
        return "读数要写明几点几分，如 2022-09-24 20:30。"
    if fact.occurred_at > now() + AHEAD:
        return "读数时间还没有到。请写实际读数的时间。"
    if fact.quantity < 0:
        return "读数不能是负数。"
    return "" if stream_kinds.of(_key(fact)[0]) else "这个项目没有直播。请核对“项目”一栏。"


def _known(rows: Sequence[SheetRow]) -> dict[str, Counter]:
    """The counters that are there, by name. One query."""
    found = Counter.objects.filter(name__in={_name(row.fact) for row in rows}).select_related("stream__organisation")
    return {each.name: each for each in found}


def _not_as_known(rows: Sequence[SheetRow], counters: Mapping[str, Counter], refused: _Refusals) -> dict[int, str]:
    """Rows that say of a known counter what it is not."""
    why = {}
    for place, row in refused.open(rows):
        counter, said = counters.get(_name(row.fact)), row.fact.facets
        if counter is None:
            continue
        stream = counter.stream
        if counter.own:
            why[place] = "本平台的观看由系统自己计数，不用登记读数。"
        elif (counter.platform, counter.phase) != (said.get("platform", ""), said["phase"]):
            why[place] = (
                f"计数器“{counter}”登记的是{counter.platform or '（未写平台）'}、{counter.get_phase_display()}。"
            )
        elif (stream.programme, stream.organisation_id) != (said["programme"], row.fact.organisation):
            why[place] = f"计数器“{counter}”属于{stream.organisation}的“{stream}”。请核对工会和项目，或另起计数器。"
        elif counter.followed_by_id is not None:
            why[place] = f"计数器“{counter}”已经清零，由后一个接着计。"
    return why


def _streams(
    rows: Sequence[SheetRow], counters: Mapping[str, Counter], refused: _Refusals, by: Actor, batch: int
) -> tuple[dict[Key, Stream], list[int]]:
    """The streams of rows whose counter is new: the latest of that title, else one noted now; and which are new."""
    wanted: dict[Key, list[int]] = {}
    for place, row in refused.open(rows):
        if _name(row.fact) not in counters:
            wanted.setdefault(_key(row.fact), []).append(place)
    titles = {title for _, title, _ in wanted}
    standing = Stream.objects.filter(title__in=titles).exclude(status="cancelled").order_by("starts_at", "pk")
    found = {(each.programme, each.title, each.organisation_id): each for each in standing}
    keys = [key for key in wanted if key not in found]
    bodies = Organisation.objects.in_bulk({organisation for _, _, organisation in keys})
    times = [_when([rows[place].fact for place in wanted[key]]) for key in keys]
    new = [_noted(key, bodies[key[2]], *when, batch) for key, when in zip(keys, times, strict=True)]
    said = [{"starts_at": starts, "ends_at": ends} for starts, ends in times]
    made = []
    for key, outcome in zip(keys, enter("note", new, by=by, said=said, batch=batch), strict=True):
        if outcome.thing is not None:
            found[key] = outcome.thing
            made.append(outcome.thing.pk)
        else:
            why = f"没有叫“{key[1]}”的直播，您也不能在这里补登。请负责这条工作的干部先安排或补登这场直播。"
            refused.why |= dict.fromkeys(wanted[key], why)
    return found, made


def _when(facts: Sequence[NewFact]) -> tuple[datetime, datetime]:
    """From the first reading while live to the last; where there is one alone, that day until then."""
    live = [each for each in facts if each.facets["phase"] == LIVE] or list(facts)
    instants = [each.occurred_at for each in live if each.occurred_at is not None]
    first, last = min(instants), max(instants)
    if first < last:
        return first, last
    day = midnight(beijing_date(last))
    return (day if day < last else last - timedelta(hours=1)), last


def _noted(key: Key, body: Organisation, starts_at: datetime, ends_at: datetime, batch: int) -> Stream:
    kind = stream_kinds.of(key[0])
    assert kind is not None  # `_unreadable` saw to it
    return Stream(
        kind_key=kind.key,
        programme=kind.programme,
        desk=kind.desk.value,
        title=key[1],
        organisation=body,
        starts_at=starts_at,
        ends_at=ends_at,
        batch=batch,
    )


def _new_counters(
    rows: Sequence[SheetRow], counters: Mapping[str, Counter], streams: Mapping[Key, Stream], refused: _Refusals
) -> list[Counter]:
    """A counter for each new name. A later row that says of it what the first does not is refused."""
    new: dict[str, Counter] = {}
    for place, row in refused.open(rows):
        name, said = _name(row.fact), row.fact.facets
        if name in counters:
            continue
        counter = Counter(
            stream=streams[_key(row.fact)], platform=str(said.get("platform", "")), phase=str(said["phase"]), name=name
        )
        first = new.setdefault(name, counter)
        if (first.stream_id, first.platform, first.phase) != (counter.stream_id, counter.platform, counter.phase):
            refused.why[place] = f"同一张表里，计数器“{name}”前面写的是另一个平台、时段或活动。"
    return list(new.values())


def _reading(fact: NewFact, counters: Mapping[str, Counter], batch: int) -> Reading:
    counter = counters[_name(fact)]
    assert fact.occurred_at is not None  # `_unreadable` saw to it
    reading = Reading(
        counter=counter,
        organisation=counter.stream.organisation,
        desk=counter.stream.desk,
        value=fact.quantity,
        taken_at=fact.occurred_at,
        batch=batch,
    )
    reading.came = fact
    return reading


def _corrected(fact: NewFact, shown: list[tuple[datetime, int, int]]) -> Amended | str:
    """What becomes of the reading, or why not. `shown` says the new value from then on."""
    at = fact.occurred_at
    place = next((place for place, each in enumerate(shown) if each[0] == at), None)
    if at is None or place is None:
        return "台账里有这次读数，直播里没有它的记录。请先作废原来的台账记录，再登记。"
    others = [(when, value) for when, value, _ in (*shown[:place], *shown[place + 1 :])]
    if why := backwards(others, at, fact.quantity):
        return why
    _, before, pk = shown[place]
    shown[place] = (at, fact.quantity, pk)
    return Amended(_READINGS, pk, {"value": before}, {"value": fact.quantity})


takers.add(Readings())
