"""What may become of a list of payments that goes to the bank as one (付款批次), and of an invoice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from shenbian.flow.actions import perform
from shenbian.flow.row import Effect, Guard, Row
from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.funds.forms import Why
from shenbian.kit.refusal import refuse_if
from shenbian.rights.catalogue import Right
from shenbian.standard.guards import FreshHand

_DECIDE, _PREPARE, _RELEASE = Right.ENTRY_DECIDE, Right.PAYMENT_PREPARE, Right.PAYMENT_RELEASE


@dataclass(frozen=True)
class MovesPayments(Effect):
    """All payments of the list that stand in `state` are moved; where one cannot be, the list stays as it is."""

    name: str
    state: str
    late = True

    @property
    def title(self) -> str:
        return "批次里的付款一起办理"

    def act(self, rows: Sequence[Row]) -> None:
        place_of = {row.thing.pk: place for place, row in enumerate(rows)}
        model = apps.get_model("funds", "Payment")
        payments = list(model._default_manager.filter(drawn_in__in=place_of, status=self.state).order_by("pk"))
        said = [rows[place_of[each.drawn_in_id]].said for each in payments]
        outcomes = perform(self.name, on=payments, by=rows[0].by, said=said, rows=[each.to for each in payments])
        refuse_if(
            {
                place_of[payment.drawn_in_id]: f"付给{each.called}的一笔办不成：{each.why}"
                for payment, each in zip(payments, outcomes, strict=True)
                if not each.moved
            }
        )


@dataclass(frozen=True)
class HasPayments(Guard):
    """A list of nothing goes nowhere."""

    title = "批次里有付款"

    def needs(self, rows: Sequence[Row]) -> set[int]:
        model = apps.get_model("funds", "Payment")
        there = model._default_manager.filter(drawn_in__in=[row.thing.pk for row in rows], phase="waiting")
        return set(there.values_list("drawn_in", flat=True))

    def why(self, row: Row, known: set[int]) -> str | None:
        return None if row.thing.pk in known else "批次里没有要办的付款。"


@dataclass(frozen=True)
class AllAnswered(Guard):
    """A list is settled once the bank has answered for each payment."""

    title = "银行都有了答复"

    def needs(self, rows: Sequence[Row]) -> dict[int, int]:
        model = apps.get_model("funds", "Payment")
        open_ = model._default_manager.filter(drawn_in__in=[row.thing.pk for row in rows], status="sent")
        known: dict[int, int] = {}
        for batch in open_.values_list("drawn_in", flat=True):
            known[batch] = known.get(batch, 0) + 1
        return known

    def why(self, row: Row, known: dict[int, int]) -> str | None:
        count = known.get(row.thing.pk)
        return f"还有{count}笔没有银行的答复。" if count else None


@dataclass(frozen=True)
class NumberOnce(Guard):
    """An invoice is reimbursed once, in whichever union."""

    title = "发票没有报销过"

    def needs(self, rows: Sequence[Row]) -> dict[str, str]:
        model = apps.get_model("funds", "Invoice")
        asked = {row.thing.number for row in rows}
        there = model._default_manager.filter(number__in=asked, status="registered").select_related("organisation")
        return {each.number: f"{each.organisation.name}的支付{each.payment_id}" for each in there}

    def why(self, row: Row, known: dict[str, str]) -> str | None:
        where = known.get(row.thing.number)
        return f"发票“{row.thing.number}”已经报销过（{where}），一张发票只报一次。" if where else None

    def takes(self, row: Row, known: dict[str, str]) -> None:
        known[row.thing.number] = row.called or "刚刚登记"


@dataclass(frozen=True)
class NoMoreThanPaid(Guard):
    """Invoices behind a payment add up to no more than is paid by it."""

    title = "发票合计不超过付款"
    reads = ("payment",)
    locks = "payment"

    def needs(self, rows: Sequence[Row]) -> dict[int, int]:
        model = apps.get_model("funds", "Invoice")
        there = model._default_manager.filter(
            payment__in={row.thing.payment_id for row in rows}, status="registered"
        ).values_list("payment", "amount_fen")
        known: dict[int, int] = {}
        for payment, amount in there:
            known[payment] = known.get(payment, 0) + amount
        return known

    def why(self, row: Row, known: dict[int, int]) -> str | None:
        payment = row.thing.payment
        if payment.phase == Phase.VOID:
            return f"这一笔付款{payment.title_of_state}，不能挂发票。"
        if known.get(payment.pk, 0) + row.thing.amount_fen > payment.amount_fen:
            return "发票合计超过了付款金额，请核对。"
        return None

    def takes(self, row: Row, known: dict[int, Any]) -> None:
        known[row.thing.payment_id] = known.get(row.thing.payment_id, 0) + row.thing.amount_fen


BATCH = Flow(
    "payment_batch",
    title="付款批次",
    begins=_PREPARE,
    states=(
        State("prepared",  "待审批",   Phase.WAITING),
        State("approved",  "待付款",   Phase.WAITING),
        State("sent",      "已送银行", Phase.WAITING),
        State("settled",   "已对账",   Phase.DONE),
        State("cancelled", "已取消",   Phase.VOID),
    ),
    moves=(
        Move(name="approve", title="整批批准", source=("prepared",), target="approved", right=_DECIDE,
             guards=(FreshHand(), HasPayments()), effects=(MovesPayments("approve", "prepared"),)),
        Move(name="cancel", title="整批取消", source=("prepared",), target="cancelled", right=_PREPARE, asks=Why,
             effects=(MovesPayments("cancel", "prepared"),)),
        Move(name="send", title="整批送银行", source=("approved",), target="sent", right=_RELEASE,
             guards=(FreshHand(), HasPayments()), effects=(MovesPayments("send", "approved"),)),
        Move(name="settle", title="对账完成", source=("sent",), target="settled", right=_RELEASE,
             guards=(AllAnswered(),)),
    ),
)  # fmt: skip

INVOICE = Flow(
    "invoice",
    title="发票",
    states=(
        State("draft",      "登记中", Phase.DRAFT),
        State("registered", "已登记", Phase.DONE),
        State("struck",     "已作废", Phase.VOID),
    ),
    moves=(
        Move(name="register", title="登记发票", source=("draft",), target="registered", right=_PREPARE,
             guards=(NumberOnce(), NoMoreThanPaid())),
        Move(name="strike", title="作废", source=("registered",), target="struck", right=_PREPARE, asks=Why),
    ),
)  # fmt: skip
