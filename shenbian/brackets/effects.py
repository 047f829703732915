"""What moves of a tournament cause: players are written, matches drawn, winners go on, who left gives up."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from django.apps import apps

from shenbian.brackets.drawing import bracket, circle, shuffled
from shenbian.flow.actions import begin, perform
from shenbian.flow.row import Effect, Row
from shenbian.gatherings.acting import caused_by
from shenbian.kit.period import now
from shenbian.kit.refusal import refuse_if
from shenbian.rights.actor import Actor


def _model(name: str) -> Any:
    return apps.get_model(f"brackets.{name}")


class WritePlayers(Effect):
    """Who plays is written down."""

    title = "登记队员"
    late = True

    def act(self, rows: Sequence[Row]) -> None:
        player = _model("Player")
        player.objects.bulk_create(
            player(tournament=row.thing.tournament, entrant=row.thing, person=person)
            for row in rows
            for person in row.thing.people
        )


class Draw(Effect):
    """A random seed is taken and kept with what was drawn from."""

    title = "产生并记录随机种子数和抽签名单"
    sets = ("seed", "drawn", "drawn_at")

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            entered = list(row.thing.entrants.filter(status="entered").order_by("seeding", "pk"))
            row.thing.seed = secrets.token_hex(16)
            row.thing.drawn = {
                "seeded": [each.pk for each in entered if each.seeding],
                "others": [each.pk for each in entered if not each.seeding],
            }
            row.thing.drawn_at = now()


class MakeMatches(Effect):
    """The matches that the seed draws come into being; a bye goes on at once."""

    title = "按种子数排出对阵"
    late = True

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            tournament = row.thing
            order = shuffled(tournament.seed, tournament.drawn["seeded"], tournament.drawn["others"])
            by = caused_by(row.by)
            if tournament.knockout:
                _knock_out(tournament, order, by)
            else:
                pairs = [
                    _new(tournament, number, slot, *pair)
                    for number, round_ in enumerate(circle(order), 1)
                    for slot, pair in enumerate(round_)
                ]
                begin(pairs, by=by)


def _knock_out(tournament: Any, order: Sequence[int], by: Actor) -> None:
    first = bracket(order)
    matches = [_new(tournament, 1, slot, *pair) for slot, pair in enumerate(first)]
    number, width = 2, len(first) // 2
    while width:
        matches += [_new(tournament, number, slot, None, None) for slot in range(width)]
        number, width = number + 1, width // 2
    made = begin(matches, by=by)
    byes = [each for each in made if each.bye]
    if byes:
        perform("pass_on", on=byes, by=by)


def _new(tournament: Any, number: int, slot: int, one: int | None, two: int | None) -> Any:
    return _model("Match")(
        tournament=tournament,
        organisation=tournament.organisation,
        desk=tournament.desk,
        round=number,
        slot=slot,
        one_id=one if one is not None else two,
        two_id=two if one is not None else None,
        bye=number == 1 and (one is None) != (two is None),
    )


class Undraw(Effect):
    """The matches go; the seed and the reason stay, so that everybody sees how often it was drawn."""

    title = "撤销对阵，保留原来的种子数和原因"
    sets = ("seed", "drawn", "drawn_at", "earlier")

    def act(self, rows: Sequence[Row]) -> None:
        _model("Match").objects.filter(tournament__in=[row.thing.pk for row in rows]).delete()
        for row in rows:
            at = row.thing.drawn_at.isoformat()
            before = {"seed": row.thing.seed, "at": at, "why": row.said["reason"], **row.thing.drawn}
            row.thing.earlier = [*row.thing.earlier, before]
            row.thing.seed, row.thing.drawn, row.thing.drawn_at = "", {}, None


class Enter(Effect):
    """The score and who won by it."""

    title = "记下比分和胜者"
    sets = ("one_score", "two_score", "winner", "walkover", "note")

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            match, one, two = row.thing, row.said["one_score"], row.said["two_score"]
            match.one_score, match.two_score, match.walkover, match.note = one, two, False, row.said["note"]
            match.winner = None if one == two else match.one if one > two else match.two


class WalkOver(Effect):
    """Who came wins without a score."""

    title = "到场的一方胜"
    sets = ("one_score", "two_score", "winner", "walkover", "note")

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            match = row.thing
            match.one_score = match.two_score = None
            match.winner = match.two if row.said["absent"] == "one" else match.one
            match.walkover, match.note = True, row.said["note"]


class PassOn(Effect):
    """Who has nobody against them is through."""

    title = "轮空的直接进入下一轮"
    sets = ("winner",)

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            row.thing.winner = row.thing.one


class TakeBack(Effect):
    """The result is gone, and whoever went on by it with it."""

    title = "撤销结果"
    sets = ("one_score", "two_score", "winner", "walkover", "note")

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            row.thing.one_score = row.thing.two_score = row.thing.winner = None
            row.thing.walkover, row.thing.note = False, ""


class Advance(Effect):
    """In a knock-out the winner stands in the next round; who left before it gives the match up."""

    title = "胜者进入下一轮"
    late = True

    def act(self, rows: Sequence[Row]) -> None:
        matches = [row.thing for row in rows if row.thing.tournament.knockout]
        for match in matches:
            side = "two" if match.slot % 2 else "one"
            after = _model("Match").objects.filter(
                tournament=match.tournament_id, round=match.round + 1, slot=match.slot // 2
            )
            after.update(**{side: match.winner_id})
        give_up([match.tournament_id for match in matches], by=rows[0].by)


class Leave(Effect):
    """Matches of who leaves are given up."""

    title = "余下的比赛判对方胜"
    late = True

    def act(self, rows: Sequence[Row]) -> None:
        _model("Player").objects.filter(entrant__in=[row.thing.pk for row in rows]).update(plays=False)
        give_up([row.thing.tournament_id for row in rows], by=rows[0].by)


def _both(matches: Any) -> Any:
    return matches.select_related("one", "two").order_by("round", "slot")


def give_up(tournaments: Sequence[int], *, by: Actor) -> None:
    """Where both sides are known and one of them has left, the other one wins; where both have, the second goes on."""
    waits = _model("Match").objects.filter(
        tournament__in=tournaments, tournament__status="drawn", status="open", one__isnull=False, two__isnull=False
    )
    left = [(each, [side.status == "withdrawn" for side in (each.one, each.two)]) for each in _both(waits)]
    given = [each for each, gone in left if any(gone)]
    if given:
        said = [{"absent": "one" if gone[0] else "two", "note": "退赛"} for _, gone in left if any(gone)]
        perform("walk_over", on=given, by=caused_by(by), said=said)


class Reopen(Effect):
    """A protest that holds takes the result back: it is played, or entered, anew."""

    title = "撤销这一场的结果，重新登记"
    late = True

    def act(self, rows: Sequence[Row]) -> None:
        outcomes = perform("take_back", on=[row.thing.match for row in rows], by=caused_by(rows[0].by))
        refuse_if({place: each.why for place, each in enumerate(outcomes) if not each.moved})
