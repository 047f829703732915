"""Every metric, in every town, in every month: PostgreSQL and DuckDB over the Parquet export say the same."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pytest

from shenbian.facts.parquet import export
from shenbian.kit.period import Period
from shenbian.metrics import engine as engines
from shenbian.metrics.engine import Engine, Parquet, postgres
from shenbian.metrics.measure import measure
from shenbian.metrics.metric import metrics
from shenbian.orgs.models import Organisation
from tests.demo.conftest import Year

pytestmark = pytest.mark.xdist_group("demo-year")


class Held(Parquet):
    """The export, read into memory once: hundreds of questions are asked of it."""

    def reads_once(self, *_: object) -> bool:
        return False

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        files = f"read_parquet('{self.folder}/**/*.parquet', hive_partitioning = false)"
        opened = duckdb.connect(":memory:", config={"threads": 1})
        opened.execute(f"CREATE TABLE {engines._FILES} AS SELECT * FROM {files} ORDER BY kind, happened_on")
        return opened


@pytest.fixture
def folder(year: Year, tmp_path: Path) -> Path:
    export(tmp_path / "facts")
    return tmp_path / "facts"


def said(engine: Engine, under: str, period: Period) -> dict[str, tuple[Any, ...]]:
    """All that every metric says of a subtree and a period."""
    figures = measure(metrics, under=under, period=period, engine=engine)
    return {
        key: (f.value, f.facts, f.rests_on, f.periods, f.numerator, f.denominator, f.own) for key, f in figures.items()
    }


def grid(year: Year) -> Iterator[tuple[Period, str]]:
    """The district and each of its towns, in each month."""
    towns = list(Organisation.objects.filter(level="town", parent=year.federation).values_list("path", flat=True))
    assert len(towns) == 25
    for period in year.period.months():
        for under in (year.under, *towns):
            yield period, under


def test_every_metric_of_every_town_and_month_is_the_same_on_both_engines(year: Year, folder: Path) -> None:
    """The engines work side by side: DuckDB in a thread, the server in its own process."""
    duck, wrong = Held(folder), []
    with ThreadPoolExecutor(1) as beside:
        for period, under in grid(year):
            other = beside.submit(said, duck, under, period)
            ours = said(postgres, under, period)
            theirs = other.result()
            wrong += [(key, under, period.label, ours[key], theirs[key]) for key in ours if ours[key] != theirs[key]]
    assert wrong == []


def test_the_files_themselves_say_the_same_of_the_whole_year(year: Year, folder: Path) -> None:
    towns = Organisation.objects.filter(level="town", parent=year.federation).values_list("path", flat=True)
    for under in ("", year.under, *towns[:2]):
        assert said(Parquet(folder), under, year.period) == said(postgres, under, year.period)
