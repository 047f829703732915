"""Random ledgers: a few bodies, people and units, and facts of every declared kind with the codes that metrics test."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from shenbian.facts.fact import NewFact
from shenbian.facts.kernel_kinds import ORG_MOVED, PERSON_SAME, VOID
from shenbian.facts.kind import Facet, Has, Kind, Type, codes_of, kinds
from shenbian.kit.period import BEIJING
from shenbian.metrics.metric import Rows, metrics

BEFORE = {1: "1.", 2: "1.2.", 5: "1.2.5.", 6: "1.2.6.", 3: "1.3.", 7: "1.3.7.", 20: "1.20.", 9: "9.", 10: "9.10."}
MOVES = [(dt.date(2022, 5, 10), 6, "1.3.6."), (dt.date(2022, 9, 1), 3, "9.3."), (dt.date(2022, 11, 1), 5, "1.20.5.")]
PEOPLE = range(1000, 1040)
UNITS = range(1, 25)
EDITIONS = ("", "艺术节", "体育节", "2022")
FIRST = dt.date(2021, 6, 1)
DAYS = 640


def tests_of(node: Any) -> Iterator[tuple[str, str, Any]]:
    """Every (kind, facet, tested value) in the metrics."""
    if isinstance(node, Rows):
        yield from ((kind, name, test) for kind in node.kinds for name, test in node.where)
    elif is_dataclass(node):
        for each in fields(node):
            yield from tests_of(getattr(node, each.name))


@dataclass
class Maker:
    """Makes facts from one seed."""

    random: random.Random
    people: range = PEOPLE
    units: range = UNITS
    first: dt.date = FIRST
    days: int = DAYS
    number: int = 0  # of the last fact made

    def __post_init__(self) -> None:
        self.tested: dict[tuple[str, str], set[Any]] = {}
        for metric in metrics:
            for kind, name, test in tests_of(metric.measure):
                values = test if isinstance(test, tuple) else (test,)
                self.tested.setdefault((kind, name), set()).update(v for v in values if isinstance(v, str | bool))

    def facts(self, count: int) -> list[NewFact]:
        """So many facts of all kinds, and the moves and merged persons of this world."""
        chosen = [kind for kind in kinds if kind not in (VOID, PERSON_SAME, ORG_MOVED)]
        weights = [6 if kind.ends or kind.key == "unit.stated" else 4 for kind in chosen]
        made = [self.fact(kind) for kind in self.random.choices(chosen, weights, k=count)]
        made += [self.same(n) for n in range(6)] + [self.move(*move) for move in MOVES]
        self.random.shuffle(made)
        return made

    def fact(self, kind: Kind) -> NewFact:
        r, day = self.random, self.day()
        body = r.choice(list(BEFORE)) if kind.organisation is Has.MUST or r.random() < 0.9 else None
        return NewFact(
            kind=kind.key,
            happened_on=day,
            occurred_at=self.instant(day) if kind.occurred_at and r.random() < 0.8 else None,
            organisation=body,
            org_path=path_on(body, day) if body is not None else "",
            edition=r.choice(EDITIONS[1:] if kind.edition is Has.MUST else EDITIONS)
            if kind.edition is not Has.NO
            else "",
            person=self.maybe(kind.person, self.people),
            unit=self.maybe(kind.unit, self.units),
            quantity=r.randint(1, 9) if kind.quantity else 1,
            amount_fen=r.randint(1, 99999) if self.has(kind.amount) else None,
            facets={f.key: self.value(kind, f, day) for f in kind.facets if f.required or r.random() < 0.85},
            source=self.source(),
            evidence="universe",
        )

    def same(self, n: int) -> NewFact:
        """Duplicates 1001 → 1002 → … in a chain, the last two in a circle; and pairs."""
        pairs = [(1001, 1002), (1002, 1003), (1010, 1011), (1020, 1021), (1021, 1020), (1030, 1003)]
        duplicate, survivor = pairs[n]
        return NewFact(
            kind="person.same", happened_on=dt.date(2023, 1, 5), person=duplicate, facets={"survivor": survivor},
            source=self.source(), evidence="universe",
        )  # fmt: skip

    def move(self, on: dt.date, body: int, after: str) -> NewFact:
        before = path_on(body, on - dt.timedelta(days=1))
        return NewFact(
            kind="org.moved", happened_on=on, organisation=body, org_path=after,
            facets={"before": before, "after": after}, source=self.source(), evidence="universe",
        )  # fmt: skip

    def source(self) -> str:
        self.number += 1
        return f"universe|{self.number}"

    def day(self) -> dt.date:
        return self.first + dt.timedelta(days=self.random.randrange(self.days))

    def instant(self, day: dt.date) -> dt.datetime:
        return dt.datetime(day.year, day.month, day.day, self.random.randrange(24), tzinfo=BEIJING)

    def has(self, has: Has) -> bool:
        return has is Has.MUST or (has is Has.MAY and self.random.random() < 0.7)

    def maybe(self, has: Has, among: range) -> int | None:
        return self.random.choice(among) if self.has(has) else None

    def value(self, kind: Kind, facet: Facet, day: dt.date) -> str | int | bool:
        r, tested = self.random, sorted(self.tested.get((kind.key, facet.key), ()), key=str)
        if facet.key == kind.owner or facet.type is Type.ORGANISATION:
            return path_on(r.choice(list(BEFORE)), day)
        if facet.type is Type.YES:
            return r.random() < 0.5
        if facet.type is Type.UNIT:
            return r.choice(self.units)
        if facet.type is Type.WHOLE:
            return r.randint(1, 220)
        if facet.type is Type.DAY:
            return (day - dt.timedelta(days=r.randrange(700))).isoformat()
        if tested and r.random() < 0.8:
            return str(r.choice(tested))
        return r.choice(sorted(codes_of(facet)) or ["甲", "乙", "it's", "丙%"])


def path_on(body: int, day: dt.date) -> str:
    """Where a body stood on a day: its own place, then every move up to that day carried out on it or above it."""
    path = BEFORE[body]
    for on, moved, after in sorted(MOVES):
        mark = f".{moved}."
        if on <= day and mark in f".{path}":
            path = after + f".{path}".split(mark, 1)[1]
    return path
