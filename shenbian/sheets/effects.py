"""Taking a batch back: facts are struck out, rows that it wrote go, rows that it amended are as before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shenbian.flow.row import Effect, Guard, Row
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
        for row in rows:
            undo(row.thing, by=row.by.ref, reason=row.said["reason"])
