"""Planning money, setting it aside and preparing payments; each call is whole or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shenbian.flow.actions import Outcome, begin, enter
from shenbian.funds import accounts
from shenbian.funds.labour import Brackets, brackets_at, tax_of
from shenbian.funds.models import BudgetItem, Commitment, Invoice, Payment, PaymentBatch, Refund
from shenbian.funds.queries import passed_on_by
from shenbian.kit.refusal import Refused
from shenbian.orgs.models import Organisation, Unit
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.standard.programme import catalogue


def _one(outcomes: Sequence[Outcome[Any]]) -> Any:
    """The thing that entered. Raises its refusal."""
    (outcome,) = outcomes
    if outcome.refusal:
        raise outcome.refusal
    return outcome.thing


def propose(
    organisation: Organisation,
    *,
    programme: str,
    year: int,
    title: str,
    origin: str,
    account: str,
    amount_fen: int,
    by: Actor,
    no: str = "",
    earmark: str = "",
) -> BudgetItem:
    """A budget item that waits for approval. Raises NotYours, Refused."""
    if amount_fen <= 0:
        raise Refused({0: "预算金额应大于零。"})
    item = BudgetItem(
        organisation=organisation,
        desk=catalogue[programme].desk.value,
        programme=programme,
        year=year,
        no=no.strip(),
        title=title.strip(),
        origin=origin,
        account=account.strip(),
        amount_fen=amount_fen,
        earmark=earmark.strip(),
    )
    return _one(enter("propose", [item], by=by))  # type: ignore[no-any-return]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a commitment says: for what, in which form, at most how much (fen), on which papers it rests."""

    title: str
    amount_fen: int
    form: str
    no: str = ""
    edition: str = ""
    seller: str = ""
    minute: str = ""
    contract: str = ""
    quotes: Sequence[dict[str, Any]] = ()


def submit(item: BudgetItem, said: Plan, *, by: Actor) -> Commitment:
    """A commitment that waits for approval. Raises NotYours, Refused."""
    if said.amount_fen <= 0:
        raise Refused({0: "审批金额应大于零。"})
    commitment = Commitment(
        item=item,
        organisation=item.organisation,
        desk=item.desk,
        no=said.no.strip(),
        title=said.title.strip(),
        amount_fen=said.amount_fen,
        form=said.form,
        edition=said.edition.strip(),
        seller=said.seller.strip(),
        minute=said.minute.strip(),
        contract=said.contract.strip(),
        quotes=list(said.quotes),
    )
    return _one(enter("submit", [commitment], by=by))  # type: ignore[no-any-return]


@dataclass(frozen=True, kw_only=True)
class Pay:
    """One payment to be prepared, in fen: to a person, a unit, a union body below (a transfer), or whom `payee` names.

    `pays` names the decision that it fulfils ("editions.entry:12"); one decision is paid once. `counted_at` is the
    union where it counts, where that is not the one that pays. `account` is a bank account number in clear. A fee for
    work names its `grade` and the half-days; then the tax by the rule is withheld.
    """

    amount_fen: int
    person: Person | None = None
    unit: Unit | None = None
    receiver: Organisation | None = None
    payee: str = ""
    bank: str = ""
    account: str = field(default="", repr=False)
    counted_at: Organisation | None = None
    earned_on: date | None = None
    basis: str = ""
    level: str = ""
    pays: str = ""
    grade: str = ""
    half_days: int = 0


def prepare(
    commitment: Commitment, said: Sequence[Pay], *, by: Actor, drawn_in: PaymentBatch | None = None
) -> list[Outcome[Payment]]:
    """Payments of one commitment that wait for approval, an outcome for each; with `drawn_in` as part of a list that
    goes to the bank as one. A fixed number of queries. Raises Refused for a list that was approved already."""
    if drawn_in is not None and (drawn_in.status, drawn_in.organisation_id) != ("prepared", commitment.organisation_id):
        raise Refused({0: "这个付款批次已经批准，或是别的工会的，不能再加付款。"})
    brackets = brackets_at(commitment.organisation) if any(each.grade for each in said) else ()
    payments = [_payment(commitment, each, brackets) for each in said]
    for each in payments:
        each.drawn_in = drawn_in
    return enter("prepare", payments, by=by, rows=[each.to for each in payments])


def draw_up(organisation: Organisation, *, title: str, by: Actor, desk: str = "") -> PaymentBatch:
    """A list of payments that shall go to the bank as one, empty so far. Raises NotYours."""
    return begin([PaymentBatch(organisation=organisation, title=title.strip(), desk=desk)], by=by)[0]


def register_invoice(
    payment: Payment, *, number: str, seller: str, amount_fen: int, dated_on: date, by: Actor
) -> Invoice:
    """An invoice behind a payment. Raises NotYours, Refused where it was reimbursed before."""
    if amount_fen <= 0 or not number.strip():
        raise Refused({0: "发票要有号码和大于零的金额。"})
    invoice = Invoice(
        payment=payment,
        organisation=payment.organisation,
        desk=payment.desk,
        number=number.strip(),
        seller=seller.strip(),
        amount_fen=amount_fen,
        dated_on=dated_on,
    )
    return _one(enter("register", [invoice], by=by))  # type: ignore[no-any-return]


def _payment(commitment: Commitment, said: Pay, brackets: Brackets) -> Payment:
    try:
        sealed = accounts.seal(said.account)
    except ValueError as why:
        raise Refused({0: str(why)}) from why
    return Payment(
        commitment=commitment,
        organisation=commitment.organisation,
        counted_at=said.counted_at,
        desk=commitment.desk,
        programme=commitment.item.programme,
        form=commitment.form,
        amount_fen=said.amount_fen,
        person=said.person,
        unit=said.unit,
        receiver=said.receiver,
        payee=said.payee.strip(),
        bank=said.bank.strip(),
        account_sealed=sealed,
        earned_on=said.earned_on,
        basis=said.basis.strip(),
        level=said.level,
        pays=said.pays,
        grade=said.grade,
        half_days=said.half_days,
        tax_fen=tax_of(said.amount_fen, brackets) if said.grade else 0,
    )


def give_back(payment: Payment, *, amount_fen: int, on: date, receipt: str, by: Actor) -> Refund:
    """Money of a payment came back. Raises NotYours, Refused."""
    if amount_fen <= 0:
        raise Refused({0: "退回金额应大于零。"})
    refund = Refund(
        payment=payment,
        below=passed_on_by([payment]).get(payment.pk),
        organisation=payment.organisation,
        desk=payment.desk,
        amount_fen=amount_fen,
        on=on,
        receipt=receipt.strip(),
    )
    return _one(enter("return", [refund], by=by))  # type: ignore[no-any-return]


def erase_payments(people: Sequence[int]) -> None:
    """Empty what payments to these people (ids) keep beside the books: names, banks, account numbers."""
    Payment.objects.filter(person__in=people).update(payee="", bank="", why_not="", account_sealed=None)
