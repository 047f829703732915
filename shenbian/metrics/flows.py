"""Counts and totals of a period, all of them together: facts are grouped first, tests fall on the groups.

Kinds of facts of which the same properties are asked are grouped together, by just these properties: a pile. A tally is
added up over the piles that hold its kinds. Distinct keys are counted over the groups of its piles, each key once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from shenbian.metrics.metric import Rows
from shenbian.metrics.selection import Script, aliases, moved_kinds, named, passes, quoted

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
class Pile:
    """Kinds of facts, and what is asked of them: properties to test, parts of keys, columns to add up."""

    kinds: tuple[str, ...]
    tests: tuple[str, ...]
    keys: tuple[str, ...]
    sums: tuple[str, ...]


def parts(script: Script, tallies: Sequence[Tally]) -> list[exp.Select]:
    """Queries of one row each; their columns, taken together, are what `read` reads."""
    piles = _piles(tallies)
    sums = {f"s{n}_{m}": (each, pile) for n, each in enumerate(tallies) for m, pile in enumerate(_of(each, piles))}
    found = [_added_up(script, pile, {k: each for k, (each, p) in sums.items() if p == pile}) for pile in piles]
    keyed: dict[tuple[tuple[str, ...], tuple[Pile, ...]], dict[str, Tally]] = {}
    for n, each in enumerate(tallies):
        if each.of:
            keyed.setdefault((each.of, tuple(_of(each, piles))), {})[f"k{n}"] = each
    return found + [_distinct(script, of, those, names) for (of, those), names in keyed.items()]


def read(tallies: Sequence[Tally], said: Mapping[str, Any]) -> dict[Tally, Tallied]:
    """What the columns of `parts` say of each tally. A sum over no facts is empty there and 0 here."""
    found, piles = {}, _piles(tallies)
    for n, each in enumerate(tallies):
        over = range(len(_of(each, piles)))
        facts, imported, total = (sum(int(said.get(f"s{n}_{m}_{w}") or 0) for m in over) for w in ("n", "b", "v"))
        value = int(said[f"k{n}"]) if each.of else total if each.total else facts
        found[each] = Tallied(value, facts, imported)
    return found


def _piles(tallies: Iterable[Tally]) -> list[Pile]:
    asked: dict[str, tuple[set[str], set[str], set[str]]] = {}
    for each in tallies:
        for kind in each.rows.kinds:
            tests, keys, sums = asked.setdefault(kind, (set(), set(), set()))
            tests.update(name for name, _ in each.rows.where)
            tests.update(["month"] if each.months else [])
            keys.update(each.of)
            sums.update([each.total] if each.total else [])
    alike: dict[tuple[tuple[str, ...], ...], list[str]] = {}
    for kind, needs in sorted(asked.items()):
        alike.setdefault(tuple(tuple(sorted(need)) for need in needs), []).append(kind)
    return [Pile(tuple(kinds), *needs) for needs, kinds in alike.items()]


def _of(each: Tally, piles: Iterable[Pile]) -> list[Pile]:
    return [pile for pile in piles if set(pile.kinds) & set(each.rows.kinds)]


def _grouped(script: Script, pile: Pile) -> str:
    """The pile's facts of the period, grouped: kind, x_<test>, key_<part>, n, imported, sums."""
    view = script.view

    def build() -> exp.Query:
        columns = [named(exp.column("kind", "f"), "kind")]
        columns += [named(view.read(name), f"x_{name}") for name in pile.tests]
        columns += [named(view.read(name), f"key_{name}") for name in pile.keys]
        counts = [named(exp.Count(this=exp.Star()), "n"), named(exp.Count(this=exp.column("batch", "f")), "imported")]
        sums = [named(exp.Sum(this=exp.column(name, "f")), name) for name in pile.sums]
        query = script.facts(pile.kinds, when="during").select(*columns, *counts, *sums, copy=False)
        return query.group_by(*(exp.Literal.number(n + 1) for n in range(len(columns))), copy=False)

    return script.table(pile, build)


def _passes(script: Script, each: Tally) -> exp.Expr:
    def read(name: str) -> exp.Expr:
        return quoted("kind" if name == "kind" else f"x_{name}")

    test = passes(each.rows, script.view.period, read)
    return exp.and_(test, quoted("x_month").isin(*each.months), copy=False) if each.months else test


def _has_key(of: Iterable[str]) -> list[exp.Expr]:
    return [quoted(f"key_{name}").is_(exp.null()).not_() for name in of]


def _added_up(script: Script, pile: Pile, tallies: dict[str, Tally]) -> exp.Select:
    """One row: of each tally the facts, the imported ones and the total in this pile."""
    tested = exp.select("n", _imported(), *pile.sums).from_(_grouped(script, pile), copy=False)
    query = exp.select()
    for name, each in tallies.items():
        test = exp.and_(_passes(script, each), *_has_key(each.of), copy=False)
        tested.select(named(test, name), copy=False)
        sums = {"n": "n", "b": "imported"} | ({"v": each.total} if each.total else {})
        query.select(*(named(_sum(column, name), f"{name}_{what}") for what, column in sums.items()), copy=False)
    return query.from_(tested.subquery("tested", copy=False), copy=False)


def _imported() -> exp.Expr:
    """How many of a group's facts were imported: none, where their kind is written by moves alone."""
    said = quoted("imported")
    if not (moved := moved_kinds()):
        return said
    return named(exp.case().when(quoted("kind").isin(*moved), "0").else_(said), "imported")


def _sum(column: str, test: str) -> exp.Expr:
    return exp.Filter(this=exp.Sum(this=exp.column(column)), expression=exp.Where(this=exp.column(test)))


def _distinct(script: Script, of: tuple[str, ...], piles: Iterable[Pile], tallies: dict[str, Tally]) -> exp.Select:
    """One row: how many keys have a fact that passes, per tally."""
    groups = []
    keys = [f"key{n}" for n in range(len(of))]
    for pile in piles:
        group = exp.select().from_(_grouped(script, pile), copy=False).where(*_has_key(of), copy=False)
        values: list[exp.Expr] = [quoted(f"key_{name}") for name in of]
        if "person" in of:
            same = exp.to_table(aliases(script), alias="alias")
            group.join(same, on='alias.person = "key_person"', join_type="left", copy=False)
            values[of.index("person")] = exp.Coalesce(
                this=exp.column("survivor", "alias"), expressions=[quoted("key_person")]
            )
        group.select(*(named(value, key) for value, key in zip(values, keys, strict=True)), copy=False)
        groups.append(group.select(*(named(_passes(script, each), name) for name, each in tallies.items()), copy=False))
    every = exp.union(*groups, distinct=False, copy=False) if len(groups) > 1 else groups[0]
    by_key = exp.select(*(named(exp.LogicalOr(this=exp.column(name)), name) for name in tallies))
    by_key.from_(every.subquery("groups", copy=False), copy=False).group_by(*keys, copy=False)
    counts = (
        exp.Filter(this=exp.Count(this=exp.Star()), expression=exp.Where(this=exp.column(name))) for name in tallies
    )
    query = exp.select(*(named(count, name) for count, name in zip(counts, tallies, strict=True)))
    return query.from_(by_key.subquery("by_key", copy=False), copy=False)
