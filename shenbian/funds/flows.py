"""What may become of a budget item, of a commitment, and of money that came back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from shenbian.facts.fact import source_of
from shenbian.facts.kind import kinds
from shenbian.flow.row import Effect, Row, Sets
from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.funds import booking, counting
from shenbian.funds.booking import Books, StrikesOut, Unbooks
from shenbian.funds.forms import Adjusted, Why
from shenbian.funds.guards import (
    DecidedTogether,
    HasAccount,
    ItemIsOpen,
    NotAhead,
    NothingCommitted,
    NothingOnWay,
    NumberIsFree,
    OwnMoney,
    ReturnsNoMore,
    SentFromAbove,
)
from shenbian.funds.redlines import NoRedWord, WithinRatio
from shenbian.rights.catalogue import Right
from shenbian.standard.guards import FreshHand

_PLAN, _DECIDE = Right.EDITION_MANAGE, Right.ENTRY_DECIDE
_PREPARE, _RELEASE, _IMPORT = Right.PAYMENT_PREPARE, Right.PAYMENT_RELEASE, Right.REGISTER_IMPORT


@dataclass(frozen=True)
class Numbers(Effect):
    """A thing of the house's own gets its number and its natural key; a sheet's row brings both."""

    kind: str
    prefix: str
    column: str = "no"

    @property
    def title(self) -> str:
        return "编号"

    @property
    def sets(self) -> tuple[str, ...]:
        return (self.column, "source")

    def act(self, rows: Sequence[Row]) -> None:
        natural = kinds[self.kind].natural[0]
        for row in rows:
            thing = row.thing
            number = getattr(thing, self.column) or f"{self.prefix}{row.day.year}-{thing.pk}"
            setattr(thing, self.column, number)
            thing.source = source_of(kinds[self.kind], {natural: number})


def dated(column: str) -> Sets:
    """The day on which it was decided; what a sheet says stays."""
    return Sets(column, lambda row: getattr(row.thing, column) or row.day)


def told(*names: str) -> tuple[Sets, ...]:
    """Columns as the mover says them."""
    return tuple(Sets(name, _said(name)) for name in names)


def _said(name: str) -> Callable[[Row], Any]:
    return lambda row: row.said[name]


_GRANT = Books("预算额度入账", booking.granted)
_COMMIT = Books("预算额度转为已批未付", booking.committed)

BUDGET = Flow(
    "budget_item",
    title="预算项目",
    states=(
        State("draft",    "起草中",   Phase.DRAFT),
        State("proposed", "待批复",   Phase.WAITING),
        State("approved", "已批复",   Phase.DONE),
        State("closed",   "已收回",   Phase.DONE),
        State("refused",  "未批准",   Phase.VOID),
        State("recalled", "已撤销",   Phase.VOID),
    ),
    moves=(
        Move(name="propose", title="报批", source=("draft",), target="proposed", right=_PLAN, guards=(HasAccount(),)),
        Move(name="record", title="登记批复", source=("draft",), target="approved", right=_IMPORT,
             guards=(NotAhead("approved_on"), HasAccount()),
             effects=(Numbers(counting.APPROVED, "预"), _GRANT), facts=(counting.approved,)),
        Move(name="receive", title="收到拨款", source=("draft",), target="approved", right=_RELEASE,
             guards=(HasAccount(),), effects=(Numbers(counting.APPROVED, "预"), _GRANT), facts=(counting.approved,)),
        Move(name="approve", title="批复", source=("proposed",), target="approved", right=_DECIDE,
             guards=(FreshHand(), HasAccount(), NumberIsFree(counting.APPROVED, "no")),
             effects=(dated("approved_on"), Numbers(counting.APPROVED, "预"), _GRANT), facts=(counting.approved,)),
        Move(name="refuse", title="不批准", source=("proposed",), target="refused", right=_DECIDE, asks=Why),
        Move(name="adjust", title="调整预算", source=("approved",), target="approved", right=_DECIDE, asks=Adjusted,
             guards=(OwnMoney(), NotAhead("on"), NumberIsFree(counting.APPROVED, "paper")),
             effects=(Books("调整预算额度", booking.adjusted),
                      Sets("amount_fen", lambda row: row.thing.amount_fen + row.said["amount"])),
             facts=(counting.adjusted,)),
        Move(name="close", title="收回余额", source=("approved",), target="closed", right=_DECIDE,
             guards=(NothingCommitted(),), effects=(Books("收回预算余额", booking.closed_item),)),
        Move(name="recall", title="撤销", source=("approved",), target="recalled", right=_RELEASE, asks=Why,
             guards=(SentFromAbove(), NothingCommitted()),
             effects=(StrikesOut(counting.APPROVED), Unbooks())),
    ),
)  # fmt: skip

COMMITMENT = Flow(
    "commitment",
    title="事前审批",
    states=(
        State("draft",     "起草中", Phase.DRAFT),
        State("submitted", "待审批", Phase.WAITING),
        State("approved",  "已批准", Phase.DONE),
        State("closed",    "已结清", Phase.DONE),
        State("refused",   "未批准", Phase.VOID),
        State("withdrawn", "已撤回", Phase.VOID),
    ),
    moves=(
        Move(name="submit", title="送审", source=("draft",), target="submitted", right=_PLAN,
             guards=(ItemIsOpen(), NoRedWord(), WithinRatio())),
        Move(name="record", title="登记审批", source=("draft",), target="approved", right=_IMPORT,
             guards=(NotAhead("approved_on"), ItemIsOpen()),
             effects=(Numbers(counting.COMMITTED, "审"), _COMMIT), facts=(counting.committed,)),
        Move(name="approve", title="批准", source=("submitted",), target="approved", right=_DECIDE,
             guards=(FreshHand(), ItemIsOpen(), DecidedTogether(), WithinRatio(),
                     NumberIsFree(counting.COMMITTED, "no")),
             effects=(dated("approved_on"), Numbers(counting.COMMITTED, "审"), _COMMIT),
             facts=(counting.committed,)),
        Move(name="refuse", title="不批准", source=("submitted",), target="refused", right=_DECIDE, asks=Why),
        Move(name="withdraw", title="撤回", source=("submitted",), target="withdrawn", right=_PLAN),
        Move(name="close", title="结清", source=("approved",), target="closed", right=_PREPARE,
             guards=(NothingOnWay(),), effects=(Books("退回没有用完的额度", booking.closed_commitment),)),
    ),
)  # fmt: skip

REFUND = Flow(
    "refund",
    title="结余退回",
    states=(
        State("draft",    "登记中", Phase.DRAFT),
        State("returned", "已退回", Phase.DONE),
        State("struck",   "已作废", Phase.VOID),
    ),
    moves=(
        Move(name="return", title="登记退回", source=("draft",), target="returned", right=_RELEASE,
             guards=(NotAhead("on"), ReturnsNoMore(), NumberIsFree(counting.RETURNED, "receipt")),
             effects=(Numbers(counting.RETURNED, "退", "receipt"), Books("退回入账", booking.refunded)),
             facts=(counting.returned,)),
        Move(name="record", title="登记历史退回", source=("draft",), target="returned", right=_IMPORT,
             guards=(NotAhead("on"), ReturnsNoMore()),
             effects=(Numbers(counting.RETURNED, "退", "receipt"), Books("退回入账", booking.refunded)),
             facts=(counting.returned,)),
        Move(name="strike", title="作废", source=("returned",), target="struck", right=_RELEASE, asks=Why,
             effects=(StrikesOut(counting.RETURNED), Unbooks())),
    ),
)  # fmt: skip
