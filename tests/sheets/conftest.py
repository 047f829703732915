"""The district of these tests: a federation, a town, a plant with its union; the operator brings sheets in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shenbian.orgs import actions as orgs
from shenbian.orgs.models import Organisation, Unit
from shenbian.rights.actor import Actor
from shenbian.sheets.actions.importing import bring_in
from shenbian.sheets.report import Summary
from tests.sheets.books import book


@dataclass
class District:
    """A place to import into, and the folder in which officers keep their workbooks."""

    folder: Path
    federation: Organisation
    town: Organisation
    plant: Organisation
    unit: Unit
    by: Actor
    said: list[str] = field(default_factory=list)

    def book(self, name: str, sheet: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> Path:
        return book(self.folder / f"{name}.xlsx", sheet, headers, rows)

    def bring(self, path: Path | None = None, **options: Any) -> Summary:
        return bring_in(path or self.folder, by=options.pop("by", self.by), say=self.said.append, **options)

    def sheet(self, sheet: str, headers: Sequence[str], rows: Iterable[Sequence[Any]], **options: Any) -> Summary:
        """Write a workbook and bring it in."""
        return self.bring(self.book(sheet, sheet, headers, rows), **options)


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of one's own, so that keys and heads of one test never meet another's."""
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def district(db: None, tmp_path: Path) -> District:
    by = Actor.operator("test")
    federation = orgs.found("顺义区总工会", level="federation", number="SY", founded_on=date(1950, 1, 1), by=by.ref)
    town = orgs.found(
        "仁和镇总工会", level="town", number="SY-03", founded_on=date(1990, 1, 1), by=by.ref, parent=federation
    )
    plant = orgs.found(
        "北方机械厂工会", level="grassroots", number="SY-03-1", founded_on=date(2000, 1, 1), by=by.ref, parent=town
    )
    unit = orgs.register_unit("北方机械厂", number="U1", kind="employer", by=by.ref)
    folder = tmp_path / "workbooks"
    folder.mkdir()
    return District(folder, federation, town, plant, unit, by)


@pytest.fixture
def counts() -> Callable[[Summary], dict[str, int]]:
    """The fates of all rows, those that befell none left out."""
    fates = ("new", "changed", "same", "left_out", "conflicting", "refused")
    return lambda summary: {fate: n for fate in fates if (n := summary.total(fate))}
