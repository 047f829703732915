"""Reads over tournaments: the rounds with their matches, the table, my matches, whether a draw comes out again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from shenbian.brackets.drawing import Points, Result, bracket, circle, knocked_out_at, round_title, shuffled, table
from shenbian.brackets.models import Entrant, Match, Player, Protest, Tournament
from shenbian.editions.models import Edition
from shenbian.gatherings.declared import session_kinds
from shenbian.gatherings.models import Session
from shenbian.kit import mask
from shenbian.kit.period import beijing_date
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered
from shenbian.rulebook.queries import look_up

PUBLIC_STATES = ("drawn", "finished")  # in which everybody who is signed in may look at it


def plays(edition: Edition) -> bool:
    """Whether tournaments may be held in it: its programme declares sessions at which matches are played."""
    return any(kind.plays for kind in session_kinds.of(edition.programme))


def tournaments_covered(actor: Actor) -> QuerySet[Tournament]:
    """The tournaments of an officer's places and lines of work, the latest first."""
    seen = covered(actor, Right.REGISTER_READ, owner="")
    return Tournament.objects.filter(seen).select_related(*Tournament.RELATED).order_by("-pk")


def matches_of(actor: Actor) -> QuerySet[Match]:
    """The matches that this person plays, what is to come first."""
    keys = [actor.person, *actor.also] if actor.person is not None else []
    mine = Entrant.objects.filter(players__person__key__in=keys, status="entered")
    rows = Match.objects.filter(Q(one__in=mine) | Q(two__in=mine), bye=False)
    rows = rows.exclude(tournament__status="cancelled").select_related(*Match.RELATED, "session")
    return rows.order_by("status", "session__starts_at", "tournament", "round", "slot")


def sessions_for(tournament: Tournament) -> list[Session]:
    """The sessions of its edition at which its matches may be played, the first that comes first. One query."""
    kinds = [kind.key for kind in session_kinds.of(tournament.edition.programme) if kind.plays]
    found = Session.objects.filter(edition=tournament.edition_id, kind_key__in=kinds, status__in=("planned", "open"))
    return list(found.order_by("starts_at", "pk"))


@dataclass(frozen=True)
class Side:
    """Who is to be named: as the reader may see them. `union` tells whom they stand for."""

    entrant: Entrant
    name: str
    union: str
    players: tuple[str, ...] = ()


def plays_in(side: Side, actor: Actor) -> bool:
    """Whether this person is among its players. No query, where the players were asked for."""
    keys = {actor.person, *actor.also}
    return any(each.person.key in keys for each in side.entrant.players.all())


@dataclass(frozen=True)
class Line:
    """A match with its sides; None: not known yet."""

    match: Match
    one: Side | None
    two: Side | None
    protest: Protest | None = None

    @property
    def won(self) -> str:
        """one, two, or empty."""
        if self.match.winner_id is None:
            return ""
        return "one" if self.match.winner_id == self.match.one_id else "two"


@dataclass(frozen=True)
class Ranked:
    """A line of the ranking; counts only of a round robin."""

    place: int
    side: Side
    played: int = 0
    won: int = 0
    drawn: int = 0
    points: int = 0
    scored: int = 0
    conceded: int = 0


@dataclass(frozen=True)
class Board:
    """Everything that a page of a tournament shows."""

    entrants: list[Side]
    rounds: list[tuple[str, list[Line]]]
    ranking: list[Ranked]


def board_of(tournament: Tournament, *, masked: bool) -> Board:
    """Four queries, and two for the points of a round robin. `masked`: persons are named with stars."""
    sides = _sides(tournament, masked)
    matches = list(tournament.matches.select_related("session").order_by("round", "slot"))
    filed = Protest.objects.filter(match__tournament=tournament, status="filed")
    protests = {each.match_id: each for each in filed}
    lines = [Line(m, sides.get(m.one_id or 0), sides.get(m.two_id or 0), protests.get(m.pk)) for m in matches]
    last = max((each.round for each in matches), default=0)
    rounds = [
        (
            round_title(number, last) if tournament.knockout else f"第{number}轮",
            [each for each in lines if each.match.round == number],
        )
        for number in range(1, last + 1)
    ]
    return Board(list(sides.values()), rounds, _ranking(tournament, matches, sides, last))


def _sides(tournament: Tournament, masked: bool) -> dict[int, Side]:
    """Two queries."""
    players = Prefetch("players", Player.objects.select_related("person").order_by("pk"))
    found = tournament.entrants.select_related("union").prefetch_related(players).exclude(status="draft")
    return {each.pk: _side(each, masked=masked) for each in found.order_by("seeding", "pk")}


def _side(entrant: Entrant, *, masked: bool) -> Side:
    names = [each.person.name for each in entrant.players.all()]
    told = tuple(mask.name(each) if masked else each for each in names)
    return Side(entrant, entrant.name or "、".join(told), entrant.union.name, told if entrant.name else ())


def _ranking(tournament: Tournament, matches: Sequence[Match], sides: dict[int, Side], last: int) -> list[Ranked]:
    if tournament.knockout:
        return sorted(_out(matches, sides, last), key=lambda each: each.place)
    played = [each for each in matches if each.status == "played"]
    if not played or tournament.drawn_at is None:
        return []
    said = look_up("brackets", at=tournament.organisation, on=beijing_date(tournament.drawn_at))
    worth = Points(win=said["win"], draw=said["draw"], loss=said["loss"])
    ranked = table([*tournament.drawn["seeded"], *tournament.drawn["others"]], [_result(m) for m in played], worth)
    return [Ranked(r.place, sides[r.entrant], r.played, r.won, r.drawn, r.points, r.scored, r.conceded) for r in ranked]


def _result(match: Match) -> Result:
    score = (match.one_score or 0, match.two_score or 0)
    return Result(match.one_id or 0, match.two_id or 0, match.winner_id, *score, walkover=match.walkover)


def _out(matches: Iterable[Match], sides: dict[int, Side], last: int) -> Iterable[Ranked]:
    """Whoever lost, at the place of the round in which they did; the winner of the final before them."""
    for match in matches:
        if match.status != "played" or match.bye or match.winner_id is None:
            continue
        lost = match.two_id if match.winner_id == match.one_id else match.one_id
        if lost:
            yield Ranked(knocked_out_at(match.round, last), sides[lost])
        if match.round == last:
            yield Ranked(1, sides[match.winner_id])


def drawn_again(tournament: Tournament) -> bool:
    """Whether the recorded seed over the recorded names draws the matches that stand. One query."""
    if not tournament.seed:
        return False
    order = shuffled(tournament.seed, tournament.drawn["seeded"], tournament.drawn["others"])
    stands = tournament.matches.order_by("round", "slot").values_list("round", "slot", "one", "two")
    if tournament.knockout:
        first = [(1, slot, *pair) for slot, pair in enumerate(bracket(order))]
        return first == [each for each in stands if each[0] == 1]
    rounds = enumerate(circle(order), 1)
    return [(n, slot, *pair) for n, pairs in rounds for slot, pair in enumerate(pairs)] == list(stands)


def line_of(match: Match) -> Line:
    """One match with its sides, named in full. Two queries."""
    return lines_of([match], masked=False)[0]


def lines_of(matches: Sequence[Match], *, masked: bool = True) -> list[Line]:
    """Matches with their sides. Two queries."""
    players = Prefetch("players", Player.objects.select_related("person").order_by("pk"))
    wanted = {pk for match in matches for pk in (match.one_id, match.two_id) if pk}
    found = Entrant.objects.filter(pk__in=wanted).select_related("union").prefetch_related(players)
    sides = {each.pk: _side(each, masked=masked) for each in found}
    return [Line(match, sides.get(match.one_id or 0), sides.get(match.two_id or 0)) for match in matches]


def shown_to_all(pk: int) -> QuerySet[Tournament]:
    """A tournament that everybody who is signed in may look at."""
    return Tournament.objects.filter(pk=pk, status__in=PUBLIC_STATES).select_related(*Tournament.RELATED)
