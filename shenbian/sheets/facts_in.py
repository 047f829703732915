"""A register of facts on its way in: each row that counts becomes one fact, once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import Has, Kind, Refers, Type, kinds
from shenbian.people.actions.enrol import Enrolled
from shenbian.sheets import lookups, naming, people, standing
from shenbian.sheets.column import Cell
from shenbian.sheets.door import Door
from shenbian.sheets.fact_columns import FACET
from shenbian.sheets.handing import hand_over, hand_over_left_out, keeps_left_out
from shenbian.sheets.lookups import Body, Employer
from shenbian.sheets.rows import Rows
from shenbian.sheets.settle import settle
from shenbian.standard.taking import takers

_PARTS = ("organisation", "unit", "edition", "person", "happened_on", "occurred_at")
_PERSON = ("name", "document", "identity")  # whom a row names is not asked where it does not count


def apply(rows: Rows, door: Door) -> None:
    """Turn the rows of a fact register into facts. A fixed number of queries, however many rows.

    What is written by moves alone is handed to the kernel that makes them.
    """
    kind = rows.register.kind
    assert kind is not None
    _remember_left_out(kind, rows, door)
    days, moments = _days(rows)
    for refers in kind.refers:
        _referred(kind, refers, rows, days)
    bodies = naming.bodies(rows, door)
    employers = naming.employers(rows)
    editions = _editions(kind, rows, days)
    places = _shaped(kind, rows)
    persons = people.found(rows, places, door) if kind.person is not Has.NO else {}
    places = rows.live()
    sheet = _Sheet(kind, rows, door, days, moments, bodies, employers, editions, persons)
    facts = sheet.facts(places)
    if "person" in kind.natural:
        facts = _known_by_earlier_keys(kind, places, facts, persons)
    claims = kind.by_moves and takers[kind.key].claims
    settled = settle(kind, rows, places, facts, _by_title(kind, sheet, places, facts), claims=claims)
    if kind.by_moves:
        hand_over(kind, rows, door, settled, {place: person.person for place, person in persons.items()})
        if keeps_left_out(kind):
            hand_over_left_out(kind, rows, door, _left_out_facts(sheet, door, {fact.source for fact in facts}))
    else:
        door.write(settled.counted)
    rows.decide(settled.verdicts)


def _left_out_facts(sheet: _Sheet, door: Door, counted: Collection[str]) -> list[tuple[int, NewFact]]:
    """What rows that do not count by their status would have been, where all that they must say can be read."""
    status, rows = sheet.kind.status, sheet.rows
    if status is None:
        return []
    word = rows["status"]
    places = [place for place in rows.left_out if word[place] in status.left_out and sheet.can_be_read(place, door)]
    first: dict[str, tuple[int, NewFact]] = {}
    for place, fact in zip(places, sheet.facts(places), strict=True):
        if fact.source not in counted:
            first.setdefault(fact.source, (place, fact))
    return list(first.values())


def _known_by_earlier_keys(
    kind: Kind, places: Sequence[int], facts: list[NewFact], persons: dict[int, Enrolled]
) -> list[NewFact]:
    """Of people who were merged since, the ledger may know the same thing under the key of the other record."""
    earlier = people.earlier_keys({person.person for person in persons.values()})
    if not earlier:
        return facts
    others: dict[str, tuple[int, NewFact]] = {}
    for index, (place, fact) in enumerate(zip(places, facts, strict=True)):
        for key in earlier.get(persons[place].person, ()) if place in persons else ():
            other = _renamed(kind, fact, person=key)
            others[other.source] = (index, other)
    result = list(facts)
    for source in standing.days_of(kind.key, others):
        index, fact = others[source]
        result[index] = fact
    return result


def _editions(kind: Kind, rows: Rows, days: Sequence[Any]) -> list[str | None]:
    """What facts call the activity of each row. A kernel whose activities are no editions reads them as they stand."""
    if kind.by_moves and not takers[kind.key].names_editions:
        return rows.columns.get("edition") or [None] * len(rows)
    return naming.editions(rows, days)


def _by_title(kind: Kind, sheet: _Sheet, places: Sequence[int], facts: Sequence[NewFact]) -> dict[str, NewFact]:
    """What the ledger may hold already of rows whose edition was not kept then: the same under its title, by source."""
    if "edition" not in kind.natural or sheet.editions is sheet.rows.columns.get("edition"):
        return {}
    titles = sheet.rows["edition"]
    return {
        fact.source: _renamed(kind, fact, edition=titles[place])
        for place, fact in zip(places, facts, strict=True)
        if fact.edition != titles[place] and titles[place]
    }


def _renamed(kind: Kind, fact: NewFact, **said: Any) -> NewFact:
    """The same under another key: of its person or its edition."""
    told = replace(fact, **said)
    parts = {name: getattr(told, name) for name in _PARTS}
    return replace(told, source=source_of(kind, {**parts, **told.facets}))


class _Sheet:
    """What is known of every row, from which its fact is made."""

    def __init__(
        self,
        kind: Kind,
        rows: Rows,
        door: Door,
        days: list[Any],
        moments: list[datetime | None],
        bodies: dict[str, Body],
        employers: dict[str, Employer],
        editions: list[str | None],
        persons: dict[int, Enrolled],
    ) -> None:
        self.kind, self.rows, self.door = kind, rows, door
        self.days, self.moments = days, moments
        self.bodies, self.employers, self.persons = bodies, employers, persons
        self.editions = editions
        self.blank = [None] * len(rows)

    def can_be_read(self, place: int, door: Door) -> bool:
        """Whether a row that was left out, and so not judged by its cells, says all that it must."""
        rows, under = self.rows, tuple(door.under or ("",))
        columns = rows.register.columns
        said = all(rows[each.key][place] is not None for each in columns if each.required and each.key not in _PERSON)
        bodies = [rows[each.key][place] for each in columns if each.cell is Cell.ORGANISATION]
        units = [rows[each.key][place] for each in columns if each.cell is Cell.UNIT]
        known = all(text in self.bodies and self.bodies[text].path.startswith(under) for text in bodies if text)
        return said and known and all(text in self.employers for text in units if text)

    def facts(self, places: Sequence[int]) -> list[NewFact]:
        """The facts that these rows are."""
        rows, kind = self.rows, self.kind
        texts = rows.columns.get("organisation", self.blank)
        units = rows.columns.get("unit", self.blank)
        quantities = rows.columns.get("quantity", self.blank)
        amounts = rows.columns.get("amount", self.blank)
        where = lookups.paths((self.bodies[texts[p]], self.days[p]) for p in places if texts[p])
        facets = self._facets(places)
        default = 1 if kind.quantity_default is None else kind.quantity_default
        made = []
        for place, said in zip(places, facets, strict=True):
            day, moment = self.days[place], self.moments[place]
            body = self.bodies[texts[place]] if texts[place] else None
            unit = self.employers[units[place]].id if units[place] else None
            person = self.persons[place].key if place in self.persons else None
            edition = self.editions[place] or ""
            parts = {
                "organisation": body and body.id,
                "person": person,
                "unit": unit,
                "edition": edition,
                "happened_on": day,
                "occurred_at": moment,
                **said,
            }
            made.append(
                NewFact(
                    kind=kind.key,
                    happened_on=day,
                    occurred_at=moment,
                    organisation=body.id if body else None,
                    org_path=where[body.id, day] if body else "",
                    edition=edition,
                    person=person,
                    unit=unit,
                    quantity=default if quantities[place] is None else quantities[place],
                    amount_fen=amounts[place],
                    facets=said,
                    source=source_of(kind, parts),
                    evidence=self.door.evidence(rows, place),
                )
            )
        return made

    def _facets(self, places: Sequence[int]) -> list[dict[str, Any]]:
        """The facets of each row as the ledger keeps them: what is empty is absent, days are ISO text."""
        keys = [facet.key for facet in self.kind.facets]
        columns = [self._facet(facet.key, facet.type, places) for facet in self.kind.facets]
        if not columns:
            return [{} for _ in places]
        known: dict[tuple[Any, ...], dict[str, Any]] = {}
        result = []
        for values in zip(*columns, strict=True):
            said = known.get(values)
            if said is None:
                said = known[values] = {k: v for k, v in zip(keys, values, strict=True) if v is not None}
            result.append(said)
        return result

    def _facet(self, key: str, type_: Type, places: Sequence[int]) -> list[Any]:
        cells = self.rows[FACET + key]
        if type_ is Type.DAY:
            return [cells[p].isoformat() if cells[p] else None for p in places]
        if type_ is Type.UNIT:
            return [self.employers[cells[p]].id if cells[p] else None for p in places]
        if type_ is Type.ORGANISATION:
            paths = lookups.paths((self.bodies[cells[p]], self.days[p]) for p in places if cells[p])
            return [paths[self.bodies[cells[p]].id, self.days[p]] if cells[p] else None for p in places]
        return [cells[p] for p in places]


def _days(rows: Rows) -> tuple[list[Any], list[datetime | None]]:
    """The day and the moment of every row."""
    said = rows.columns.get("day")
    if said is None:
        return [None] * len(rows), [None] * len(rows)
    if rows.register.column("day").cell == "moment":
        return [each and each[0] for each in said], [each and each[1] for each in said]
    return said, [None] * len(rows)


def _remember_left_out(kind: Kind, rows: Rows, door: Door) -> None:
    """What does not count is remembered where other kinds refer to it, so that theirs is left out and not refused."""
    if not rows.left_out or not any(refers.kind == kind.key for other in kinds for refers in other.refers):
        return
    part = kind.natural[0]
    cells = rows[FACET + part]
    said = {source_of(kind, {part: cells[place]}): why for place, why in rows.left_out.items() if cells[place]}
    new = said.keys() - standing.left_out(kind.key, said)
    model = door.batch.left_out.model
    door.batch.left_out.bulk_create(
        model(batch=door.batch, kind=kind.key, source=source, why=said[source]) for source in sorted(new)
    )
    door.touched = door.touched or bool(new)


def _referred(kind: Kind, refers: Refers, rows: Rows, days: list[Any]) -> None:
    """Rows that refer to nothing that stands: left out where the register left that thing out, refused otherwise."""
    other, cells = kinds[refers.kind], rows[FACET + refers.facet]
    named = {cell: source_of(other, {other.natural[0]: cell}) for cell in dict.fromkeys(cells) if cell}
    stands = standing.days_of(other.key, named.values())
    missing = [source for source in named.values() if source not in stands]
    gone = standing.left_out(other.key, missing) if missing else set()
    column = rows.register.column(FACET + refers.facet)
    for place in rows.live():
        if not cells[place]:
            continue
        source = named[cells[place]]
        if source in stands:
            if refers.takes_day:
                days[place] = stands[source]
        elif source in gone:
            rows.left_out[place] = refers.otherwise
        else:
            rows.refuse(place, column.title, f"{refers.otherwise}：{cells[place][:40]}")


def _shaped(kind: Kind, rows: Rows) -> list[int]:
    """What the kind demands of a row beyond its single cells; the places that are left."""
    places = rows.live()
    if kind.person is Has.MAY:
        people.complete(rows, places)
        if any(facet.key == "slip" for facet in kind.facets) and "person" in kind.natural:
            for place in rows.live():
                if not rows["identity"][place] and not rows[FACET + "slip"][place]:
                    rows.refuse(place, "证件号码", "没有写人，也没有集体单号。")
    if "occurred_at" in kind.natural:
        for place in rows.live():
            if rows["day"][place][1] is None:
                rows.refuse(place, rows.register.column("day").title, "要写到几点几分。")
    return rows.live()
