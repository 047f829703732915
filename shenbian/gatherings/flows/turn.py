"""What can happen to a turn: taken down at the door or from a list, counted once the session was held, put right."""

from shenbian.flow.row import Sets
from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.gatherings.counting import turn_counted
from shenbian.gatherings.effects.certified import RevokeHours
from shenbian.gatherings.effects.placing import PLACED
from shenbian.gatherings.effects.turn import Corrected, Follow, Lasted, Out, StrikeOut
from shenbian.gatherings.flows import asks
from shenbian.gatherings.guards.turn import (
    HasBooked,
    HasOut,
    IsNow,
    NotElsewhere,
    OneTurn,
    SessionHeld,
    SessionStands,
    Unpaid,
)
from shenbian.rights.catalogue import Right

_OWN, _KEEP = Right.ENTRY_MAKE, Right.REGISTER_KEEP

TURN = Flow(
    "turn",
    title="参与记录",
    states=(
        State("draft",   "登记中", Phase.DRAFT),
        State("present", "已签到", Phase.DONE),
        State("counted", "已计入", Phase.DONE),
        State("struck",  "已作废", Phase.VOID),
    ),
    moves=(
        Move(name="check_in", title="签到", source=("draft",), target="present", right=_OWN,
             guards=(SessionStands(), IsNow(), HasBooked(), OneTurn(), NotElsewhere())),
        Move(name="sign_in", title="登记签到", source=("draft",), target="present", right=_KEEP,
             guards=(SessionStands(), IsNow(late=True), OneTurn(), NotElsewhere())),
        Move(name="register", title="登记参加", source=("draft",), target="counted", right=_KEEP,
             guards=(SessionHeld(), OneTurn(), NotElsewhere()), effects=(Lasted(), PLACED, Follow()),
             facts=(turn_counted,)),
        Move(name="check_out", title="签退", source=("present",), target="present", right=_OWN,
             guards=(SessionStands(), NotElsewhere(leaving=True)), effects=(Out(),)),
        Move(name="sign_out", title="登记签退", source=("present",), target="present", right=_KEEP, asks=asks.Left,
             guards=(SessionStands(), NotElsewhere(leaving=True)), effects=(Out(),)),
        Move(name="count", title="计入台账", source=("present",), target="counted", right=_KEEP,
             guards=(SessionHeld(), HasOut(), NotElsewhere()), effects=(Lasted(), PLACED, Follow()),
             facts=(turn_counted,)),
        Move(name="correct", title="更正", source=("counted",), target="counted", right=_KEEP, asks=asks.Heads,
             effects=(Corrected(), PLACED, Sets("quantity", lambda row: row.said["quantity"]),
                      Sets("minutes", lambda row: row.said["minutes"]), RevokeHours()), facts=(turn_counted,)),
        Move(name="strike", title="作废", source=("present",), target="struck", right=_KEEP, asks=asks.Why),
        Move(name="strike", title="作废", source=("counted",), target="struck", right=_KEEP, asks=asks.Why,
             effects=(StrikeOut(), RevokeHours())),
        Move(name="paid_duty", title="带薪值班，不计", source=("present", "counted"), target="struck", right=_KEEP,
             asks=asks.PaidDuty, guards=(Unpaid(),), effects=(StrikeOut(), RevokeHours()), tells=("owner",)),
    ),
)  # fmt: skip
