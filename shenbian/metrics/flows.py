"""Counts and totals of a period, all of them in one statement: facts are grouped first, tests fall on the groups.

The groups are as fine as the tests and keys of all tallies need and no finer: a property is read only for the kinds
of facts that some tally asks it of. Tallies of facts, sums and doors fall on groups without keys; distinct keys are
counted on groups with them, each key once, whatever number of tallies it passes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from shenbian.metrics.metric import Rows
from shenbian.metrics.selection import Script, aliases, named, passes, quoted

OUTSIDE = {"reading": "reading", "attested": "attestation"}


@dataclass(frozen=True)
class Tally:
    """How many facts, how many distinct keys, or which sum; in some months of the period only, or in all of it."""

    rows: Rows
    of: tuple[str, ...] = ()
    total: str = ""
    months: tuple[int, ...] = ()


@dataclass(frozen=True)
class Tallied:
    """`value` and the facts it rests on, how many of them imported."""

    value: int
    facts: int
    imported: int


@dataclass(frozen=True)
class Asked:
    """Which kinds each property must be read for; kinds of which quantity and amount are summed."""

    tests: dict[str, set[str]]
    keys: dict[str, set[str]]
    sums: dict[str, set[str]]
    kinds: set[str]


def tally(script: Script, tallies: Sequence[Tally]) -> dict[Tally, Tallied]:
    """All of them in one statement, grouped first."""
    wanted = list(dict.fromkeys(tallies))
    if not wanted:
        return {}
    asked = _asked(wanted)
    fine = script.table("fine", lambda: _fine(script, asked))
    coarse = script.table("coarse", lambda: _coarse(fine, asked))
    plain = [each for each in wanted if not each.of]
    parts = [_over_groups(script, coarse, plain)] if plain else []
    groups = list(dict.fromkeys(each.of for each in wanted if each.of))
    order = list(plain)
    for of in groups:
        those = [each for each in wanted if each.of == of]
        parts.append(_over_keys(script, fine, of, those))
        order += those
    query = exp.select("*").from_(parts[0].subquery("part0", copy=False), copy=False)
    for n, part in enumerate(parts[1:], 1):
        query.join(part.subquery(f"part{n}", copy=False), join_type="cross", copy=False)
    (row,) = script.ask(query)
    return {each: _tallied(row[3 * n : 3 * n + 3]) for n, each in enumerate(order)}


def _tallied(values: Sequence[Any]) -> Tallied:
    value, facts, imported = (int(each or 0) for each in values)
    return Tallied(value, facts, imported)


def _asked(tallies: Iterable[Tally]) -> Asked:
    asked = Asked({}, {}, {"quantity": set(), "amount_fen": set()}, set())
    for each in tallies:
        chosen = set(each.rows.kinds)
        asked.kinds.update(chosen)
        for name, _ in each.rows.where:
            asked.tests.setdefault(name, set()).update(chosen)
        if each.months:
            asked.tests.setdefault("month", set()).update(chosen)
        for name in each.of:
            asked.keys.setdefault(name, set()).update(chosen)
        if each.total:
            asked.sums[each.total].update(chosen)
    return asked


def _fine(script: Script, asked: Asked) -> exp.Query:
    """Facts of the period, grouped by all that is asked of their kind."""
    view = script.view

    def only_for(chosen: set[str], value: exp.Expr) -> exp.Expr:
        if chosen == asked.kinds:
            return value
        return exp.case().when(exp.column("kind", "f").isin(*sorted(chosen)), value)

    columns = [named(exp.column("kind", "f"), "kind")]
    columns += [named(only_for(chosen, view.read(name)), f"x_{name}") for name, chosen in asked.tests.items()]
    columns += [named(only_for(chosen, view.read(name)), f"key_{name}") for name, chosen in asked.keys.items()]
    query = script.facts(asked.kinds, when="during").select(*columns, copy=False)
    query = query.select(
        named(exp.Count(this=exp.Star()), "n"), named(exp.Count(this=exp.column("batch", "f")), "imported"), copy=False
    )
    for name, chosen in asked.sums.items():
        query = query.select(named(exp.Sum(this=only_for(chosen, exp.column(name, "f"))), name), copy=False)
    return query.group_by(*(exp.Literal.number(n + 1) for n in range(len(columns))))


def _coarse(fine: str, asked: Asked) -> exp.Query:
    names = ["kind", *(f"x_{name}" for name in asked.tests)]
    sums = [named(exp.Sum(this=exp.column(name)), name) for name in ("n", "imported", *asked.sums)]
    return exp.select(*map(quoted, names), *sums).from_(fine, copy=False).group_by(*map(quoted, names))


def _passes(script: Script, each: Tally) -> exp.Expr:
    def read(name: str) -> exp.Expr:
        return quoted("kind" if name == "kind" else f"x_{name}")

    test = passes(each.rows, script.view.period, read)
    return exp.and_(test, quoted("x_month").isin(*each.months)) if each.months else test


def _sum(value: str, number: int) -> exp.Expr:
    """The sum over the groups that pass the tally of this number."""
    return exp.Filter(this=exp.Sum(this=exp.column(value)), expression=exp.Where(this=exp.column(f"p{number}")))


def _tested(script: Script, source: exp.Select, tallies: Sequence[Tally]) -> exp.Subquery:
    """The groups, each with the answers to all tests: p0, p1 …"""
    tests = [named(_passes(script, each), f"p{n}") for n, each in enumerate(tallies)]
    return source.select(*tests, copy=False).subquery("tested", copy=False)


def _over_groups(script: Script, coarse: str, tallies: Sequence[Tally]) -> exp.Select:
    groups = exp.select("n", "imported", *dict.fromkeys(each.total for each in tallies if each.total)).from_(
        coarse, copy=False
    )
    sums = [
        named(_sum(name, n), f"g{n}_{place}")
        for n, each in enumerate(tallies)
        for place, name in enumerate((each.total or "n", "n", "imported"))
    ]
    return exp.select(*sums).from_(_tested(script, groups, tallies), copy=False)


def _over_keys(script: Script, fine: str, of: tuple[str, ...], tallies: Sequence[Tally]) -> exp.Select:
    """Per key, how many facts pass each tally; then, per tally, how many keys have any."""
    chosen = sorted({name for each in tallies for name in each.rows.kinds})
    values: list[exp.Expr] = [quoted(f"key_{name}") for name in of]
    groups = exp.select("n", "imported").from_(fine, copy=False).where(exp.column("kind").isin(*chosen), copy=False)
    groups.where(*(value.copy().is_(exp.null()).not_() for value in values), copy=False)
    if "person" in of:
        same = exp.to_table(aliases(script), alias="alias")
        groups.join(same, on='alias.person = "key_person"', join_type="left", copy=False)
        survivor = exp.Coalesce(this=exp.column("survivor", "alias"), expressions=[quoted("key_person")])
        values[of.index("person")] = survivor
    keys = [f"k{n}" for n in range(len(of))]
    groups.select(*(named(value, key) for value, key in zip(values, keys, strict=True)), copy=False)
    sums = [named(_sum(name, n), f"{name}{n}") for n in range(len(tallies)) for name in ("n", "imported")]
    by_key = exp.select(*sums).from_(_tested(script, groups, tallies), copy=False).group_by(*keys, copy=False)
    prefix = "_".join(of)
    found = [
        named(exp.maybe_parse(value), f"{prefix}{n}_{place}")
        for n in range(len(tallies))
        for place, value in enumerate((f"COUNT(n{n})", f"SUM(n{n})", f"SUM(imported{n})"))
    ]
    return exp.select(*found).from_(by_key.subquery("by_key", copy=False), copy=False)
