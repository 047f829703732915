"""A budget, what is set aside of it, and what is paid of that: every step a voucher, nothing below nought."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours, Refused
from shenbian.funds.queries import Execution, execution_of, left_of
from shenbian.kit.period import today
from shenbian.ledger.actions import close_month
from shenbian.ledger.models import Holding, Voucher
from tests.funds.conftest import Coffers, stand


def facts(kind: str) -> list[tuple[int | None, dict[str, Any]]]:
    return list(Fact.objects.filter(kind=kind, voided_at=None).order_by("id").values_list("amount_fen", "facets"))


def test_a_budget_is_free_once_another_hand_approved_it(coffers: Coffers) -> None:
    item = coffers.item(approved=False)
    assert stand(item) == (0, 0, 0, 0)
    with pytest.raises(NotYours):
        perform("approve", on=item, by=coffers.chen)
    item = perform("approve", on=item, by=coffers.han)
    assert (item.status, item.no, stand(item)) == ("approved", f"预{today().year}-{item.pk}", (100_000, 0, 0, 0))
    assert facts("budget.approved") == [
        (
            10_000_000,
            {
                "programme": "winter_warmth",
                "no": item.no,
                "title": "送温暖慰问",
                "year": today().year,
                "origin": "own",
                "account": "502",
            },
        )
    ]


def test_a_budget_of_an_account_that_the_chart_does_not_know_is_refused(coffers: Coffers) -> None:
    with pytest.raises(Refused, match="科目表里没有“999”"):
        coffers.item(account="999")


def test_a_budget_is_adjusted_by_a_paper_and_not_below_what_is_committed(coffers: Coffers) -> None:
    item = coffers.item()
    commitment = coffers.commitment(item, 40_000_00)
    said = {"amount": "-5万", "paper": "顺工财〔2026〕8号", "on": today()}
    item = perform("adjust", on=item, by=coffers.han, said=said)
    assert (item.amount_fen, stand(item, commitment)) == (50_000_00, (10_000, 40_000, 0, 0))
    with pytest.raises(Refused, match=r"已经用过"):
        perform("adjust", on=item, by=coffers.han, said=said)
    with pytest.raises(Refused, match=r"可用额度只剩10,000\.00元，要用10,000\.01元"):
        perform("adjust", on=item, by=coffers.han, said={**said, "amount": "-10000.01", "paper": "9号"})
    assert [(amount, told.get("adjusts", "")) for amount, told in facts("budget.approved")] == [
        (10_000_000, ""),
        (-5_000_000, item.no),
    ]


def test_a_commitment_sets_aside_and_is_refused_beyond_the_budget(coffers: Coffers) -> None:
    item = coffers.item()
    first = coffers.commitment(item, 40_000_00)
    assert stand(item, first) == (60_000, 40_000, 0, 0)
    second = coffers.commitment(item, 60_000_01, approved=False, minute="主席办公会纪要12")
    with pytest.raises(Refused, match=r"预算可用额度只剩60,000\.00元，要用60,000\.01元"):
        perform("approve", on=second, by=coffers.han)
    (told,) = facts("money.committed")
    assert told[1] == {
        "programme": "winter_warmth",
        "no": first.no,
        "budget": item.no,
        "form": "goods",
        "title": "慰问品采购",
    }


def test_from_the_threshold_on_a_commitment_names_the_minute_of_a_collective_decision(coffers: Coffers) -> None:
    item = coffers.item()
    with pytest.raises(Refused, match=r"50,000\.00元以上的支出须经集体研究决定"):
        coffers.commitment(item, 50_000_00)
    assert coffers.commitment(item, 49_999_99).status == "approved"
    assert coffers.commitment(item, 50_000_00, minute="主席办公会纪要3").status == "approved"


def test_what_was_not_paid_is_free_again_when_the_commitment_is_closed(coffers: Coffers) -> None:
    item = coffers.item()
    commitment = coffers.commitment(item)
    payment = coffers.payment(commitment, 3_000_00, to="prepared")
    with pytest.raises(Refused, match="还有没办完的支付"):
        perform("close", on=commitment, by=coffers.chen)
    for name, by, said in (
        ("approve", coffers.han, {}),
        ("send", coffers.qian, {}),
        ("pay", coffers.qian, {"receipt": "R1", "paid_on": today()}),
    ):
        perform(name, on=payment, by=by, said=said)
    perform("close", on=commitment, by=coffers.chen)
    assert stand(item, commitment) == (97_000, 0, 0, 3_000)
    perform("close", on=item, by=coffers.han)
    assert stand(item, commitment) == (0, 0, 0, 3_000)
    with pytest.raises(Refused, match="已收回，不能再安排"):
        coffers.commitment(item, 1_00)


def test_a_budget_with_open_commitments_is_not_closed(coffers: Coffers) -> None:
    item = coffers.item()
    coffers.commitment(item)
    with pytest.raises(Refused, match="没结清的审批单"):
        perform("close", on=item, by=coffers.han)


def test_execution_is_read_from_the_postings_now_and_at_any_day(
    coffers: Coffers, django_assert_num_queries: Any
) -> None:
    item = coffers.item()
    commitment = coffers.commitment(item, 40_000_00)
    coffers.payment(commitment, 25_000_00, to="paid")
    coffers.payment(commitment, 5_000_00, to="approved")
    with django_assert_num_queries(2):
        assert execution_of([item]) == {item.pk: Execution(60_000_00, 15_000_00, 25_000_00)}
    assert execution_of([item])[item.pk].rate == 0.25
    with django_assert_num_queries(2):
        assert execution_of([item], today()) == {item.pk: Execution(60_000_00, 15_000_00, 25_000_00)}
    assert execution_of([item], date(2020, 1, 1)) == {item.pk: Execution()}
    assert left_of([commitment]) == {commitment.pk: 10_000_00}


def test_each_step_is_one_balanced_voucher_under_the_codes_of_the_chart(coffers: Coffers) -> None:
    item = coffers.item()
    commitment = coffers.commitment(item)
    coffers.payment(commitment, 1_000_00, to="paid")
    assert [each.title for each in Voucher.objects.order_by("pk")] == [
        "预算批复：送温暖慰问",
        "事前审批：慰问品采购",
        "批准支付：慰问品采购",
        "支付：慰问品采购",
    ]
    chart = Holding.objects.exclude(heading__contains=".").order_by("heading")
    assert [(each.heading, each.balance) for each in chart] == [("102", -100_000), ("502", 100_000)]


def test_nothing_is_booked_in_a_month_that_is_closed(coffers: Coffers) -> None:
    item = coffers.item()
    payment = coffers.payment(coffers.commitment(item))
    close_month(coffers.place.federation, date(2026, 1, 1), by=coffers.qian)
    with pytest.raises(Refused, match="2026年1月已经结账"):
        coffers.pay(payment, on=date(2026, 1, 20))
    payment.refresh_from_db()
    assert payment.status == "sent"


def test_who_decides_elsewhere_or_only_looks_on_decides_nothing_here(coffers: Coffers) -> None:
    item = coffers.item(approved=False)
    for actor in (coffers.wei, coffers.lu, coffers.qian):
        with pytest.raises(NotYours):
            perform("approve", on=item, by=actor)
