"""The sheets 支出 and 结余退回. A correction takes back what was booked and books anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from shenbian.facts.fact import NewFact
from shenbian.flow.saving import save_columns
from shenbian.funds import booking, counting
from shenbian.funds.chart import Headings
from shenbian.funds.declared import SET_ASIDE
from shenbian.funds.finding import Found, commitments_for
from shenbian.funds.models import BudgetItem, Commitment, Payment, Refund
from shenbian.funds.queries import passed_on_by
from shenbian.funds.taking.rows import WHY, Rows, amend, body_of, corrected, entered, kept, text
from shenbian.kit.refusal import Refused
from shenbian.rights.actor import Actor
from shenbian.standard.programme import catalogue
from shenbian.standard.taking import Amended, SheetRow, Taken, Taker

_PAYMENTS = "funds.payment"


class Payments(Taker):
    """支出. A row that names no commitment belongs to the one that is open for it."""

    kind: ClassVar[str] = counting.PAID
    tables: ClassVar[tuple[str, ...]] = ("funds.budgetitem", "funds.payment")

    def take(self, rows: Rows, *, by: Actor, batch: int) -> Taken:
        found = commitments_for([row.fact for row in rows])
        told = entered(
            [self._payment(row, each, batch) for row, each in zip(rows, found, strict=True)],
            rows,
            _PAYMENTS,
            by=by,
            batch=batch,
        )
        items = BudgetItem.objects.filter(received__in=told.made[_PAYMENTS]).order_by("pk")
        passed = list(items.values_list("pk", flat=True))
        return Taken(told.refused, {"funds.budgetitem": passed, **told.made} if passed else told.made)

    def _payment(self, row: SheetRow, found: Found, batch: int) -> Payment | str:
        if isinstance(found, str):
            return found
        told = _paid(row.fact, found)
        payment = Payment(
            commitment=found,
            organisation=found.organisation,
            desk=found.desk,
            programme=str(row.fact.facets["programme"]),
            person_id=row.person,
            receiver_id=body_of(row.fact.facets.get("receiver")),
            receipt=str(row.fact.facets["receipt"]),
            source=row.fact.source,
            batch=batch,
            **told,
        )
        payment.came = row.fact
        return payment

    def correct(self, rows: Rows, *, by: Actor, batch: int) -> Taken:
        return corrected(rows, lambda rest: self._correct(rest, by, batch), by=by, batch=batch)

    def _correct(self, rows: Rows, by: Actor, batch: int) -> list[Amended]:
        payments = kept(Payment, rows, "paid")
        found = commitments_for([row.fact for row in rows])
        reasons = {place: each for place, each in enumerate(found) if isinstance(each, str)}
        reasons |= {place: "拨付的款项不能用导入更正，请作废后重新登记。"
                    for place, each in enumerate(payments) if each.receiver_id}  # fmt: skip
        if reasons:
            raise Refused(reasons)
        _back(payments, [each.paid_on for each in payments], by=by, batch=batch)
        amended = []
        for payment, row, commitment in zip(payments, rows, found, strict=True):
            told = _paid(row.fact, commitment) | {"person_id": row.person}
            amended.append(amend(payment, _PAYMENTS, told | {"commitment_id": commitment.pk}))  # type: ignore[union-attr]
            payment.commitment, payment.times = commitment, payment.times + 1  # type: ignore[assignment]
        headings = Headings()
        booked = [(place, booking.spent(each, taken_from=SET_ASIDE, headings=headings))
                  for place, each in enumerate(payments)]  # fmt: skip
        booking.book(booked, by=by, batch=batch)
        save_columns(payments, [*amended[0].after, "times"])
        return amended


def _paid(fact: NewFact, commitment: Commitment | str) -> dict[str, Any]:
    """What a sheet may correct of a payment, by column."""
    assert not isinstance(commitment, str)
    elsewhere = fact.organisation if fact.organisation != commitment.organisation_id else None
    return {
        "counted_at_id": elsewhere,
        "amount_fen": fact.amount_fen or 0,
        "unit_id": fact.unit,
        "paid_on": fact.happened_on,
        "earned_on": fact.facets.get("earned_on"),
        "evidence": fact.evidence,
        **text(fact, "form", "basis", "level"),
    }


def _back(things: Sequence[Any], on: Iterable[Any], *, by: Actor, batch: int) -> None:
    """Take back what stands of these, on the days on which it was booked."""
    named = [each.booked_as for each in things]
    booking.unbook(named, on=list(on), why=[WHY] * len(named), by=by, batch=batch)


class Returns(Taker):
    """结余退回."""

    kind: ClassVar[str] = counting.RETURNED
    tables: ClassVar[tuple[str, ...]] = ("funds.refund",)

    def take(self, rows: Rows, *, by: Actor, batch: int) -> Taken:
        originals = {str(row.fact.facets.get("original", "")) for row in rows}
        paid = {each.receipt: each for each in Payment.objects.filter(receipt__in=originals - {""}, status="paid")}
        below = passed_on_by(paid.values())
        things = [self._refund(row.fact, paid.get(str(row.fact.facets.get("original", ""))), batch) for row in rows]
        for thing in things:
            if isinstance(thing, Refund):
                thing.below = below.get(thing.payment_id)
        return entered(things, rows, self.tables[0], by=by, batch=batch)

    def _refund(self, fact: NewFact, payment: Payment | None, batch: int) -> Refund | str:
        if payment is None:
            return "请写明原支出的银行回单号：退回的是已经支付的哪一笔。"
        if fact.facets["programme"] != payment.programme:
            return f"原支出是“{catalogue[payment.programme].title}”的。"
        refund = Refund(
            payment=payment,
            organisation_id=payment.organisation_id,
            desk=payment.desk,
            amount_fen=fact.amount_fen or 0,
            on=fact.happened_on,
            receipt=str(fact.facets["receipt"]),
            source=fact.source,
            evidence=fact.evidence,
            batch=batch,
        )
        refund.came = fact
        return refund

    def correct(self, rows: Rows, *, by: Actor, batch: int) -> Taken:
        return corrected(rows, lambda rest: self._correct(rest, by, batch), by=by, batch=batch)

    def _correct(self, rows: Rows, by: Actor, batch: int) -> list[Amended]:
        refunds = kept(Refund, rows, "returned")
        wrong = {place: "更正不能换原支出，请撤回后重新导入。"
                 for place, (row, each) in enumerate(zip(rows, refunds, strict=True))
                 if row.fact.facets.get("original") != each.payment.receipt}  # fmt: skip
        if wrong:
            raise Refused(wrong)
        _back(refunds, [each.on for each in refunds], by=by, batch=batch)
        amended = []
        for refund, row in zip(refunds, rows, strict=True):
            told = {"amount_fen": row.fact.amount_fen or 0, "on": row.fact.happened_on, "evidence": row.fact.evidence}
            amended.append(amend(refund, self.tables[0], told))
            refund.times += 1
        headings = Headings()
        booked = [(place, each) for place, refund in enumerate(refunds) for each in booking.came_back(refund, headings)]
        booking.book(booked, by=by, batch=batch)
        save_columns(refunds, [*amended[0].after, "times"])
        return amended
