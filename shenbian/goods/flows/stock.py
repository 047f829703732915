"""What may become of a purchase and of an allotment."""

from __future__ import annotations

from django import forms

from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.goods.booking import Books, Reverses, StrikeOut
from shenbian.goods.committed import WithinCommitment
from shenbian.goods.counting import KnowTheFact, allotted, bought
from shenbian.goods.guards import InStock, NotAhead, StillGood
from shenbian.rights.catalogue import Right

_MANAGE = Right.EDITION_MANAGE


class StruckWhy(forms.Form):
    """It stands in the ledger, so it names nobody."""

    reason = forms.CharField(label="原因", max_length=200, help_text="会写进台账，请不要写人名和号码")

    class Privacy:
        plain = frozenset({"reason"})


PURCHASE = Flow(
    "goods_purchase",
    title="采购入库",
    begins=_MANAGE,
    states=(
        State("ordered",  "在途",   Phase.DRAFT),
        State("stocked",  "已入库", Phase.DONE),
        State("returned", "已退货", Phase.VOID),
        State("struck",   "已作废", Phase.VOID),
    ),
    moves=(
        Move(name="stock", title="入库", source=("ordered",), target="stocked", right=_MANAGE,
             guards=(NotAhead(), WithinCommitment()), effects=(KnowTheFact(), Books()), facts=(bought,)),
        Move(name="send_back", title="退货", source=("ordered",), target="returned", right=_MANAGE, asks=StruckWhy),
        Move(name="send_back", title="退货", source=("stocked",), target="returned", right=_MANAGE, asks=StruckWhy,
             effects=(Reverses(), StrikeOut())),
        Move(name="strike", title="作废", source=("stocked",), target="struck", right=_MANAGE, asks=StruckWhy,
             effects=(Reverses(), StrikeOut())),
    ),
)  # fmt: skip

ALLOTMENT = Flow(
    "goods_allotment",
    title="调拨",
    begins=_MANAGE,
    states=(
        State("drafted",  "填写中", Phase.DRAFT),
        State("allotted", "已调拨", Phase.DONE),
        State("struck",   "已作废", Phase.VOID),
    ),
    moves=(
        Move(name="allot", title="调拨", source=("drafted",), target="allotted", right=_MANAGE,
             guards=(NotAhead(), StillGood(), InStock("out_of")), effects=(KnowTheFact(), Books()),
             facts=(allotted,)),
        Move(name="strike", title="作废", source=("allotted",), target="struck", right=_MANAGE, asks=StruckWhy,
             effects=(Reverses(), StrikeOut())),
    ),
)  # fmt: skip
