"""Fees for work stay within their grade, and the tax is withheld; a service is settled by its use."""

from __future__ import annotations

from typing import Any

import pytest

from shenbian.facts.actions import write
from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.refusals import Refused
from shenbian.funds.actions import Pay, draw_up, prepare
from shenbian.funds.answering import Answered, answer, bank_file
from shenbian.funds.labour import brackets_at, tax_of
from shenbian.funds.verifying import differing
from shenbian.kit.period import today
from shenbian.ledger.models import Holding
from shenbian.ledger.verifying import faults
from tests.funds.conftest import ACCOUNT, Coffers, stand
from tests.funds.test_batches import paper


@pytest.mark.parametrize(
    ("fee", "tax"),
    [(800_00, 0), (800_01, 0), (1_000_00, 40_00), (4_000_00, 640_00), (4_000_01, 640_00), (10_000_00, 1_600_00),
     (30_000_00, 5_200_00), (100_000_00, 25_000_00)],
)  # fmt: skip
def test_the_tax_of_a_fee_is_that_of_its_bracket(coffers: Coffers, fee: int, tax: int) -> None:
    assert tax_of(fee, brackets_at(coffers.place.federation)) == tax


def test_a_fee_is_spent_in_full_paid_less_the_tax_and_the_tax_is_owed(coffers: Coffers) -> None:
    item = coffers.item(programme="winter_warmth")
    commitment = coffers.commitment(item, form="person", title="评审专家劳务费")
    batch = draw_up(coffers.place.federation, title="劳务费", by=coffers.chen)
    pay = Pay(amount_fen=2_000_00, person=coffers.worker("王梅"), account=ACCOUNT, grade="associate", half_days=2)
    prepare(commitment, [pay], by=coffers.chen, drawn_in=batch)
    batch = perform("approve", on=batch, by=coffers.han)
    batch = perform("send", on=batch, by=coffers.qian)
    payment = batch.payments.get()
    assert (payment.tax_fen, payment.net_fen) == (240_00, 1_760_00)
    assert "1760.00" in bank_file(batch, by=coffers.qian).decode("utf-8-sig")
    told = answer(batch, paper((payment.pk, "1760.00", "成功", "H1", today(), "")), by=coffers.qian)
    assert told == Answered(paid=1)
    assert Fact.objects.get(kind="paid").amount_fen == 2_000_00
    chart = Holding.objects.exclude(heading__contains=".").order_by("heading").values_list("heading", "balance")
    assert list(chart) == [("102", -1_760_00), ("215", -240_00), ("502", 2_000_00)]
    assert (stand(item, commitment), list(faults()), differing()) == ((90_000, 8_000, 0, 2_000), [], [])


def test_a_fee_beyond_its_grade_is_refused_with_the_article(coffers: Coffers) -> None:
    commitment = coffers.commitment(coffers.item(), form="person")
    with pytest.raises(Refused, match=r"副高级职称2个半天最多2,000\.00元（劳务费标准"):
        coffers.payment(commitment, 2_000_01, grade="associate", half_days=2)
    with pytest.raises(Refused, match="没有这一档劳务费标准"):
        coffers.payment(commitment, 100, grade="king", half_days=1)


def seen(coffers: Coffers, count: int) -> None:
    """So many people were seen by the clinic."""
    body = coffers.place.federation
    facts = []
    for n in range(count):
        person = coffers.worker(f"骑手{n}")
        parts: dict[str, Any] = {"edition": "2022年体检", "person": person.key}
        facts.append(
            NewFact(
                kind="service.used",
                happened_on=today(),
                organisation=body.pk,
                org_path=body.path,
                edition="2022年体检",
                person=person.key,
                facets={"programme": "health_checks"},
                source=source_of(kinds["service.used"], parts),
                evidence="test",
            )
        )
    write(facts, by="test")


def test_a_clinic_is_paid_for_whom_it_saw_and_no_more(coffers: Coffers) -> None:
    seen(coffers, 3)
    item = coffers.item(programme="health_checks")
    said: dict[str, Any] = {"form": "service", "edition": "2022年体检", "seller": "区医院"}
    commitment, other = (coffers.commitment(item, 10_000_00, **said) for _ in range(2))
    with pytest.raises(Refused, match=r"已核销3人，每人300\.00元，还能结算900\.00元；预约未到的不结算"):
        coffers.payment(commitment, 900_01)
    coffers.payment(commitment, 600_00)
    with pytest.raises(Refused, match=r"还能结算300\.00元"):
        coffers.payment(other, 300_01)
    outcomes = prepare(other, [Pay(amount_fen=200_00, payee="区医院") for _ in range(2)], by=coffers.chen)
    assert [each.moved for each in outcomes] == [True, False]
    elsewhere = coffers.commitment(item, 1_000_00, **said | {"edition": "2023年体检"})
    with pytest.raises(Refused, match="已核销0人"):
        coffers.payment(elsewhere, 1_00)
