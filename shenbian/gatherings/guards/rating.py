"""What it takes to say how a session was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.apps import apps

from shenbian.flow.row import Guard, Row


@dataclass(frozen=True)
class Came(Guard):
    """Whoever says how it was, was there."""

    title = "本人参加了"

    def needs(self, rows: Sequence[Row]) -> set[tuple[int, int]]:
        turns = apps.get_model("gatherings.Turn")._default_manager.filter(status__in=("present", "counted"))
        there = turns.filter(session__in={row.thing.session_id for row in rows}, person__isnull=False)
        asked = there.filter(person__in={row.thing.person_id for row in rows})
        return set(asked.values_list("session", "person"))

    def why(self, row: Row, known: set[tuple[int, int]]) -> str | None:
        came = (row.thing.session_id, row.thing.person_id) in known
        return None if came else "没有您的签到记录，不能评价。到了现场的，请联系举办工会补登。"
