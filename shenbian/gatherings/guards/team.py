"""What being in a team demands: the team stands, one belongs to its union, and is in it once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shenbian.flow.row import Guard, Row
from shenbian.kit.sentence import Sentence
from shenbian.people.queries import memberships_on


@dataclass(frozen=True)
class TeamStands(Guard):
    """The team was not dissolved."""

    title = "服务队在册"
    reads = ("team",)

    def why(self, row: Row, known: None) -> str | None:
        return None if row.thing.team.status == "standing" else "这支服务队已经解散。"


@dataclass(frozen=True)
class OfItsUnion(Guard):
    """Whoever comes in is a member of the team's union or of one below it."""

    title = "是本工会的会员"

    def needs(self, rows: Sequence[Row]) -> dict[int, str]:
        """Where these people are members. One query."""
        found = memberships_on(rows[0].day).filter(person__in={row.thing.person_id for row in rows})
        return dict(found.values_list("person_id", "organisation__path"))

    def why(self, row: Row, known: dict[int, str]) -> str | None:
        body = row.thing.team.organisation
        path = known.get(row.thing.person_id, "")
        return None if path.startswith(body.path) else Sentence("只有%(body)s的会员可以加入。", body=body.name)


@dataclass(frozen=True)
class InTeamOnce(Guard):
    """One person is in a team once. The person is locked while this is asked."""

    title = "一人在一队只登记一次"
    locks = "person"

    def needs(self, rows: Sequence[Row]) -> set[tuple[int, int]]:
        things = type(rows[0].thing)._default_manager.filter(
            team__in={row.thing.team_id for row in rows}, person__in={row.thing.person_id for row in rows}, status="in"
        )
        return set(things.values_list("team_id", "person_id"))

    def why(self, row: Row, known: set[tuple[int, int]]) -> str | None:
        return "已经在这支服务队里。" if (row.thing.team_id, row.thing.person_id) in known else None

    def takes(self, row: Row, known: set[tuple[int, int]]) -> None:
        known.add((row.thing.team_id, row.thing.person_id))


@dataclass(frozen=True)
class NotLeader(Guard):
    """Whoever leads hands over first."""

    title = "不是队长"
    reads = ("team",)

    def why(self, row: Row, known: None) -> str | None:
        team = row.thing.team
        if team.status != "standing" or team.leader_id != row.thing.person_id:
            return None
        return "队长不能直接退出，请先由工会另定队长。"
