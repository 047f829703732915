"""How a post is exercised by somebody else: on duty, by delegation, after a hand-over; and how one acts for a worker.

Each is a table of moves like everything that happens, so that each leaves its traces and waits where it must.
"""

from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.offices.effects import Lend, PassOn, TakeBack, post_facts
from shenbian.offices.guards import (
    DayHasCome,
    DutyRole,
    MayReceive,
    NotTooLong,
    OneAtATime,
    PostStands,
)
from shenbian.rights.catalogue import Right

DUTY = Flow(
    "duty",
    title="值守",
    begins=Right.DUTY_OPEN,
    states=(
        State("asked", "待开启", Phase.DRAFT),
        State("open", "值守中", Phase.WAITING),
        State("closed", "已结束", Phase.DONE),
    ),
    moves=(
        Move(
            name="open",
            title="开启值守",
            source=("asked",),
            target="open",
            right=Right.DUTY_OPEN,
            guards=(DutyRole(), NotTooLong("duty_hours", "小时"), OneAtATime()),
            effects=(Lend(),),
        ),
        Move(
            name="close",
            title="结束值守",
            source=("open",),
            target="closed",
            right=Right.DUTY_OPEN,
            effects=(TakeBack(),),
        ),
    ),
)

DELEGATION = Flow(
    "delegation",
    title="委托代行",
    begins=Right.POST_DELEGATE,
    states=(
        State("asked", "待委托", Phase.DRAFT),
        State("standing", "委托中", Phase.DONE),
        State("ended", "已收回", Phase.VOID),
    ),
    moves=(
        Move(
            name="give",
            title="委托同事代行",
            source=("asked",),
            target="standing",
            right=Right.POST_DELEGATE,
            guards=(PostStands(), MayReceive(), NotTooLong("delegation_days", "天")),
            effects=(Lend(),),
            tells=("other",),
            says="{where}有同事委托您代行职务，从哪天到哪天、为什么，见这条通知所说的事项。到期自动收回。",
        ),
        Move(
            name="revoke",
            title="收回委托",
            source=("standing",),
            target="ended",
            right=Right.POST_DELEGATE,
            effects=(TakeBack(),),
            tells=("other",),
            says="{where}的同事已收回委托您代行的职务，收到的待办回到本人手里。",
        ),
    ),
)

HANDOVER = Flow(
    "handover",
    title="职务交接",
    begins=Right.POST_APPOINT,
    tells=("owner",),
    states=(
        State("prepared", "待移交人确认", Phase.WAITING),
        State("given", "待接任人确认", Phase.WAITING),
        State("done", "已交接", Phase.DONE),
        State("cancelled", "已取消", Phase.VOID),
    ),
    moves=(
        Move(
            name="give",
            title="确认移交",
            source=("prepared",),
            target="given",
            right=Right.POST_HAND_OVER,
            guards=(PostStands(), MayReceive()),
            tells=("owner",),
        ),
        Move(
            name="take",
            title="确认接任",
            source=("given",),
            target="done",
            right=Right.POST_HAND_OVER,
            guards=(PostStands(), MayReceive(), DayHasCome()),
            effects=(PassOn(),),
            facts=(post_facts,),
        ),
        Move(
            name="cancel",
            title="取消交接",
            source=("prepared", "given"),
            target="cancelled",
            right=Right.POST_APPOINT,
            tells=("owner",),
        ),
    ),
)

ASSISTANCE = Flow(
    "assistance",
    title="代办",
    begins=Right.ENTRY_ASSIST,
    states=(
        State("asked", "待本人同意", Phase.DRAFT),
        State("open", "代办中", Phase.WAITING),
        State("closed", "已结束", Phase.DONE),
    ),
    moves=(
        Move(
            name="open",
            title="记下本人同意，开始代办",
            source=("asked",),
            target="open",
            right=Right.ENTRY_ASSIST,
            guards=(NotTooLong("assistance_hours", "小时"),),
            tells=("owner",),
            says="{where}的工作人员按您的同意开始为您代办，每一步都会留痕；不是您同意的，请打12351。",
        ),
        Move(
            name="record",
            title="记下本人同意，当即办好",
            source=("asked",),
            target="closed",
            right=Right.ENTRY_ASSIST,
            guards=(NotTooLong("assistance_hours", "小时"),),
            tells=("owner",),
            says="{where}的工作人员按您的同意替您提交了申报，在“我的”里看得到；不是您同意的，请打12351。",
        ),
        Move(
            name="close",
            title="结束代办",
            source=("open",),
            target="closed",
            right=Right.ENTRY_ASSIST,
            tells=("owner",),
            says="{where}的工作人员已结束为您代办，办了什么在“我的”里都看得到。",
        ),
    ),
)
