"""Every metric, in every month, in every town in turn: PostgreSQL and DuckDB over the Parquet export say the same."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pytest

from shenbian.facts.parquet import export
from shenbian.kit.period import Period
from shenbian.metrics import answers
from shenbian.metrics import engine as engines
from shenbian.metrics.engine import Engine, Parquet, postgres
from shenbian.metrics.measure import measure
from shenbian.metrics.metric import metrics
from shenbian.metrics.selection import View
from shenbian.orgs.models import Organisation
from tests.databases import at_work_on
from tests.demo.conftest import Loaded, Year

_TURNS = 3


@dataclass(frozen=True)
class Held(Parquet):
    """The export, read into memory once, and a question asked of one town asked of all of them.

    DuckDB plans a statement far longer than it runs it: 25 towns at once cost what four cost one by one.
    """

    towns: tuple[str, ...] = ()
    said: dict[str, dict[str, list[tuple[Any, ...]]]] = field(default_factory=dict, hash=False)

    def reads_once(self, *_: object) -> bool:
        return False

    def ask(self, text: str) -> list[tuple[Any, ...]]:
        town = next((each for each in self.towns if f"'{each}'" in text), None)
        if town is None:
            return super().ask(text)
        asked = text.replace(f"'{town}'", "town.path")
        if asked not in self.said:
            self.said[asked] = self._of_all(asked)
        return self.said[asked][town]

    def _of_all(self, asked: str) -> dict[str, list[tuple[Any, ...]]]:
        towns = ", ".join(f"('{each}')" for each in self.towns)
        rows: dict[str, list[tuple[Any, ...]]] = {each: [] for each in self.towns}
        for town, *row in super().ask(f"SELECT * FROM (VALUES {towns}) town(path), LATERAL ({asked})"):
            rows[town].append(tuple(row))
        return rows

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        files = f"read_parquet('{self.folder}/**/*.parquet', hive_partitioning = false)"
        opened = duckdb.connect(":memory:", config={"threads": 1})
        opened.execute(f"CREATE TABLE {engines._FILES} AS SELECT * FROM {files} ORDER BY kind, happened_on")
        return opened


@pytest.fixture(scope="module")
def folder(loaded: Loaded, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Parquet export of the year."""
    place = tmp_path_factory.mktemp("export") / "facts"
    with django_db_blocker.unblock(), at_work_on(loaded.database):
        export(place)
    return place


def said(engine: Engine, under: str, period: Period) -> dict[str, tuple[Any, ...]]:
    """All that every metric says of a subtree and a period."""
    figures = measure(metrics, under=under, period=period, engine=engine)
    return {
        key: (f.value, f.facts, f.rests_on, f.periods, f.numerator, f.denominator, f.own) for key, f in figures.items()
    }


def of_each(towns: Sequence[str], engine: Engine, period: Period) -> list[dict[str, tuple[Any, ...]]]:
    return [said(engine, under, period) for under in towns]


class OneForAll:
    """The statement of the first town, said of the others: they differ by the path alone, and writing one is dear.

    That they do is held against the last town's own statement.
    """

    def __init__(self, towns: Sequence[str]) -> None:
        self.first, self.last = towns[0], towns[-1]
        self.written = answers._statement

    def __call__(self, view: View, *asked: Any) -> tuple[str, list[list[str]]]:
        model = replace(view, scope=replace(view.scope, under=self.first))
        text, names = self.written(model, *asked)
        text = text.replace(f"'{self.first}", f"'{view.scope.under}")
        if view.scope.under == self.last:
            assert self.written(view, *asked) == (text, names)
        return text, names


def test_every_metric_of_every_month_and_every_town_in_turn_is_the_same_on_both_engines(
    year: Year, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A third of the towns each month, so that each comes up in every quarter. The engines work side by side: DuckDB in
    a thread, the server in its own process."""
    found = Organisation.objects.filter(level="town", parent=year.federation)
    paths = tuple(found.order_by("path").values_list("path", flat=True))
    thirds = [paths[n::_TURNS] for n in range(_TURNS)]
    ducks = [Held(folder, towns=towns) for towns in thirds]
    wrong, compared = [], 0
    with ThreadPoolExecutor(1) as beside:
        for number, period in enumerate(year.period.months()):
            towns, duck = thirds[number % _TURNS], ducks[number % _TURNS]
            with monkeypatch.context() as patch:
                patch.setattr(answers, "_statement", OneForAll(towns))
                other = beside.submit(of_each, towns, duck, period)
                here, there = of_each(towns, postgres, period), other.result()
            for under, ours, theirs in zip(towns, here, there, strict=True):
                compared += len(ours)
                wrong += [(k, under, period.label, ours[k], theirs[k]) for k in ours if ours[k] != theirs[k]]
    assert wrong == []
    assert compared == len(list(metrics)) * 25 * 12 // _TURNS


def test_the_files_themselves_say_the_same_of_the_whole_year(year: Year, folder: Path) -> None:
    towns = Organisation.objects.filter(level="town", parent=year.federation).values_list("path", flat=True)
    for under in ("", year.under, *towns[:2]):
        assert said(Parquet(folder), under, year.period) == said(postgres, under, year.period)
