"""The facts that money writes: what was approved, committed, paid, returned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.flow.row import Row

APPROVED, COMMITTED, PAID, RETURNED = "budget.approved", "money.committed", "paid", "money.returned"


def said(**facets: Any) -> dict[str, Any]:
    """Only what is known."""
    return {key: value for key, value in facets.items() if value not in (None, "")}


def owned(item: Any) -> str:
    """The path of the body whose first-hand money it is; empty for its own."""
    return item.first_hand.path if item.first_hand_id else ""


def approved(row: Row) -> Iterable[NewFact]:
    """A budget item."""
    item = row.thing
    if item.came:
        yield item.came
        return
    yield _approval(item, no=item.no, on=item.approved_on, amount=item.amount_fen)


def adjusted(row: Row) -> Iterable[NewFact]:
    """More of it, or less: a fact of its own, so that the sum is what stands."""
    told, item = row.said, row.thing
    yield _approval(item, no=told["paper"], on=told["on"], amount=told["amount"], adjusts=item.no)


def _approval(item: Any, *, no: str, on: date, amount: int, adjusts: str = "") -> NewFact:
    return NewFact(
        kind=APPROVED,
        happened_on=on,
        organisation=item.organisation_id,
        org_path=item.organisation.path,
        amount_fen=amount,
        facets=said(
            programme=item.programme,
            no=no,
            title=item.title,
            year=item.year,
            origin=item.origin,
            account=item.account,
            owner=owned(item),
            adjusts=adjusts,
        ),
        source=source_of(kinds[APPROVED], {"no": no}),
        evidence=item.subject,
    )


def committed(row: Row) -> Iterable[NewFact]:
    this = row.thing
    if this.came:
        yield this.came
        return
    yield NewFact(
        kind=COMMITTED,
        happened_on=this.approved_on,
        organisation=this.organisation_id,
        org_path=this.organisation.path,
        edition=this.edition,
        amount_fen=this.amount_fen,
        facets=said(
            programme=this.item.programme,
            no=this.no,
            budget=this.item.no,
            form=this.form,
            title=this.title,
            minute=this.minute,
            contract=this.contract,
            owner=owned(this.item),
        ),
        source=this.source,
        evidence=this.subject,
    )


def paid(row: Row) -> Iterable[NewFact]:
    this = row.thing
    if this.came:
        yield this.came
        return
    counted, commitment = this.counted_at or this.organisation, this.commitment
    yield NewFact(
        kind=PAID,
        happened_on=this.paid_on,
        organisation=counted.pk,
        org_path=counted.path,
        edition=commitment.edition,
        person=this.owner,
        unit=this.unit_id,
        amount_fen=this.amount_fen,
        facets=said(
            programme=this.programme,
            receipt=this.receipt,
            form=this.form,
            owner=owned(commitment.item),
            earned_on=this.earned_on,
            basis=this.basis,
            level=this.level,
            commitment=commitment.no,
            receiver=this.receiver.path if this.receiver_id else "",
        ),
        source=this.source,
        evidence=this.subject,
    )


def returned(row: Row) -> Iterable[NewFact]:
    this, payment = row.thing, row.thing.payment
    if this.came:
        yield this.came
        return
    counted = payment.counted_at or payment.organisation
    yield NewFact(
        kind=RETURNED,
        happened_on=this.on,
        organisation=counted.pk,
        org_path=counted.path,
        amount_fen=this.amount_fen,
        facets=said(programme=payment.programme, receipt=this.receipt, form=payment.form, original=payment.receipt),
        source=this.source,
        evidence=this.subject,
    )
