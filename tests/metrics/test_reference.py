"""Every metric of the house, on random ledgers: the engines and the plain reference say the same, to the last unit."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest

from shenbian.facts.actions import strike, write
from shenbian.kit.period import Period
from shenbian.metrics.engine import Engine, postgres
from shenbian.metrics.figure import Figure
from shenbian.metrics.measure import measure
from shenbian.metrics.metric import Metric, metrics
from tests.metrics.reference import Reference, Row, doors
from tests.metrics.universe import Maker

PERIODS = ("2022", "2022-Q2", "2022-03", "2022-12", "2022-02-10/2022-08-20", "2023-01")
SCOPES = ("", "1.", "1.2.", "1.3.", "1.2.6.", "9.", "4.")


def ledger(seed: int, count: int) -> list[Row]:
    """Write a random ledger, strike some of it out; what stands."""
    maker = Maker(random.Random(seed))
    facts = maker.facts(count)
    half = len(facts) // 2
    ids = [*write(facts[:half], by="test"), *write(facts[half:], by="test", batch=7)]
    struck = set(maker.random.sample(ids, count // 20))
    strike(sorted(struck), by="test", reason="误登")
    return [
        Row(
            n, f.kind, f.happened_on, f.occurred_at, f.organisation, f.org_path, f.edition, f.person, f.unit,
            f.quantity, f.amount_fen, dict(f.facets), None if place < half else 7,
        )
        for place, (n, f) in enumerate(zip(ids, facts, strict=True))
        if n not in struck
    ]  # fmt: skip


def shown(figure: Figure) -> tuple[Any, ...]:
    return (figure.value, figure.facts, set(figure.rests_on), figure.numerator, figure.denominator, figure.own,
            list(figure.periods))  # fmt: skip


def expected(reference: Reference, metric: Metric, rows: Sequence[Row]) -> tuple[Any, ...]:
    said = reference.say(metric.measure)
    behind = [row for row in rows if row.id in said.ids]
    return said.value, len(said.ids), doors(behind), said.numerator, said.denominator, said.own, said.periods


def differences(engine: Engine, rows: list[Row], under: str, period: Period, tree: str) -> dict[str, Any]:
    reference = Reference(rows, under, period, today=tree == "now")
    found = measure(metrics, under=under, period=period, engine=engine, tree=tree)
    wrong = {}
    for metric in metrics:
        says, should = shown(found[metric.key]), expected(reference, metric, rows)
        if says != should:
            wrong[metric.key] = (says, should)
    return wrong


@pytest.mark.django_db
@pytest.mark.parametrize("tree", ["then", "now"])
def test_postgres_says_what_the_reference_says(tree: str) -> None:
    rows = ledger(1, 4000)
    for under in SCOPES:
        for period in PERIODS:
            assert differences(postgres, rows, under, Period.parse(period), tree) == {}, (under, period)
