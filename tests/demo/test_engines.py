"""Every metric, in every town, in every month: PostgreSQL and DuckDB over the Parquet export say the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from shenbian.facts.parquet import export
from shenbian.kit.period import Period
from shenbian.metrics.engine import Engine, Parquet, postgres
from shenbian.metrics.figure import Figure
from shenbian.metrics.measure import measure
from shenbian.metrics.metric import metrics
from shenbian.orgs.models import Organisation
from tests.demo.conftest import Year

pytestmark = pytest.mark.xdist_group("demo-year")


def shown(figures: dict[str, Figure]) -> dict[str, tuple[Any, ...]]:
    return {
        key: (f.value, f.facts, f.rests_on, f.periods, f.numerator, f.denominator, f.own) for key, f in figures.items()
    }


def said(engine: Engine, under: str, period: Period) -> dict[str, tuple[Any, ...]]:
    return shown(measure(metrics, under=under, period=period, engine=engine))


def test_every_metric_of_every_town_and_month_is_the_same_on_both_engines(year: Year, tmp_path: Path) -> None:
    export(tmp_path / "facts")
    duck = Parquet(tmp_path / "facts")
    towns = list(Organisation.objects.filter(level="town", parent=year.federation).values_list("path", flat=True))
    assert len(towns) == 25
    for period in (year.period, *year.period.months()):
        for under in (year.under, "", *towns):
            assert said(postgres, under, period) == said(duck, under, period), (under, period.label)
