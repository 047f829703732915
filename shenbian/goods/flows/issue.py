"""What may become of something handed out."""

from __future__ import annotations

from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.goods.booking import HandsOut, StrikeOut, TakesBack
from shenbian.goods.counting import KnowTheFact, issued
from shenbian.goods.flows.stock import StruckWhy
from shenbian.goods.guards import EditionRuns, FreshPaper, InStock, NotAhead, OnceEach, StillGood, WhoSigns
from shenbian.rights.catalogue import Right

_KEEP = Right.REGISTER_KEEP

ISSUE = Flow(
    "goods_issue",
    title="发放",
    begins=_KEEP,
    states=(
        State("draft",  "填写中", Phase.DRAFT),
        State("issued", "已领取", Phase.DONE),
        State("struck", "已作废", Phase.VOID),
    ),
    moves=(
        Move(name="issue", title="发放", source=("draft",), target="issued", right=_KEEP,
             guards=(NotAhead(), EditionRuns(), WhoSigns(), StillGood(), FreshPaper(), OnceEach(),
                     InStock()),
             effects=(KnowTheFact(), HandsOut()), facts=(issued,)),
        Move(name="strike", title="作废", source=("issued",), target="struck", right=_KEEP, asks=StruckWhy,
             effects=(TakesBack(), StrikeOut()), tells=("owner",), says="{where}作废了您{what}的领取登记。"),
    ),
)  # fmt: skip
