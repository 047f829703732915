"""The registers of money: budgets, commitments, payments, lists for the bank, invoices, returns."""

from __future__ import annotations

from django.db.models import Q

from shenbian.desk.registers.gathered import programme_of, state_of, status_of
from shenbian.desk.registers.register import Column, Register, Shows, choices, column, days
from shenbian.funds.models import BudgetItem, Commitment, Invoice, Payment, PaymentBatch, Refund
from shenbian.funds.queries import (
    batches_covered,
    commitments_covered,
    invoices_covered,
    items_covered,
    payments_covered,
    refunds_covered,
)
from shenbian.people.queries import found_by
from shenbian.standard.programme import catalogue

FUNDED = "资金"
_BODY = Column(key="organisation", path="organisation__name", title="工会")


def _purse(path: str) -> Column:
    programmes = {each.key: each.title for each in catalogue}
    return Column(key="programme", path=path, title="项目", shows=Shows.CODE, codes=programmes)


def _titled(typed: str) -> Q:
    return Q(no__iexact=typed.strip()) | Q(title__icontains=typed.strip())


def _paid(typed: str) -> Q:
    text = typed.strip()
    own = Q(receipt__iexact=text) | Q(payee__icontains=text) | Q(commitment__no__iexact=text)
    return own | Q(unit__name__icontains=text) | Q(receiver__name__icontains=text) | found_by(typed, at="person__")


def funded() -> tuple[Register, ...]:
    """Made once programmes are declared."""
    return (
        Register(
            key="thing.funds.budgetitem",
            title="预算项目",
            one="项",
            group=FUNDED,
            scope=items_covered,
            search=_titled,
            asks="编号或名称",
            place="organisation__path",
            flows=BudgetItem,
            columns=(
                column(BudgetItem, "title", link="desk:funds_item", link_by="pk"),
                column(BudgetItem, "no"),
                state_of(BudgetItem),
                _BODY,
                _purse("programme"),
                column(BudgetItem, "year"),
                column(BudgetItem, "amount_fen"),
                column(BudgetItem, "origin"),
                column(BudgetItem, "account"),
                Column(key="first_hand", path="first_hand__name", title="资金所有者"),
                column(BudgetItem, "approved_on"),
            ),
            filters=(
                status_of(BudgetItem),
                programme_of(),
                choices(BudgetItem, "origin"),
                days(BudgetItem, "approved_on"),
            ),
        ),
        Register(
            key="thing.funds.commitment",
            title="事前审批",
            one="件",
            group=FUNDED,
            scope=commitments_covered,
            search=_titled,
            asks="审批单号或事项",
            place="organisation__path",
            flows=Commitment,
            columns=(
                column(Commitment, "title", link="desk:funds_commitment", link_by="pk"),
                column(Commitment, "no"),
                state_of(Commitment),
                _BODY,
                _purse("item__programme"),
                column(Commitment, "form"),
                column(Commitment, "amount_fen"),
                column(Commitment, "seller"),
                column(Commitment, "minute"),
                column(Commitment, "contract"),
                column(Commitment, "approved_on"),
            ),
            filters=(
                status_of(Commitment),
                programme_of("item__"),
                choices(Commitment, "form"),
                days(Commitment, "approved_on"),
            ),
        ),
        Register(
            key="thing.funds.payment",
            title="支付",
            one="笔",
            group=FUNDED,
            scope=payments_covered,
            search=_paid,
            asks="收款方、回单号或审批单号",
            place="organisation__path",
            flows=Payment,
            columns=(
                Column(key="pk", path="pk", title="流水号", sort="pk", link="desk:funds_payment", link_by="pk"),
                state_of(Payment),
                Column(key="name", path="person__name", title="收款人", shows=Shows.NAME),
                Column(key="unit", path="unit__name", title="单位"),
                Column(key="receiver", path="receiver__name", title="收款工会"),
                column(Payment, "amount_fen"),
                _purse("programme"),
                column(Payment, "form"),
                column(Payment, "paid_on"),
                column(Payment, "receipt"),
                _BODY,
                Column(key="commitment", path="commitment__title", title="审批单"),
            ),
            filters=(status_of(Payment), programme_of(), choices(Payment, "form"), days(Payment, "paid_on")),
        ),
        Register(
            key="thing.funds.paymentbatch",
            title="付款批次",
            one="批",
            group=FUNDED,
            scope=batches_covered,
            search=lambda typed: Q(title__icontains=typed.strip()),
            asks="名称",
            place="organisation__path",
            flows=PaymentBatch,
            columns=(
                column(PaymentBatch, "title", link="desk:funds_batch", link_by="pk"),
                state_of(PaymentBatch),
                _BODY,
                column(PaymentBatch, "prepared_at"),
            ),
            filters=(status_of(PaymentBatch),),
        ),
        Register(
            key="thing.funds.invoice",
            title="发票",
            one="张",
            group=FUNDED,
            scope=invoices_covered,
            search=lambda typed: Q(number__iexact=typed.strip()) | Q(seller__icontains=typed.strip()),
            asks="发票号码或销售方",
            place="organisation__path",
            flows=Invoice,
            columns=(
                column(Invoice, "number", link="desk:funds_payment", link_by="payment_id"),
                state_of(Invoice),
                column(Invoice, "seller"),
                column(Invoice, "amount_fen"),
                column(Invoice, "dated_on"),
                _BODY,
            ),
            filters=(status_of(Invoice), days(Invoice, "dated_on")),
        ),
        Register(
            key="thing.funds.refund",
            title="结余退回",
            one="笔",
            group=FUNDED,
            scope=refunds_covered,
            search=lambda typed: Q(receipt__iexact=typed.strip()) | Q(payment__receipt__iexact=typed.strip()),
            asks="回单号",
            place="organisation__path",
            flows=Refund,
            columns=(
                column(Refund, "receipt", link="desk:funds_payment", link_by="payment_id"),
                column(Refund, "amount_fen"),
                column(Refund, "on"),
                Column(key="original", path="payment__receipt", title="原支出回单号"),
                _purse("payment__programme"),
                _BODY,
            ),
            filters=(programme_of("payment__"), days(Refund, "on")),
        ),
    )
