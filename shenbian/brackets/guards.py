"""What stands in the way of entering, drawing, entering a result, correcting it and deciding about it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps

from shenbian.flow.queries import touched_by
from shenbian.flow.row import Guard, Row
from shenbian.people.queries import memberships_on
from shenbian.rulebook.queries import look_up_many, no_rule

ENTERS = ("record", "walk_over", "correct")  # moves by which a result is entered


def _model(name: str) -> Any:
    return apps.get_model(f"brackets.{name}")._default_manager


@dataclass(frozen=True)
class Entering(Guard):
    """The tournament takes entrants: it is not drawn yet."""

    title = "抽签以前"
    locks = "tournament"

    def why(self, row: Row, known: None) -> str | None:
        return None if row.thing.tournament.status == "entering" else "已经抽签或者取消，不能再报名。"


@dataclass(frozen=True)
class RightSize(Guard):
    """One who plays for themselves; a named team of two or more."""

    title = "个人赛一人，团体赛两人以上并有队名"

    def why(self, row: Row, known: None) -> str | None:
        people, teams = row.thing.people or [], row.thing.tournament.teams
        if len({each.pk for each in people}) != len(people):
            return "名单里同一个人写了两次。"
        if not teams:
            return None if len(people) == 1 and not row.thing.name else "个人赛一次报一人，不写队名。"
        return None if len(people) > 1 and row.thing.name else "团体赛要写队名，队员两人以上。"


@dataclass
class _Known:
    members: dict[int, str]  # the path of their union
    least: dict[int, int]
    taken: dict[int, set[int]]  # by the tournament: who plays already


@dataclass(frozen=True)
class MayPlay(Guard):
    """Everybody who plays is a member, old enough, and plays for nobody else in this tournament."""

    title = "队员都是在册会员、够年龄、没有重复参赛"

    def needs(self, rows: Sequence[Row]) -> _Known:
        """Members, the rule of age, who plays already. Five queries."""
        people = [each for row in rows for each in row.thing.people or []]
        tournaments = {row.thing.tournament for row in rows}
        standing = memberships_on(rows[0].day).filter(person__in=[each.pk for each in people])
        members = dict(standing.values_list("person", "organisation__path"))
        rules = look_up_many("brackets", at=[each.organisation for each in tournaments], on=rows[0].day)
        taken: dict[int, set[int]] = defaultdict(set)
        playing = _model("Player").filter(
            plays=True, tournament__in=tournaments, person__in=[each.pk for each in people]
        )
        for tournament, person in playing.values_list("tournament", "person"):
            taken[tournament].add(person)
        return _Known(members, {pk: int(said["least_age"]) for pk, said in rules.items()}, taken)

    def why(self, row: Row, known: _Known) -> str | None:
        tournament = row.thing.tournament
        least = known.least.get(tournament.organisation_id)
        if least is None:
            return str(no_rule("brackets", at=tournament.organisation, on=row.day))
        return next((why for each in row.thing.people if (why := self._why(each, row, known, least))), None)

    def _why(self, person: Any, row: Row, known: _Known, least: int) -> str | None:
        if person.pk not in known.members:
            return f"{person.name}不是在册会员，不能参赛。"
        if not known.members[person.pk].startswith(row.thing.union.path):
            return f"{person.name}不是{row.thing.union.name}的会员，不能代表它参赛。"
        if person.born_on is None or _age(person.born_on, row.day) < least:
            return f"{person.name}不满{least}岁，或者档案里没有出生日期，不能参赛。"
        return f"{person.name}已经在这项赛事里参赛。" if person.pk in known.taken[row.thing.tournament_id] else None

    def takes(self, row: Row, known: _Known) -> None:
        known.taken[row.thing.tournament_id] |= {each.pk for each in row.thing.people}


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@dataclass(frozen=True)
class HasEntrants(Guard):
    """There are two who can meet."""

    title = "至少两个参赛"

    def needs(self, rows: Sequence[Row]) -> Counter[int]:
        entered = _model("Entrant").filter(tournament__in=[row.thing.pk for row in rows], status="entered")
        return Counter(entered.values_list("tournament", flat=True))

    def why(self, row: Row, known: Counter[int]) -> str | None:
        return None if known[row.thing.pk] >= 2 else "至少要有两个参赛的，才能抽签。"


@dataclass(frozen=True)
class FreeSeed(Guard):
    """No other entrant has this seeding, and no other team this name."""

    title = "种子号和队名没有重复"
    locks = "tournament"

    def needs(self, rows: Sequence[Row]) -> dict[tuple[int, int | str], int]:
        entered = _model("Entrant").filter(tournament__in=[row.thing.tournament_id for row in rows], status="entered")
        told: dict[tuple[int, int | str], int] = {}
        for pk, tournament, seeding, name in entered.values_list("pk", "tournament", "seeding", "name"):
            told |= {(tournament, each): pk for each in (seeding, name) if each}
        return told

    def why(self, row: Row, known: dict[tuple[int, int | str], int]) -> str | None:
        entrant = row.thing
        seeding = row.said.get("seeding", entrant.seeding)
        for each, word in ((seeding, f"{seeding}号种子"), (entrant.name, f"“{entrant.name}”")):
            if each and known.get((entrant.tournament_id, each), entrant.pk) != entrant.pk:
                return f"{word}已经有了，请换一个。"
        return None

    def takes(self, row: Row, known: dict[tuple[int, int | str], int]) -> None:
        known |= {(row.thing.tournament_id, each): -1 for each in (row.thing.seeding, row.thing.name) if each}


@dataclass(frozen=True)
class NothingPlayed(Guard):
    """No match has a result yet, byes apart."""

    title = "还没有比赛结果"

    def needs(self, rows: Sequence[Row]) -> set[int]:
        played = _model("Match").filter(tournament__in=[row.thing.pk for row in rows], status="played", bye=False)
        return set(played.values_list("tournament", flat=True))

    def why(self, row: Row, known: set[int]) -> str | None:
        return "已经有比赛结果，不能重新抽签。" if row.thing.pk in known else None


@dataclass(frozen=True)
class AllDecided(Guard):
    """Every match has a result, and no protest waits."""

    title = "比赛都有结果，没有待裁决的异议"

    def needs(self, rows: Sequence[Row]) -> tuple[Counter[int], Counter[int]]:
        pks = [row.thing.pk for row in rows]
        left = Counter(_model("Match").filter(tournament__in=pks, status="open").values_list("tournament", flat=True))
        filed = _model("Protest").filter(match__tournament__in=pks, status="filed")
        return left, Counter(filed.values_list("match__tournament", flat=True))

    def why(self, row: Row, known: tuple[Counter[int], Counter[int]]) -> str | None:
        left, filed = known
        if left[row.thing.pk]:
            return f"还有{left[row.thing.pk]}场没有结果。"
        return f"还有{filed[row.thing.pk]}件异议没有裁决。" if filed[row.thing.pk] else None


@dataclass(frozen=True)
class Running(Guard):
    """The tournament is drawn and not finished; of a match it is locked, so that one result comes after another."""

    title = "赛事正在进行"

    locked: bool = True

    @property
    def locks(self) -> str:
        return "tournament" if self.locked else ""

    def why(self, row: Row, known: None) -> str | None:
        return None if _match(row).tournament.status == "drawn" else "这项赛事没有在进行，不能改比赛结果。"


@dataclass(frozen=True)
class BothKnown(Guard):
    """It is known who meets whom, and no protest about how they came there waits."""

    title = "对阵双方已定，上一轮没有待裁决的异议"

    def needs(self, rows: Sequence[Row]) -> set[tuple[int, int, int]]:
        filed = _model("Protest").filter(match__tournament__in=[row.thing.tournament_id for row in rows])
        return set(filed.filter(status="filed").values_list("match__tournament", "match__round", "match__slot"))

    def why(self, row: Row, known: set[tuple[int, int, int]]) -> str | None:
        match = row.thing
        if match.one_id is None or match.two_id is None:
            return "对阵双方还没有定，请先登记上一轮的结果。"
        if not match.tournament.knockout:
            return None
        before = {(match.tournament_id, match.round - 1, 2 * match.slot + side) for side in (0, 1)}
        return "上一轮有异议还没有裁决，请先裁决。" if before & known else None


@dataclass(frozen=True)
class NotDrawnGame(Guard):
    """A knock-out has a winner."""

    title = "淘汰赛要分出胜负"

    def why(self, row: Row, known: None) -> str | None:
        level = row.said["one_score"] == row.said["two_score"]
        return "淘汰赛不能打平，请按规程决出胜负再登记。" if level and row.thing.tournament.knockout else None


@dataclass(frozen=True)
class NextNotPlayed(Guard):
    """What follows from it was not played yet."""

    title = "下一轮还没有打"

    def needs(self, rows: Sequence[Row]) -> set[tuple[int, int, int]]:
        played = _model("Match").filter(tournament__in=[_match(row).tournament_id for row in rows], status="played")
        return set(played.values_list("tournament", "round", "slot"))

    def why(self, row: Row, known: set[tuple[int, int, int]]) -> str | None:
        match = _match(row)
        if match.bye:
            return "轮空没有比分，不能改。"
        if not match.tournament.knockout:
            return None
        after = (match.tournament_id, match.round + 1, match.slot // 2)
        return "下一轮已经打了，不能再改这一场的结果。" if after in known else None


def _match(row: Row) -> Any:
    """The match that a row is about: itself, or that of a protest."""
    return getattr(row.thing, "match", row.thing)


@dataclass(frozen=True)
class OfTheEdition(Guard):
    """The session belongs to the tournament's edition and takes matches."""

    title = "场次属于这一届，可以安排比赛"

    def needs(self, rows: Sequence[Row]) -> dict[str, Any]:
        sessions = apps.get_model("gatherings.Session")._default_manager
        found = sessions.filter(number__in={row.said["session"].strip() for row in rows})
        return {each.number: each for each in found}

    def why(self, row: Row, known: dict[str, Any]) -> str | None:
        session = known.get(row.said["session"].strip())
        if session is None or session.edition_id != row.thing.tournament.edition_id:
            return "这一届里没有这个编号的场次，请到场次页面核对编号。"
        if not (session.kind and session.kind.plays) or session.status not in ("planned", "open"):
            return "这一场不能安排比赛：它不是比赛场次，或者已经办完、取消。"
        return None


@dataclass(frozen=True)
class OfTheMatch(Guard):
    """Whoever protests played in it, and it has a result."""

    title = "比赛有结果，由参赛的一方提出"

    def why(self, row: Row, known: None) -> str | None:
        match = row.thing.match
        if match.status != "played" or match.bye:
            return "这一场还没有结果，不能提异议。"
        return None if row.thing.entrant_id in (match.one_id, match.two_id) else "只有这一场的参赛方可以提异议。"


@dataclass(frozen=True)
class AnothersHand(Guard):
    """Whoever entered the result, or filed the protest, does not decide about it."""

    title = "不是登记结果或提出异议的人"

    def needs(self, rows: Sequence[Row]) -> set[str]:
        return touched_by(rows[0].by, [row.thing.match for row in rows], moves=ENTERS) | touched_by(
            rows[0].by, [row.thing for row in rows], moves=("file",)
        )

    def why(self, row: Row, known: set[str]) -> str | None:
        if row.thing.match.subject in known:
            return "这一场的结果是您登记的，异议要由别人裁决。"
        return "异议是您登记的，要由别人裁决。" if row.thing.subject in known else None
