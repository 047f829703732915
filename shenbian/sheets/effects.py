"""Taking a batch back: facts are struck out, rows that it wrote go, rows that it amended are as before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shenbian.flow.row import Effect, Guard, Row
from shenbian.kit.refusal import Refused, refuse_if
from shenbian.sheets.resting import resting
from shenbian.sheets.undoing import undo


class NothingRests(Guard):
    """Nothing that came later rests on what the batch brought."""

    def why(self, row: Row, known: Any) -> str | None:
        found = resting(row.thing)
        if not found:
            return None
        listed = "；".join(found[:5]) + (f"等 {len(found)} 项" if len(found) > 5 else "")
        return f"后来的记录依赖这一批，请先撤回它们：{listed}。"


class Undo(Effect):
    """Strike out and put back."""

    def act(self, rows: Sequence[Row]) -> None:
        reasons: dict[int, str] = {}
        for place, row in enumerate(rows):
            try:
                undo(row.thing, by=row.by, reason=row.said["reason"])
            except Refused as no:
                reasons[place] = f"这一批入过账，现在冲销不了：{next(iter(no.reasons.values()))}"
        refuse_if(reasons)
