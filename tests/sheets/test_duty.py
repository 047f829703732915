"""The sheet 下沉值守 comes in through the moves of days out there, once, and goes out again with its batch."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from shenbian.deployments.models import DutyDay
from shenbian.facts.kind import kinds
from shenbian.facts.models import Fact
from shenbian.people.actions import enrol
from shenbian.sheets.actions import reverse
from shenbian.sheets.models import Batch
from shenbian.sheets.report import Summary
from tests.sheets.books import identity
from tests.sheets.conftest import District

Counts = Callable[[Summary], dict[str, int]]
HEADERS = ("日期", "工会", "姓名", "证件号码", "项目", "社区(村)或驻点", "身份", "工作内容", "状态")
PROGRAMME = "干部下沉和社工参与防疫"


def row(
    person: int = 1, *, day: date = date(2022, 5, 3), work: str = "卡口值守", status: str = "已到岗"
) -> tuple[Any, ...]:
    named = (f"职工{person}", identity(person))
    return (day, "SY-03", *named, PROGRAMME, "石园北区社区", "工会干部", work, status)


def told() -> list[dict[str, Any]]:
    """What the standing facts say, apart from when and under which number."""
    apart = {"id", "recorded_at", "salt", "mac", "batch"}
    names = [field.name for field in Fact._meta.fields if field.name not in apart]
    return list(Fact.objects.filter(kind="duty.day", voided_at=None).order_by("source").values(*names))


def test_the_facts_are_those_that_the_import_wrote(
    district: District, counts: Counts, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2):  # known before: who came with a batch goes with it
        enrol(f"职工{number}", number=identity(number), by="test")
    rows = [row(), row(2), row(), row(3, status="居家"), row(day=date(2022, 5, 4))]
    assert counts(district.sheet("下沉值守", HEADERS, rows)) == {"new": 3, "same": 1, "left_out": 1}
    by_moves = told()
    assert DutyDay.objects.filter(status="logged").count() == 3
    assert counts(district.sheet("下沉值守", HEADERS, rows)) == {"same": 4, "left_out": 1}
    reverse(Batch.objects.get(register="duty.day", status="applied"), by=district.by, reason="误报")
    assert (DutyDay.objects.count(), told()) == (0, [])
    monkeypatch.setitem(kinds._all, "duty.day", replace(kinds["duty.day"], by_moves=False))
    district.sheet("下沉值守", HEADERS, rows)
    assert told() == by_moves


def test_a_row_that_says_otherwise_changes_the_day(district: District, counts: Counts) -> None:
    district.sheet("下沉值守", HEADERS, [row()])
    assert counts(district.sheet("下沉值守", HEADERS, [row(work="信息采集")])) == {"changed": 1}
    assert ([each["facets"]["work"] for each in told()], DutyDay.objects.get().work) == (["信息采集"], "信息采集")
