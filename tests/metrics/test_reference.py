"""Every metric of the house, on random ledgers: both engines and the plain reference say the same, to the last unit."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shenbian.facts.actions import strike
from shenbian.facts.kind import kinds
from shenbian.facts.parquet import export
from shenbian.facts.seal import seal
from shenbian.kit.period import Period
from shenbian.metrics import answers
from shenbian.metrics.engine import Parquet, postgres
from shenbian.metrics.measure import measure
from shenbian.metrics.metric import metrics
from shenbian.metrics.rows import misses, rows
from tests.metrics.ledgers import PLACES, YEAR, differences, expected, ledger, shown
from tests.metrics.reference import Reference
from tests.metrics.universe import Maker

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("tree", ["then", "now"])
def test_both_engines_say_what_the_reference_says(tree: str, tmp_path: Path) -> None:
    standing = ledger(1, 4000)
    export(tmp_path / "facts")
    engines = (postgres, Parquet(tmp_path / "facts"))
    for under, text in PLACES if tree == "then" else PLACES[::2]:
        period = Period.parse(text)
        should = expected(standing, under, period, tree=tree)
        for engine in engines:
            wrong = differences(engine, should, under, period, tree=tree)
            assert wrong == {}, (engine, under, text)


def test_what_moves_alone_write_rests_on_moves_whatever_batch_it_carries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of every measure, beside kinds that are imported."""
    answers._statement.cache_clear()
    for kind in [each for each in kinds if each.imported][::2]:
        monkeypatch.setitem(kinds._all, kind.key, replace(kind, by_moves=True))
    standing = ledger(6, 4000)
    export(tmp_path / "facts")
    should = expected(standing, "1.", YEAR)
    for engine in (postgres, Parquet(tmp_path / "facts")):
        assert differences(engine, should, "1.", YEAR) == {}, engine
    doors = {figure.rests_on for figure in measure(metrics, under="1.", period=YEAR).values()}
    assert {("moves",), ("moves", "import")} <= doors
    answers._statement.cache_clear()


def test_most_metrics_of_the_random_ledger_are_not_zero() -> None:
    ledger(1, 4000)
    figures = measure(metrics, under="1.", period=YEAR)
    assert len([figure for figure in figures.values() if figure.value]) > 0.8 * len(figures)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), count=st.integers(0, 150), people=st.integers(1, 5), units=st.integers(1, 4))
def test_small_crowded_ledgers_come_to_the_same(seed: int, count: int, people: int, units: int) -> None:
    maker = Maker(random.Random(seed), people=range(1000, 1000 + people), units=range(1, 1 + units))
    with transaction.atomic():
        standing = ledger(seed, count, maker)
        under, text = maker.random.choice(PLACES)
        period = Period.parse(text)
        assert differences(postgres, expected(standing, under, period), under, period) == {}
        transaction.set_rollback(True)


def test_a_size_of_the_sealed_tree_shows_what_stood_then(tmp_path: Path) -> None:
    first = ledger(2, 1500)
    head = seal(by="test")
    assert head is not None
    later = ledger(3, 1500, Maker(random.Random(3), number=10_000))
    gone = {row.id for row in first[::7]}
    strike(sorted(gone), by="test", reason="误登")
    seal(by="test")
    unsealed = ledger(4, 300, Maker(random.Random(4), number=20_000))
    export(tmp_path / "facts")
    now = [row for row in first if row.id not in gone] + later + unsealed
    engines = (postgres, Parquet(tmp_path / "facts"))
    for tree in ("then", "now"):
        should = expected(first, "1.", YEAR, tree=tree)
        for engine in engines:
            assert differences(engine, should, "1.", YEAR, as_of=head.size, tree=tree) == {}
    should = expected(now, "1.", YEAR)
    for engine in engines:
        assert differences(engine, should, "1.", YEAR) == {}


@pytest.mark.parametrize("tree", ["then", "now"])
def test_the_rows_behind_a_figure_are_those_of_the_reference_and_as_many_as_it_says(tree: str) -> None:
    standing = ledger(5, 2500)
    reference = Reference(standing, "1.", YEAR, today=tree == "now")
    figures = measure(metrics, under="1.", period=YEAR, tree=tree)
    for metric in metrics:
        said = reference.say(metric.measure)
        found = rows(metric, under="1.", period=YEAR, tree=tree, limit=5000)
        assert (found, len(found)) == (sorted(said.ids), figures[metric.key].facts), metric.key
        missed = misses(metric, under="1.", period=YEAR, tree=tree, limit=5000)
        assert (missed, len(missed)) == (sorted(said.misses), figures[metric.key].missed), metric.key


def test_rows_and_misses_come_in_pages() -> None:
    ledger(5, 4000)
    visits = metrics["monthly_visits.coverage"]
    players = metrics["culture_festival.participants"]
    every = rows(players, under="1.", period=YEAR)
    pages, after = [], 0
    while page := rows(players, under="1.", period=YEAR, after=after, limit=20):
        pages, after = [*pages, *page], page[-1]
    assert pages == every and len(every) > 40
    missed, last = [], ()
    while part := misses(visits, under="1.", period=YEAR, after=last, limit=9):
        missed, last = [*missed, *part], part[-1]
    assert missed == misses(visits, under="1.", period=YEAR) and len(missed) > 20


def test_one_metric_alone_says_what_it_says_among_all() -> None:
    ledger(6, 2000)
    together = measure(metrics, under="1.2.", period=YEAR)
    for metric in metrics:
        alone = measure([metric], under="1.2.", period=YEAR)
        assert {key: shown(figure) for key, figure in alone.items()} == {metric.key: shown(together[metric.key])}
