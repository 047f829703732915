"""What can happen to a stream, and to a reading of a counter."""

from __future__ import annotations

from collections.abc import Iterator

from shenbian.facts.fact import NewFact
from shenbian.flow.row import Row, Sets
from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.kit.period import now
from shenbian.rights.catalogue import Right
from shenbian.streams.counting import LIVE, REPLAY
from shenbian.streams.effects import (
    BEGINS,
    CHANGED,
    StrikeOut,
    TellFollowers,
    WriteOwnViews,
    begun,
    called_off,
    moved,
    put_off,
)
from shenbian.streams.forms import Addresses, Moved, Replay, Struck, Test, Times, Why
from shenbian.streams.guards import CountersRead, HasAddress, HasProof, HasRun, IsOver, Onward, Prepared

_MANAGE, _KEEP = Right.EDITION_MANAGE, Right.REGISTER_KEEP


def _said(*names: str) -> tuple[Sets, ...]:
    """Columns that become what the mover said."""
    return tuple(Sets(name, lambda row, name=name: row.said[name]) for name in names)  # type: ignore[misc]


_TIMES = _said("starts_at", "ends_at")
_ADDRESSES = _said("playlist", "link", "about")
_BEGUN = Sets("live_at", lambda row: row.thing.live_at or now())
_OVER = Sets("ended_at", lambda row: now())
_GOES_ON = Sets("ended_at", lambda row: None)

STREAM = Flow(
    "stream",
    title="直播",
    begins=_MANAGE,
    states=(
        State("scheduled", "待测试",   Phase.WAITING),
        State("tested",    "测试通过", Phase.WAITING),
        State("live",      "直播中",   Phase.WAITING),
        State("ended",     "已结束",   Phase.WAITING),
        State("replay",    "回放中",   Phase.DONE),
        State("closed",    "已归档",   Phase.DONE),
        State("postponed", "延期待定", Phase.WAITING),
        State("cancelled", "已取消",   Phase.VOID),
    ),
    moves=(
        Move(name="test", title="测试通过", source=("scheduled",), target="tested", right=_MANAGE, asks=Test,
             guards=(HasAddress(), Prepared()), effects=_said("delay_seconds", "moderator")),
        Move(name="go_live", title="开播", source=("tested",), target="live", right=_MANAGE,
             effects=(_BEGUN, TellFollowers(BEGINS.key, "开始了", begun))),
        Move(name="end", title="结束直播", source=("live",), target="ended", right=_MANAGE,
             effects=(_OVER, WriteOwnViews(LIVE))),
        Move(name="close", title="归档", source=("ended",), target="closed", right=_MANAGE, guards=(CountersRead(),)),
        Move(name="offer_replay", title="开放回放", source=("ended",), target="replay", right=_MANAGE, asks=Replay,
             effects=_said("replay")),
        Move(name="resume", title="恢复直播", source=("ended",), target="live", right=_MANAGE, effects=(_GOES_ON,)),
        Move(name="close", title="归档", source=("replay",), target="closed", right=_MANAGE,
             guards=(CountersRead(),), effects=(WriteOwnViews(REPLAY),)),
        Move(name="reschedule", title="改期", source=("scheduled", "tested"), target="scheduled", right=_MANAGE,
             asks=Moved, effects=(*_TIMES, TellFollowers(CHANGED.key, "改期", moved))),
        Move(name="reschedule", title="定下新时间", source=("postponed",), target="scheduled", right=_MANAGE,
             asks=Moved, effects=(*_TIMES, TellFollowers(CHANGED.key, "改期", moved))),
        Move(name="postpone", title="延期待定", source=("scheduled", "tested"), target="postponed", right=_MANAGE,
             asks=Why, effects=(TellFollowers(CHANGED.key, "延期", put_off),)),
        Move(name="amend", title="修改设置", source=("scheduled", "tested", "postponed"), target="scheduled",
             right=_MANAGE, asks=Addresses, effects=_ADDRESSES),
        Move(name="amend", title="修改设置", source=("live",), target="live", right=_MANAGE, asks=Addresses,
             guards=(), effects=_ADDRESSES),
        Move(name="note", title="补登", source=("scheduled",), target="closed", right=_KEEP, asks=Times,
             guards=(IsOver(),), effects=_TIMES),
        Move(name="cancel", title="取消", source=("scheduled", "tested", "postponed"), target="cancelled",
             right=_MANAGE, asks=Why, effects=(TellFollowers(CHANGED.key, "取消", called_off),)),
    ),
)  # fmt: skip


def counted(row: Row) -> Iterator[NewFact]:
    """The fact that a reading is: of a sheet that of its row, else the same made here."""
    yield row.thing.fact()


COUNTER_READING = Flow(
    "reading",
    title="平台读数",
    states=(
        State("draft",  "草稿",   Phase.DRAFT),
        State("taken",  "已登记", Phase.DONE),
        State("struck", "已作废", Phase.VOID),
    ),
    moves=(
        Move(name="take", title="登记读数", source=("draft",), target="taken", right=_KEEP,
             guards=(HasRun(), HasProof(), Onward()), facts=(counted,)),
        Move(name="strike", title="作废", source=("taken",), target="struck", right=_KEEP, asks=Struck,
             effects=(StrikeOut(),)),
    ),
)  # fmt: skip
