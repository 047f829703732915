"""Facts chosen: which kinds, which tests, which days, which subtree; and how a named property is read.

The one place that gives a `Rows` its meaning. A property that is empty passes no test (but `Absent`); a person is the
survivor of all records that were found to be one; a month is a number such as 202203.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeAlias

from sqlglot import exp

from shenbian.facts.kernel_kinds import PERSON_SAME
from shenbian.facts.kind import Type, kinds
from shenbian.kit.period import Period
from shenbian.metrics.engine import Engine
from shenbian.metrics.metric import Absent, AtLeast, Back, Rows, Test
from shenbian.metrics.scope import Scope

COLUMNS = frozenset(
    (
        "id",
        "kind",
        "happened_on",
        "occurred_at",
        "organisation",
        "org_path",
        "person",
        "unit",
        "quantity",
        "amount_fen",
        "batch",
    )
)
_STEPS = 16  # how far a chain of merged persons, or of units above units, is followed

When: TypeAlias = Literal["during", "until", "ever"]
Read: TypeAlias = Callable[[str], exp.Expr]


@dataclass(frozen=True)
class View:
    """Who looks: by which engine, at which subtree, over which days, at which size of the sealed tree (None: live)."""

    engine: Engine
    scope: Scope
    period: Period
    as_of: int | None = None

    def choose(self, facts: exp.Select, chosen: Iterable[str], *, when: When, scoped: bool) -> exp.Select:
        """Of visible facts, those of these kinds. `until` takes in all that is older than the period."""
        names = sorted(set(chosen))
        tests: list[exp.Expr] = [exp.column("kind", "f").isin(*names)]
        if when != "ever":
            tests.append(exp.column("happened_on", "f") < day(self.period.end))
        if when == "during":
            tests.append(exp.column("happened_on", "f") >= day(self.period.start))
        if scoped:
            tests.append(self.in_scope(names))
        return facts.where(*tests, copy=False)

    def in_scope(self, names: Iterable[str]) -> exp.Expr:
        """Passed-on money (an owner is named) counts only below its owner: a scope that holds the owner counts what
        the owner itself paid."""
        inside = self.scope.holds(exp.column("org_path", "f"))
        for name in names:
            if name in kinds and (owner := kinds[name].owner):
                other = self.read(owner)
                first_hand = exp.or_(other.is_(exp.null()), exp.not_(exp.paren(self.scope.holds(other))))
                inside = exp.and_(inside, exp.or_(exp.column("kind", "f").neq(name), first_hand))
        return inside

    def read(self, name: str) -> exp.Expr:
        """A column, a facet with its type, or the month, of the fact `f`. The person is still the one written down."""
        if name in COLUMNS:
            return exp.column(name, "f")
        if name == "edition":
            return exp.Nullif(this=exp.column("edition", "f"), expression=exp.Literal.string(""))
        if name == "month":
            return month_of(exp.column("happened_on", "f"))
        return self.engine.facet(name, facet_type(name))


@dataclass
class Script:
    """One statement in the making: its common tables, each said once, in the order in which they need each other."""

    view: View
    kinds: set[str] = field(default_factory=set)  # of the facts that it reads
    _tables: dict[object, tuple[str, exp.Query]] = field(default_factory=dict)

    def table(self, key: object, build: Callable[[], exp.Query]) -> str:
        """The name of the common table for `key`; built when it is asked for the first time."""
        if key not in self._tables:
            query = build()
            self._tables[key] = (f"t{len(self._tables)}", query)
        return self._tables[key][0]

    def facts(self, chosen: Iterable[str], *, when: When, scoped: bool = True) -> exp.Select:
        """Visible facts, chosen, without columns. Where reading is dear the statement reads them once (`seen`)."""
        self.kinds.update(chosen)
        once = self.view.engine.reads_once()
        facts = exp.select().from_("seen AS f") if once else self.view.engine.facts(self.view.as_of)
        return self.view.choose(facts, chosen, when=when, scoped=scoped)

    def whole(self, query: exp.Query) -> exp.Query:
        """The query with all common tables before it."""
        engine, as_of = self.view.engine, self.view.as_of
        tables, once = list(self._tables.values()), engine.reads_once()
        for name, table in engine.tables(as_of).items():
            query = query.with_(name, as_=table, materialized=True, copy=False)
        if once:
            seen = self._seen([query, *(table for _, table in tables)])
            query = query.with_("seen", as_=seen, materialized=True, copy=False)
        for name, table in tables:
            query = query.with_(name, as_=table, recursive=True, materialized=once or None, copy=False)
        return query

    def _seen(self, readers: Iterable[exp.Query]) -> exp.Select:
        """The facts that the statement reads, with the columns that it reads of them."""
        names = {column.name for reader in readers for column in reader.find_all(exp.Column) if column.table == "f"}
        facts = self.view.engine.facts(self.view.as_of).select(
            *(quoted(name, "f") for name in sorted(names | {"kind"}))
        )
        return facts.where(exp.column("kind", "f").isin(*sorted(self.kinds)))

    def text(self, query: exp.Query) -> str:
        return self.whole(query).sql(self.view.engine.dialect, copy=False)

    def ask(self, query: exp.Query) -> list[tuple[Any, ...]]:
        return self.view.engine.ask(self.text(query))


def passes(rows: Rows, period: Period, read: Read) -> exp.Expr:
    """The condition that a row is one of `rows`; `read` gives the expression of a named property (and of "kind")."""
    return exp.and_(
        read("kind").isin(*rows.kinds), *(_test(read(name), test, period) for name, test in rows.where), copy=False
    )


def _test(value: exp.Expr, test: Test, period: Period) -> exp.Expr:
    match test:
        case Absent():
            return value.is_(exp.null())
        case Back(years):
            earlier = period.shifted(-years)
            return exp.and_(value >= day(earlier.start), value.copy() < day(earlier.end))
        case AtLeast(low):
            return value >= exp.Literal.number(low)
        case tuple():
            return value.isin(*test)
        case _:
            return value.eq(test)


def facet_type(key: str) -> Type:
    """The type of a facet. Kinds that share a facet key mean the same thing by it; a key of two types is refused."""
    types = {facet.type for kind in kinds for facet in kind.facets if facet.key == key}
    if len(types) != 1:
        raise ValueError(f"no kind of fact has a facet {key}" if not types else f"facet {key} has several types")
    return types.pop()


def door() -> exp.Expr:
    """By which door the fact came: reading, attestation, import or moves.

    What carries a batch was imported, unless its kind is written by moves alone: then the sheet has moved things.
    """
    kind = exp.column("kind", "f")
    chosen = exp.Case().when(kind.eq("reading"), exp.Literal.string("reading"))
    chosen = chosen.when(kind.copy().eq("attested"), exp.Literal.string("attestation"))
    chosen = chosen.when(exp.column("batch", "f").is_(exp.null()), exp.Literal.string("moves"))
    if moved := moved_kinds():
        chosen = chosen.when(kind.copy().isin(*moved), exp.Literal.string("moves"))
    return chosen.else_(exp.Literal.string("import"))


def moved_kinds() -> list[str]:
    """The kinds that are written by moves alone, whatever batch they carry."""
    return [kind.key for kind in kinds if kind.by_moves]


def with_person(script: Script, query: exp.Select, person: exp.Expr) -> tuple[exp.Select, exp.Expr]:
    """The query, joined so that the returned expression is the person's survivor."""
    name = aliases(script)
    on = exp.column("person", "alias").eq(person.copy())
    joined = query.join(exp.to_table(name, alias="alias"), on=on, join_type="left", copy=False)
    return joined, exp.Coalesce(this=exp.column("survivor", "alias"), expressions=[person.copy()])


def aliases(script: Script) -> str:
    """Table (person, survivor) of merged persons, chains followed to their end; the last standing fact decides."""
    view = script.view

    def said() -> exp.Query:
        query = script.facts([PERSON_SAME.key], when="ever", scoped=False)
        return last(
            query, by=[exp.column("person", "f")], person=exp.column("person", "f"), survivor=view.read("survivor")
        )

    first = script.table("same", said)

    def walk() -> exp.Query:
        steps = exp.select("w.person", "s.survivor", "w.depth + 1").from_(
            exp.to_table("persons_walk", alias="w"), copy=False
        )
        steps = steps.join(exp.to_table(first, alias="s"), on="s.person = w.survivor", copy=False).where(
            f"w.depth < {_STEPS}", copy=False
        )
        start = exp.select("person", "survivor", exp.alias_(exp.Literal.number(1), "depth")).from_(first, copy=False)
        walked = exp.union(start, steps, distinct=False, copy=False)
        place = row_number(by=[exp.column("person")], order=[_down(exp.column("depth"))])
        ranked = exp.select("person", "survivor", exp.alias_(place, "place")).from_("persons_walk", copy=False)
        chosen = (
            exp.select("person", "survivor")
            .from_(ranked.subquery("ranked", copy=False), copy=False)
            .where("place = 1", copy=False)
        )
        return chosen.with_("persons_walk", as_=walked, recursive=True, copy=False)

    return script.table("aliases", walk)


def last(query: exp.Select, *, by: Sequence[exp.Expr], **columns: exp.Expr) -> exp.Select:
    """The last fact per `by`, in the order of day, instant and id, with these columns."""
    order = [exp.column("happened_on", "f"), exp.column("occurred_at", "f"), exp.column("id", "f")]
    place = row_number(by=by, order=[_down(each) for each in order])
    ranked = query.select(*(named(value, name) for name, value in columns.items()), named(place, "place"), copy=False)
    return (
        exp.select(*(quoted(name) for name in columns))
        .from_(ranked.subquery("ranked", copy=False), copy=False)
        .where("place = 1", copy=False)
    )


def row_number(*, by: Sequence[exp.Expr], order: Sequence[exp.Expr]) -> exp.Expr:
    return exp.Window(
        this=exp.RowNumber(), partition_by=[each.copy() for each in by], order=exp.Order(expressions=[*order])
    )


def _down(value: exp.Expr) -> exp.Expr:
    return exp.Ordered(this=value, desc=True, nulls_first=False)


def named(value: exp.Expr, name: str) -> exp.Expr:
    """The value under a name; a value that stands somewhere already is copied."""
    return exp.alias_(value, name, quoted=True, copy=value.parent is not None)


def quoted(name: str, table: str | None = None) -> exp.Column:
    return exp.column(exp.to_identifier(name, quoted=True), table)


def month_of(value: exp.Expr) -> exp.Expr:
    """202203 for any day of March 2022."""
    year, month = (exp.Extract(this=exp.var(part), expression=value.copy()) for part in ("year", "month"))
    hundred = exp.Literal.number(100)
    return exp.cast(exp.Add(this=exp.Mul(this=year, expression=hundred), expression=month), "bigint")


def month_number(value: date) -> int:
    return value.year * 100 + value.month


def day(value: date) -> exp.Expr:
    return exp.cast(exp.Literal.string(value.isoformat()), "date")
