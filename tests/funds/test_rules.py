"""Red lines refuse at entry with their article; purchases that look split are found, not refused."""

from __future__ import annotations

from typing import Any

import pytest

from shenbian.flow.actions import perform
from shenbian.flow.refusals import Refused
from shenbian.funds.models import Commitment
from shenbian.funds.splitting import suspects
from shenbian.kit.period import today
from tests.funds.conftest import Coffers, ago


@pytest.mark.parametrize("title", ["购物卡采购", "发放现金慰问"])
def test_a_red_line_refuses_a_commitment_and_says_its_article(coffers: Coffers, title: str) -> None:
    with pytest.raises(Refused, match="这是支出红线（基层工会经费收支管理：不准发放"):
        coffers.commitment(coffers.item(), title=title)


def test_a_red_line_refuses_a_payment_too(coffers: Coffers) -> None:
    with pytest.raises(Refused, match="写到了“现金”"):
        coffers.payment(coffers.commitment(coffers.item(), form="person"), basis="现金慰问")


def test_a_person_is_paid_no_more_than_the_cap_of_the_programme(coffers: Coffers) -> None:
    commitment = coffers.commitment(coffers.item(), form="person")
    with pytest.raises(Refused, match=r"每人每次不超过3,000\.00元（送温暖资金使用管理"):
        coffers.payment(commitment, 3_000_01)
    assert coffers.payment(commitment, 3_000_00).status == "sent"


def test_festivals_take_no_larger_part_of_the_years_budget_than_the_rule_allows(coffers: Coffers) -> None:
    spring, autumn = (coffers.item(100_000_00, programme=each) for each in ("spring_parcels", "mid_autumn"))
    coffers.item(60_000_00)
    coffers.item(500_000_00, approved=False)
    coffers.commitment(spring, 70_000_00, minute="纪要1号")
    with pytest.raises(Refused) as refused:
        coffers.commitment(autumn, 60_000_01, minute="纪要2号")
    assert refused.value.why == (
        f"{today().year}年最多占预算的50%，即130,000.00元；已批70,000.00元，这次是60,000.01元"
        "（基层工会经费收支管理：节日慰问支出不超过当年预算的50%）。"
    )
    assert coffers.commitment(autumn, 60_000_00, minute="纪要2号").status == "approved"


def test_two_that_wait_are_judged_again_when_they_are_approved(coffers: Coffers) -> None:
    item = coffers.item(100_000_00, programme="spring_parcels")
    one, two = (coffers.commitment(item, 30_000_00, approved=False, title=each) for each in ("米面", "食用油"))
    perform("approve", on=one, by=coffers.han)
    with pytest.raises(Refused, match=r"已批30,000\.00元"):
        perform("approve", on=two, by=coffers.han)


def dated(commitment: Commitment, days: int) -> Commitment:
    Commitment.objects.filter(pk=commitment.pk).update(approved_on=ago(days))
    return commitment


def test_purchases_of_one_seller_within_the_days_that_reach_the_threshold_together_are_found(coffers: Coffers) -> None:
    item = coffers.item(500_000_00)
    many = {"seller": "顺义商贸公司"}
    old = dated(coffers.commitment(item, 30_000_00, title="毛巾", **many), 60)
    first = dated(coffers.commitment(item, 30_000_00, title="米面", **many), 20)
    second = dated(coffers.commitment(item, 25_000_00, title="食用油", **many), 3)
    dated(coffers.commitment(item, 45_000_00, title="帐篷", seller="另一家"), 3)
    (found,) = suspects(coffers.lu, on=today())
    assert (found.commitments, found.by, found.fen, found.least) == (
        (first, second),
        "顺义商贸公司",
        55_000_00,
        50_000_00,
    )
    assert old not in found.commitments


def test_one_matter_bought_from_two_sellers_is_found_too_and_what_was_decided_together_is_not(coffers: Coffers) -> None:
    item = coffers.item(500_000_00)
    pair = [coffers.commitment(item, 30_000_00, title="慰问礼包", seller=seller) for seller in ("甲店", "乙店")]
    for n in range(2):
        coffers.commitment(item, 40_000_00, title="雨具", seller="丙店", minute=f"纪要{n}")
    assert [found.commitments for found in suspects(coffers.lu, on=today())] == [tuple(pair)]
    assert suspects(coffers.wei, on=today()) == []


def test_what_looks_split_costs_the_same_for_one_and_for_many(coffers: Coffers, django_assert_num_queries: Any) -> None:
    item, lu = coffers.item(500_000_00), coffers.lu
    for n in range(4):
        coffers.commitment(item, 30_000_00, title="慰问礼包", seller=f"{n}店")
    with django_assert_num_queries(5):
        suspects(lu, on=today())
