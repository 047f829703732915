"""Money within one's reach, and how much of a budget has been used at any instant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from shenbian.funds.declared import FREE, ON_WAY, SET_ASIDE, SPENT
from shenbian.funds.models import BudgetItem, Commitment, Invoice, Payment, PaymentBatch, Refund
from shenbian.ledger.queries import held, held_on
from shenbian.orgs.rules import ids
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered

_READ = Right.REGISTER_READ
OPEN = ("approved",)


def items_covered(actor: Actor) -> QuerySet[BudgetItem]:
    """The budget items that an officer may see, the latest year first."""
    rows = BudgetItem.objects.filter(covered(actor, _READ, owner="")).exclude(status="draft")
    return rows.select_related("organisation", "first_hand").order_by("-year", "-id")


def commitments_covered(actor: Actor) -> QuerySet[Commitment]:
    """The commitments that an officer may see, the latest first."""
    rows = Commitment.objects.filter(covered(actor, _READ, owner="")).exclude(status="draft")
    return rows.select_related("organisation", "item").order_by("-id")


def payments_covered(actor: Actor) -> QuerySet[Payment]:
    """The payments that an officer may see, the latest first."""
    rows = Payment.objects.filter(covered(actor, _READ, owner="")).exclude(status="draft")
    related = ("organisation", "counted_at", "commitment__item", "person__merged_into", "unit", "receiver")
    return rows.select_related(*related).order_by("-id")


def refunds_covered(actor: Actor) -> QuerySet[Refund]:
    """What came back, within an officer's reach, the latest first."""
    rows = Refund.objects.filter(covered(actor, _READ, owner=""), status="returned")
    return rows.select_related("organisation", "payment__commitment__item").order_by("-id")


def batches_covered(actor: Actor) -> QuerySet[PaymentBatch]:
    """The lists for the bank that an officer may see, the latest first."""
    return PaymentBatch.objects.filter(covered(actor, _READ, owner="")).select_related("organisation").order_by("-id")


def invoices_covered(actor: Actor) -> QuerySet[Invoice]:
    """The invoices within an officer's reach, the latest first."""
    rows = Invoice.objects.filter(covered(actor, _READ, owner="")).exclude(status="draft")
    return rows.select_related("organisation", "payment").order_by("-id")


def my_payments(actor: Actor) -> QuerySet[Payment]:
    """What this person was paid or is to be paid, the latest first."""
    keys = [actor.person, *actor.also] if actor.person is not None else []
    mine = Payment.objects.filter(person__key__in=keys).exclude(status__in=("draft", "cancelled", "repaid"))
    return mine.select_related("organisation", "commitment__item").order_by("-id")


@dataclass(frozen=True)
class Execution:
    """Of one budget item, in fen: what nobody committed, what is committed and not paid, what was paid (net)."""

    free: int = 0
    set_aside: int = 0
    spent: int = 0

    @property
    def total(self) -> int:
        return self.free + self.set_aside + self.spent

    @property
    def rate(self) -> float | None:
        """Paid of what there is (预算执行率); None where there is nothing."""
        return self.spent / self.total if self.total else None


def execution_of(items: Iterable[BudgetItem], on: date | None = None) -> dict[int, Execution]:
    """By item, now or at the end of a day, from the postings alone. Two queries."""
    named = {each.subject: each.pk for each in items}
    whole = dict(Commitment.objects.filter(item__in=named.values()).values_list("pk", "item"))
    subjects = [*named, *(f"funds.commitment:{pk}" for pk in whole)]
    headings = (FREE, SET_ASIDE, ON_WAY, SPENT)
    found = held(headings, subjects) if on is None else held_on(headings, subjects, on)
    told: dict[int, dict[str, int]] = {pk: {} for pk in named.values()}
    for (heading, of), amount in found.items():
        item = named[of] if of in named else whole[int(of.rpartition(":")[2])]
        name = {FREE: "free", SPENT: "spent"}.get(heading, "set_aside")
        told[item][name] = told[item].get(name, 0) + amount
    return {pk: Execution(**amounts) for pk, amounts in told.items()}


def left_of(commitments: Iterable[Commitment]) -> dict[int, int]:
    """What may still be paid of these, in fen, by commitment. One query."""
    subjects = {each.subject: each.pk for each in commitments}
    return {subjects[of]: amount for (_, of), amount in held([SET_ASIDE], subjects).items()}


@dataclass(frozen=True)
class Asked:
    """Of which commitment a payment shall be made that names none: where, for what, how, in which year, whose money."""

    path: str
    programme: str
    form: str
    year: int
    first_hand: str = ""  # path of the owner; empty for own money


def open_for(asked: Iterable[Asked]) -> dict[Asked, list[Commitment]]:
    """The open commitments for each of these: those of the body itself, else of the nearest above it. One query."""
    wanted = set(asked)
    rows = Commitment.objects.filter(
        status__in=OPEN,
        item__programme__in={each.programme for each in wanted},
        item__year__in={each.year for each in wanted},
        form__in={each.form for each in wanted},
        organisation__in={org for each in wanted for org in ids(each.path)},
    )
    found: dict[tuple[int, str, str, int, str], list[Commitment]] = {}
    for each in rows.select_related("organisation", "item__first_hand").order_by("pk"):
        owner = each.item.first_hand.path if each.item.first_hand else ""
        key = (each.organisation_id, each.item.programme, each.form, each.item.year, owner)
        found.setdefault(key, []).append(each)
    return {each: _nearest(each, found) for each in wanted}


def _nearest(asked: Asked, found: dict[tuple[int, str, str, int, str], list[Commitment]]) -> list[Commitment]:
    rest = (asked.programme, asked.form, asked.year, asked.first_hand)
    return next((found[(org, *rest)] for org in reversed(ids(asked.path)) if (org, *rest) in found), [])


def passed_on_by(payments: Iterable[Payment]) -> dict[int, BudgetItem]:
    """The budget items that these transfers made below, by payment. One query."""
    items = BudgetItem.objects.filter(received__in=[each.pk for each in payments], status="approved")
    return {item.received_id: item for item in items if item.received_id}
