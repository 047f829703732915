"""Every test of the ledger has a data folder of its own, so that keys and heads of one never meet another."""

from pathlib import Path

import pytest

from shenbian.facts.kind import Facet, Has, Kind, Type, kinds
from tests.databases import own_database as committed  # noqa: F401  a fixture, asked for by its name

GIFT = Kind(
    key="gift",
    title="慰问",
    one="人次",
    natural=("person", "on"),
    person=Has.MUST,
    unit=Has.MAY,
    quantity="份",
    amount=Has.MAY,
    facets=(
        Facet(key="why", title="事由", codes={"heat": "高温", "spring": "春节"}, required=True),
        Facet(key="pieces", title="件数", type=Type.WHOLE),
        Facet(key="first", title="首次", type=Type.YES),
        Facet(key="on", title="发放日", type=Type.DAY),
    ),
)


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def gift(monkeypatch: pytest.MonkeyPatch) -> Kind:
    monkeypatch.setitem(kinds._all, "gift", GIFT)
    return GIFT
