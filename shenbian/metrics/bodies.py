"""A figure by the bodies right below its place or by month, in one statement: `split` asks a statement for each.

Sets and sums of a scope are grouped by the body that their facts lie in. Money that is passed on, shares, ranks and
readings mean something else in each scope: for them there is `split`. The same with months: what happens in one is
counted in it; what stands at its end is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from shenbian.facts.kind import kinds
from shenbian.kit.period import Period
from shenbian.metrics import at_once, sets
from shenbian.metrics.at_once import body_of, ends_of_months
from shenbian.metrics.engine import postgres
from shenbian.metrics.figure import Figure, is_money
from shenbian.metrics.measure import look
from shenbian.metrics.metric import Count, Measure, Metric, Rows, Standing, Stated, Total
from shenbian.metrics.rows import split
from shenbian.metrics.selection import Script, named


@dataclass(frozen=True)
class Portion:
    """What one body has of a figure. `body` is its id; `value` a JSON number, unrounded, money in yuan."""

    body: int
    value: int | float | None
    facts: int


def by_body(
    metric: Metric, *, under: str, period: Period, as_of: int | None = None, at_once: bool = False
) -> list[Portion]:
    """The figure by the bodies right below (and the body itself), by id. One or two statements where that can be.

    Portions need not add up: one person may be in two. With `at_once` a figure that takes a statement a body gives
    an empty list.
    """
    if _groups(metric.measure):
        with postgres.reading():
            return _grouped(metric, under=under, period=period, as_of=as_of)
    if at_once:
        return []
    cuts = split(metric, by="organisation", under=under, period=period, as_of=as_of)
    return [_portion(cut.figure) for cut in cuts]


@dataclass(frozen=True)
class Month:
    """What a month (1 to 12) has of a figure. `value` is a JSON number, unrounded, money in yuan."""

    month: int
    value: int | float | None
    facts: int


def by_month(metric: Metric, *, under: str, period: Period, as_of: int | None = None) -> list[Month]:
    """The figure by the months of a year; one statement where facts are counted or added up, and for what stands at
    their ends, else one a month.

    A test on an earlier year (`Back`) means the year before the period, in every month.
    """
    if isinstance(metric.measure, Standing) and at_ends(metric.measure):
        ends = ends_of_months(metric.measure, under=under, period=period, as_of=as_of)
        return [Month(*each) for each in ends]
    if not isinstance(metric.measure, Count | Total):
        cuts = split(metric, by="month", under=under, period=period, as_of=as_of)
        return [Month(n, cut.figure.json_value, cut.figure.facts) for n, cut in enumerate(cuts, 1)]
    measure, sums = metric.measure, dict.fromkeys(range(1, 13), (0, 0))
    with postgres.reading():
        view = look(under=under, period=period, as_of=as_of)
        for rows, sign in (
            ((measure.rows, 1), (measure.less, -1)) if isinstance(measure, Total) else ((measure.rows, 1),)
        ):
            for month, value, facts in _months(Script(view), measure, rows) if rows else ():
                before, counted = sums[int(month) % 100]
                sums[int(month) % 100] = (before + sign * int(value or 0), counted + int(facts))
    scale = 100 if is_money(measure) else 1
    return [Month(month, _scaled(value, scale), facts) for month, (value, facts) in sums.items()]


def by_body_and_month(
    metric: Metric, *, under: str, period: Period, as_of: int | None = None
) -> tuple[list[Portion], list[Month]] | None:
    """What `by_body` and `by_month` say, in one statement; None where they must be asked apart."""
    if not isinstance(metric.measure, Count | Total) or not _groups(metric.measure):
        return None
    bodies, months = at_once.by_body_and_month(metric.measure, under=under, period=period, as_of=as_of)
    return [Portion(*each) for each in bodies], [Month(*each) for each in months]


def at_ends(measure: Standing) -> bool:
    """Whether what stands is asked of one instant, the end of the period."""
    return measure.when == "end" and not measure.each


def _months(script: Script, measure: Count | Total, rows: Rows) -> list[tuple[Any, ...]]:
    of = measure.of if isinstance(measure, Count) else ()
    facts = sets.counted(script, rows, of).select(named(script.view.read("month"), "month"))
    if isinstance(measure, Total):
        facts = facts.select(named(exp.column(measure.of, "f"), "added"))
    table = script.table(("months", measure, rows), lambda: facts)
    query = exp.select("month", named(_value(measure), "value"), "COUNT(*) AS facts").from_(table)
    return script.ask(query.group_by("month"))


def _scaled(value: int, scale: int) -> int | float:
    return value // scale if value % scale == 0 else value / scale


def _portion(figure: Figure) -> Portion:
    return Portion(int(figure.under.split(".")[-2]), figure.json_value, figure.facts)


def _groups(measure: Measure) -> bool:
    """Whether a scope's answer is a set or a sum over facts that each lie in one body."""
    match measure:
        case Count(rows=rows) | Total(rows=rows, of="quantity", less=None):
            return not any(kinds[kind].owner for kind in rows.kinds)
        case Standing() | Stated(within=None):
            return True
    return False


def _grouped(metric: Metric, *, under: str, period: Period, as_of: int | None) -> list[Portion]:
    view = look(under=under, period=period, as_of=as_of)
    script = Script(view)
    table = _table(script, metric.measure)
    body = body_of(view.scope)
    query = exp.select(named(body, "body"), named(_value(metric.measure), "value"), "COUNT(*) AS facts")
    query = query.from_(table).where("org_path <> ''").group_by(exp.Literal.number(1)).order_by("1")
    own = int(under.split(".")[-2]) if under else 0
    return [
        Portion(int(each) if each else own, int(value or 0), int(facts)) for each, value, facts in script.ask(query)
    ]


def _table(script: Script, measure: Measure) -> str:
    if isinstance(measure, Total):
        amount = named(exp.column("quantity", "f"), "added")
        rows = measure.rows
        return script.table(("added", measure), lambda: sets.counted(script, rows, ()).select(amount))
    if isinstance(measure, Count | Standing | Stated):
        return sets.keyed(script, measure)
    raise TypeError(f"{type(measure).__name__} has no rows of one body each")


def _value(measure: Measure) -> exp.Expr:
    match measure:
        case Total():
            return exp.Sum(this=exp.column("added"))
        case Stated(total=total) if total:
            return exp.Sum(this=exp.column("amount"))
        case Count(of=of) | Standing(of=of) if of:
            keys = sets.keys(len(of))
            distinct = exp.Distinct(expressions=[exp.Tuple(expressions=keys) if len(keys) > 1 else keys[0]])
            return exp.Count(this=distinct)
    return exp.Count(this=exp.Star())
