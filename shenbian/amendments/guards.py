"""Who may take a change back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shenbian.flow.queries import touched_by
from shenbian.flow.row import Guard, Row


@dataclass(frozen=True)
class OwnHand(Guard):
    """Only whoever wrote it down takes it back; others return it with a reason."""

    title = "本人提出的"

    def needs(self, rows: Sequence[Row]) -> set[str]:
        return touched_by(rows[0].by, [row.thing for row in rows], moves=("begin",))

    def why(self, row: Row, known: set[str]) -> str | None:
        return None if row.thing.subject in known else "只有提出的人可以撤回；复核的人请写明原因退回。"
