"""A payment: prepared, approved and sent by different hands, paid once, bounced, repaid once, returned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import pytest
from django.db import IntegrityError, transaction

from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours, Refused
from shenbian.funds import accounts
from shenbian.funds.actions import Pay, erase_payments, give_back, prepare
from shenbian.funds.declared import Entitlement, entitlements
from shenbian.funds.models import BudgetItem, Payment
from shenbian.funds.verifying import differing
from shenbian.kit.period import today
from shenbian.ledger.verifying import faults
from tests.funds.conftest import Coffers, stand


def standing(kind: str = "paid") -> list[tuple[str, int | None, int | None]]:
    rows = Fact.objects.filter(kind=kind, voided_at=None).order_by("id")
    return list(rows.values_list("source", "amount_fen", "person"))


def test_a_payment_goes_through_three_hands_and_is_a_fact_when_the_bank_has_paid(coffers: Coffers) -> None:
    item = coffers.item()
    commitment = coffers.commitment(item, form="person")
    payment = coffers.payment(commitment, 1_000_00, to="prepared", basis="困难慰问", counted_at=coffers.place.plant)
    assert (payment.status, stand(item, commitment)) == ("prepared", (90_000, 10_000, 0, 0))
    payment = perform("approve", on=payment, by=coffers.han)
    assert stand(item, commitment) == (90_000, 9_000, 1_000, 0)
    payment = perform("send", on=payment, by=coffers.qian)
    payment = coffers.pay(payment, receipt="HD001")
    assert (payment.status, stand(item, commitment)) == ("paid", (90_000, 9_000, 0, 1_000))
    (fact,) = Fact.objects.filter(kind="paid")
    assert (fact.source, fact.organisation, fact.person, fact.facets) == (
        "HD001",
        coffers.place.plant.pk,
        coffers.worker("王梅").key,
        {
            "programme": "winter_warmth",
            "receipt": "HD001",
            "form": "person",
            "basis": "困难慰问",
            "commitment": commitment.no,
        },
    )
    assert (list(faults()), differing()) == ([], [])


def test_one_hand_never_makes_two_steps(coffers: Coffers) -> None:
    both = coffers.place.officer("desk_head", coffers.place.federation, "service")
    payment = coffers.payment(coffers.commitment(coffers.item()), to="prepared")
    with pytest.raises(NotYours):
        perform("approve", on=payment, by=coffers.chen)
    payment = perform("approve", on=payment, by=coffers.han)
    with pytest.raises(NotYours):
        perform("send", on=payment, by=coffers.han)
    assert both.key == coffers.han.person


def test_nobody_prepares_a_payment_to_themselves(coffers: Coffers) -> None:
    commitment = coffers.commitment(coffers.item(), form="person")
    me = coffers.place.officer("desk_officer", coffers.place.federation, "service")
    with pytest.raises(Refused, match="不能办理自己的事项"):
        coffers.payment(commitment, person=me)


def test_more_than_was_committed_is_not_approved(coffers: Coffers) -> None:
    item = coffers.item()
    commitment = coffers.commitment(item, 10_000_00)
    coffers.payment(commitment, 6_000_00, to="approved")
    payment = coffers.payment(commitment, 4_000_01, to="prepared")
    with pytest.raises(Refused, match=r"审批单只剩4,000\.00元没有支付，要用4,000\.01元"):
        perform("approve", on=payment, by=coffers.han)
    assert stand(item, commitment) == (90_000, 4_000, 6_000, 0)


def test_of_many_payments_those_beyond_the_commitment_are_refused_and_the_others_approved(coffers: Coffers) -> None:
    commitment = coffers.commitment(coffers.item(), 10_000_00)
    payments = [coffers.payment(commitment, yuan * 100, to="prepared") for yuan in (6_000, 5_000, 4_000)]
    outcomes = perform("approve", on=payments, by=coffers.han)
    assert [each.moved for each in outcomes] == [True, False, True]


def test_a_payment_needs_a_commitment_that_was_approved_and_a_payee(coffers: Coffers) -> None:
    item = coffers.item()
    with pytest.raises(Refused, match="待审批，不能据以付款"):
        coffers.payment(coffers.commitment(item, approved=False))
    with pytest.raises(Refused, match="没有写明付给谁"):
        coffers.payment(coffers.commitment(item), payee="")
    with pytest.raises(Refused, match="须实名到人"):
        coffers.payment(coffers.commitment(item, form="person"), person=None, payee="某人")


def test_the_same_receipt_pays_once(coffers: Coffers) -> None:
    commitment = coffers.commitment(coffers.item())
    first, second = coffers.payment(commitment), coffers.payment(commitment)
    coffers.pay(first, receipt="HD001")
    with pytest.raises(Refused, match="编号“HD001”已经用过"):
        coffers.pay(second, receipt="HD001")
    with pytest.raises(Refused):
        coffers.pay(first, receipt="HD002")
    assert standing() == [("HD001", 100_000, None)]


def test_what_bounced_is_repaid_once_to_the_account_as_it_is_now(coffers: Coffers) -> None:
    item = coffers.item()
    commitment = coffers.commitment(item, form="person")
    payment = coffers.payment(commitment)
    payment = perform("bounce", on=payment, by=coffers.qian, said={"reason": "户名不符"})
    assert (payment.status, stand(item, commitment)) == ("bounced", (90_000, 10_000, 0, 0))
    payment = perform("repay", on=payment, by=coffers.chen, said={"account": "62223333444455556", "bank": "农商行"})
    with pytest.raises(Refused):
        perform("repay", on=payment, by=coffers.chen, said={"account": "62223333444455556", "bank": "农商行"})
    again = payment.paid_by
    assert (again.status, again.amount_fen, accounts.masked(again.account_sealed)) == ("prepared", 100_000, "****5556")
    with pytest.raises(Refused, match="退票后的重付，不能取消"):
        perform("cancel", on=again, by=coffers.chen, said={"reason": "不付了"})
    perform("approve", on=again, by=coffers.han)
    perform("send", on=again, by=coffers.qian)
    coffers.pay(again, receipt="HD002")
    assert (standing(), stand(item, commitment)) == (
        [("HD002", 100_000, coffers.worker("王梅").key)],
        (90_000, 9_000, 0, 1_000),
    )


def test_a_payment_that_bounced_after_it_was_paid_is_struck_out_and_reversed(coffers: Coffers) -> None:
    item = coffers.item()
    commitment = coffers.commitment(item)
    payment = coffers.payment(commitment, to="paid")
    perform("bounce", on=payment, by=coffers.qian, said={"reason": "账户已销户"})
    assert (standing(), stand(item, commitment)) == ([], (90_000, 10_000, 0, 0))
    assert Fact.objects.get(kind="void").facets == {"reason": "账户已销户"}
    assert (list(faults()), differing()) == ([], [])


def test_the_database_repays_nothing_that_did_not_bounce_and_pays_nothing_unbooked(coffers: Coffers) -> None:
    payment = coffers.payment(coffers.commitment(coffers.item()), to="sent")
    with pytest.raises(IntegrityError, match="没有退票，不能重付"), transaction.atomic():
        again = payment.again()
        again.status, again.phase, again.waits_for = "prepared", "waiting", "entry.decide"
        again.save()
    with pytest.raises(IntegrityError, match="没有入账"), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(
            status="paid", phase="done", waits_for="", receipt="X", source="X", paid_on=today()
        )


def test_a_decision_is_paid_once(coffers: Coffers) -> None:
    commitment = coffers.commitment(coffers.item(), form="person")
    coffers.payment(commitment, pays="editions.entry:1")
    with pytest.raises(Refused, match="这一决定已有一笔支付"):
        coffers.payment(commitment, pays="editions.entry:1")
    said = [Pay(amount_fen=100, person=coffers.worker(name), pays="editions.entry:2") for name in ("甲", "乙")]
    assert [each.why for each in prepare(commitment, said, by=coffers.chen)] == [
        "",
        "这一决定已有一笔支付，不会重复支付。",
    ]


def test_what_comes_back_is_free_again_and_no_more_than_was_paid(coffers: Coffers) -> None:
    item = coffers.item()
    commitment = coffers.commitment(item)
    payment = coffers.payment(commitment, to="paid")
    give_back(payment, amount_fen=300_00, on=today(), receipt="TH1", by=coffers.qian)
    assert stand(item, commitment) == (90_300, 9_000, 0, 700)
    with pytest.raises(Refused, match=r"还能退回700\.00元，退不了700\.01元"):
        give_back(payment, amount_fen=700_01, on=today(), receipt="TH2", by=coffers.qian)
    with pytest.raises(Refused, match="已有结余退回"):
        perform("bounce", on=payment, by=coffers.qian, said={"reason": "退票"})
    (fact,) = Fact.objects.filter(kind="money.returned")
    assert (fact.amount_fen, fact.facets["original"]) == (30_000, payment.receipt)
    assert differing() == []


def test_a_transfer_is_there_to_be_used_by_the_union_below_as_the_money_of_its_first_owner(coffers: Coffers) -> None:
    home, east, plant = coffers.place.federation, coffers.place.east, coffers.place.plant
    commitment = coffers.commitment(coffers.item(), form="transfer")
    with pytest.raises(Refused, match="只能拨给本级或下级工会"):
        coffers.payment(coffers.commitment(coffers.item(organisation=home), form="transfer"), receiver=_stranger())
    coffers.payment(commitment, 5_000_00, to="paid", payee="", receiver=east)
    item = BudgetItem.objects.get(organisation=east)
    assert (item.status, item.amount_fen, item.first_hand, stand(item)) == ("approved", 500_000, home, (5_000, 0, 0, 0))
    passed = coffers.commitment(item, 2_000_00, form="transfer")
    coffers.payment(passed, 2_000_00, to="paid", payee="", receiver=plant)
    further = BudgetItem.objects.get(organisation=plant)
    assert (further.first_hand, further.account, stand(further)) == (home, "502", (2_000, 0, 0, 0))
    coffers.payment(coffers.commitment(further, 500_00), 500_00, to="paid")
    owners = Fact.objects.filter(kind="paid").order_by("id").values_list("amount_fen", "facets__owner")
    assert list(owners) == [(500_000, None), (200_000, home.path), (50_000, home.path)]
    assert (list(faults()), differing()) == ([], [])


def _stranger() -> Any:
    from shenbian.orgs.actions import found  # noqa: PLC0415

    return found("别区总工会", level="federation", number="BQ", founded_on=today(), by="test")


def test_a_transfer_that_bounces_takes_the_receivers_budget_with_it_unless_it_is_committed(coffers: Coffers) -> None:
    east = coffers.place.east
    commitment = coffers.commitment(coffers.item(), form="transfer")
    first = coffers.payment(commitment, 3_000_00, to="paid", payee="", receiver=east)
    second = coffers.payment(commitment, 2_000_00, to="paid", payee="", receiver=east)
    used = BudgetItem.objects.get(received=second)
    coffers.commitment(used, 100_00)
    perform("bounce", on=first, by=coffers.qian, said={"reason": "账号有误"})
    assert BudgetItem.objects.get(received=first).status == "recalled"
    with pytest.raises(Refused, match="没结清的审批单"):
        perform("bounce", on=second, by=coffers.qian, said={"reason": "账号有误"})
    assert (differing(), list(faults())) == ([], [])


class Decided(Entitlement):
    """One person is entitled to a hundred yuan, once."""

    programmes: ClassVar = ("winter_warmth",)

    def __init__(self, key: int) -> None:
        self.key = key
        self.told: list[str] = []

    def whether(self, payments: Sequence[Any]) -> list[str | None]:
        return [
            None if each.person.key == self.key and each.amount_fen == 10_000 else "没有决定。" for each in payments
        ]

    def paid(self, payments: Sequence[Any], *, by: Any, batch: int | None) -> None:
        self.told += [f"paid {each.receipt}" for each in payments]

    def bounced(self, payments: Sequence[Any], *, by: Any) -> None:
        self.told += [f"bounced {each.why_not}" for each in payments]


def test_who_decides_is_asked_before_a_person_is_paid_and_hears_what_became_of_it(
    coffers: Coffers, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided = Decided(coffers.worker("王梅").key)
    monkeypatch.setitem(entitlements._all, "winter_warmth", decided)
    commitment = coffers.commitment(coffers.item(), form="person")
    with pytest.raises(Refused, match="没有决定"):
        coffers.payment(commitment, 100_00, person=coffers.worker("李梅"))
    payment = coffers.payment(commitment, 100_00, to="paid")
    perform("bounce", on=payment, by=coffers.qian, said={"reason": "户名不符"})
    assert decided.told == [f"paid {payment.receipt}", "bounced 户名不符"]


def test_who_is_erased_is_gone_from_their_payments(coffers: Coffers) -> None:
    commitment = coffers.commitment(coffers.item(), form="person")
    payment = coffers.payment(commitment, payee="王梅", bank="农商行")
    erase_payments([coffers.worker("王梅").pk])
    payment.refresh_from_db()
    assert (payment.payee, payment.bank, payment.account_sealed) == ("", "", None)


@pytest.mark.parametrize("count", [1, 3])
def test_approving_and_paying_cost_the_same_for_one_and_for_three(
    coffers: Coffers, count: int, django_assert_num_queries: Any
) -> None:
    commitment = coffers.commitment(coffers.item(), form="person")
    payments = [coffers.payment(commitment, 100_00, to="prepared") for _ in range(count)]
    with django_assert_num_queries(22):
        perform("approve", on=payments, by=coffers.han)
    perform("send", on=payments, by=coffers.qian)
    said = [{"receipt": f"N{n}", "paid_on": today()} for n in range(count)]
    with django_assert_num_queries(30):
        perform("pay", on=payments, by=coffers.qian, said=said)
