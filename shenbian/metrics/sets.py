"""Sets of keys with the facts that put them there: what was counted, what stands, what units state.

Each becomes a common table with a row per fact: its key (k0, k1 …, never empty), `id`, `door`, `org_path`, `amount`.
One fact may stand for several keys (a spell that stands at the end of several months).

What stands is decided by the whole ledger and not by a subtree: a spell is open when its key began more often than it
ended, wherever; it belongs to the subtree of its last beginning, as a unit belongs to that of its last statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlglot import exp

from shenbian.facts.kind import kinds
from shenbian.metrics.metric import Count, Keyed, Rows, Standing, Stated
from shenbian.metrics.selection import (
    Script,
    View,
    day,
    door,
    last,
    month_number,
    named,
    passes,
    quoted,
    row_number,
    with_person,
)


def keyed(script: Script, measure: Keyed, *, scoped: bool = True) -> str:
    """The name of the table of this set. With `scoped=False` it is that of the whole ledger, to test other keys by."""

    def build() -> exp.Query:
        if isinstance(measure, Count):
            return counted(script, measure.rows, measure.of, scoped=scoped)
        if isinstance(measure, Standing):
            return _standing(script, measure, scoped=scoped)
        return _stated(script, measure, scoped=scoped)

    return script.table(("set", measure, scoped), build)


def width(measure: Keyed) -> int:
    return len(measure.of)


def keys(count: int, table: str | None = None) -> list[exp.Column]:
    return [exp.column(f"k{n}", table) for n in range(count)]


def counted(script: Script, rows: Rows, of: tuple[str, ...], *, scoped: bool = True) -> exp.Select:
    """Facts of the period that pass, with their key; facts whose key has an empty part are left out."""
    view = script.view
    query = script.facts(rows.kinds, when="during", scoped=scoped).where(
        passes(rows, view.period, view.read), copy=False
    )
    values = [view.read(name) for name in of]
    if "person" in of:
        query, values[of.index("person")] = with_person(script, query, view.read("person"))
    query = query.where(*(view.read(name).is_(exp.null()).not_() for name in of), copy=False)
    return query.select(*(named(value, f"k{n}") for n, value in enumerate(values)), *_facts(view), copy=False)


def _facts(view: View) -> list[exp.Expr]:
    return [
        exp.column("id", "f"),
        named(door(), "door"),
        named(view.scope.today(exp.column("org_path", "f")), "org_path"),
        named(exp.cast(exp.null(), "bigint"), "amount"),
    ]


def _standing(script: Script, measure: Standing, *, scoped: bool) -> exp.Query:
    """Last beginnings of the spells that stand. See `Standing`; a spell that began and ended on one day stands at no
    day's end, but it did stand during the period."""
    _check(measure)
    happened = script.table(("events", measure), lambda: _events(script, measure))
    view, by = script.view, [quoted(f"by_{name}") for name in measure.by]
    source = exp.select("*").from_(exp.to_table(happened, alias="e"), copy=False)
    if measure.each == "month":
        source = source.join(_calendar(view), on="e.happened_on <= calendar.last_day", copy=False)
        by = [*by, exp.column("month")]
    sign = exp.column("sign")
    began_now = exp.and_(sign.eq(1), exp.column("happened_on") >= day(view.period.start))
    opening = exp.case().when(exp.column("happened_on") < day(view.period.start), sign.copy()).else_("0")
    order = [exp.Ordered(this=exp.column(name), desc=True) for name in ("sign", "happened_on", "id")]
    marked = exp.select(
        "*",
        named(row_number(by=by, order=order), "place"),
        named(_over(exp.Sum(this=sign.copy()), by), "balance"),
        named(_over(exp.Sum(this=opening), by), "opening"),
        named(_over(exp.Max(this=exp.case().when(began_now, "1").else_("0")), by), "began"),
    ).from_(source.subquery("events", copy=False), copy=False)
    stands = exp.condition("opening > 0 OR began > 0" if measure.when == "during" else "balance > 0")
    value = {name: quoted(f"by_{name}") for name in measure.by} | {"month": exp.column("month")}
    found = exp.select(
        *(named(value[name], f"k{n}") for n, name in enumerate(measure.of)), "id", "door", "org_path",
        named(exp.cast(exp.null(), "bigint"), "amount"),
    ).from_(marked.subquery("marked", copy=False), copy=False)  # fmt: skip
    found = found.where("place = 1 AND sign = 1", stands, copy=False)
    if scoped:
        found = found.where("inside", copy=False)
    return found.where(*(value[name].copy().is_(exp.null()).not_() for name in measure.of), copy=False)


def standing_at(script: Script, measure: Standing, ends: Sequence[date]) -> exp.Select:
    """One row: for each of these days (exclusive) how many keys stand then, and how many spells; for `when="end"`.

    Day, id and place of the last beginning are one number, so that its place is found without sorting.
    """
    _check(measure)
    happened = script.table(("events", measure), lambda: _events(script, measure))
    by = [quoted(f"by_{name}") for name in measure.by]
    place = (
        "CAST(happened_on - DATE '0001-01-01' AS BIGINT) * 8796093022208 + id * 2 + CASE WHEN inside THEN 1 ELSE 0 END"
    )
    stands = [
        f"SUM(sign) FILTER (WHERE happened_on < DATE '{end}') > 0 AND "
        f"MAX({place}) FILTER (WHERE sign = 1 AND happened_on < DATE '{end}') % 2 = 1"
        for end in ends
    ]
    columns = [named(exp.condition(each, dialect="postgres"), f"s{n}") for n, each in enumerate(stands)]
    spells = exp.select(*by, *columns).from_(happened, copy=False)
    spells = spells.where(*(quoted(f"by_{name}").is_(exp.null()).not_() for name in measure.of)).group_by(*by)
    of = [quoted(f"by_{name}") for name in measure.of]
    told = [f"BOOL_OR(s{n}) AS k{n}" for n in range(len(ends))]
    told += [f"COUNT(*) FILTER (WHERE s{n}) AS n{n}" for n in range(len(ends))]
    each_key = exp.select(*told).from_(spells.subquery("spells", copy=False), copy=False).group_by(*of)
    values = ((f"COUNT(*) FILTER (WHERE k{n}) AS v{n}", f"COALESCE(SUM(n{n}), 0) AS f{n}") for n in range(len(ends)))
    counted = exp.select(*(each for pair in values for each in pair))
    return counted.from_(each_key.subquery("keys", copy=False), copy=False)


def _calendar(view: View) -> exp.Expr:
    """The months of the period and the last day of each."""
    ends = [(month_number(piece.start), piece.last) for piece in view.period.months()]
    return exp.values(ends, alias="calendar", columns=["month", "last_day"])


def _check(measure: Standing) -> None:
    known = {*measure.by, *(("month",) if measure.each else ())}
    if not set(measure.of) <= known:
        raise ValueError(f"a standing count of {measure.of} must be of what its spells belong to, {measure.by}")


def _over(value: exp.Expr, by: Sequence[exp.Expr]) -> exp.Expr:
    return exp.Window(this=value, partition_by=[each.copy() for each in by])


def _events(script: Script, measure: Standing) -> exp.Query:
    """Beginnings (+1) and ends (-1) on or before the last day, with what their spell belongs to."""
    view = script.view
    inside = view.in_scope(measure.begun.kinds)

    def one(rows: Rows, sign: int) -> exp.Select:
        query = script.facts(rows.kinds, when="until", scoped=False).where(
            passes(rows, view.period, view.read), copy=False
        )
        values = [view.read(name) for name in measure.by]
        if "person" in measure.by:
            query, values[measure.by.index("person")] = with_person(script, query, view.read("person"))
        return query.select(
            *(named(value, f"by_{name}") for name, value in zip(measure.by, values, strict=True)),
            named(exp.Literal.number(sign), "sign"),
            named(exp.column("happened_on", "f"), "happened_on"),
            *_facts(view)[:3],
            named(inside if sign > 0 else exp.false(), "inside"),
            copy=False,
        )

    return exp.union(one(measure.begun, 1), one(Rows(measure.ended), -1), distinct=False, copy=False)


def _stated(script: Script, measure: Stated, *, scoped: bool) -> exp.Query:
    if measure.of != ("unit",):
        raise ValueError("what units state is counted by unit")
    view, said = script.view, statements(script, measure.rows.kinds)

    def read(name: str) -> exp.Expr:
        return quoted("kind", "s") if name == "kind" else quoted(f"x_{name}", "s")

    query = exp.select("s.unit AS k0", "s.id", "s.door", "s.org_path").from_(exp.to_table(said, alias="s"), copy=False)
    amount = read(measure.total) if measure.total else exp.cast(exp.null(), "bigint")
    query = query.select(named(amount, "amount"), copy=False).where(passes(measure.rows, view.period, read), copy=False)
    if scoped:
        query = query.where("s.inside", copy=False)
    if measure.within:
        inner = keyed(script, measure.within, scoped=False)
        query = query.where(exp.column("unit", "s").isin(query=exp.select("k0").from_(inner, copy=False)), copy=False)
    return query


def statements(script: Script, chosen: tuple[str, ...]) -> str:
    """The last statement of every unit on or before the last day: unit, kind, x_<facet> …, whether it is in scope."""
    view = script.view

    def build() -> exp.Query:
        query = script.facts(chosen, when="until", scoped=False).where(
            exp.column("unit", "f").is_(exp.null()).not_(), copy=False
        )
        facets = {f"x_{key}": view.read(key) for key in _facets(chosen)}
        rest = dict(zip(("id", "door", "org_path"), (each.unalias() for each in _facts(view)[:3]), strict=True))
        inside = view.in_scope(chosen)
        kind, unit = exp.column("kind", "f"), exp.column("unit", "f")
        return last(query, by=[unit], unit=unit, kind=kind, inside=inside, **rest, **facets)

    return script.table(("statements", chosen), build)


def _facets(chosen: tuple[str, ...]) -> list[str]:
    return sorted({facet.key for name in chosen for facet in kinds[name].facets})
