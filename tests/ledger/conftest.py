"""Two bodies with books of their own, and two controls: a pot that cannot go below nought, and where it comes from."""

from datetime import date

import pytest

from shenbian.ledger.declared import Control, Key, Line, NewVoucher, controls
from shenbian.orgs.actions import found
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor

CLERK = Actor.operator("treasurer")
POT, SOURCE = "test.pot", "test.source"
DAY = date(2022, 3, 5)


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(controls._all, POT, Control(POT, "可用", floored=True, lacks="预算只剩{left}，要用{wanted}。"))
    monkeypatch.setitem(controls._all, SOURCE, Control(SOURCE, "来源"))


def make_bodies() -> list[Organisation]:
    home = found("区总工会", level="federation", number="Q1", founded_on=date(2000, 1, 1), by="test")
    return [home, found("东镇总工会", level="town", number="Z1", founded_on=date(2000, 1, 1), parent=home, by="test")]


@pytest.fixture
def home(db: None) -> Organisation:
    return make_bodies()[0]


def pot(org: Organisation, of: str = "pot:1", measure: str = "fen") -> Key:
    return Key(org.pk, POT, of, measure)


def put(
    org: Organisation, amount: int, source: str, *, on: date = DAY, of: str = "pot:1", measure: str = "fen"
) -> NewVoucher:
    """So much from where it comes from into the pot; below nought the other way."""
    lines = (Line(pot(org, of, measure), amount), Line(Key(org.pk, SOURCE, "", measure), -amount))
    return NewVoucher(on=on, title="测试", source=source, lines=lines)
