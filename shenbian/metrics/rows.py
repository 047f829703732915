"""The facts behind a figure, the keys it misses, and the figure cut into parts.

`rows` gives exactly as many facts as the figure says it rests on (`evidence` defines both), in pages by id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal, TypeAlias, TypeVar

from sqlglot import exp

from shenbian.facts.kind import kinds
from shenbian.kit.period import Period
from shenbian.metrics import sets
from shenbian.metrics.engine import Engine, postgres
from shenbian.metrics.evidence import evidence, meets, pair
from shenbian.metrics.figure import Figure
from shenbian.metrics.measure import evaluate, look
from shenbian.metrics.metric import Absent, Coverage, Metric, Rows
from shenbian.metrics.scope import Scope, Tree
from shenbian.metrics.selection import Script, View

Key: TypeAlias = tuple[int | str, ...]
Part: TypeAlias = str | int | bool | date | Period | None
Any_ = TypeVar("Any_")


def rows(
    metric: Metric,
    *,
    under: str,
    period: Period,
    as_of: int | None = None,
    engine: Engine = postgres,
    tree: Tree = "then",
    after: int = 0,
    limit: int = 1000,
) -> list[int]:
    """Ids of the facts behind the figure, ascending, after the id `after`, at most `limit`; one query."""
    script = Script(look(under=under, period=period, as_of=as_of, engine=engine, tree=tree))
    facts = evidence(script, metric.measure).subquery("facts", copy=False)
    query = (
        exp.select("id")
        .from_(facts, copy=False)
        .where(exp.column("id") > after, copy=False)
        .order_by("id")
        .limit(limit)
    )
    return [int(row[0]) for row in script.ask(query)]


def misses(
    metric: Metric,
    *,
    under: str,
    period: Period,
    as_of: int | None = None,
    engine: Engine = postgres,
    tree: Tree = "then",
    after: Key = (),
    limit: int = 1000,
) -> list[Key]:
    """Listed keys that nothing hit, in order, after the key `after`, at most `limit`; one query.

    A key has the parts that `listed.of` names: a person's key, the id of a unit or an organisation, a month as 202203.
    Only a coverage has misses; for other measures the list is empty.
    """
    if not isinstance(metric.measure, Coverage):
        return []
    script = Script(look(under=under, period=period, as_of=as_of, engine=engine, tree=tree))
    listed, hit = pair(script, metric.measure)
    keys = sets.keys(sets.width(metric.measure.listed), "l")
    query = exp.select(*keys).distinct(copy=False).from_(exp.to_table(listed, alias="l"), copy=False)
    query = query.where(meets(metric.measure, hit, negated=True), copy=False)
    if after:
        query = query.where(_later(keys, after), copy=False)
    return [tuple(row) for row in script.ask(query.order_by(*keys).limit(limit))]


def _later(keys: Sequence[exp.Column], after: Key) -> exp.Expr:
    """The keys that come after this one, compared part by part."""
    first, rest = keys[0].copy(), keys[1:]
    later: exp.Expr = first > exp.convert(after[0])
    if rest:
        later = exp.or_(later, exp.and_(keys[0].copy().eq(after[0]), _later(rest, after[1:])))
    return later


@dataclass(frozen=True)
class Cut:
    """One part of a figure: what it is (a path, a period, a facet's value; None where it is empty) and its figure."""

    part: Part
    figure: Figure


def split(
    metric: Metric,
    *,
    by: Literal["organisation", "month"] | str,
    under: str,
    period: Period,
    as_of: int | None = None,
    engine: Engine = postgres,
    tree: Tree = "then",
) -> list[Cut]:
    """The figure by the bodies right below (and the body itself), by month, or by the values of a facet.

    Bodies and values are those of the facts behind the figure. Parts need not add up: one person may be in two, and
    money passed on counts below its owner only. A facet must be one of all kinds whose facts are chosen; raises
    ValueError where it is not.
    """
    with engine.reading():
        view = look(under=under, period=period, as_of=as_of, engine=engine, tree=tree)
        if by == "month":
            return [_cut(metric, replace(view, period=month), month) for month in period.months()]
        if by == "organisation":
            return [_cut(metric, replace(view, scope=scope), scope.under) for scope in _children(metric, view)]
        return [_cut(_narrowed(metric, by, value), view, value) for value in _values(metric, view, by)]


def _cut(metric: Metric, view: View, part: Part) -> Cut:
    return Cut(part, evaluate(view, [metric])[metric.key])


def _children(metric: Metric, view: View) -> list[Scope]:
    path = view.scope.today(exp.column("org_path", "f"))
    return view.scope.children(str(path) for (path,) in _of_evidence(metric, view, path) if path)


def _values(metric: Metric, view: View, facet: str) -> list[Part]:
    found = [row[0] for row in _of_evidence(metric, view, view.read(facet))]
    return sorted((value for value in found if value is not None), key=str) + [None] * (None in found)


def _of_evidence(metric: Metric, view: View, value: exp.Expr) -> list[tuple[Any, ...]]:
    """The different values of something among the facts behind the figure."""
    script = Script(view)
    facts = exp.select("id").from_(evidence(script, metric.measure).subquery("facts", copy=False), copy=False)
    query = view.engine.facts(view.as_of).select(exp.alias_(value, "value"), copy=False).distinct(copy=False)
    return script.ask(query.where(exp.column("id", "f").isin(query=facts), copy=False))


def _narrowed(metric: Metric, facet: str, value: Part) -> Metric:
    test = Absent() if value is None else value
    return replace(metric, measure=_with_test(metric.measure, (facet, test)))


def _with_test(node: Any_, test: tuple[str, Any]) -> Any_:
    """The measure with one more test on every choice of facts."""
    if isinstance(node, Rows):
        for kind in node.kinds:
            if test[0] not in ("edition", *(facet.key for facet in kinds[kind].facets)):
                raise ValueError(f"{kind} has no facet {test[0]}")
        return replace(node, where=(*node.where, test))
    if hasattr(node, "__dataclass_fields__"):
        inner = {each.name: _with_test(getattr(node, each.name), test) for each in fields(node)}  # type: ignore[arg-type]
        return replace(node, **inner)  # type: ignore[type-var]
    return node
