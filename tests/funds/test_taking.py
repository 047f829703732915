"""The sheets of money come in as budgets, commitments, payments and returns; taken back they leave the books as they
were."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shenbian.facts.models import Fact
from shenbian.funds.models import BudgetItem, Commitment, Payment, Refund
from shenbian.funds.verifying import differing
from shenbian.ledger.verifying import faults
from shenbian.sheets.actions import reverse
from shenbian.sheets.actions.importing import bring_in
from shenbian.sheets.models import Batch
from shenbian.sheets.report import Summary
from tests.funds.conftest import OPERATOR, Coffers, stand
from tests.sheets.books import book

DAY = date(2022, 3, 1)
BUDGET = ("日期", "工会", "金额(元)", "项目", "预算编号", "预算项目", "预算年度", "资金来源", "科目", "批复状态")
SET_ASIDE = ("日期", "工会", "金额(元)", "项目", "审批单号", "预算编号", "支出形式", "事项", "审批状态")
OWNED = (*SET_ASIDE, "上级拨入资金所有者")
PAID = ("日期", "工会", "金额(元)", "项目", "银行回单号", "支出形式", "审批单号", "收款工会", "支付状态")
SPENT_BELOW = ("日期", "工会", "金额(元)", "项目", "银行回单号", "支出形式", "上级拨入资金所有者", "支付状态")
BACK = ("日期", "工会", "金额(元)", "项目", "银行回单号", "支出形式", "原支出回单号")
Rows = Iterable[Sequence[Any]]


class Desk:
    """The operator's folder of workbooks."""

    def __init__(self, folder: Path, coffers: Coffers) -> None:
        self.folder, self.coffers = folder, coffers

    def sheet(self, title: str, headers: Sequence[str], rows: Rows) -> Summary:
        return bring_in(book(self.folder / f"{title}.xlsx", title, headers, rows), by=OPERATOR, say=lambda text: None)

    def budget(self, yuan: object = 100_000, **said: Any) -> Summary:
        number = said.get("number", "YS1")
        row = (DAY, "SY", yuan, "送温暖", number, "送温暖", 2022, "本级经费", said.get("account", "502"), "已批复")
        return self.sheet("预算批复", BUDGET, [row])

    def commit(self, yuan: object = 40_000, number: str = "SP1", form: str = "购买慰问品") -> Summary:
        row = (DAY, "SY", yuan, "送温暖", number, "YS1", form, "采购", "已批准")
        return self.sheet("事前审批", SET_ASIDE, [row])

    def pay(self, *rows: tuple[object, str, str]) -> Summary:
        """(yuan, receipt, commitment)."""
        told = [(DAY, "SY", yuan, "送温暖", receipt, "购买慰问品", no, "", "支付成功") for yuan, receipt, no in rows]
        return self.sheet("支出", PAID, told)


@pytest.fixture
def desk(coffers: Coffers, tmp_path: Path) -> Desk:
    folder = tmp_path / "books"
    folder.mkdir()
    return Desk(folder, coffers)


@pytest.fixture
def started(desk: Desk) -> Desk:
    desk.budget()
    desk.commit()
    return desk


def fates(summary: Summary) -> dict[str, int]:
    (told,) = summary.sheets
    return {key: count for key, count in told.counts.items() if count}


def reasons(summary: Summary) -> list[str]:
    return [why for _, _, why in summary.sheets[0].refused]


def standing(kind: str) -> list[tuple[str, int | None]]:
    return list(Fact.objects.filter(kind=kind, voided_at=None).order_by("source").values_list("source", "amount_fen"))


def whole() -> tuple[int, int, int, int]:
    return stand(BudgetItem.objects.get(no="YS1"), *Commitment.objects.all())


def last() -> Batch:
    return Batch.objects.latest("pk")


def test_each_row_is_a_thing_its_fact_and_its_voucher(started: Desk) -> None:
    assert fates(started.pay((15_000, "R1", ""), (5_000, "R2", "SP1"))) == {"new": 2}
    assert whole() == (60_000, 20_000, 0, 20_000)
    assert [
        (each.status, each.receipt, each.amount_fen, each.commitment.no) for each in Payment.objects.order_by("pk")
    ] == [
        ("paid", "R1", 1_500_000, "SP1"),
        ("paid", "R2", 500_000, "SP1"),
    ]
    assert [standing(kind) for kind in ("budget.approved", "money.committed", "paid")] == [
        [("YS1", 10_000_000)],
        [("SP1", 4_000_000)],
        [("R1", 1_500_000), ("R2", 500_000)],
    ]
    assert fates(started.pay((15_000, "R1", ""), (5_000, "R2", "SP1"))) == {"same": 2}
    assert (list(faults()), differing()) == ([], [])


def test_a_payment_without_its_commitment_is_refused_and_says_what_is_missing(started: Desk) -> None:
    started.commit(10_000, "SP2")
    rows = [
        (DAY, "SY", 1_000, "送温暖", "R1", "购买慰问品", "", "", "支付成功"),
        (DAY, "SY", 1_000, "送温暖", "R2", "购买服务", "", "", "支付成功"),
        (date(2023, 3, 1), "SY", 1_000, "送温暖", "R3", "购买慰问品", "", "", "支付成功"),
        (DAY, "SY", 1_000, "送清凉", "R4", "购买慰问品", "SP1", "", "支付成功"),
        (DAY, "SY", 1_000, "送温暖", "R5", "购买慰问品", "SP9", "", "支付成功"),
        (DAY, "SY", 1_000, "送温暖", "R6", "购买慰问品", "SP1", "", "支付成功"),
    ]
    told = started.sheet("支出", PAID, rows)
    assert reasons(told) == [
        "2022年“送温暖”购买慰问品有2张没有结清的审批单（SP1、SP2），请在“审批单号”里写明是哪一张。",
        "没有2022年“送温暖”购买服务的事前审批。请先登记审批单，或在“审批单号”里写明。",
        "没有2023年“送温暖”购买慰问品的事前审批。请先登记审批单，或在“审批单号”里写明。",
        "审批单“SP1”是“送温暖”的。",
        "没有编号为“SP9”的审批单。",
    ]
    assert standing("paid") == [("R6", 100_000)]


def test_rows_beyond_the_commitment_are_refused_and_those_before_them_stand(started: Desk) -> None:
    told = started.pay((30_000, "R1", ""), (20_000, "R2", ""), (10_000, "R3", ""))
    assert reasons(told) == ["审批单只剩10,000.00元没有支付，要用20,000.00元。"]
    assert (standing("paid"), whole()) == ([("R1", 3_000_000), ("R3", 1_000_000)], (60_000, 0, 0, 40_000))


def test_a_commitment_beyond_the_budget_or_of_another_purse_is_refused(desk: Desk) -> None:
    desk.budget(30_000)
    assert reasons(desk.commit()) == ["预算可用额度只剩30,000.00元，要用40,000.00元。"]
    row = (DAY, "SY", 1_000, "送清凉", "SP2", "YS1", "购买慰问品", "采购", "已批准")
    assert reasons(desk.sheet("事前审批", SET_ASIDE, [row])) == ["预算“YS1”是“送温暖”的。"]
    assert reasons(desk.budget(1_000, number="YS2", account="599")) == ["2022年3月1日的科目表里没有“599”。"]


def test_a_corrected_amount_is_booked_anew_and_the_correction_can_be_taken_back(started: Desk) -> None:
    started.pay((30_000, "R1", ""))
    assert fates(started.pay((3_000, "R1", ""))) == {"changed": 1}
    assert (standing("paid"), whole()) == ([("R1", 300_000)], (60_000, 37_000, 0, 3_000))
    assert reasons(started.pay((41_000, "R1", ""))) == ["审批单只剩40,000.00元没有支付，要用41,000.00元。"]
    assert whole() == (60_000, 37_000, 0, 3_000)
    reverse(last(), by=OPERATOR, reason="更正有误")
    assert (standing("paid"), whole()) == ([("R1", 3_000_000)], (60_000, 10_000, 0, 30_000))
    assert Payment.objects.get().amount_fen == 3_000_000
    assert fates(started.pay((4_000, "R1", ""))) == {"changed": 1}
    assert (standing("paid"), whole(), differing()) == ([("R1", 400_000)], (60_000, 36_000, 0, 4_000), [])


def test_budgets_and_commitments_are_corrected_by_the_difference_and_not_below_what_was_used(started: Desk) -> None:
    started.pay((15_000, "R1", ""))
    assert fates(started.budget(90_000)) == {"changed": 1}
    assert fates(started.commit(20_000)) == {"changed": 1}
    assert whole() == (70_000, 5_000, 0, 15_000)
    assert reasons(started.commit(10_000)) == ["审批单只剩5,000.00元没有支付，要用10,000.00元。"]
    assert reasons(started.budget(10_000)) == ["预算可用额度只剩70,000.00元，要用80,000.00元。"]
    assert [each.amount_fen for each in (BudgetItem.objects.get(), Commitment.objects.get())] == [9_000_000, 2_000_000]


def test_a_batch_taken_back_leaves_the_books_as_they_were_once_nothing_rests_on_it(started: Desk) -> None:
    budget, commitment = Batch.objects.order_by("pk")
    started.pay((15_000, "R1", ""))
    with pytest.raises(ValueError, match="引用了本批的事前审批"):
        reverse(commitment, by=OPERATOR, reason="误报")
    reverse(last(), by=OPERATOR, reason="误报")
    assert (Payment.objects.count(), standing("paid"), whole()) == (0, [], (60_000, 40_000, 0, 0))
    reverse(commitment, by=OPERATOR, reason="误报")
    reverse(budget, by=OPERATOR, reason="误报")
    assert (Commitment.objects.count(), BudgetItem.objects.count(), standing("budget.approved")) == (0, 0, [])
    assert (list(faults()), differing()) == ([], [])


def test_a_transfer_of_a_sheet_is_a_budget_below_and_what_is_spent_of_it_names_its_owner(started: Desk) -> None:
    home = started.coffers.place.federation
    started.commit(20_000, "SP3", "直接拨付")
    sent = (DAY, "SY", 10_000, "送温暖", "B1", "直接拨付", "", "SY-1", "支付成功")
    assert fates(started.sheet("支出", PAID, [sent])) == {"new": 1}
    transfer = last()
    item = BudgetItem.objects.get(no="B1")
    assert (item.organisation, item.first_hand, stand(item)) == (started.coffers.place.east, home, (10_000, 0, 0, 0))
    wrong = (DAY, "SY-1", 8_000, "送温暖", "SPZ1", "B1", "购买物资", "镇里采购", "已批准", "")
    assert reasons(started.sheet("事前审批", OWNED, [wrong])) == ["上级拨入资金所有者与预算不一致。"]
    started.sheet("事前审批", OWNED, [(*wrong[:-1], "SY")])
    below = (DAY, "SY-1", 8_000, "送温暖", "Z1", "购买物资", "SY", "支付成功")
    assert fates(started.sheet("支出", SPENT_BELOW, [below])) == {"new": 1}
    back = (DAY, "SY", 2_001, "送温暖", "H1", "直接拨付", "B1")
    assert reasons(started.sheet("结余退回", BACK, [back])) == ["预算可用额度只剩2,000.00元，要用2,001.00元。"]
    started.sheet("结余退回", BACK, [(*back[:2], 2_000, *back[3:])])
    assert (stand(item, *item.commitments.all()), Refund.objects.get().below) == ((0, 0, 0, 8_000), item)
    with pytest.raises(ValueError, match="引用了本批"):
        reverse(transfer, by=OPERATOR, reason="误报")
    assert (list(faults()), differing()) == ([], [])


def test_a_transfer_taken_back_takes_its_budget_along(started: Desk) -> None:
    started.commit(20_000, "SP3", "直接拨付")
    started.sheet("支出", PAID, [(DAY, "SY", 10_000, "送温暖", "B1", "直接拨付", "", "SY-1", "支付成功")])
    reverse(last(), by=OPERATOR, reason="误报")
    assert list(BudgetItem.objects.values_list("no", flat=True)) == ["YS1"]
    assert (standing("paid"), standing("budget.approved"), whole()) == (
        [],
        [("YS1", 10_000_000)],
        (40_000, 60_000, 0, 0),
    )


def test_what_comes_back_by_a_sheet_is_corrected_like_a_payment(started: Desk) -> None:
    started.pay((15_000, "R1", ""))
    row: Callable[[int], tuple[Any, ...]] = lambda yuan: (DAY, "SY", yuan, "送温暖", "H1", "购买慰问品", "R1")  # noqa: E731
    started.sheet("结余退回", BACK, [row(5_000)])
    assert whole() == (65_000, 25_000, 0, 10_000)
    assert fates(started.sheet("结余退回", BACK, [row(500)])) == {"changed": 1}
    assert (whole(), standing("money.returned"), differing()) == ((60_500, 25_000, 0, 14_500), [("H1", 50_000)], [])
    told = started.sheet("结余退回", BACK, [(DAY, "SY", 15_000, "送温暖", "H2", "购买慰问品", "R1")])
    assert reasons(told) == ["这一笔支付还能退回14,500.00元，退不了15,000.00元。"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_sheet_of_payments_costs_the_same_for_one_row_and_three(started: Desk, count: int) -> None:
    rows = [(1_000, f"R{n}", "") for n in range(count)]
    with CaptureQueriesContext(connection) as asked:
        started.pay(*rows)
    assert len(asked) == 67
