"""Parts of a figure that one pass over its facts gives: by body and by month together, and at the ends of all months.

The same answers as `bodies.by_body` and a statement for each month give, which the tests hold them against; of a large
ledger the facts are what takes time, and not what becomes of them once they are grouped.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlglot import exp

from shenbian.kit.period import Period
from shenbian.metrics import sets
from shenbian.metrics.engine import postgres
from shenbian.metrics.measure import look
from shenbian.metrics.metric import Count, Standing, Total
from shenbian.metrics.scope import Scope
from shenbian.metrics.selection import Script, month_of, named

_NOWHERE = None  # of facts without an organisation: they count in months and in no body


class Part(NamedTuple):
    """What one body (its id) or one month (1 to 12) has: a whole number, and how many facts it rests on."""

    of: int
    value: int
    facts: int


def by_body_and_month(
    measure: Count | Total, *, under: str, period: Period, as_of: int | None
) -> tuple[list[Part], list[Part]]:
    """The bodies right below (the body itself first) and the twelve months of a year. One statement.

    For what is counted, or added up by quantity, over facts that each lie in one body.
    """
    with postgres.reading():
        script = Script(look(under=under, period=period, as_of=as_of))
        rows = _summed(script, measure) if _adds_up(measure) else _distinct(script, measure)
    own = int(under.split(".")[-2]) if under else 0
    bodies, months = _folded(rows, own)
    ordered = sorted(bodies.items(), key=lambda each: (each[0] != own, each[0]))
    return [Part(body, *said) for body, said in ordered], [Part(n, *months.get(n, (0, 0))) for n in range(1, 13)]


def _adds_up(measure: Count | Total) -> bool:
    return isinstance(measure, Total) or not measure.of


def _folded(rows: Iterable[tuple[Any, ...]], own: int) -> tuple[dict[int, tuple[int, int]], dict[int, tuple[int, int]]]:
    """Rows of body, month, value, facts added up by either; a row that tells of one alone leaves the other out (-1)."""
    bodies: dict[int, tuple[int, int]] = {}
    months: dict[int, tuple[int, int]] = {}
    for body, month, value, facts in rows:
        if body not in (_NOWHERE, "-1"):
            _add(bodies, int(body) if body else own, value, facts)
        if month != -1:
            _add(months, int(month) % 100, value, facts)
    return bodies, months


def _add(parts: dict[int, tuple[int, int]], of: int, value: Any, facts: Any) -> None:
    before, counted = parts.get(of, (0, 0))
    parts[of] = (before + int(value or 0), counted + int(facts))


def _summed(script: Script, measure: Count | Total) -> list[tuple[Any, ...]]:
    """Facts first grouped by path and day as they stand in the ledger: reading body and month off those is for few."""
    facts = sets.counted(script, measure.rows, ()).select(exp.column("happened_on", "f"), copy=False)
    value: exp.Expr = exp.Count(this=exp.Star())
    if isinstance(measure, Total):
        facts = facts.select(named(exp.column(measure.of, "f"), "added"), copy=False)
        value = exp.Sum(this=exp.column("added"))
    table = script.table(("facts of parts", measure), lambda: facts)
    days = exp.select("org_path", "happened_on", named(value, "value"), "COUNT(*) AS n").from_(table, copy=False)
    days = days.group_by("1", "2", copy=False)
    body, month = _body(script.view.scope), month_of(exp.column("happened_on"))
    query = exp.select(named(body, "body"), named(month, "month"), "SUM(value) AS value", "SUM(n) AS facts")
    return script.ask(query.from_(days.subquery("days", copy=False), copy=False).group_by("1", "2", copy=False))


def _distinct(script: Script, measure: Count | Total) -> list[tuple[Any, ...]]:
    """Keys first grouped by body and month, then counted in each: groups are hashed, where a distinct count sorts."""
    assert isinstance(measure, Count)
    keys = sets.keys(len(measure.of))
    month = named(script.view.read("month"), "month")
    facts = script.table(
        ("facts of parts", measure),
        lambda: sets.counted(script, measure.rows, measure.of).select(month, copy=False),
    )

    def build() -> exp.Query:
        columns = [*(key.copy() for key in keys), named(_body(script.view.scope), "body"), exp.column("month")]
        query = exp.select(*columns, "COUNT(*) AS n").from_(facts, copy=False)
        return query.group_by(*(str(place) for place in range(1, len(columns) + 1)), copy=False)

    grouped = script.table(("parts", measure), build)

    def counted(by: str, body: str, month: str) -> exp.Select:
        once = exp.select(by, *(key.copy() for key in keys), "SUM(n) AS n").from_(grouped)
        once = once.group_by(by, *(key.copy() for key in keys))
        values = (f"{body} AS body", f"{month} AS month", "COUNT(*) AS value", "SUM(n) AS facts")
        return exp.select(*values).from_(once.subquery("once", copy=False)).group_by(by)

    return script.ask(exp.union(counted("body", "body", "-1"), counted("month", "'-1'", "month"), distinct=False))


def _body(scope: Scope) -> exp.Expr:
    """`body_of`, and nothing for what lies nowhere."""
    return exp.case().when("org_path <> ''", body_of(scope))


def body_of(scope: Scope) -> exp.Expr:
    """The id, as text, of the body right below the scope in which a row lies; empty for the scope's own body."""
    chosen = exp.Case()
    for top in (scope.under, *scope.before):
        rest = f"split_part(substr(org_path, {len(top) + 1}), '.', 1)"
        inside = exp.StartsWith(this=exp.column("org_path"), expression=exp.Literal.string(top))
        chosen = chosen.when(inside, exp.maybe_parse(rest, dialect="postgres"))
    return chosen.else_(exp.Literal.string(""))


def ends_of_months(measure: Standing, *, under: str, period: Period, as_of: int | None) -> list[Part]:
    """What stands at the end of every month of the period. One statement, in which each spell is looked at once."""
    months = period.months()
    with postgres.reading():
        script = Script(look(under=under, period=period, as_of=as_of))
        ((*told,),) = script.ask(sets.standing_at(script, measure, [month.end for month in months]))
    pairs = zip(months, told[::2], told[1::2], strict=True)
    return [Part(month.start.month, int(value), int(facts)) for month, value, facts in pairs]
