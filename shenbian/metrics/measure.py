"""The one evaluator: metrics in, figures out, for a subtree, a period and a size of the sealed tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from shenbian.kit.period import BadPeriod, Period
from shenbian.metrics.answers import Answer, Answers, ask, months_of, pieces, tallies_of
from shenbian.metrics.engine import Engine, postgres
from shenbian.metrics.evidence import DOORS
from shenbian.metrics.figure import Figure, Value
from shenbian.metrics.flows import OUTSIDE, Tallied, Tally
from shenbian.metrics.metric import Attested, Count, Coverage, Lowest, Measure, Metric, Rank, Ratio, Total
from shenbian.metrics.scope import Scope, Tree, moves_since, places_before
from shenbian.metrics.selection import View


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

    One statement, however many metrics; before it, in the same moment of the ledger, one to three that ask where
    bodies moved (none for a root in the tree as it was).
    Raises BadPeriod when the period is empty.
    """
    wanted = list(metrics)
    with engine.reading():
        view = look(under=under, period=period, as_of=as_of, engine=engine, tree=tree)
        return evaluate(view, wanted)


def look(
    *, under: str, period: Period, as_of: int | None = None, engine: Engine = postgres, tree: Tree = "then"
) -> View:
    """The view that these words mean; it asks where bodies moved."""
    if not period.days:
        raise BadPeriod(f"期间 {period.start} 是空的，没有可统计的日期。")
    if tree == "now":
        return View(engine, Scope(under, moved=moves_since(engine, as_of)), period, as_of)
    return View(engine, Scope(under, before=places_before(engine, as_of, under)), period, as_of)


def evaluate(view: View, metrics: Sequence[Metric]) -> dict[str, Figure]:
    """`measure`, for a view that is there already."""
    answers = ask(view, [metric.measure for metric in metrics])
    scope = view.scope
    entered, left = (len({path.split(".")[-2] for path in paths}) for paths in (scope.entered(), scope.left()))
    return {
        metric.key: replace(
            _figure(metric, answers), under=scope.under, as_of=view.as_of, moved_in=entered, moved_out=left
        )
        for metric in metrics
    }


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
    parts = [(each, answers.tallied[each]) for each in tallies_of(measure, months)]
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
