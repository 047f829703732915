"""The facts a figure rests on, measure by measure: the one definition behind `facts`, `rests_on` and `rows`.

* Count: the facts that pass (with a key, when keys are counted). Total: those that are added and those taken off.
* Standing: the last beginning of every spell that stands. Stated: the last statement of every unit counted.
* RolledUp: the facts whose unit has such a unit at or above it. Lowest: those of all sub-periods.
* Both, Coverage: of the listed keys, what lists them, and what hits them (what only tests other keys is left out).
* Ratio: those of its two measures. Reading: the last readings, in the period and before. Rank: every peer's last
  value. Attested: the one attested fact.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from shenbian.metrics import sets, singles
from shenbian.metrics.metric import (
    Attested,
    Both,
    Count,
    Coverage,
    Keyed,
    Lowest,
    Measure,
    Rank,
    Ratio,
    Reading,
    RolledUp,
    Standing,
    Stated,
    Total,
)
from shenbian.metrics.selection import Script, named


def evidence(script: Script, measure: Measure) -> exp.Query:
    """A query of `id` and `door`, each fact once."""
    match measure:
        case Count():
            return _ids(sets.keyed(script, measure))
        case Standing():
            return _ids(sets.keyed(script, measure), distinct=bool(measure.each))
        case Stated():
            return _ids(sets.keyed(script, measure))
        case Total(rows=rows, less=less):
            queries = [_ids(sets.keyed(script, Count(rows=each))) for each in (rows, less) if each is not None]
            return exp.union(*queries, distinct=False, copy=False) if less else queries[0]
        case Lowest(of=of):
            return evidence(script, of)
        case Both() | Coverage():
            listed, hit = pair(script, measure)
            return _distinct(
                [
                    _keyed_by(listed, meets(measure, hit, negated=False) if isinstance(measure, Both) else None),
                    _hitting(measure, listed, hit),
                ]
            )
        case Ratio(numerator=numerator, denominator=denominator):
            return _distinct([evidence(script, numerator), evidence(script, denominator)])
        case RolledUp():
            return singles.rolled(script, measure)
        case Reading():
            return _ids(singles.read_out(script, measure))
        case Rank():
            return _ids(singles.peers(script, measure))
        case Attested():
            return _ids(singles.attested(script, measure))


def weight(script: Script, measure: Measure) -> exp.Select:
    """One row: how many facts, and whether any came by each door (1; 0 or empty: none)."""
    if isinstance(measure, RolledUp):  # many facts of few units
        facts, count = singles.rolled_weight(script, measure), "CAST(COALESCE(SUM(n), 0) AS BIGINT) AS facts"
    else:
        facts, count = evidence(script, measure), "COUNT(*) AS facts"
    came = (exp.case().when(exp.column("door").eq(name), "1").else_("0") for name in DOORS)
    doors = (named(exp.Max(this=by), f"by_{name}") for by, name in zip(came, DOORS, strict=True))
    return exp.select(count, *doors).from_(facts.subquery("facts", copy=False), copy=False)


DOORS = ("moves", "import", "reading", "attestation")


def pair(script: Script, measure: Both | Coverage) -> tuple[str, str]:
    """The tables of the listed set, of this subtree, and of what hits it, wherever that happened."""
    _same_width(measure.listed, measure.hit)
    return sets.keyed(script, measure.listed), sets.keyed(script, measure.hit, scoped=False)


def meets(measure: Both | Coverage, hit: str, *, negated: bool) -> exp.Expr:
    """The condition that the listed key `l` is hit (or is not)."""
    query = exp.select("1").from_(exp.to_table(hit, alias="h"), copy=False).where(matches(measure), copy=False)
    found = exp.Exists(this=query)
    return exp.not_(found) if negated else found


def matches(measure: Both | Coverage) -> exp.Expr:
    """The condition that `h` hits `l`: the same key, or, below a listed body, a path that leads through it."""
    if isinstance(measure, Coverage) and measure.under:
        return exp.condition("'.' || h.org_path LIKE '%.' || CAST(l.k0 AS VARCHAR) || '.%'")
    return exp.and_(*(exp.column(f"k{n}", "h").eq(exp.column(f"k{n}", "l")) for n in range(sets.width(measure.listed))))


def _same_width(listed: Keyed, hit: Keyed) -> None:
    if len(listed.of) != len(hit.of):
        raise ValueError(f"keys of {listed.of} cannot be compared with keys of {hit.of}")


def _ids(table: str, *, distinct: bool = False) -> exp.Query:
    query = exp.select("id", "door").from_(table, copy=False)
    return query.distinct(copy=False) if distinct else query


def _keyed_by(listed: str, condition: exp.Expr | None) -> exp.Query:
    query = exp.select("l.id", "l.door").from_(exp.to_table(listed, alias="l"), copy=False)
    return query.where(condition, copy=False) if condition is not None else query


def _hitting(measure: Both | Coverage, listed: str, hit: str) -> exp.Query:
    keys = exp.select("1").from_(exp.to_table(listed, alias="l"), copy=False).where(matches(measure), copy=False)
    return (
        exp.select("h.id", "h.door")
        .from_(exp.to_table(hit, alias="h"), copy=False)
        .where(exp.Exists(this=keys), copy=False)
    )


def _distinct(queries: Sequence[exp.Query]) -> exp.Query:
    return exp.union(*queries, distinct=True, copy=False)
