"""How sheets of enrolments and of certificates become enrolments here: the same facts, written by moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from shenbian.certificates.models import Certificate
from shenbian.courses.declared import course_kinds
from shenbian.courses.flow import WORDS
from shenbian.courses.models import Enrolment
from shenbian.editions.models import Edition
from shenbian.editions.named import PREFIX, is_reference
from shenbian.facts.actions import strike
from shenbian.flow.actions import enter, perform
from shenbian.flow.saving import save_columns
from shenbian.rights.actor import Actor
from shenbian.standard.taking import Amended, Follower, SheetRow, Taken, Taker, takers

ENROLMENTS, CERTIFICATES = "courses.enrolment", "certificates.certificate"
_NO_COURSE = "这个项目没有登记为课程，请核对“项目”一栏。"
_WHY = "台账更正"
_ENDED = ("status", "completed_on", "certificate_id", "why")

Name = Callable[[SheetRow], str]


class Enrolments(Follower):
    """The register of enrolments: its status word says how far each has come."""

    kind = "enrolment"
    tables = (ENROLMENTS,)

    def take(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        """As many calls of the door as there are status words on the sheet, seven at most."""
        refused, made = _made(rows, lambda row: f"take_{_state(row)}", by, batch)
        return Taken(refused, {ENROLMENTS: made})

    def differs(self, rows: Sequence[SheetRow]) -> Mapping[int, str]:
        """Where the register says another word than it said last; of one that never said any (it came before words were
        kept, or on line), one that is further on. One query."""
        there = _of_trade(rows)
        told: dict[int, str] = {}
        for place, row in enumerate(rows):
            thing = there.get(_whole(row))
            if thing is not None and _says_more(row, thing):
                told[place] = f"状态（{thing.told or thing.title_of_state}→{row.status}）"
        return told

    def catch_up(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        """As many calls of the door as there are status words."""
        there = _of_trade(rows)
        things = [there[_whole(row)] for row in rows]
        before = [_standing(thing) for thing in things]
        refused: dict[int, str] = {}
        moving = [place for place, row in enumerate(rows) if things[place].status != _state(row)]
        for name in dict.fromkeys(_state(rows[place]) for place in moving):
            theirs = [place for place in moving if _state(rows[place]) == name]
            said = [{"fact": rows[place].fact, "batch": batch} for place in theirs]
            called = [rows[place].called for place in theirs]
            wanted = [things[place] for place in theirs]
            done = perform(f"take_{name}", on=wanted, by=by, said=said, rows=called, batch=batch)
            refused |= {place: each.why for place, each in zip(theirs, done, strict=True) if not each.moved}
            for place, each in zip(theirs, done, strict=True):
                things[place] = each.thing or things[place]
        kept = [place for place in range(len(rows)) if place not in refused]
        for place in kept:
            things[place].told = rows[place].status
        save_columns([things[place] for place in kept], ["told"])
        amended = [Amended(ENROLMENTS, things[place].pk, before[place], _standing(things[place])) for place in kept]
        return Taken(refused, amended=amended)

    def correct(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        return _corrected(rows, by, batch, {"organisation_id": "organisation", "enrolled_on": "happened_on"})


class Certificates(Taker):
    """The register of those who passed: who is enrolled has completed, who is not is written down as completed."""

    kind = "certificate"
    tables = (ENROLMENTS, CERTIFICATES)

    def take(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        there = _there(rows)
        known = [place for place, row in enumerate(rows) if _key(row) in there]
        fresh = [place for place, row in enumerate(rows) if _key(row) not in there]
        refused, made = _made([rows[place] for place in fresh], lambda _: "take_certified", by, batch)
        refused = {fresh[place]: why for place, why in refused.items()}
        ended, amended = _ended([rows[place] for place in known], there, by, batch)
        refused |= {known[place]: why for place, why in ended.items()}
        issued = list(Certificate.objects.filter(batch=batch).values_list("pk", flat=True))
        return Taken(refused, {ENROLMENTS: made, CERTIFICATES: issued}, amended)

    def correct(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        return _corrected(rows, by, batch, {"completed_on": "happened_on"})


def _state(row: SheetRow) -> str:
    return WORDS.get(row.status, "enrolled")


_ORDER = ("enrolled", "studying")  # whatever else there is comes after these


def _says_more(row: SheetRow, thing: Enrolment) -> bool:
    if thing.told:
        return row.status != thing.told
    further = {state: place for place, state in enumerate(_ORDER)}
    return further.get(_state(row), len(_ORDER)) > further.get(thing.status, len(_ORDER))


def _standing(thing: Enrolment) -> dict[str, Any]:
    """How far it is, and what its register said of that."""
    return {name: getattr(thing, name) for name in ("status", "phase", "waits_for", "moved_at", "told")}


def _whole(row: SheetRow) -> tuple[str, int | None, str]:
    return (*_key(row), str(row.fact.facets.get("trade", "")))


def _key(row: SheetRow) -> tuple[str, int | None]:
    return row.fact.edition, row.fact.person


def _there(rows: Sequence[SheetRow]) -> dict[tuple[str, int | None], Enrolment]:
    """The enrolment that each row is about: of several trades the one that goes on. One query."""
    named = {row.fact.edition for row in rows}
    found = Enrolment.objects.filter(named__in=named, person__in=[row.person for row in rows])
    theirs = found.exclude(status__in=("asked", "withdrawn")).select_related(*Enrolment.RELATED)
    order = ("failed", "dropped", "completed", "enrolled", "studying")
    return {(each.named, each.owner): each for each in sorted(theirs, key=lambda each: order.index(each.status))}


def _made(rows: Sequence[SheetRow], move: Name, by: Actor, batch: int) -> tuple[dict[int, str], list[int]]:
    """New enrolments by the move of each row: why some were refused, and the ids of the others."""
    refused = {place: _NO_COURSE for place, row in enumerate(rows) if course_kinds.of(_programme(row)) is None}
    places = [place for place in range(len(rows)) if place not in refused]
    editions = _editions(rows)
    made: list[int] = []
    for name in dict.fromkeys(move(rows[place]) for place in places):
        theirs = [place for place in places if move(rows[place]) == name]
        done = enter(
            name,
            [_drawn(rows[place], editions, batch) for place in theirs],
            by=by,
            said=[{"fact": rows[place].fact, "batch": batch} for place in theirs],
            rows=[rows[place].called for place in theirs],
            batch=batch,
        )
        refused |= {place: each.why for place, each in zip(theirs, done, strict=True) if not each.moved}
        made += [each.thing.pk for each in done if each.thing is not None]
    return refused, made


def _drawn(row: SheetRow, editions: Mapping[str, Edition], batch: int) -> Enrolment:
    kind = course_kinds.of(_programme(row))
    assert kind is not None and row.person is not None and row.fact.organisation is not None  # as both kinds demand
    return Enrolment(
        kind_key=kind.key,
        edition=editions.get(row.fact.edition),
        named=row.fact.edition,
        person_id=row.person,
        organisation_id=row.fact.organisation,
        desk=kind.desk.value,
        trade=str(row.fact.facets.get("trade", "")),
        told=row.status if row.fact.kind == Enrolments.kind else "",
        enrolled_on=row.fact.happened_on,
        batch=batch,
    )


def _editions(rows: Sequence[SheetRow]) -> dict[str, Edition]:
    """The editions of ours that the rows name as facts do. One query."""
    numbers = [int(name.removeprefix(PREFIX)) for name in {row.fact.edition for row in rows} if is_reference(name)]
    return {each.reference: each for each in Edition.objects.filter(pk__in=numbers)}


def _ended(
    rows: Sequence[SheetRow], there: Mapping[tuple[str, int | None], Enrolment], by: Actor, batch: int
) -> tuple[dict[int, str], list[Amended]]:
    """Enrolments that are there are completed by their rows."""
    things = [there[_key(row)] for row in rows]
    before = [_columns(thing) for thing in things]
    said = [{"fact": row.fact, "batch": batch} for row in rows]
    called = [row.called for row in rows]
    done = perform("take_certified", on=things, by=by, said=said, rows=called, batch=batch)
    amended = [
        Amended(ENROLMENTS, each.thing.pk, was, _columns(each.thing))
        for was, each in zip(before, done, strict=True)
        if each.moved and each.thing is not None
    ]
    return {place: each.why for place, each in enumerate(done) if not each.moved}, amended


def _columns(thing: Enrolment) -> dict[str, Any]:
    on = thing.completed_on
    return {name: getattr(thing, name) for name in _ENDED} | {"completed_on": on.isoformat() if on else None}


def _corrected(rows: Sequence[SheetRow], by: Actor, batch: int, columns: Mapping[str, str]) -> Taken:
    """The facts as the sheet says now, and what the enrolments say with them: columns by the facts' own names."""
    stands = [row.stands for row in rows if row.stands is not None]
    strike(stands, by=by.ref, reason=_WHY, batch=batch, replaced_by=[row.fact for row in rows])
    there = _of_trade(rows)
    amended = []
    for row in rows:
        thing = there.get(_whole(row))
        if thing is None:
            continue
        before = {name: _plain(getattr(thing, name)) for name in columns}
        for name, said in columns.items():
            setattr(thing, name, getattr(row.fact, said))
        amended.append(Amended(ENROLMENTS, thing.pk, before, {name: _plain(getattr(thing, name)) for name in columns}))
    Enrolment.objects.bulk_update(there.values(), list(columns), batch_size=5000) if amended else None
    return Taken({}, {}, amended)


def _of_trade(rows: Sequence[SheetRow]) -> dict[tuple[str, int | None, str], Enrolment]:
    found = Enrolment.objects.filter(
        named__in={row.fact.edition for row in rows}, person__in=[row.person for row in rows]
    )
    theirs = found.exclude(status__in=("asked", "withdrawn")).select_related(*Enrolment.RELATED)
    return {(each.named, each.owner, each.trade): each for each in theirs}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _programme(row: SheetRow) -> str:
    return str(row.fact.facets.get("programme", ""))


takers.add(Enrolments(), Certificates())
