"""What the moves of a turn cause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shenbian.flow.row import Effect, Row
from shenbian.gatherings.counting import turn_source
from shenbian.gatherings.striking import strike_out
from shenbian.kit.period import now


class Out(Effect):
    """They left: at the instant that was said, else now."""

    title = "记下签退时间"
    sets = ("out_at",)

    def act(self, rows: Sequence[Row]) -> None:
        at = now()
        for row in rows:
            row.thing.out_at = max(row.said.get("out_at") or at, row.thing.in_at)


class Lasted(Effect):
    """How long they were there, from in and out where both are known; what a sheet said stays."""

    title = "按签到签退算时长"
    sets = ("minutes",)

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            turn = row.thing
            if turn.in_at and turn.out_at:
                turn.minutes = max(1, int((turn.out_at - turn.in_at).total_seconds()) // 60)


class StrikeOut(Effect):
    """What the turn has counted no longer stands."""

    title = "原来的台账记录作废"

    def act(self, rows: Sequence[Row]) -> None:
        strike_out(rows, _counted)


class Corrected(StrikeOut):
    """The old fact is struck out; the new one, written with this move, names it."""

    title = "原来的台账记录作废，新的写明更正了哪一条"


class Follow(Effect):
    """What the kind of session says that follows from having been there, set-wise for each."""

    title = "按场次种类接着办"
    late = True

    def act(self, rows: Sequence[Row]) -> None:
        wanted = dict.fromkeys(effect for row in rows for effect in _follows(row.thing))
        for effect in wanted:
            effect.act([row for row in rows if effect in _follows(row.thing)])


def _follows(turn: Any) -> tuple[Effect, ...]:
    kind = turn.session.kind
    return kind.follows if kind else ()


def _counted(turn: Any) -> tuple[str, str]:
    return turn.session.counts, turn_source(turn)
