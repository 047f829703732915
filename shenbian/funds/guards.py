"""Why money is not promised and not paid. That there is enough of it the books themselves say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps

from shenbian.facts.models import Fact
from shenbian.flow.row import Guard, Row
from shenbian.funds.chart import accounts_on
from shenbian.funds.declared import entitlements
from shenbian.kit.money import written
from shenbian.kit.period import chinese_day
from shenbian.rulebook.queries import look_up_many

COLLECTIVE = "collective_decision_fen"


@dataclass(frozen=True)
class NotAhead(Guard):
    """Nothing is booked before its day."""

    title = "日期已到"

    column: str

    def why(self, row: Row, known: None) -> str | None:
        day: date | None = row.said.get(self.column) or getattr(row.thing, self.column)
        return f"{chinese_day(day)}还没有到。" if day is not None and day > row.day else None


@dataclass(frozen=True)
class NumberIsFree(Guard):
    """A number of a register is given once; `column` is that of the thing, `kind` that of its fact."""

    title = "编号没有用过"

    kind: str
    column: str = "source"

    def needs(self, rows: Sequence[Row]) -> set[str]:
        asked = {self._asked(row) for row in rows}
        standing = Fact.objects.filter(kind=self.kind, source__in=asked, voided_at=None)
        return set(standing.values_list("source", flat=True))

    def why(self, row: Row, known: set[str]) -> str | None:
        number = self._asked(row)
        return f"编号“{number}”已经用过。" if number and number in known else None

    def takes(self, row: Row, known: set[str]) -> None:
        known.add(self._asked(row))

    def _asked(self, row: Row) -> str:
        return str(row.said.get(self.column) or getattr(row.thing, self.column, ""))


@dataclass(frozen=True)
class HasAccount(Guard):
    """The line of the chart of accounts exists on the day of the approval."""

    title = "科目在科目表里"

    def needs(self, rows: Sequence[Row]) -> dict[date, dict[str, str]]:
        """One query for each day of the call; a sheet of approvals has few."""
        return {day: accounts_on(day) for day in {row.thing.approved_on or row.day for row in rows}}

    def why(self, row: Row, known: dict[date, dict[str, str]]) -> str | None:
        day = row.thing.approved_on or row.day
        if row.thing.account in known[day]:
            return None
        return f"{chinese_day(day)}的科目表里没有“{row.thing.account}”。"


@dataclass(frozen=True)
class OwnMoney(Guard):
    """What a higher union sent is as much as it sent."""

    title = "不是上级拨入的资金"

    def why(self, row: Row, known: None) -> str | None:
        return "这是上级拨入的资金，额度就是拨入的金额，不能调整。" if row.thing.received_id else None


@dataclass(frozen=True)
class SentFromAbove(Guard):
    """Only what came by a transfer goes with it."""

    title = "是上级拨入的资金"

    def why(self, row: Row, known: None) -> str | None:
        return None if row.thing.received_id else "只有拨款退票才撤销预算；不用的预算请收回余额。"


@dataclass(frozen=True)
class ItemIsOpen(Guard):
    """Money is committed of an item that was approved and is not closed."""

    title = "预算已批复"
    reads = ("item",)

    def why(self, row: Row, known: None) -> str | None:
        item = row.thing.item
        return None if item.status == "approved" else f"预算“{item}”{item.title_of_state}，不能再安排。"


@dataclass(frozen=True)
class DecidedTogether(Guard):
    """From so much on a commitment rests on the minute of a collective decision (“三重一大”)."""

    title = "达到集体决策标准的，有会议纪要"

    def needs(self, rows: Sequence[Row]) -> dict[int, int]:
        bodies = {row.thing.organisation.pk: row.thing.organisation for row in rows}
        return look_up_many(COLLECTIVE, at=bodies.values(), on=rows[0].day)

    def why(self, row: Row, known: dict[int, int]) -> str | None:
        least = known.get(row.thing.organisation_id)
        if least is None:
            return "规则表里没有集体决策的金额标准，请先补上。"
        if row.thing.amount_fen < least or row.thing.minute:
            return None
        return f"{written(least)}以上的支出须经集体研究决定，请写明会议纪要的文号。"


@dataclass(frozen=True)
class NothingOnWay(Guard):
    """A commitment is closed once all its payments have come to an end."""

    title = "没有在办的支付"

    def needs(self, rows: Sequence[Row]) -> set[int]:
        model = apps.get_model("funds", "Payment")
        open_ = model._default_manager.filter(commitment__in=[row.thing.pk for row in rows], phase="waiting")
        return set(open_.values_list("commitment", flat=True))

    def why(self, row: Row, known: set[int]) -> str | None:
        return "还有没办完的支付，办完再结清。" if row.thing.pk in known else None


@dataclass(frozen=True)
class NothingCommitted(Guard):
    """A budget item is closed once its commitments are."""

    title = "没有未结清的审批单"

    def needs(self, rows: Sequence[Row]) -> set[int]:
        model = apps.get_model("funds", "Commitment")
        open_ = model._default_manager.filter(item__in=[row.thing.pk for row in rows])
        return set(open_.filter(status__in=("submitted", "approved")).values_list("item", flat=True))

    def why(self, row: Row, known: set[int]) -> str | None:
        return "还有没结清的审批单，先把它们结清。" if row.thing.pk in known else None


@dataclass(frozen=True)
class CommitmentIsOpen(Guard):
    """Nothing is paid without a commitment that was approved, in its form."""

    title = "有已批准的事前审批，支出形式一致"
    reads = ("commitment",)

    def why(self, row: Row, known: None) -> str | None:
        payment, commitment = row.thing, row.thing.commitment
        if commitment.status != "approved":
            return f"审批单“{commitment}”{commitment.title_of_state}，不能据以付款。"
        if payment.form != commitment.form:
            return f"审批单“{commitment}”批准的是“{commitment.get_form_display()}”，与支出形式不一致。"
        return None


@dataclass(frozen=True)
class HasPayee(Guard):
    """Whoever is paid is named; a transfer goes to a union body below."""

    title = "写明收款方"
    reads = ("receiver",)

    def why(self, row: Row, known: None) -> str | None:
        this = row.thing
        if not (this.person_id or this.unit_id or this.receiver_id or this.payee):
            return "没有写明付给谁。"
        if this.form == "person" and not this.person_id:
            return "发放个人的，须实名到人。"
        if this.receiver_id and not this.receiver.path.startswith(this.organisation.path):
            return "拨付只能拨给本级或下级工会。"
        if this.receiver_id == this.organisation_id:
            return "不能拨给自己。"
        return None


@dataclass(frozen=True)
class IsEntitled(Guard):
    """Where a programme's payments to persons follow a decision, there is one, for this person and this amount."""

    title = "有相应的资格决定"

    def needs(self, rows: Sequence[Row]) -> dict[int, str]:
        """What whoever decides says of each, by the id of the thing in memory: new ones have no row yet."""
        things = [row.thing for row in rows]
        known: dict[int, str] = {}
        for each, places in entitlements.among(things):
            asked = [things[place] for place in places]
            for thing, why in zip(asked, each.whether(asked), strict=True):
                if why:
                    known[id(thing)] = why
        return known

    def why(self, row: Row, known: dict[int, str]) -> str | None:
        return known.get(id(row.thing))


@dataclass(frozen=True)
class PaidOnce(Guard):
    """One decision is paid once, and what bounced is repaid once."""

    title = "同一决定只付一次"
    reads = ("instead_of",)

    def needs(self, rows: Sequence[Row]) -> set[str]:
        model = apps.get_model("funds", "Payment")
        asked = {row.thing.pays for row in rows if row.thing.pays}
        there = model._default_manager.filter(pays__in=asked).exclude(status__in=("cancelled", "dropped", "repaid"))
        return set(there.exclude(pk__in=[row.thing.pk for row in rows]).values_list("pays", flat=True))

    def why(self, row: Row, known: set[str]) -> str | None:
        this = row.thing
        if this.instead_of_id and this.instead_of.status not in ("bounced", "repaid"):
            return "原来那一笔没有退票，不能重付。"
        return "这一决定已有一笔支付，不会重复支付。" if this.pays and this.pays in known else None

    def takes(self, row: Row, known: set[str]) -> None:
        if row.thing.pays:
            known.add(row.thing.pays)


@dataclass(frozen=True)
class IsNoRepayment(Guard):
    """What repays a bounced payment is put right and not called off: the money is still owed."""

    title = "不是退票后的重付"

    def why(self, row: Row, known: None) -> str | None:
        return "这是退票后的重付，不能取消；账户有误的请更正。" if row.thing.instead_of_id else None


@dataclass(frozen=True)
class ReturnsNoMore(Guard):
    """No more comes back than was paid."""

    title = "退回不超过支付"
    reads = ("payment",)
    locks = "payment"

    def needs(self, rows: Sequence[Row]) -> dict[int, int]:
        model = apps.get_model("funds", "Refund")
        known: dict[int, int] = {}
        there = model._default_manager.filter(payment__in={row.thing.payment_id for row in rows}, status="returned")
        for payment, amount in there.values_list("payment", "amount_fen"):
            known[payment] = known.get(payment, 0) + amount
        return known

    def why(self, row: Row, known: dict[int, int]) -> str | None:
        payment = row.thing.payment
        if payment.status != "paid":
            return f"这一笔支付{payment.title_of_state}，没有可以退回的。"
        left = payment.amount_fen - known.get(payment.pk, 0)
        if row.thing.amount_fen > left:
            return f"这一笔支付还能退回{written(left)}，退不了{written(row.thing.amount_fen)}。"
        return None

    def takes(self, row: Row, known: dict[int, int]) -> None:
        payment = row.thing.payment_id
        known[payment] = known.get(payment, 0) + row.thing.amount_fen


@dataclass(frozen=True)
class NothingReturned(Guard):
    """A payment of which something came back is not struck out before that is."""

    title = "没有退回过"

    def needs(self, rows: Sequence[Row]) -> set[int]:
        model = apps.get_model("funds", "Refund")
        there = model._default_manager.filter(payment__in=[row.thing.pk for row in rows], status="returned")
        return set(there.values_list("payment", flat=True))

    def why(self, row: Row, known: Any) -> str | None:
        return "这一笔支付已有结余退回，请先作废那一笔退回。" if row.thing.pk in known else None
