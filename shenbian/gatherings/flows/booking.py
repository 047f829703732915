"""What can happen to a booking: made, waited for in line, offered, drawn, judged, answered, given up."""

from shenbian.flow.row import Sets
from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.gatherings.declared import Mode
from shenbian.gatherings.effects.booking import Answering, Joined, Line, Ranked, Said
from shenbian.gatherings.flows import asks
from shenbian.gatherings.guards.booking import (
    Balanced,
    ByMode,
    HasQuota,
    HasRoom,
    Held,
    InTime,
    NotBegun,
    OneBooking,
    Promised,
    TakesBookings,
    WhoMay,
)
from shenbian.gatherings.guards.rating import Came
from shenbian.rights.catalogue import Right

HOLDS = ("booked", "offered", "invited")  # states in which a place is kept
LIVE = (*HOLDS, "listed", "drawing", "applied")  # states in which one stands for a session

_OWN, _GIVE_UP, _MANAGE, _KEEP = Right.ENTRY_MAKE, Right.ENTRY_WITHDRAW, Right.EDITION_MANAGE, Right.REGISTER_KEEP
_ASKED = (TakesBookings(), WhoMay(), Promised(), OneBooking())

BOOKING = Flow(
    "booking",
    title="预约",
    states=(
        State("draft",     "填写中",     Phase.DRAFT),
        State("applied",   "待审核",     Phase.WAITING),
        State("drawing",   "待抽签",     Phase.DRAFT),
        State("listed",    "候补中",     Phase.DRAFT),
        State("offered",   "候补到位，待确认", Phase.WAITING),
        State("invited",   "受邀，待答复", Phase.WAITING),
        State("booked",    "已预约",     Phase.DONE),
        State("declined",  "已谢绝",     Phase.VOID),
        State("lapsed",    "逾期未答复", Phase.VOID),
        State("refused",   "未通过",     Phase.VOID),
        State("withdrawn", "已取消预约", Phase.VOID),
        State("dropped",   "场次已取消", Phase.VOID),
    ),
    moves=(
        Move(name="book", title="预约", source=("draft",), target="booked", right=_OWN,
             guards=(*_ASKED, ByMode(Mode.FIRST), HasQuota(), Balanced())),
        Move(name="join", title="加入候补", source=("draft",), target="listed", right=_OWN,
             guards=(*_ASKED, ByMode(Mode.FIRST)), effects=(Joined(),)),
        Move(name="enter_draw", title="报名抽签", source=("draft",), target="drawing", right=_OWN,
             guards=(*_ASKED, ByMode(Mode.DRAW))),
        Move(name="ask", title="申请参加", source=("draft",), target="applied", right=_OWN,
             guards=(*_ASKED, ByMode(Mode.APPROVAL)), tells=("next",)),
        Move(name="book_for", title="代为预约", source=("draft",), target="booked", right=_KEEP,
             guards=(TakesBookings(), WhoMay(), OneBooking(), HasQuota(), Balanced()), tells=("owner",)),
        Move(name="invite", title="邀请", source=("draft",), target="invited", right=_MANAGE,
             guards=(OneBooking(), HasRoom(line=False), Balanced()), effects=(Answering(),), tells=("owner",)),
        Move(name="admit", title="通过", source=("applied",), target="booked", right=_MANAGE,
             guards=(HasRoom(line=False), Balanced()), tells=("owner",)),
        Move(name="refuse", title="不通过", source=("applied",), target="refused", right=_MANAGE, asks=asks.Why,
             effects=(Said(),), tells=("owner",)),
        Move(name="win", title="中签", source=("drawing",), target="booked", right=_MANAGE, asks=asks.Drawn,
             guards=(HasRoom(line=False), Balanced()), effects=(Ranked(),), tells=("owner",)),
        Move(name="lose", title="未中签，转候补", source=("drawing",), target="listed", right=_MANAGE, asks=asks.Drawn,
             effects=(Ranked(), Joined()), tells=("owner",)),
        Move(name="offer", title="候补到位", source=("listed",), target="offered", right=_MANAGE,
             guards=(HasRoom(line=False), Balanced()), effects=(Answering(),), tells=("owner",)),
        Move(name="accept", title="确认参加", source=("offered", "invited"), target="booked", right=_OWN,
             guards=(InTime(), NotBegun())),
        Move(name="decline", title="不参加了", source=("offered", "invited"), target="declined", right=_OWN,
             effects=(Line(),)),
        Move(name="lapse", title="逾期未答复", source=("offered", "invited"), target="lapsed", right=_MANAGE,
             guards=(Held(),), effects=(Line(),), tells=("owner",)),
        Move(name="withdraw", title="取消预约", source=LIVE, target="withdrawn", right=_GIVE_UP,
             guards=(NotBegun(),), effects=(Line(),)),
        Move(name="remove", title="撤下", source=LIVE, target="withdrawn", right=_KEEP, asks=asks.Why,
             guards=(NotBegun(),), effects=(Said(), Line()), tells=("owner",)),
        Move(name="drop", title="场次取消", source=LIVE, target="dropped", right=_MANAGE),
        Move(name="rate", title="评价", source=("booked",), target="booked", right=_OWN, asks=asks.Feedback,
             guards=(Held(ended=True), Came()),
             effects=(Sets("feedback_stars", lambda row: row.said["feedback_stars"]),
                      Sets("feedback", lambda row: row.said["feedback"]))),
    ),
)  # fmt: skip
