"""What may become of a stock-take and of a write-off: one hand counts or reports, another confirms."""

from __future__ import annotations

from django import forms

from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.goods.booking import Books
from shenbian.goods.guards import FreshPaper, InStock, NotAhead, ReallyExpired
from shenbian.rights.catalogue import Right
from shenbian.standard.guards import FreshHand

_MANAGE, _KEEP = Right.EDITION_MANAGE, Right.REGISTER_KEEP


class Why(forms.Form):
    reason = forms.CharField(label="原因", max_length=200)

    class Privacy:
        plain = frozenset({"reason"})


STOCKTAKE = Flow(
    "goods_stocktake",
    title="盘点",
    begins=_KEEP,
    states=(
        State("counted", "待确认", Phase.WAITING),
        State("settled", "已确认", Phase.DONE),
        State("dropped", "已作废", Phase.VOID),
    ),
    moves=(
        Move(name="settle", title="确认盘点", source=("counted",), target="settled", right=_MANAGE,
             guards=(FreshHand(), NotAhead()), effects=(Books(),), tells=("author",)),
        Move(name="drop", title="作废", source=("counted",), target="dropped", right=_KEEP, asks=Why,
             tells=("author",)),
    ),
)  # fmt: skip

WRITE_OFF = Flow(
    "goods_write_off",
    title="报损",
    begins=_KEEP,
    states=(
        State("reported",    "待核准", Phase.WAITING),
        State("written_off", "已报损", Phase.DONE),
        State("refused",     "不准报损", Phase.VOID),
    ),
    moves=(
        Move(name="write_off", title="核准报损", source=("reported",), target="written_off", right=_MANAGE,
             guards=(FreshHand(), NotAhead(), ReallyExpired(), FreshPaper(), InStock()), effects=(Books(),),
             tells=("author",)),
        Move(name="refuse", title="不准报损", source=("reported",), target="refused", right=_MANAGE, asks=Why,
             tells=("author",)),
    ),
)  # fmt: skip
