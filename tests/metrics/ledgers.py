"""Random ledgers written through the door, and what stands in them, as the reference sees it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from shenbian.facts.actions import strike, write
from shenbian.facts.fact import NewFact
from shenbian.kit.period import Period
from shenbian.metrics.engine import Engine
from shenbian.metrics.figure import Figure
from shenbian.metrics.measure import measure
from shenbian.metrics.metric import metrics
from tests.metrics.reference import Reference, Row, doors
from tests.metrics.universe import Maker

YEAR = Period.year(2022)
PLACES = [
    ("", "2022"), ("1.", "2022"), ("1.", "2022-02-10/2022-08-20"), ("1.", "2023-01"), ("1.2.", "2022"),
    ("1.2.", "2022-Q2"), ("1.3.", "2022-12"), ("1.3.", "2022"), ("1.2.6.", "2022-03"), ("1.20.", "2022"),
    ("9.", "2022-Q4"), ("9.", "2022-12"), ("4.", "2022"),
]  # fmt: skip


def ledger(seed: int, count: int, maker: Maker | None = None) -> list[Row]:
    """Write a random ledger, half of it as an import, strike some of it out; what stands."""
    maker = maker or Maker(random.Random(seed))
    return written(maker, maker.facts(count))


def written(maker: Maker, facts: Sequence[NewFact]) -> list[Row]:
    half = len(facts) // 2
    ids = [*write(facts[:half], by="test"), *write(facts[half:], by="test", batch=7)]
    struck = set(maker.random.sample(ids, len(ids) // 20))
    strike(sorted(struck), by="test", reason="误登")
    rows = [
        row(number, fact, None if place < half else 7)
        for place, (number, fact) in enumerate(zip(ids, facts, strict=True))
    ]
    return [each for each in rows if each.id not in struck]


def row(number: int, f: NewFact, batch: int | None) -> Row:
    place = (f.organisation, f.org_path, f.edition, f.person, f.unit)
    return Row(number, f.kind, f.happened_on, f.occurred_at, *place, f.quantity, f.amount_fen, dict(f.facets), batch)


def shown(figure: Figure) -> tuple[Any, ...]:
    shares = (figure.numerator, figure.denominator, figure.own)
    return figure.value, figure.facts, set(figure.rests_on), *shares, list(figure.periods)


def expected(rows: list[Row], under: str, period: Period, *, tree: str = "then") -> dict[str, tuple[Any, ...]]:
    """What the reference says of these rows, for every metric."""
    reference = Reference(rows, under, period, today=tree == "now")
    by_id = {row.id: row for row in rows}
    found = {}
    for metric in metrics:
        said = reference.say(metric.measure)
        came = doors([by_id[each] for each in said.ids])
        found[metric.key] = (said.value, len(said.ids), came, said.numerator, said.denominator, said.own, said.periods)
    return found


def differences(
    engine: Engine, should: dict[str, tuple[Any, ...]], under: str, period: Period, **said: Any
) -> dict[str, Any]:
    """Metrics of which the engine says something else than the reference: both sayings."""
    found = measure(metrics, under=under, period=period, engine=engine, **said)
    both = {metric.key: (shown(found[metric.key]), should[metric.key]) for metric in metrics}
    return {key: (says, wanted) for key, (says, wanted) in both.items() if says != wanted}
