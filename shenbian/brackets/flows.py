"""What may become of a tournament, of who plays in it, of a match and of a protest."""

from __future__ import annotations

from shenbian.brackets import asks
from shenbian.brackets.effects import (
    Advance,
    Draw,
    Enter,
    Leave,
    MakeMatches,
    PassOn,
    Reopen,
    TakeBack,
    Undraw,
    WalkOver,
    WritePlayers,
)
from shenbian.brackets.guards import (
    AllDecided,
    AnothersHand,
    BothKnown,
    Entering,
    FreeSeed,
    HasEntrants,
    MayPlay,
    NextNotPlayed,
    NotDrawnGame,
    NothingPlayed,
    OfTheEdition,
    OfTheMatch,
    RightSize,
    Running,
)
from shenbian.flow.row import Row, Sets
from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.rights.catalogue import Right

_MANAGE, _KEEP, _HOUSE = Right.EDITION_MANAGE, Right.REGISTER_KEEP, Right.SYSTEM_RUN

TOURNAMENT = Flow(
    "tournament",
    title="赛事",
    begins=_MANAGE,
    states=(
        State("entering",  "报名中", Phase.DRAFT),
        State("drawn",     "比赛中", Phase.DONE),
        State("finished",  "已结束", Phase.DONE),
        State("cancelled", "已取消", Phase.VOID),
    ),
    moves=(
        Move(name="draw", title="抽签", source=("entering",), target="drawn", right=_MANAGE,
             guards=(HasEntrants(),), effects=(Draw(), MakeMatches())),
        Move(name="undraw", title="撤销抽签", source=("drawn",), target="entering", right=_MANAGE, asks=asks.Why,
             guards=(NothingPlayed(),), effects=(Undraw(),)),
        Move(name="finish", title="结束赛事", source=("drawn",), target="finished", right=_MANAGE,
             guards=(AllDecided(),)),
        Move(name="resume", title="恢复比赛", source=("finished",), target="drawn", right=_MANAGE, asks=asks.Why),
        Move(name="cancel", title="取消赛事", source=("entering", "drawn"), target="cancelled", right=_MANAGE,
             asks=asks.Why),
    ),
)  # fmt: skip


def _session(row: Row) -> object:
    """The session of this number; the guard has seen that it is there."""
    return row.thing._meta.get_field("session").related_model._default_manager.get(number=row.said["session"].strip())


ENTRANT = Flow(
    "entrant",
    title="参赛",
    states=(
        State("draft",     "填写中", Phase.DRAFT),
        State("entered",   "参赛",   Phase.DONE),
        State("withdrawn", "已退赛", Phase.VOID),
    ),
    moves=(
        Move(name="enter", title="报名参赛", source=("draft",), target="entered", right=_KEEP,
             guards=(Entering(), RightSize(), MayPlay(), FreeSeed()), effects=(WritePlayers(),)),
        Move(name="seed", title="定种子", source=("entered",), target="entered", right=_KEEP, asks=asks.Seeding,
             guards=(Entering(), FreeSeed()), effects=(Sets("seeding", lambda row: row.said["seeding"]),)),
        Move(name="withdraw", title="退赛", source=("entered",), target="withdrawn", right=_KEEP, asks=asks.Why,
             effects=(Sets("reason", lambda row: row.said["reason"]), Leave())),
    ),
)  # fmt: skip

MATCH = Flow(
    "match",
    title="对阵",
    states=(
        State("open",   "待赛", Phase.DRAFT),
        State("played", "有结果", Phase.DONE),
    ),
    moves=(
        Move(name="place", title="安排场次", source=("open",), target="open", right=_KEEP, asks=asks.Where,
             guards=(Running(), OfTheEdition()),
             effects=(Sets("session", _session), Sets("court", lambda row: row.said["court"]))),
        Move(name="record", title="登记结果", source=("open",), target="played", right=_KEEP, asks=asks.Result,
             guards=(Running(), BothKnown(), NotDrawnGame()), effects=(Enter(), Advance())),
        Move(name="walk_over", title="弃权", source=("open",), target="played", right=_KEEP, asks=asks.Absent,
             guards=(Running(), BothKnown()), effects=(WalkOver(), Advance())),
        Move(name="correct", title="更正结果", source=("played",), target="played", right=_KEEP, asks=asks.Result,
             guards=(Running(), NextNotPlayed(), NotDrawnGame()), effects=(Enter(), Advance())),
        Move(name="pass_on", title="轮空", source=("open",), target="played", right=_HOUSE,
             effects=(PassOn(), Advance())),
        Move(name="take_back", title="撤销结果", source=("played",), target="open", right=_HOUSE,
             guards=(Running(), NextNotPlayed()), effects=(TakeBack(), Advance())),
    ),
)  # fmt: skip

PROTEST = Flow(
    "protest",
    title="异议",
    states=(
        State("draft",     "填写中", Phase.DRAFT),
        State("filed",     "待裁决", Phase.WAITING),
        State("upheld",    "成立",   Phase.DONE),
        State("dismissed", "不成立", Phase.DONE),
    ),
    moves=(
        Move(name="file", title="登记异议", source=("draft",), target="filed", right=_KEEP,
             guards=(Running(locked=False), OfTheMatch()),
             tells=("next",)),
        Move(name="uphold", title="异议成立", source=("filed",), target="upheld", right=_MANAGE, asks=asks.Decision,
             guards=(AnothersHand(), Running(locked=False), NextNotPlayed()),
             effects=(Sets("decision", lambda row: row.said["decision"]), Reopen())),
        Move(name="dismiss", title="异议不成立", source=("filed",), target="dismissed", right=_MANAGE,
             asks=asks.Decision, guards=(AnothersHand(),),
             effects=(Sets("decision", lambda row: row.said["decision"]),)),
    ),
)  # fmt: skip
