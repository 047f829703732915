"""A list of payments goes to the bank as one; the bank's answer pays each once, however often it comes in."""

from __future__ import annotations

from typing import Any

import pytest

from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours
from shenbian.funds import accounts
from shenbian.funds.actions import Pay, draw_up, prepare, register_invoice
from shenbian.funds.answering import Answered, answer, bank_file, reconcile
from shenbian.funds.models import Commitment, Payment, PaymentBatch
from shenbian.funds.verifying import differing
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.kit.workbook.writing import Column, Sheet, write
from shenbian.ledger.verifying import faults
from shenbian.people.models import PersonReading
from tests.funds.conftest import ACCOUNT, Coffers, stand

NAMES = ("甲", "乙", "丙")


def drawn(coffers: Coffers, commitment: Commitment, *, to: str = "sent", account: str = ACCOUNT) -> PaymentBatch:
    """A hundred, two hundred and three hundred yuan to three people, led as far as `to`."""
    batch = draw_up(coffers.place.federation, title="九月助推金", by=coffers.chen)
    said = [
        Pay(amount_fen=(n + 1) * 100_00, person=coffers.worker(name), account=account, bank="农商行")
        for n, name in enumerate(NAMES)
    ]
    assert all(each.moved for each in prepare(commitment, said, by=coffers.chen, drawn_in=batch))
    for name, state, by in (("approve", "approved", coffers.han), ("send", "sent", coffers.qian)):
        if batch.status != to:
            batch = perform(name, on=batch, by=by)
            assert batch.status == state
    return batch


def paper(*lines: tuple[object, ...]) -> bytes:
    """The bank's answer: number, yuan, state, receipt, day, reason."""
    told = ["流水号,金额,状态,回单号,日期,原因", *(",".join(map(str, line)) for line in lines)]
    return "\r\n".join(told).encode("gb18030")


def states(batch: PaymentBatch) -> list[str]:
    return list(batch.payments.order_by("pk").values_list("status", flat=True))


@pytest.fixture
def commitment(coffers: Coffers) -> Commitment:
    return coffers.commitment(coffers.item(), form="person")


def test_a_list_is_prepared_approved_and_sent_by_three_hands_and_its_payments_with_it(
    coffers: Coffers, commitment: Commitment
) -> None:
    batch = drawn(coffers, commitment, to="prepared")
    with pytest.raises(NotYours):
        perform("approve", on=batch, by=coffers.qian)
    batch = perform("approve", on=batch, by=coffers.han)
    assert (states(batch), stand(commitment.item, commitment)) == (["approved"] * 3, (90_000, 9_400, 600, 0))
    perform("send", on=batch, by=coffers.qian)
    assert states(batch) == ["sent"] * 3
    with pytest.raises(Refused, match="已经批准"):
        prepare(commitment, [Pay(amount_fen=1, person=coffers.worker("丁"))], by=coffers.chen, drawn_in=batch)


def test_a_list_beyond_the_commitment_stays_as_it_is(coffers: Coffers) -> None:
    commitment = coffers.commitment(coffers.item(), 500_00, form="person")
    batch = drawn(coffers, commitment, to="prepared")
    with pytest.raises(Refused, match=r"付给丙的一笔办不成：审批单只剩200\.00元没有支付，要用300\.00元"):
        perform("approve", on=batch, by=coffers.han)
    batch.refresh_from_db()
    assert (batch.status, states(batch)) == ("prepared", ["prepared"] * 3)


def test_the_banks_file_holds_account_numbers_and_whose_they_are_can_see_who_took_it(
    coffers: Coffers, commitment: Commitment
) -> None:
    batch = drawn(coffers, commitment)
    numbers = list(batch.payments.order_by("pk").values_list("pk", flat=True))
    lines = bank_file(batch, by=coffers.qian).decode("utf-8-sig").splitlines()
    assert lines == [
        "流水号,户名,账号,开户行,金额,用途",
        *(
            f"{number},{name},6222000011112222,农商行,{yuan}.00,慰问品采购"
            for number, name, yuan in zip(numbers, NAMES, (100, 200, 300), strict=True)
        ),
    ]
    readings = PersonReading.objects.order_by("pk").values_list("person__name", "field", "read_by", "why")
    assert list(readings) == [(name, "account", coffers.qian.ref, f"向银行报送付款批次{batch.pk}") for name in NAMES]
    for actor in (coffers.chen, coffers.han, coffers.lu):
        with pytest.raises(NotYours):
            bank_file(batch, by=actor)


def test_a_payment_without_an_account_is_named_before_the_file_is_made(
    coffers: Coffers, commitment: Commitment
) -> None:
    batch = drawn(coffers, commitment, account="")
    with pytest.raises(Refused, match="没有银行账号：甲、乙、丙"):
        bank_file(batch, by=coffers.qian)


def test_an_account_is_sealed_and_shown_by_its_last_digits(coffers: Coffers, commitment: Commitment) -> None:
    payment = drawn(coffers, commitment).payments.earliest("pk")
    assert b"6222" not in bytes(payment.account_sealed or b"")
    assert accounts.masked(payment.account_sealed) == "****2222"
    with pytest.raises(Refused, match="银行账号应为8到30位数字"):
        prepare(commitment, [Pay(amount_fen=1, person=coffers.worker("丁"), account="12")], by=coffers.chen)


def test_the_answer_pays_what_was_paid_and_bounces_the_rest_and_the_same_answer_changes_nothing(
    coffers: Coffers, commitment: Commitment
) -> None:
    batch = drawn(coffers, commitment)
    a, b, c = batch.payments.order_by("pk")
    told = paper((a.pk, "100.00", "成功", "H1", today(), ""), (b.pk, 200, "失败", "", "", "户名不符"))
    assert answer(batch, told, by=coffers.qian) == Answered(paid=1, bounced=1)
    assert (states(batch), stand(commitment.item, commitment)) == (
        ["paid", "bounced", "sent"],
        (90_000, 9_600, 300, 100),
    )
    assert answer(batch, told, by=coffers.qian) == Answered(same=2)
    assert list(Fact.objects.filter(kind="paid").values_list("source", "amount_fen")) == [("H1", 10_000)]
    with pytest.raises(Refused, match="还有1笔没有银行的答复"):
        perform("settle", on=batch, by=coffers.qian)
    assert answer(batch, paper((c.pk, 300, "成功", "H3", today(), "")), by=coffers.qian).paid == 1
    batch = perform("settle", on=batch, by=coffers.qian)
    (what,) = reconcile([batch]).values()
    assert (what.all, what.paid, what.bounced, what.open) == ((3, 60_000), (2, 40_000), (1, 20_000), (0, 0))
    assert (list(faults()), differing()) == ([], [])


def test_lines_that_cannot_be_are_told_and_the_others_are_taken(coffers: Coffers, commitment: Commitment) -> None:
    batch = drawn(coffers, commitment)
    a, b, c = batch.payments.order_by("pk")
    told = answer(
        batch,
        paper(
            (a.pk, 100, "成功", "H1", today(), ""),
            (b.pk, 201, "成功", "H2", today(), ""),
            (c.pk, 300, "成功", "", today(), ""),
            (a.pk, 100, "成功", "H4", today(), ""),
            (999_999, 1, "成功", "H5", today(), ""),
            ("x", 1, "成功", "H6", today(), ""),
        ),
        by=coffers.qian,
    )
    assert (told.paid, told.refused) == (
        1,
        {
            3: "金额是201.00元，付款是200.00元。",
            4: "支付成功而没有回单号。",
            5: "与第2行是同一笔付款。",
            6: "这一批里没有流水号999999。",
            7: "流水号“x”不是数字。",
        },
    )
    other = answer(batch, paper((a.pk, 100, "成功", "H9", today(), "")), by=coffers.qian)
    assert other.refused == {2: "这一笔已按回单H1支付，与银行的答复不符，请核对。"}


def test_an_answer_in_a_workbook_is_read_like_one_in_text(coffers: Coffers, commitment: Commitment) -> None:
    batch = drawn(coffers, commitment)
    first = batch.payments.earliest("pk")
    titles = ("流水号", "金额", "状态", "回单号", "日期", "原因")
    columns = [Column(title) for title in titles]
    book = write(None, [Sheet("回执", columns, [(str(first.pk), "100.00", "成功", "H1", f"{today()}", "")])])
    assert answer(batch, book, by=coffers.qian) == Answered(paid=1)
    with pytest.raises(Refused, match="缺少栏目：金额"):
        answer(batch, "流水号,状态,回单号,日期,原因".encode(), by=coffers.qian)


def test_a_list_that_bounced_in_part_is_repaid_in_another_and_never_twice(
    coffers: Coffers, commitment: Commitment
) -> None:
    batch = drawn(coffers, commitment)
    first = batch.payments.earliest("pk")
    bounced = paper((first.pk, 100, "失败", "", "", "账号不存在"))
    answer(batch, bounced, by=coffers.qian)
    first.refresh_from_db()
    perform("repay", on=first, by=coffers.chen, said={"account": "62220000999900001", "bank": ""})
    again = Payment.objects.get(instead_of=first)
    perform("approve", on=again, by=coffers.han)
    perform("send", on=again, by=coffers.qian)
    coffers.pay(again, receipt="H1")
    assert answer(batch, bounced, by=coffers.qian) == Answered(same=1)
    late = answer(batch, paper((first.pk, 100, "成功", "H7", today(), "")), by=coffers.qian)
    assert late.refused == {2: "这一笔退票已重付，与银行的答复不符，请核对。"}
    assert list(Fact.objects.filter(kind="paid").values_list("source", flat=True)) == ["H1"]


@pytest.mark.parametrize("count", [1, 3])
def test_an_answer_costs_the_same_for_one_line_and_three(
    coffers: Coffers, commitment: Commitment, count: int, django_assert_num_queries: Any
) -> None:
    batch = drawn(coffers, commitment)
    lines = [
        (each.pk, f"{n + 1}00", "成功", f"H{n}", today(), "") for n, each in enumerate(batch.payments.order_by("pk"))
    ]
    told, qian = paper(*lines[:count]), coffers.qian
    with django_assert_num_queries(35):
        answer(batch, told, by=qian)


def test_an_invoice_is_reimbursed_once_among_all_unions_and_not_beyond_its_payment(coffers: Coffers) -> None:
    commitment = coffers.commitment(coffers.item())
    payment, other = coffers.payment(commitment), coffers.payment(commitment)
    said: dict[str, Any] = {"seller": "顺义商贸公司", "dated_on": today(), "by": coffers.chen}
    invoice = register_invoice(payment, number="24117", amount_fen=600_00, **said)
    with pytest.raises(Refused, match="发票“24117”已经报销过（顺义区总工会"):
        register_invoice(other, number="24117", amount_fen=1, **said)
    with pytest.raises(Refused, match="发票合计超过了付款金额"):
        register_invoice(payment, number="24118", amount_fen=400_01, **said)
    perform("strike", on=invoice, by=coffers.chen, said={"reason": "登错"})
    assert register_invoice(other, number="24117", amount_fen=1_000_00, **said).status == "registered"
