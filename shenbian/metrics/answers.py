"""What must be asked to answer for a measure, and one statement that asks it all.

Counts and totals are tallied over facts grouped first (`flows`); the rest are sets and single answers over common
tables that equal measures share (`sets`, `singles`). The statement gives a row per part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from sqlglot import exp

from shenbian.kit.period import Period
from shenbian.metrics import flows, sets, singles
from shenbian.metrics.evidence import DOORS, meets, pair, weight
from shenbian.metrics.flows import Tallied, Tally
from shenbian.metrics.metric import (
    Attested,
    Both,
    Count,
    Coverage,
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
from shenbian.metrics.selection import Script, View, month_number, named

Single: TypeAlias = "Standing | Stated | RolledUp | Both | Coverage | Ratio | Rank | Reading | Attested"


@dataclass(frozen=True)
class Answer:
    """What a single measure comes to; the value of a ratio is not among it."""

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


def ask(view: View, measures: Iterable[Measure]) -> Answers:
    """The answers to all of them: one statement."""
    needed = dict.fromkeys(each for measure in measures for each in needs(measure, view.period))
    tallies = tuple(each for each in needed if isinstance(each, Tally))
    single = tuple(each for each in needed if not isinstance(each, Tally))
    if not needed:
        return Answers(view.period, {}, {})
    text, names = _statement(view, tallies, single)
    said = {name: value for part, row in view.engine.ask(text) for name, value in zip(names[part], row, strict=True)}
    return Answers(view.period, flows.read(tallies, said), {each: _read(n, said) for n, each in enumerate(single)})


@lru_cache(maxsize=200)
def _statement(view: View, tallies: tuple[Tally, ...], single: tuple[Single, ...]) -> tuple[str, list[list[str]]]:
    """The statement, written once for the same question, and the names of what each of its rows holds."""
    script = Script(view)
    parts = flows.parts(script, tallies)
    for n, each in enumerate(single):
        answer = _answer(script, each).subquery("a", copy=False)
        came = weight(script, each).subquery("w", copy=False)
        columns = [named(exp.column(name), f"m{n}_{name}") for name in _COLUMNS]
        parts.append(exp.select(*columns).from_(answer, copy=False).join(came, join_type="cross", copy=False))
    names = [[column.alias_or_name for column in part.selects] for part in parts]
    rows = [_row(n, part, names[n]) for n, part in enumerate(parts)]
    return script.text(exp.union(*rows, distinct=False, copy=False) if len(rows) > 1 else rows[0]), names


def _row(number: int, part: exp.Select, names: Iterable[str]) -> exp.Select:
    """A query of one row as its number and an array: rows of different widths fit together."""
    values = exp.Array(expressions=[exp.column(name, quoted=True) for name in names])
    row = exp.select(named(exp.Literal.number(number), "part"), named(values, "said"))
    return row.from_(part.subquery("one", copy=False), copy=False)


_COLUMNS = ("value", "whole", "own", "facts", *(f"by_{name}" for name in DOORS))


def _read(number: int, said: Mapping[str, Any]) -> Answer:
    value, whole, own, facts, *came = (said[f"m{number}_{name}"] for name in _COLUMNS)
    doors = tuple(name for name, any_ in zip(DOORS, came, strict=True) if any_)
    return Answer(_int(value), _int(whole), _int(own), int(facts), doors)


def _int(value: Any) -> int | None:
    return None if value is None else int(value)


def needs(measure: Measure, period: Period) -> Iterator[Tally | Single]:
    """What must be asked to answer for a measure."""
    match measure:
        case Count() | Total():
            yield from tallies_of(measure)
        case Lowest(of=of):
            for piece in pieces(measure, period):
                yield from tallies_of(of, months_of(piece))
        case Ratio(numerator=numerator, denominator=denominator):
            yield measure
            yield from needs(numerator, period)
            yield from needs(denominator, period)
        case _:
            yield measure


def tallies_of(measure: Count | Total, months: tuple[int, ...] = ()) -> Iterator[Tally]:
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
