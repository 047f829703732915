"""Measures that are neither sums over a period nor sizes of sets: climbing units, counters, peers, quoted figures.

Each is one common table with a row per fact (`id`, `door`, `quantity` …) and a query of one row: value, whole, own.
"""

from __future__ import annotations

from sqlglot import exp

from shenbian.metrics.metric import Attested, Rank, Reading, RolledUp
from shenbian.metrics.selection import Script, day, door, last, named, passes, quoted
from shenbian.metrics.sets import counted, statements

STEPS = 16  # how many units above one another are climbed before a circle is assumed


def answer(value: exp.Expr | str, whole: exp.Expr | str = "NULL", own: exp.Expr | str = "NULL") -> exp.Select:
    """A query that will give one row of value, whole and own."""
    parts = (value, whole, own)
    return exp.select(
        *(
            named(exp.cast(exp.maybe_parse(p), "bigint"), n)
            for p, n in zip(parts, ("value", "whole", "own"), strict=True)
        )
    )


def rolled(script: Script, measure: RolledUp) -> exp.Query:
    """Facts whose unit has one of the wanted units at or above it: id, door."""
    facts = counted(script, measure.rows, ("unit",)).subquery("c", copy=False)
    query = exp.select("c.id", "c.door").from_(facts, copy=False)
    return query.join(exp.to_table(_tops(script, measure), alias="t"), on="t.unit = c.k0", copy=False)


def rolled_weight(script: Script, measure: RolledUp) -> exp.Query:
    """The same facts, many at once: door, n."""
    query = exp.select("c.door", "c.n").from_(exp.to_table(_climbing(script, measure), alias="c"), copy=False)
    return query.join(exp.to_table(_tops(script, measure), alias="t"), on="t.unit = c.unit", copy=False)


def _climbing(script: Script, measure: RolledUp) -> str:
    """The units of the facts, with how many facts they have of each door."""

    def build() -> exp.Query:
        facts = counted(script, measure.rows, ("unit",)).subquery("c", copy=False)
        return exp.select("k0 AS unit", "door", "COUNT(*) AS n").from_(facts, copy=False).group_by("k0", "door")

    return script.table(("climbing", measure.rows), build)


def _tops(script: Script, measure: RolledUp) -> str:
    """Each unit of the facts with the nearest unit, itself or above, whose last statement says the value."""

    def build() -> exp.Query:
        said = script.table(("steps", measure), lambda: _steps(script, measure))
        start = exp.select("unit", "unit AS here", "0 AS depth").from_(_climbing(script, measure)).distinct(copy=False)
        steps = exp.select("w.unit", "s.parent", "w.depth + 1").from_("units_walk AS w", copy=False)
        steps.join(f"{said} AS s", on="s.unit = w.here", copy=False)
        steps.where("NOT s.found", "s.parent IS NOT NULL", f"w.depth < {STEPS}", copy=False)
        walk = exp.union(start, steps, distinct=False, copy=False)
        query = exp.select("w.unit", "w.here AS top").from_("units_walk AS w", copy=False)
        query.join(f"{said} AS s", on="s.unit = w.here", copy=False).where("s.found", copy=False)
        return query.with_("units_walk", as_=walk, recursive=True, copy=False)

    return script.table(("tops", measure), build)


def _steps(script: Script, measure: RolledUp) -> exp.Query:
    found = exp.Coalesce(this=quoted(f"x_{measure.facet}").eq(measure.value), expressions=[exp.false()])
    said = statements(script, ("unit.stated",))
    return exp.select("unit", named(quoted("x_parent"), "parent"), named(found, "found")).from_(said, copy=False)


def rolled_answer(script: Script, measure: RolledUp) -> exp.Select:
    return answer("COUNT(DISTINCT top)").from_(_tops(script, measure), copy=False)


def read_out(script: Script, measure: Reading) -> str:
    """Of every counter read in the period the last reading in it and before it: id, door, quantity, sign."""
    view = script.view

    def build() -> exp.Query:
        query = script.facts(measure.rows.kinds, when="until").where(
            passes(measure.rows, view.period, view.read), copy=False
        )
        counter = view.read(measure.counter)
        now = exp.column("happened_on", "f") >= day(view.period.start)
        sign = exp.case().when(now, "1").else_("-1")
        query = query.where(counter.is_(exp.null()).not_(), copy=False)
        columns = {
            "id": exp.column("id", "f"), "door": door(), "counter": counter, "sign": sign,
            "quantity": exp.column("quantity", "f"),
        }  # fmt: skip
        readings = last(query, by=[counter, sign], **columns)
        read = exp.Window(this=exp.Max(this=exp.column("sign")), partition_by=[exp.column("counter")])
        marked = exp.select("*", named(read, "read")).from_(readings.subquery("readings", copy=False), copy=False)
        return (
            exp.select("id", "door", "quantity", "sign")
            .from_(marked.subquery("marked", copy=False), copy=False)
            .where("read = 1", copy=False)
        )

    return script.table(("readings", measure), build)


def reading_answer(script: Script, measure: Reading) -> exp.Select:
    return answer("COALESCE(SUM(sign * quantity), 0)").from_(read_out(script, measure), copy=False)


def peers(script: Script, measure: Rank) -> str:
    """The last attested value of every place on or before the last day: id, door, quantity, ours."""
    view = script.view

    def build() -> exp.Query:
        query = script.facts(measure.rows.kinds, when="until").where(
            passes(measure.rows, view.period, view.read), copy=False
        )
        return last(
            query,
            by=[view.read("place")],
            id=exp.column("id", "f"),
            door=door(),
            quantity=exp.column("quantity", "f"),
            ours=view.read(measure.own),
        )

    return script.table(("peers", measure), build)


def rank_answer(script: Script, measure: Rank) -> exp.Select:
    """Our place (none without a value of ours), how many were compared, and our own value."""
    name = peers(script, measure)
    own = exp.select("MAX(quantity) AS own").from_(name, copy=False).where("ours", copy=False).subquery("o", copy=False)
    place = "CASE WHEN MAX(o.own) IS NULL THEN NULL ELSE 1 + COUNT(*) FILTER (WHERE p.quantity > o.own) END"
    return (
        answer(place, "COUNT(*)", "MAX(o.own)")
        .from_(f"{name} AS p", copy=False)
        .join(own, join_type="cross", copy=False)
    )


def attested(script: Script, measure: Attested) -> str:
    """The last attested fact on or before the last day: id, door, quantity, whole (how many there should be)."""
    view = script.view

    def build() -> exp.Query:
        query = script.facts(measure.rows.kinds, when="until").where(
            passes(measure.rows, view.period, view.read), copy=False
        )
        columns = {"id": exp.column("id", "f"), "door": door(), "quantity": exp.column("quantity", "f")}
        return last(query, by=[], whole=view.read("of"), **columns)

    return script.table(("attested", measure), build)


def attested_answer(script: Script, measure: Attested) -> exp.Select:
    """The value, none where nothing is attested."""
    return answer("MAX(quantity)", "MAX(whole)").from_(attested(script, measure), copy=False)
