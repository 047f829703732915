"""What the moves of whoever is in a team cause."""

from __future__ import annotations

from collections.abc import Sequence

from shenbian.flow.row import Effect, Row
from shenbian.kit.period import today


class Leads(Effect):
    """They lead the team from now on."""

    title = "记为队长"

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            team = row.thing.team
            team.leader_id = row.thing.person_id
            team.save(update_fields=["leader"])


class Leaves(Effect):
    """Their last day in it is today."""

    title = "记下退出日期"
    sets = ("left_on",)

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            row.thing.left_on = today()
