"""What can happen to a batch (导入批次): it is looked at, applied as a whole, and perhaps reversed as a whole."""

from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.rights.catalogue import Right
from shenbian.sheets.effects import NothingRests, Undo
from shenbian.sheets.forms import Applied, Reversed

BATCH = Flow(
    "batch",
    title="导入批次",
    states=(
        State("previewed", "已预览", Phase.DRAFT),
        State("applied", "已导入", Phase.DONE),
        State("reversed", "已撤回", Phase.VOID),
    ),
    moves=(
        Move(
            name="apply",
            title="导入",
            source=("previewed",),
            target="applied",
            right=Right.REGISTER_IMPORT,
            asks=Applied,
        ),
        Move(
            name="reverse",
            title="整批撤回",
            source=("applied",),
            target="reversed",
            right=Right.REGISTER_IMPORT,
            guards=(NothingRests(),),
            asks=Reversed,
            effects=(Undo(),),
        ),
    ),
)
