"""The sheets of purchases, allotments, parcels and visits come in through moves of goods, once, and go out again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from shenbian.facts.kind import kinds
from shenbian.facts.models import Fact
from shenbian.flow.refusals import Refused
from shenbian.goods.models import Allotment, Issue, Item, Purchase, Store
from shenbian.ledger.models import Holding
from shenbian.ledger.verifying import faults
from shenbian.people.actions import enrol
from shenbian.sheets.actions import reverse
from shenbian.sheets.models import Batch
from shenbian.sheets.report import Summary
from tests.sheets.books import identity
from tests.sheets.conftest import District

Counts = Callable[[Summary], dict[str, int]]
FESTIVAL, CAMPAIGN, DAY = "“年味十足 聚在顺义”春节活动", "2022年春节慰问", date(2022, 1, 14)
BOUGHT = ("日期", "工会", "活动", "份", "项目", "入库单号", "物品", "金额(元)", "到期日", "状态")
ALLOTTED = ("日期", "工会", "活动", "份", "项目", "调拨单号", "物品", "发放点", "状态")
PARCEL = ("日期", "工会", "活动", "姓名", "证件号码", "份", "项目", "物品", "集体签领单号", "发放点", "领取情况")
VISIT = ("日期", "工会", "活动", "姓名", "证件号码", "人次", "项目", "集体签收单号", "慰问对象", "慰问点", "签收情况")


def bought(count: int = 100, *, number: str = "RK-1", status: str = "已入库", expires: Any = "") -> tuple[Any, ...]:
    day = date(2022, 1, 5)
    return (day, "SY", CAMPAIGN, count, FESTIVAL, number, "温暖礼包", count * 30, expires, status)


def allotted(count: int = 10, *, station: str = "仁和驿站", number: str = "DB-1") -> tuple[Any, ...]:
    return (date(2022, 1, 10), "SY-03", CAMPAIGN, count, FESTIVAL, number, "温暖礼包", station, "已调拨")


def parcel(person: int = 1, *, station: str = "仁和驿站", status: str = "已领取", day: date = DAY) -> tuple[Any, ...]:
    named = (f"职工{person}", identity(person), 1)
    return (day, "SY-03", CAMPAIGN, *named, FESTIVAL, "温暖礼包", "", station, status)


def slip(count: int, number: str = "LQ-1") -> tuple[Any, ...]:
    return (DAY, "SY-03", CAMPAIGN, "", "", count, FESTIVAL, "温暖礼包", number, "仁和驿站", "已领取")


def visit(person: int | None, *, number: str = "", count: int = 1, site: str = "") -> tuple[Any, ...]:
    named = (f"职工{person}", identity(person)) if person else ("", "")
    return (DAY, "SY-03", "2022年送温暖", *named, count, "送温暖", number, "一线职工", site, "已签收")


@pytest.fixture
def stocked(district: District, counts: Counts) -> District:
    """Ten at each of two stations, eighty at the centre."""
    assert counts(district.sheet("物品采购入库", BOUGHT, [bought()])) == {"new": 1}
    rows = [allotted(), allotted(station="仁和二站", number="DB-2")]
    assert counts(district.sheet("物品调拨", ALLOTTED, rows)) == {"new": 2}
    return district


def left() -> dict[str, int]:
    """What each store has, by its name."""
    names = {f"goods.store:{each.pk}": each.name for each in Store.objects.all()}
    found = Holding.objects.filter(heading="goods.stock", of__in=names).values_list("of", "balance")
    return {names[of]: balance for of, balance in found}


def told(kind: str) -> list[dict[str, Any]]:
    """What the standing facts say, apart from when and under which number."""
    apart = {"id", "recorded_at", "salt", "mac", "batch"}
    names = [field.name for field in Fact._meta.fields if field.name not in apart]
    return list(Fact.objects.filter(kind=kind, voided_at=None).order_by("source").values(*names))


def last(register: str) -> Batch:
    return Batch.objects.filter(register=register, status="applied").latest("pk")


def test_what_came_lies_where_the_sheets_say(stocked: District) -> None:
    item = Item.objects.get()
    assert (item.title, item.activity, item.price_fen, item.desk) == ("温暖礼包", CAMPAIGN, 3_000, "service")
    assert left() == {"中心库": 80, "仁和驿站": 10, "仁和二站": 10}
    assert (Purchase.objects.get().number, Allotment.objects.count()) == ("RK-1", 2)


@pytest.mark.parametrize("kind", ["parcel.issued", "condolence"])
def test_the_facts_are_those_that_an_import_would_have_written(
    kind: str, stocked: District, counts: Counts, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2):  # known before: who came with a batch goes with it
        enrol(f"职工{number}", number=identity(number), by="test")
    register, headers, rows = {
        "parcel.issued": ("物品发放", PARCEL, [parcel(), parcel(2), parcel(), slip(5), parcel(3, status="未领取")]),
        "condolence": (
            "走访慰问",
            VISIT,
            [visit(1, site="地铁工地"), visit(2), visit(1, site="地铁工地"), visit(None, number="WW-1", count=30)],
        ),
    }[kind]
    summary = counts(stocked.sheet(register, headers, rows))
    assert (summary["new"], summary["same"], Issue.objects.count()) == (3, 1, 3)
    by_moves = told(kind)
    again = counts(stocked.sheet(register, headers, rows))
    assert (again["same"], "new" in again) == (4, False)
    reverse(last(kind), by=stocked.by, reason="误报")
    assert (Issue.objects.count(), told(kind), left()["仁和驿站"]) == (0, [], 10)
    monkeypatch.setitem(kinds._all, kind, replace(kinds[kind], by_moves=False))
    stocked.sheet(register, headers, rows)
    assert told(kind) == by_moves
    assert list(faults()) == []


def test_a_second_claim_is_refused_naming_the_row_or_the_day_of_the_first(stocked: District, counts: Counts) -> None:
    summary = stocked.sheet("物品发放", PARCEL, [parcel(), parcel(station="仁和二站"), parcel(2)])
    assert counts(summary) == {"new": 2, "refused": 1}
    (why,) = summary.sheets[0].refused
    assert why == (
        3,
        "整行",
        "这个人2022年1月14日已在“仁和驿站”领过“温暖礼包”（第2行），每人只领一份，不能再领。",
    )
    again = stocked.sheet("物品发放", PARCEL, [parcel(station="仁和二站", day=date(2022, 1, 20))])
    assert counts(again) == {"refused": 1}
    assert again.sheets[0].refused[0][2] == (
        "这个人2022年1月14日已在“仁和驿站”领过“温暖礼包”（由台账导入），每人只领一份，不能再领。"
    )
    assert left() == {"中心库": 80, "仁和驿站": 8, "仁和二站": 10}


def test_no_more_is_handed_out_than_the_station_has(stocked: District) -> None:
    summary = stocked.sheet(
        "物品发放", PARCEL, [slip(7), slip(4, "LQ-2"), slip(3, "LQ-3"), parcel(9, station="城关驿站")]
    )
    assert [why for _, _, why in summary.sheets[0].refused] == [
        "“仁和驿站”的“温暖礼包”只剩3份，这里要4份。请先登记入库或调拨。",
        "这个工会没有叫“城关驿站”的库点。请先把物品调拨到那里。",
    ]
    assert left()["仁和驿站"] == 0


def test_what_nobody_bought_is_not_allotted_and_what_nobody_allotted_not_handed_out(
    district: District, counts: Counts
) -> None:
    assert district.sheet("物品调拨", ALLOTTED, [allotted()]).sheets[0].refused[0][2] == (
        "“2022年春节慰问”没有采购过“温暖礼包”。请先登记采购入库。"
    )
    assert district.sheet("物品发放", PARCEL, [parcel()]).sheets[0].refused[0][2] == (
        "“2022年春节慰问”没有采购过“温暖礼包”。请先登记采购入库和调拨。"
    )
    assert counts(district.sheet("物品采购入库", BOUGHT, [bought(status="在途")])) == {"left_out": 1}
    assert (Item.objects.count(), Issue.objects.count(), Holding.objects.count()) == (0, 0, 0)


def test_expired_food_of_a_sheet_is_refused(district: District) -> None:
    district.sheet("物品采购入库", BOUGHT, [bought(expires=date(2022, 1, 12))])
    district.sheet("物品调拨", ALLOTTED, [allotted()])
    (row,) = district.sheet("物品发放", PARCEL, [parcel()]).sheets[0].refused
    assert row[2] == "“温暖礼包”2022年1月12日到期，过期的不能再发。请登记报损。"


def test_a_corrected_count_is_corrected_in_fact_thing_and_store(stocked: District, counts: Counts) -> None:
    stocked.sheet("物品发放", PARCEL, [slip(5)])
    assert counts(stocked.sheet("物品发放", PARCEL, [slip(3)])) == {"changed": 1}
    assert (Issue.objects.get().quantity, [each["quantity"] for each in told("parcel.issued")]) == (3, [3])
    assert left()["仁和驿站"] == 7
    assert stocked.sheet("物品发放", PARCEL, [slip(11)]).sheets[0].refused[0][2] == "库里只剩7件，要出8件。"
    assert counts(stocked.sheet("物品采购入库", BOUGHT, [bought(90)])) == {"changed": 1}
    assert left()["中心库"] == 70
    reverse(last("stock.bought"), by=stocked.by, reason="改错了")
    reverse(last("parcel.issued"), by=stocked.by, reason="改错了")
    assert (left(), Issue.objects.get().quantity) == ({"中心库": 80, "仁和驿站": 5, "仁和二站": 10}, 5)
    assert list(faults()) == []


def test_what_was_handed_on_since_is_not_taken_back(stocked: District) -> None:
    stocked.sheet("物品发放", PARCEL, [parcel()])
    with pytest.raises(Refused):
        reverse(last("stock.allotted"), by=stocked.by, reason="误报")
    reverse(last("parcel.issued"), by=stocked.by, reason="误报")
    reverse(last("stock.allotted"), by=stocked.by, reason="误报")
    reverse(last("stock.bought"), by=stocked.by, reason="误报")
    assert (Store.objects.count(), Item.objects.count(), left()) == (0, 0, {})
    assert {each.balance for each in Holding.objects.all()} == {0}


@pytest.mark.parametrize("count", [1, 3])
def test_a_sheet_costs_the_same_for_one_row_and_three(
    stocked: District, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(1, 4):
        enrol(f"职工{number}", number=identity(number), by="test")
    stocked.sheet("物品发放", PARCEL, [slip(1)])
    path = stocked.book("签领", "物品发放", PARCEL, [parcel(number + 1) for number in range(count)])
    with django_assert_num_queries(78):
        stocked.bring(path)
