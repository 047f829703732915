"""The way of an entry to a course where nobody decides: handed in, one is enrolled."""

from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.rights.catalogue import Right
from shenbian.standard.entering import numbered
from shenbian.standard.flows import HANDED_IN

SIGN_UP = Flow(
    "sign_up",
    title="报名",
    states=(
        State("draft",     "填写中", Phase.DRAFT),
        State("enrolled",  "已报名", Phase.DONE),
        State("withdrawn", "已撤回", Phase.VOID),
    ),
    moves=(
        Move(name="submit", title="提交报名", source=("draft",), target="enrolled", right=Right.ENTRY_MAKE,
             guards=HANDED_IN, effects=(numbered,), tells=("owner",),
             says="您的{what}已登记，现在可以在“我的课程”里学习。"),
        Move(name="withdraw", title="撤回", source=("draft",), target="withdrawn", right=Right.ENTRY_WITHDRAW),
    ),
)  # fmt: skip
