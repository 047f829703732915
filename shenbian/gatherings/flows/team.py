"""What can happen to a team of volunteers, and to whoever is in it."""

from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.gatherings.effects.team import Leads, Leaves
from shenbian.gatherings.flows import asks
from shenbian.gatherings.guards.team import InTeamOnce, NotLeader, OfItsUnion, TeamStands
from shenbian.rights.catalogue import Right

_OWN, _GIVE_UP, _KEEP = Right.ENTRY_MAKE, Right.ENTRY_WITHDRAW, Right.REGISTER_KEEP
_COMES = (TeamStands(), OfItsUnion(), InTeamOnce())

TEAM = Flow(
    "team",
    title="志愿服务队",
    begins=_KEEP,
    states=(
        State("standing",  "在册",   Phase.DONE),
        State("dissolved", "已解散", Phase.VOID),
    ),
    moves=(
        Move(name="dissolve", title="解散", source=("standing",), target="dissolved", right=_KEEP, asks=asks.Why),
    ),
)  # fmt: skip

TEAM_MEMBER = Flow(
    "team_member",
    title="队员",
    states=(
        State("draft", "登记中", Phase.DRAFT),
        State("in",    "在队",   Phase.DONE),
        State("left",  "已退出", Phase.VOID),
    ),
    moves=(
        Move(name="join", title="加入", source=("draft",), target="in", right=_OWN, guards=_COMES),
        Move(name="take_in", title="登记队员", source=("draft",), target="in", right=_KEEP, guards=_COMES,
             tells=("owner",), says="{where}已把您登记为志愿服务队队员。不愿意参加的，随时可在“我的志愿服务”里退出。"),
        Move(name="lead", title="任队长", source=("in",), target="in", right=_KEEP, guards=(TeamStands(),),
             effects=(Leads(),), tells=("owner",)),
        Move(name="leave", title="退出", source=("in",), target="left", right=_GIVE_UP, guards=(NotLeader(),),
             effects=(Leaves(),)),
        Move(name="remove", title="撤下", source=("in",), target="left", right=_KEEP, asks=asks.Why,
             guards=(NotLeader(),), effects=(Leaves(),), tells=("owner",)),
    ),
)  # fmt: skip
