"""What can happen to a session: planned, opened, changed, put off, held; called off, put right or struck out."""

from shenbian.flow.row import Sets
from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.gatherings.counting import session_held
from shenbian.gatherings.effects.placing import PLACED
from shenbian.gatherings.effects.session import CountTurns, DropBookings, MoveTo, Offer, Rewrite, StrikeOut, Tell
from shenbian.gatherings.flows import asks
from shenbian.gatherings.guards.session import HasBegun, Insured, LiesAhead, PlacesHold
from shenbian.rights.catalogue import Right

_MANAGE, _KEEP = Right.EDITION_MANAGE, Right.REGISTER_KEEP
_TIMES = MoveTo()
_PLAIN = tuple(name for name in asks.SetUp.base_fields if name not in asks.When.base_fields)
_SETS = (_TIMES, *(Sets(name, lambda row, name=name: row.said[name]) for name in _PLAIN))  # type: ignore[misc]
_NOTED = tuple(Sets(name, lambda row, name=name: row.said[name]) for name in ("agenda", "minutes_text"))  # type: ignore[misc]

SESSION = Flow(
    "session",
    title="场次",
    begins=_KEEP,
    states=(
        State("planned",   "筹备中", Phase.DRAFT),
        State("open",      "已发布", Phase.DONE),
        State("held",      "已举办", Phase.DONE),
        State("cancelled", "已取消", Phase.VOID),
        State("struck",    "已作废", Phase.VOID),
    ),
    moves=(
        Move(name="open", title="发布", source=("planned",), target="open", right=_MANAGE,
             guards=(LiesAhead(), Insured())),
        Move(name="hold", title="登记已举办", source=("planned", "open"), target="held", right=_KEEP,
             guards=(HasBegun(),), effects=(PLACED, CountTurns()), facts=(session_held,)),
        Move(name="amend", title="修改", source=("planned",), target="planned", right=_MANAGE, asks=asks.SetUp,
             guards=(PlacesHold(),), effects=_SETS),
        Move(name="amend", title="修改", source=("open",), target="open", right=_MANAGE, asks=asks.SetUp,
             guards=(PlacesHold(), Insured()), effects=(*_SETS, Offer())),
        Move(name="postpone", title="改期", source=("planned",), target="planned", right=_MANAGE, asks=asks.Postpone,
             effects=(_TIMES, Tell("改期"))),
        Move(name="postpone", title="改期", source=("open",), target="open", right=_MANAGE, asks=asks.Postpone,
             effects=(_TIMES, Tell("改期"))),
        Move(name="note", title="写会议记录", source=("open",), target="open", right=_KEEP, asks=asks.Minutes,
             effects=_NOTED),
        Move(name="note", title="写会议记录", source=("held",), target="held", right=_KEEP, asks=asks.Minutes,
             effects=_NOTED),
        Move(name="correct", title="更正", source=("held",), target="held", right=_KEEP, asks=asks.InTruth,
             effects=(StrikeOut(), Rewrite(), PLACED), facts=(session_held,)),
        Move(name="cancel", title="取消", source=("planned", "open"), target="cancelled", right=_MANAGE, asks=asks.Why,
             effects=(Tell("取消"), DropBookings())),
        Move(name="strike", title="作废", source=("held",), target="struck", right=_KEEP, asks=asks.Why,
             effects=(StrikeOut(turns=True),)),
    ),
)  # fmt: skip
