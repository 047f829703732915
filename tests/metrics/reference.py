"""A second evaluator, slow and plain: loops over a list of facts, no SQL. What the engines say is compared with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from shenbian.facts.kind import kinds
from shenbian.kit.period import Period
from shenbian.metrics.metric import (
    Absent,
    AtLeast,
    Attested,
    Back,
    Both,
    Count,
    Coverage,
    Lowest,
    Rank,
    Ratio,
    Reading,
    RolledUp,
    Rows,
    Standing,
    Stated,
    Total,
)  # fmt: skip


@dataclass
class Row:
    """A fact as the reference sees it."""

    id: int
    kind: str
    on: dt.date
    at: dt.datetime | None
    organisation: int | None
    path: str
    edition: str
    person: int | None
    unit: int | None
    quantity: int
    amount_fen: int | None
    facets: dict[str, Any]
    batch: int | None


@dataclass
class Said:
    """What a measure comes to, with the ids of the facts it rests on."""

    value: Any
    ids: set[int]
    numerator: int | None = None
    denominator: int | None = None
    own: int | None = None
    periods: list[tuple[str, int]] = field(default_factory=list)
    misses: set[Any] = field(default_factory=set)


def order(row: Row) -> tuple[Any, ...]:
    never = dt.datetime.min.replace(tzinfo=dt.UTC)
    return (row.on, row.at or never, row.id)


@dataclass
class Reference:
    """All visible facts, the subtree and the period."""

    rows: list[Row]
    under: str
    period: Period
    today: bool = False

    def __post_init__(self) -> None:
        self.survivor: dict[int, int] = {}
        for row in sorted((r for r in self.rows if r.kind == "person.same"), key=order):
            self.survivor[row.person] = row.facets["survivor"]
        self.moved: dict[str, str] = {}
        for row in sorted((r for r in self.rows if r.kind == "org.moved"), key=order):
            self.moved[str(row.organisation)] = row.facets["after"]

    # ---- properties of one fact

    def person(self, key: int | None) -> int | None:
        for _ in range(16):
            if key not in self.survivor:
                return key
            key = self.survivor[key]
        return key

    def prop(self, row: Row, name: str) -> Any:
        if name == "person":
            return self.person(row.person)
        if name == "month":
            return row.on.year * 100 + row.on.month
        if name == "edition":
            return row.edition or None
        if name in ("organisation", "unit"):
            return getattr(row, name)
        return row.facets.get(name)

    def path(self, path: str) -> str:
        """The path in the tree that was asked for: walk up, and where a body moved, go on from where it stands now."""
        if not self.today:
            return path
        parts = path.split(".")[:-1]
        below: list[str] = []
        seen: set[str] = set()
        while parts:
            body = parts.pop()
            if body in self.moved and body not in seen:
                seen.add(body)
                parts = self.moved[body].split(".")[:-2]
            below.insert(0, body)
        return "".join(f"{part}." for part in below)

    def inside(self, path: str) -> bool:
        if self.today or not self.under:
            return self.path(path).startswith(self.under)
        return self.under.split(".")[-2] in path.split(".")[:-1]

    def scoped(self, row: Row) -> bool:
        owner = row.facets.get(kinds[row.kind].owner) if kinds[row.kind].owner else None
        if owner is not None and self.inside(owner):
            return False
        return self.inside(row.path)

    def passes(self, row: Row, rows: Rows) -> bool:
        return row.kind in rows.kinds and all(self.test(self.prop(row, name), test) for name, test in rows.where)

    def test(self, value: Any, test: Any) -> bool:
        if isinstance(test, Absent):
            return value is None
        if value is None:
            return False
        if isinstance(test, Back):
            earlier = Period(back(self.period.start, test.years), back(self.period.end, test.years))
            return earlier.start <= dt.date.fromisoformat(str(value)) < earlier.end
        if isinstance(test, AtLeast):
            return value >= test.low
        if isinstance(test, tuple):
            return value in test
        return value == test and type(value) is type(test)

    # ---- choices of facts

    def during(self, rows: Rows, scoped: bool = True) -> list[Row]:
        return [r for r in self.until(rows, scoped) if r.on >= self.period.start]

    def until(self, rows: Rows, scoped: bool = True) -> list[Row]:
        return [
            r for r in self.rows if r.on < self.period.end and self.passes(r, rows) and (not scoped or self.scoped(r))
        ]

    def key(self, row: Row, of: tuple[str, ...]) -> tuple[Any, ...] | None:
        key = tuple(self.prop(row, name) for name in of)
        return None if None in key else key

    # ---- sets of keys: key -> facts behind it

    def keyed(self, measure: Any, scoped: bool = True) -> dict[tuple[Any, ...], list[Row]]:
        found: dict[tuple[Any, ...], list[Row]] = {}
        match measure:
            case Count():
                for row in self.during(measure.rows, scoped):
                    if (key := self.key(row, measure.of)) is not None:
                        found.setdefault(key, []).append(row)
            case Standing(each="month"):
                for piece in self.period.months():
                    self.stand(measure, piece, scoped, found)
            case Standing():
                self.stand(measure, self.period, scoped, found)
            case Stated():
                for unit, row in self.statements(measure.rows.kinds).items():
                    ok = self.passes(row, measure.rows) and (not scoped or self.scoped(row))
                    if ok and (measure.within is None or (unit,) in self.keyed(measure.within, False)):
                        found[(unit,)] = [row]
        return found

    def stand(self, measure: Standing, moment: Period, scoped: bool, found: dict[tuple[Any, ...], list[Row]]) -> None:
        spells: dict[Hashable, list[tuple[Row, int]]] = {}
        for row in self.rows:
            if row.on >= moment.end:
                continue
            by = tuple(self.prop(row, name) for name in measure.by)
            if self.passes(row, measure.begun):
                spells.setdefault(by, []).append((row, 1))
            if row.kind in measure.ended:
                spells.setdefault(by, []).append((row, -1))
        for by, events in spells.items():
            begun = sorted((row for row, sign in events if sign == 1), key=lambda r: (r.on, r.id))
            if not begun:
                continue
            if measure.when == "end":
                stands = sum(sign for _, sign in events) > 0
            else:
                opening = sum(sign for row, sign in events if row.on < self.period.start)
                stands = opening > 0 or any(row.on >= self.period.start for row in begun)
            last = begun[-1]
            if not stands or (scoped and not self.scoped(last)):
                continue
            named = dict(zip(measure.by, by, strict=True)) | {"month": moment.start.year * 100 + moment.start.month}
            key = tuple(named[name] for name in measure.of)
            if None not in key:
                found.setdefault(key, []).append(last)

    def statements(self, chosen: tuple[str, ...]) -> dict[int, Row]:
        last: dict[int, Row] = {}
        for row in sorted((r for r in self.rows if r.kind in chosen and r.on < self.period.end), key=order):
            if row.unit is not None:
                last[row.unit] = row
        return last

    # ---- measures

    def say(self, measure: Any) -> Said:
        name = type(measure).__name__.lower()
        method: Callable[[Any], Said] = getattr(self, f"say_{name}")
        return method(measure)

    def say_count(self, measure: Count) -> Said:
        if not measure.of:
            rows = self.during(measure.rows)
            return Said(len(rows), {r.id for r in rows})
        found = self.keyed(measure)
        return Said(len(found), ids(found))

    def say_total(self, measure: Total) -> Said:
        added = self.during(measure.rows)
        off = self.during(measure.less) if measure.less else []
        value = sum(getattr(r, measure.of) or 0 for r in added) - sum(getattr(r, measure.of) or 0 for r in off)
        return Said(value, {r.id for r in added + off})

    def say_standing(self, measure: Standing) -> Said:
        found = self.keyed(measure)
        return Said(len(found), ids(found))

    def say_stated(self, measure: Stated) -> Said:
        found = self.keyed(measure)
        if measure.total:
            return Said(sum(rows[0].facets.get(measure.total) or 0 for rows in found.values()), ids(found))
        return Said(len(found), ids(found))

    def say_rolledup(self, measure: RolledUp) -> Said:
        said, tops, used = self.statements(("unit.stated",)), set(), set()
        for row in self.during(measure.rows):
            at = row.unit
            for _ in range(17):
                if at is None or at not in said:
                    break
                if said[at].facets.get(measure.facet) == measure.value:
                    tops.add(at)
                    used.add(row.id)
                    break
                at = said[at].facets.get("parent")
        return Said(len(tops), used)

    def say_lowest(self, measure: Lowest) -> Said:
        pieces = self.period.quarters() if measure.per == "quarter" else self.period.months()
        found = [(piece.label, Reference(self.rows, self.under, piece, self.today).say(measure.of)) for piece in pieces]
        said = Said(min(each.value for _, each in found), set().union(*(each.ids for _, each in found)))
        said.periods = [(label, each.value) for label, each in found]
        return said

    def say_both(self, measure: Both) -> Said:
        listed, hit = self.keyed(measure.listed), self.keyed(measure.hit, False)
        both = {key: listed[key] + hit[key] for key in listed if key in hit}
        return Said(len(both), ids(both))

    def say_coverage(self, measure: Coverage) -> Said:
        listed, hit = self.keyed(measure.listed), self.keyed(measure.hit, False)
        behind: dict[tuple[Any, ...], list[Row]] = {}
        for key in listed:
            if measure.under:
                rows = [r for each in hit.values() for r in each if str(key[0]) in self.path(r.path).split(".")]
            else:
                rows = hit.get(key, [])
            if rows:
                behind[key] = rows
        share = Fraction(len(behind), len(listed)) if listed else None
        return Said(
            share, ids(listed) | ids(behind), len(behind), len(listed), misses={k for k in listed if k not in behind}
        )

    def say_ratio(self, measure: Ratio) -> Said:
        top, bottom = self.say(measure.numerator), self.say(measure.denominator)
        share = Fraction(top.value) / bottom.value if bottom.value else None
        return Said(share, top.ids | bottom.ids, top.value, bottom.value)

    def say_rank(self, measure: Rank) -> Said:
        last: dict[str, Row] = {}
        for row in sorted(self.until(measure.rows), key=order):
            last[row.facets["place"]] = row
        ours = [row.quantity for row in last.values() if row.facets[measure.own]]
        own = max(ours) if ours else None
        place = None if own is None else 1 + len([1 for row in last.values() if row.quantity > own])
        return Said(place, {r.id for r in last.values()}, denominator=len(last), own=own)

    def say_reading(self, measure: Reading) -> Said:
        now: dict[str, Row] = {}
        before: dict[str, Row] = {}
        for row in sorted(self.until(measure.rows), key=order):
            (now if row.on >= self.period.start else before)[row.facets[measure.counter]] = row
        value, used = 0, set()
        for counter, row in now.items():
            value += row.quantity - (before[counter].quantity if counter in before else 0)
            used |= {row.id, *({before[counter].id} if counter in before else ())}
        return Said(value, used)

    def say_attested(self, measure: Attested) -> Said:
        rows = sorted(self.until(measure.rows), key=order)
        if not rows:
            return Said(None, set())
        return Said(rows[-1].quantity, {rows[-1].id}, denominator=rows[-1].facets.get("of"))


def ids(found: dict[tuple[Any, ...], list[Row]]) -> set[int]:
    return {row.id for rows in found.values() for row in rows}


def back(day: dt.date, years: int) -> dt.date:
    if (day.month, day.day) == (2, 29):
        return dt.date(day.year - years, 3, 1)
    return dt.date(day.year - years, day.month, day.day)


def doors(rows: list[Row]) -> set[str]:
    found = set()
    for row in rows:
        if row.kind in ("reading", "attested"):
            found.add({"reading": "reading", "attested": "attestation"}[row.kind])
        else:
            found.add("moves" if row.batch is None or kinds[row.kind].by_moves else "import")
    return found
