"""The one evaluator: metrics in, figures out, for a subtree, a period and a size of the sealed tree.

Two statements, however many metrics: counts and totals are tallied together over facts grouped first (`flows`), the
rest are sets and single answers over common tables that equal measures share (`sets`, `singles`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, TypeAlias

from sqlglot import exp

from shenbian.kit.period import BadPeriod, Period
from shenbian.metrics import sets, singles
from shenbian.metrics.engine import Engine, postgres
from shenbian.metrics.evidence import DOORS, evidence, meets, pair, weight
from shenbian.metrics.figure import Figure, Value
from shenbian.metrics.flows import OUTSIDE, Tallied, Tally, tally
from shenbian.metrics.metric import (
    Attested,
    Both,
    Count,
    Coverage,
    Lowest,
    Measure,
    Metric,
    Rank,
    Ratio,
    Reading,
    RolledUp,
    Standing,
    Stated,
    Total,
)
from shenbian.metrics.scope import Scope, Tree, moves_since
from shenbian.metrics.selection import Script, View, month_number

Single: TypeAlias = "Standing | Stated | RolledUp | Both | Coverage | Ratio | Rank | Reading | Attested"


@dataclass(frozen=True)
class Answer:
    """What one statement says of one measure; `value` of a ratio is not among it."""

    value: int | None
    whole: int | None
    own: int | None
    facts: int
    rests_on: tuple[str, ...]


@dataclass(frozen=True)
class Answers:
    """All that was asked, ready to be put together."""

    period: Period
    tallied: Mapping[Tally, Tallied]
    single: Mapping[Measure, Answer]


def measure(
    metrics: Iterable[Metric],
    *,
    under: str,
    period: Period,
    as_of: int | None = None,
    engine: Engine = postgres,
    tree: Tree = "then",
) -> dict[str, Figure]:
    """The figures by metric key, in the order asked. `under` is a body's path, "" the whole ledger.

    Two statements (one or three more on today's tree), in one moment of the ledger. Raises BadPeriod when the period
    is empty.
    """
    wanted = list(metrics)
    with engine.reading():
        view = look(under=under, period=period, as_of=as_of, engine=engine, tree=tree)
        return evaluate(view, wanted)


def look(
    *, under: str, period: Period, as_of: int | None = None, engine: Engine = postgres, tree: Tree = "then"
) -> View:
    """The view that these words mean; on today's tree it asks where bodies moved."""
    if not period.days:
        raise BadPeriod(f"期间 {period.start} 是空的，没有可统计的日期。")
    moved = moves_since(engine, as_of) if tree == "now" else ()
    return View(engine, Scope(under, moved=moved), period, as_of)


def evaluate(view: View, metrics: Sequence[Metric]) -> dict[str, Figure]:
    """`measure`, for a view that is there already."""
    needed = [each for metric in metrics for each in _needs(metric.measure, view.period)]
    tallies = [each for each in needed if isinstance(each, Tally)]
    singled = list(dict.fromkeys(each for each in needed if not isinstance(each, Tally)))
    answers = Answers(view.period, tally(Script(view), tallies), _single(Script(view), singled))
    scope = view.scope
    entered, left = (len({path.split(".")[-2] for path in paths}) for paths in (scope.entered(), scope.left()))
    return {
        metric.key: replace(
            _figure(metric, answers), under=scope.under, as_of=view.as_of, moved_in=entered, moved_out=left
        )
        for metric in metrics
    }


def _needs(measure: Measure, period: Period) -> Iterator[Tally | Single]:
    """What must be asked to answer for a measure."""
    match measure:
        case Count() | Total():
            yield from _tallies(measure)
        case Lowest(of=of):
            for piece in pieces(measure, period):
                yield from _tallies(of, months_of(piece))
        case Ratio(numerator=numerator, denominator=denominator):
            yield measure
            yield from _needs(numerator, period)
            yield from _needs(denominator, period)
        case _:
            yield measure


def _tallies(measure: Count | Total, months: tuple[int, ...] = ()) -> Iterator[Tally]:
    if isinstance(measure, Count):
        yield Tally(measure.rows, of=measure.of, months=months)
        return
    yield Tally(measure.rows, total=measure.of, months=months)
    if measure.less:
        if set(measure.less.kinds) & set(measure.rows.kinds):
            raise ValueError("what is taken off a total must be of other kinds than what is added")
        yield Tally(measure.less, total=measure.of, months=months)


def pieces(measure: Lowest, period: Period) -> tuple[Period, ...]:
    return period.quarters() if measure.per == "quarter" else period.months()


def months_of(piece: Period) -> tuple[int, ...]:
    return tuple(month_number(month.start) for month in piece.months())


def _single(script: Script, measures: Sequence[Single]) -> dict[Measure, Answer]:
    """One statement with a row per measure."""
    if not measures:
        return {}
    rows = []
    for n, each in enumerate(measures):
        number = exp.alias_(exp.Literal.number(n), "place")
        query = exp.select(number, "a.*", "w.*").from_(_answer(script, each).subquery("a", copy=False), copy=False)
        rows.append(query.join(weight(evidence(script, each)).subquery("w", copy=False), join_type="cross", copy=False))
    asked = exp.union(*rows, distinct=False) if len(rows) > 1 else rows[0]
    return {measures[row[0]]: _read(row) for row in script.ask(asked)}


def _read(row: Sequence[Any]) -> Answer:
    value, whole, own = (None if each is None else int(each) for each in row[1:4])
    return Answer(
        value, whole, own, int(row[4]), tuple(name for name, came in zip(DOORS, row[5:], strict=True) if came)
    )


def _answer(script: Script, measure: Single) -> exp.Select:
    """A query of one row: value, whole, own."""
    match measure:
        case Standing():
            return singles.answer("COUNT(*)").from_(_keys(sets.keyed(script, measure), sets.width(measure)), copy=False)
        case Stated(total=total):
            value = "COALESCE(SUM(amount), 0)" if total else "COUNT(*)"
            return singles.answer(value).from_(sets.keyed(script, measure), copy=False)
        case Both() | Coverage():
            return _met(script, measure)
        case Ratio():
            return singles.answer("NULL")
        case RolledUp():
            return singles.rolled_answer(script, measure)
        case Reading():
            return singles.reading_answer(script, measure)
        case Rank():
            return singles.rank_answer(script, measure)
        case Attested():
            return singles.attested_answer(script, measure)


def _met(script: Script, measure: Both | Coverage) -> exp.Select:
    listed, hit = pair(script, measure)
    keys = sets.keys(sets.width(measure.listed), "l")
    every = exp.select(*keys).distinct(copy=False).from_(exp.to_table(listed, alias="l"), copy=False)
    met = every.where(meets(measure, hit, negated=False))
    counts = [
        exp.select(exp.Count(this=exp.Star())).from_(q.subquery("keys", copy=False), copy=False).subquery(copy=False)
        for q in (met, every)
    ]
    return singles.answer(*counts)


def _keys(table: str, width: int) -> exp.Subquery:
    return exp.select(*sets.keys(width)).distinct(copy=False).from_(table, copy=False).subquery("keys", copy=False)


def _figure(metric: Metric, answers: Answers) -> Figure:
    blank = Figure(metric=metric, under="", period=answers.period, as_of=None, value=None, facts=0, rests_on=())
    match metric.measure:
        case Count() | Total() as one:
            value, facts, doors = _sum(one, answers)
            return replace(blank, value=value, facts=facts, rests_on=doors)
        case Lowest() as one:
            return _lowest(blank, one, answers)
        case Coverage() as one:
            said = answers.single[one]
            share = Fraction(said.value or 0, said.whole) if said.whole else None
            return replace(_plain(blank, said), value=share, numerator=said.value, denominator=said.whole)
        case Ratio() as one:
            said = answers.single[one]
            top, bottom = (_value(each, answers) for each in (one.numerator, one.denominator))
            share = Fraction(top) / bottom if top is not None and bottom else None
            return replace(_plain(blank, said), value=share, numerator=_whole(top), denominator=_whole(bottom))
        case Rank() | Attested() as one:
            said = answers.single[one]
            return replace(_plain(blank, said), value=said.value, denominator=said.whole, own=said.own)
        case one:
            said = answers.single[one]
            return replace(_plain(blank, said), value=said.value)


def _plain(blank: Figure, said: Answer) -> Figure:
    return replace(blank, facts=said.facts, rests_on=said.rests_on)


def _whole(value: Value) -> int | None:
    return int(value) if value is not None and Fraction(value).denominator == 1 else None


def _value(measure: Measure, answers: Answers) -> Value:
    return _figure(Metric(key="", title="", unit="", measure=measure), answers).value


def _sum(measure: Count | Total, answers: Answers, months: tuple[int, ...] = ()) -> tuple[int, int, tuple[str, ...]]:
    """Value, facts and doors of what was tallied; what is taken off comes second."""
    parts = [(each, answers.tallied[each]) for each in _tallies(measure, months)]
    value = parts[0][1].value - sum(said.value for _, said in parts[1:])
    doors = {door for each, said in parts for door in _doors(each, said)}
    return value, sum(said.facts for _, said in parts), tuple(name for name in DOORS if name in doors)


def _doors(each: Tally, said: Tallied) -> Iterator[str]:
    outside = {OUTSIDE.get(kind) for kind in each.rows.kinds}
    if outside != {None}:
        if len(outside) > 1:
            raise ValueError(f"{each.rows.kinds} mixes facts of ours with readings or attested ones")
        if said.facts:
            yield str(outside.pop())
        return
    if said.imported:
        yield "import"
    if said.facts > said.imported:
        yield "moves"


def _lowest(blank: Figure, measure: Lowest, answers: Answers) -> Figure:
    found = [(piece, _sum(measure.of, answers, months_of(piece))) for piece in pieces(measure, answers.period)]
    doors = {door for _, (_, _, came) in found for door in came}
    return replace(
        blank,
        value=min(value for _, (value, _, _) in found),
        facts=sum(facts for _, (_, facts, _) in found),
        rests_on=tuple(name for name in DOORS if name in doors),
        periods=tuple((piece.label, value) for piece, (value, _, _) in found),
    )
