"""Whatever people do with money, in whatever order: nothing is overspent, nothing is paid twice, facts say what the
books say."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.refusals import Refused
from shenbian.funds.actions import Pay, give_back, prepare
from shenbian.funds.models import Commitment, Payment
from shenbian.funds.verifying import differing
from shenbian.kit.period import today
from shenbian.ledger.models import Holding
from shenbian.ledger.verifying import faults
from tests.funds.conftest import ACCOUNT, Coffers, stand

BUDGET, COMMITTED = 3_000_00, (1_500_00, 1_000_00)
MOVES = ("approve", "send", "return", "pay", "bounce", "repay", "drop", "cancel", "refund", "close", "amend")
STEP = st.tuples(st.sampled_from(MOVES), st.integers(0, 7), st.sampled_from([50_000, 70_000, 100_000]))
START = st.lists(st.tuples(st.integers(0, 1), st.sampled_from([30_000, 60_000, 90_000])), min_size=3, max_size=6)


def said(name: str, number: int) -> dict[str, Any]:
    return {
        "pay": {"receipt": f"HD{number % 5}", "paid_on": today()},
        "repay": {"account": ACCOUNT, "bank": ""},
        "amend": {"account": ACCOUNT, "bank": ""},
    }.get(name, {"reason": "测试"})


def step(coffers: Coffers, commitments: list[Commitment], name: str, number: int, amount: int) -> None:
    """Somebody who may tries it; being refused is an answer too."""
    payments = list(Payment.objects.order_by("pk"))
    payment = payments[number % len(payments)]
    by = {"approve": coffers.han, "send": coffers.qian, "return": coffers.qian, "pay": coffers.qian}.get(name)
    by = by or (coffers.qian if name in ("bounce", "refund") else coffers.chen)
    try:
        if name == "refund":
            give_back(payment, amount_fen=amount, on=today(), receipt=f"TH{number % 3}", by=by)
        elif name == "close":
            perform("close", on=commitments[number % 2], by=by)
        else:
            perform(name, on=payment, by=by, said=said(name, number))
    except Refused:
        pass


@settings(max_examples=25, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=START, steps=st.lists(STEP, min_size=5, max_size=25))
def test_no_sequence_of_moves_overspends_or_pays_twice(
    coffers: Coffers, start: list[tuple[int, int]], steps: list[tuple[str, int, int]]
) -> None:
    assert None not in (coffers.chen.person, coffers.han.person, coffers.qian.person)  # appointed before what is undone
    with transaction.atomic():
        item = coffers.item(BUDGET)
        commitments = [coffers.commitment(item, amount) for amount in COMMITTED]
        for n, (which, amount) in enumerate(start):
            pay = Pay(amount_fen=amount, payee="顺义商贸公司", account=ACCOUNT, pays=f"editions.entry:{n}")
            prepare(commitments[which], [pay], by=coffers.chen)
        for each in steps:
            step(coffers, commitments, *each)
        paid = list(Payment.objects.filter(status="paid"))
        assert sum(stand(item, *commitments)) == BUDGET // 100
        assert not Holding.objects.filter(floored=True, balance__lt=0).exists()
        assert len({each.pays for each in paid}) == len({each.receipt for each in paid}) == len(paid)
        for commitment, most in zip(commitments, COMMITTED, strict=True):
            assert sum(each.amount_fen for each in paid if each.commitment_id == commitment.pk) <= most
        told = Fact.objects.filter(kind="paid", voided_at=None).order_by("source").values_list("source", flat=True)
        assert list(told) == sorted(each.receipt for each in paid)
        assert (list(faults()), differing()) == ([], [])
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", ["approve", "pay"])
def test_a_move_made_twice_books_once(coffers: Coffers, name: str) -> None:
    item = coffers.item()
    commitment = coffers.commitment(item)
    payment = coffers.payment(commitment, to="prepared" if name == "approve" else "sent")
    by = coffers.han if name == "approve" else coffers.qian
    perform(name, on=payment, by=by, said=said(name, 1))
    before = stand(item, commitment)
    with pytest.raises(Refused):
        perform(name, on=payment, by=by, said=said(name, 2))
    assert stand(item, commitment) == before
