"""The bank answers for a list of payments. The same answer any number of times pays each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours
from shenbian.funds.bank import ANSWER, FILE, Answer, answers_in, file_of, layout
from shenbian.funds.models import Payment, PaymentBatch
from shenbian.kit.money import written
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.people.actions.revealing import note_reading
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may


@dataclass
class Answered:
    """What came of an answer: how many were paid, bounced, known already, and by line of the file what is wrong."""

    paid: int = 0
    bounced: int = 0
    same: int = 0
    refused: dict[int, str] = field(default_factory=dict)


@transaction.atomic
def bank_file(batch: PaymentBatch, *, by: Actor) -> bytes:
    """The file for the bank, with account numbers in clear; every person whose number is in it can see that.

    Raises NotYours, Refused before it was approved and where an account is missing.
    """
    if not may(by, Right.PAYMENT_RELEASE, batch):
        raise NotYours
    if batch.status not in ("approved", "sent"):
        raise Refused({0: f"批次{batch.title_of_state}，不能导出银行文件。"})
    related = ("person", "unit", "receiver", "commitment")
    payments = list(batch.payments.filter(status__in=("approved", "sent")).select_related(*related).order_by("pk"))
    if missing := [each.to for each in payments if not each.account_sealed]:
        raise Refused({0: f"没有银行账号：{'、'.join(missing[:5])}。请先更正账户。"})
    made = file_of(payments, layout(FILE, batch, today()))
    people = [each.person_id for each in payments if each.person_id]
    note_reading(people, field="account", by=by.ref, why=f"向银行报送付款批次{batch.pk}")
    return made


@transaction.atomic
def answer(batch: PaymentBatch, content: bytes, *, by: Actor) -> Answered:
    """Take the bank's answer in: what was paid is paid with its receipt, what was not has bounced with the reason.

    Whole or nothing where it is cut short; lines that cannot be are told by their place in the file and the others
    are taken. Raises NotYours, Refused for a file that cannot be read or a list that was not sent.
    """
    if not may(by, Right.PAYMENT_RELEASE, batch):
        raise NotYours
    locked = PaymentBatch.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=batch.pk)
    if locked.status not in ("sent", "settled"):
        raise Refused({0: f"批次{locked.title_of_state}，还没有送银行。"})
    answers, unread = answers_in(content, layout(ANSWER, locked, today()))
    told = Answered(refused=unread)
    known = {each.pk: each for each in locked.payments.select_for_update(of=("self",)).order_by("pk")}
    to_do = _sorted_out(answers, known, told)
    for name, said in (("pay", _receipt), ("bounce", _reason)):
        mine = [(each, payment) for each, payment in to_do if each.paid is (name == "pay")]
        _move(name, mine, [said(each) for each, _ in mine], told, by)
    return told


def _sorted_out(answers: Sequence[Answer], known: dict[int, Payment], told: Answered) -> list[tuple[Answer, Payment]]:
    """What is to be moved; what is known already is counted, what cannot be is told."""
    seen, to_do = dict[int, int](), []
    for each in answers:
        payment = known.get(each.number)
        if payment is None:
            told.refused[each.place] = f"这一批里没有流水号{each.number}。"
        elif each.number in seen:
            told.refused[each.place] = f"与第{seen[each.number]}行是同一笔付款。"
        elif each.amount_fen != payment.net_fen:
            told.refused[each.place] = f"金额是{written(each.amount_fen)}，付款是{written(payment.net_fen)}。"
        elif payment.status == "sent" or (payment.status == "paid" and not each.paid):
            to_do.append((each, payment))
        elif _is_known(each, payment):
            told.same += 1
        else:
            was = f"已按回单{payment.receipt}支付" if payment.status == "paid" else payment.title_of_state
            told.refused[each.place] = f"这一笔{was}，与银行的答复不符，请核对。"
        seen.setdefault(each.number, each.place)
    return to_do


def _is_known(each: Answer, payment: Payment) -> bool:
    """Whether the payment says what the answer says."""
    if each.paid:
        return payment.status == "paid" and payment.receipt == each.receipt
    return payment.status in ("bounced", "repaid", "dropped")


def _receipt(each: Answer) -> dict[str, Any]:
    return {"receipt": each.receipt, "paid_on": each.on}


def _reason(each: Answer) -> dict[str, Any]:
    return {"reason": each.reason[:200]}


def _move(
    name: str,
    mine: Sequence[tuple[Answer, Payment]],
    said: Sequence[dict[str, Any]],
    told: Answered,
    by: Actor,
) -> None:
    outcomes = perform(name, on=[payment for _, payment in mine], by=by, said=said) if mine else []
    for (each, _), outcome in zip(mine, outcomes, strict=True):
        if not outcome.moved:
            told.refused[each.place] = outcome.why
        elif name == "pay":
            told.paid += 1
        else:
            told.bounced += 1


@dataclass(frozen=True)
class Reconciled:
    """A list and what came of it: how many payments and how much (fen), by state."""

    counts: dict[str, tuple[int, int]]

    def of(self, *states: str) -> tuple[int, int]:
        found = [self.counts[state] for state in states if state in self.counts]
        return sum(count for count, _ in found), sum(amount for _, amount in found)

    @property
    def all(self) -> tuple[int, int]:
        return self.of(*self.counts)

    @property
    def paid(self) -> tuple[int, int]:
        return self.of("paid")

    @property
    def bounced(self) -> tuple[int, int]:
        return self.of("bounced", "repaid", "dropped")

    @property
    def open(self) -> tuple[int, int]:
        return self.of("sent")


def reconcile(batches: Sequence[PaymentBatch]) -> dict[int, Reconciled]:
    """By list, what came of it. One query."""
    told: dict[int, dict[str, tuple[int, int]]] = {each.pk: {} for each in batches}
    rows = Payment.objects.filter(drawn_in__in=told).values_list("drawn_in", "status", "amount_fen")
    for batch, status, amount in rows:
        count, total = told[batch or 0].get(status, (0, 0))
        told[batch or 0][status] = (count + 1, total + amount)
    return {pk: Reconciled(counts) for pk, counts in told.items()}
