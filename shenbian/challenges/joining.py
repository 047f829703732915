"""How one takes part in a challenge: joined at once, left at any time; what was walked until then stays counted."""

from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.rights.catalogue import Right
from shenbian.standard.entering import numbered
from shenbian.standard.flows import HANDED_IN

JOINING = Flow(
    "join",
    title="报名",
    states=(
        State("draft",     "填写中", Phase.DRAFT),
        State("joined",    "已参加", Phase.DONE),
        State("withdrawn", "已退出", Phase.VOID),
    ),
    moves=(
        Move(name="submit", title="参加", source=("draft",), target="joined", right=Right.ENTRY_MAKE,
             guards=HANDED_IN, effects=(numbered,), tells=("owner",)),
        Move(name="withdraw", title="退出活动", source=("draft", "joined"), target="withdrawn",
             right=Right.ENTRY_WITHDRAW),
    ),
)  # fmt: skip
