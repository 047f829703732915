"""The whole demo year, loaded once a run through the importers, in a database and a data folder of its own.

Its tests only read it, or write in a transaction that is taken back. Of several workers one loads it, for all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.db import connection, transaction

import shenbian.programmes.contents  # noqa: F401  declares every programme, kind and metric
from shenbian.demo.load import load_year
from shenbian.demo.world import World
from shenbian.demo.year import books
from shenbian.kit.period import Period
from shenbian.metrics.figure import Figure
from shenbian.metrics.measure import measure
from shenbian.metrics.metric import metrics
from shenbian.orgs.models import Organisation
from shenbian.record.actions import draft
from shenbian.record.render import FORMATS
from shenbian.rulebook.actions import load_starter
from tests.databases import at_work_on, drop, make_copy
from tests.demo.books import Books
from tests.demo.sharing import shared


@dataclass(frozen=True)
class Loaded:
    """Where the year lies: its database, its data folder, and what the importers said of it."""

    database: str
    home: Path
    said: tuple[str, ...]


@pytest.fixture(scope="session")
def loaded(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    def make(folder: Path) -> dict[str, Any]:
        said: list[str] = []
        with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
            patch.setenv("SHENBIAN_HOME", str(folder / "home"))
            copy = make_copy("demo")
            with at_work_on(copy):
                load_starter(by="operator:migrate")  # as every command does once the tables stand
                load_year(1, said.append)
                with connection.cursor() as cursor:
                    cursor.execute("ANALYZE")
        return {"database": copy, "home": str(folder / "home"), "said": said}

    def end(told: dict[str, Any]) -> None:
        with django_db_blocker.unblock():
            drop(told["database"])

    with shared("demo-year", tmp_path_factory, make=make, end=end) as told:
        yield Loaded(told["database"], Path(told["home"]), tuple(told["said"]))


@dataclass(frozen=True)
class Year:
    """The loaded year and its federation."""

    federation: Organisation
    period: Period
    said: tuple[str, ...]

    @property
    def under(self) -> str:
        return self.federation.path

    def figures(self) -> dict[str, Figure]:
        """Every metric of the house."""
        return measure(metrics, under=self.under, period=self.period)


@pytest.fixture
def year(loaded: Loaded, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Year]:
    """Look at the loaded year; whatever the test writes is taken back."""
    monkeypatch.setenv("SHENBIAN_HOME", str(loaded.home))
    with django_db_blocker.unblock(), at_work_on(loaded.database), transaction.atomic():
        yield Year(Organisation.objects.get(number="SYZGH"), Period.year(2022), loaded.said)
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def record(loaded: Loaded, django_db_blocker: Any) -> dict[str, Any]:
    """The record of the year as `shenbian record 2022 --format json` gives it, drawn up once."""
    with django_db_blocker.unblock(), at_work_on(loaded.database):
        told: dict[str, Any] = orjson.loads(FORMATS["json"](draft(Organisation.objects.get(number="SYZGH"), year=2022)))
        return told


@pytest.fixture(scope="session")
def sheets() -> Books:
    """The workbooks of the year, as they were typed."""
    return Books({book.name: book for book in books(World())})
