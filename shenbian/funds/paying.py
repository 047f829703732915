"""What may become of a payment, from the list of one hand to the bank's answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from shenbian.facts.fact import source_of
from shenbian.facts.kind import kinds
from shenbian.flow.actions import Outcome, enter, perform
from shenbian.flow.row import Effect, Row, Sets
from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.funds import accounts, booking, counting
from shenbian.funds.booking import Books, StrikesOut, ToldBounced, ToldPaid, Unbooks
from shenbian.funds.chart import Headings
from shenbian.funds.flows import told
from shenbian.funds.forms import Account, Answered, Why
from shenbian.funds.guards import (
    CommitmentIsOpen,
    HasPayee,
    IsEntitled,
    IsNoRepayment,
    NotAhead,
    NothingReturned,
    NumberIsFree,
    PaidOnce,
)
from shenbian.funds.labour import WithinFee
from shenbian.funds.redlines import NoRedWord, WithinCap
from shenbian.funds.settling import WithinRedeemed
from shenbian.kit.refusal import refuse_if
from shenbian.rights.catalogue import Right
from shenbian.standard.guards import FreshHand, not_own

_DECIDE, _PREPARE, _RELEASE, _IMPORT = (
    Right.ENTRY_DECIDE,
    Right.PAYMENT_PREPARE,
    Right.PAYMENT_RELEASE,
    Right.REGISTER_IMPORT,
)


@dataclass(frozen=True)
class KnownByReceipt(Effect):
    """A payment is known by the bank's receipt: that is its natural key."""

    title = "以银行回单号为编号"
    sets = ("source",)

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            row.thing.source = source_of(kinds[counting.PAID], {"receipt": row.thing.receipt})


@dataclass(frozen=True)
class SealsAccount(Effect):
    """The account as it was said now."""

    title = "更正收款账户"
    sets = ("account_sealed", "bank")

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            row.thing.account_sealed, row.thing.bank = accounts.seal(row.said["account"]), row.said["bank"]


@dataclass(frozen=True)
class PassesOn(Effect):
    """What was transferred to a union below is there to be used, as the money of its first-hand owner."""

    title = "收款工会得到一项预算"
    late = True

    def act(self, rows: Sequence[Row]) -> None:
        places = [place for place, row in enumerate(rows) if row.thing.receiver_id]
        if not places:
            return
        headings, by, batch = Headings(), rows[0].by, rows[0].thing.batch
        items = [_passed_on(rows[place].thing, headings) for place in places]
        _refuse(places, enter("receive" if batch is None else "record", items, by=by, batch=batch))


def _passed_on(payment: Any, headings: Headings) -> Any:
    """The receiver's new item. Of money that was passed on before the owner stays the first."""
    item = payment.commitment.item
    return apps.get_model("funds", "BudgetItem")(
        organisation=payment.receiver,
        desk=item.desk,
        programme=item.programme,
        year=payment.paid_on.year,
        no=payment.receipt,
        title=f"{payment.organisation.name}拨入：{item.title}"[:200],
        origin="higher",
        account=headings.on(payment.paid_on)["passed"],
        amount_fen=payment.amount_fen,
        first_hand=item.first_hand or item.organisation,
        received=payment,
        approved_on=payment.paid_on,
        earmark=item.earmark,
        batch=payment.batch,
    )


@dataclass(frozen=True)
class CallsBack(Effect):
    """A transfer that did not arrive takes the receiver's item with it; one that is committed already stays."""

    title = "撤销收款工会的这项预算"
    late = True

    def act(self, rows: Sequence[Row]) -> None:
        place_of = {row.thing.pk: place for place, row in enumerate(rows) if row.thing.receiver_id}
        if not place_of:
            return
        model = apps.get_model("funds", "BudgetItem")
        items = list(model._default_manager.filter(received__in=place_of, status="approved").order_by("pk"))
        said = [{"reason": str(rows[place_of[each.received_id]].said.get("reason") or "退票")} for each in items]
        _refuse([place_of[each.received_id] for each in items], perform("recall", on=items, by=rows[0].by, said=said))


@dataclass(frozen=True)
class PaysAgain(Effect):
    """A payment in the place of the one that bounced, to the account as it is now."""

    title = "编制重付"
    late = True

    def act(self, rows: Sequence[Row]) -> None:
        again = [row.thing.again() for row in rows]
        for row, each in zip(rows, again, strict=True):
            each.account_sealed, each.bank = accounts.seal(row.said["account"]), row.said["bank"]
        _refuse(range(len(rows)), enter("prepare", again, by=rows[0].by))


def _refuse(places: Iterable[int], outcomes: Sequence[Outcome[Any]]) -> None:
    refuse_if({place: each.why for place, each in zip(places, outcomes, strict=True) if not each.moved})


_SETTLED = (ToldPaid(), PassesOn())
_NOT_PAID = (ToldBounced(), CallsBack())
_SENT_BACK = "银行退回了您的{what}，请把正确的账号告诉{where}。"
_REASON = Sets("why_not", lambda row: row.said["reason"])

PAYMENT = Flow(
    "payment",
    title="支付",
    states=(
        State("draft",     "编制中",     Phase.DRAFT),
        State("prepared",  "待审批",     Phase.WAITING),
        State("approved",  "待付款",     Phase.WAITING),
        State("sent",      "已送银行",   Phase.WAITING),
        State("paid",      "已支付",     Phase.DONE),
        State("bounced",   "退票待重付", Phase.WAITING),
        State("repaid",    "退票已重付", Phase.VOID),
        State("dropped",   "退票不再付", Phase.VOID),
        State("cancelled", "已取消",     Phase.VOID),
    ),
    moves=(
        Move(name="prepare", title="编制付款", source=("draft",), target="prepared", right=_PREPARE,
             guards=(CommitmentIsOpen(), HasPayee(), not_own, NoRedWord(), WithinCap(), WithinFee(),
                    WithinRedeemed(), PaidOnce(), IsEntitled())),
        Move(name="record", title="登记已付款项", source=("draft",), target="paid", right=_IMPORT,
             guards=(NotAhead("paid_on"), CommitmentIsOpen(), IsEntitled()),
             effects=(KnownByReceipt(), Books("支出入账", booking.spent_at_once), *_SETTLED), facts=(counting.paid,)),
        Move(name="approve", title="批准付款", source=("prepared",), target="approved", right=_DECIDE,
             guards=(not_own, FreshHand(), CommitmentIsOpen(), IsEntitled()),
             effects=(Books("额度转为在途", booking.reserved),)),
        Move(name="amend", title="更正账户", source=("prepared",), target="prepared", right=_PREPARE, asks=Account,
             effects=(SealsAccount(),)),
        Move(name="cancel", title="取消", source=("prepared",), target="cancelled", right=_PREPARE, asks=Why,
             guards=(IsNoRepayment(),), effects=(_REASON,)),
        Move(name="send", title="送银行", source=("approved",), target="sent", right=_RELEASE,
             guards=(not_own, FreshHand(),)),
        Move(name="return", title="退回修改", source=("approved",), target="prepared", right=_RELEASE, asks=Why,
             effects=(Unbooks(), Sets("times", lambda row: row.thing.times + 1))),
        Move(name="pay", title="银行已付", source=("sent",), target="paid", right=_RELEASE, asks=Answered,
             guards=(NotAhead("paid_on"), NumberIsFree(counting.PAID, "receipt")),
             effects=(*told("receipt", "paid_on"), KnownByReceipt(), Books("支出入账", booking.spent_of_way),
                      *_SETTLED),
             facts=(counting.paid,), tells=("owner",), says="您的{what}已由{where}付出，请查看账户。"),
        Move(name="bounce", title="银行退票", source=("sent",), target="bounced", right=_RELEASE, asks=Why,
             effects=(_REASON, Unbooks(), *_NOT_PAID), tells=("owner",), says=_SENT_BACK),
        Move(name="bounce", title="付后退票", source=("paid",), target="bounced", right=_RELEASE, asks=Why,
             guards=(NothingReturned(),),
             effects=(_REASON, StrikesOut(counting.PAID), Unbooks(), *_NOT_PAID), tells=("owner",), says=_SENT_BACK),
        Move(name="repay", title="更正账户并重付", source=("bounced",), target="repaid", right=_PREPARE,
             asks=Account, effects=(PaysAgain(),)),
        Move(name="drop", title="不再支付", source=("bounced",), target="dropped", right=_PREPARE, asks=Why,
             effects=(_REASON,)),
        Move(name="strike", title="作废", source=("paid",), target="cancelled", right=_IMPORT, asks=Why,
             guards=(NothingReturned(),),
             effects=(_REASON, StrikesOut(counting.PAID), Unbooks(), *_NOT_PAID)),
    ),
)  # fmt: skip
