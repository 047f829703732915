"""Pure questions about tournaments: who meets whom by a seed, who comes out first, what a result says."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

Pair = tuple[int | None, int | None]


def shuffled(seed: str, seeded: Sequence[int], others: Iterable[int]) -> list[int]:
    """Those who are seeded in their order, then the others as this seed draws them: the same seed draws the same."""
    rest = sorted(others)
    random.Random(seed).shuffle(rest)
    return [*seeded, *rest]


def bracket(order: Sequence[int]) -> list[Pair]:
    """The first round of a knock-out, place by place: the first and the second meet in the final at the earliest, and
    who has nobody against them (a bye) is whoever stands first in the order.
    """
    places = [1]
    while len(places) < len(order):
        places = [each for place in places for each in (place, 2 * len(places) + 1 - place)]
    who = [order[place - 1] if place <= len(order) else None for place in places]
    return list(zip(who[::2], who[1::2], strict=True)) if len(who) > 1 else []


def circle(order: Sequence[int]) -> list[list[tuple[int, int]]]:
    """The rounds of a round robin: everybody meets everybody once; of an odd number one rests in each round."""
    ring: list[int | None] = [*order] if len(order) % 2 == 0 else [*order, None]
    rounds = []
    for _ in range(len(ring) - 1):
        half = len(ring) // 2
        pairs = zip(ring[:half], reversed(ring[half:]), strict=True)
        rounds.append([(one, two) for one, two in pairs if one is not None and two is not None])
        ring = [ring[0], ring[-1], *ring[1:-1]]
    return rounds


@dataclass(frozen=True)
class Points:
    """What a match is worth (赛事积分)."""

    win: int
    draw: int
    loss: int


@dataclass(frozen=True)
class Result:
    """A match that was decided. `winner` None: drawn. A walkover has no score."""

    one: int
    two: int
    winner: int | None
    one_score: int = 0
    two_score: int = 0
    walkover: bool = False


@dataclass(frozen=True)
class Standing:
    """Where somebody stands in a round robin. Who is alike in everything shares a place."""

    place: int
    entrant: int
    played: int
    won: int
    drawn: int
    points: int
    scored: int
    conceded: int


def table(entrants: Sequence[int], results: Sequence[Result], worth: Points) -> list[Standing]:
    """By points; who has as many, by what they won of each other, then by the difference, then by what they scored."""
    points, told = _points(results, worth), _counted(results)
    alike = sorted(entrants, key=lambda each: -points[each])
    ranked: list[Standing] = []
    for _, group in groupby(alike, key=lambda each: points[each]):
        among = list(group)
        keys = _apart(among, results, worth, told)
        for each in sorted(among, key=lambda each: (keys[each], each), reverse=True):
            before = ranked[-1] if ranked else None
            level = before is not None and before.entrant in keys and keys[before.entrant] == keys[each]
            place = before.place if level and before else len(ranked) + 1
            one = told[each]
            ranked.append(
                Standing(place, each, one["played"], one["won"], one["drawn"], points[each], one["for"], one["against"])
            )
    return ranked


def _points(results: Iterable[Result], worth: Points) -> Counter[int]:
    points: Counter[int] = Counter()
    for each in results:
        for who in (each.one, each.two):
            if each.winner is None:
                points[who] += worth.draw
            elif each.winner == who:
                points[who] += worth.win
            elif not each.walkover:  # who did not come gets nothing
                points[who] += worth.loss
    return points


def _counted(results: Iterable[Result]) -> dict[int, Counter[str]]:
    told: dict[int, Counter[str]] = {}
    for each in results:
        sides = ((each.one, each.one_score, each.two_score), (each.two, each.two_score, each.one_score))
        for who, scored, conceded in sides:
            said = told.setdefault(who, Counter())
            said.update({"played": 1, "for": scored, "against": conceded})
            said["won"] += each.winner == who
            said["drawn"] += each.winner is None
    return told


def _apart(
    among: Sequence[int], results: Sequence[Result], worth: Points, told: dict[int, Counter[str]]
) -> Mapping[int, tuple[int, int, int]]:
    """By what those with as many points are told apart."""
    for each in among:
        told.setdefault(each, Counter())
    inside = set(among)
    direct = _points([each for each in results if {each.one, each.two} <= inside], worth)
    return {each: (direct[each], told[each]["for"] - told[each]["against"], told[each]["for"]) for each in among}


def knocked_out_at(rounds: int, of: int) -> int:
    """The place of who lost in this round of so many: those who lost in the semi-finals share the third."""
    return int(2 ** (of - rounds)) + 1


def round_title(number: int, of: int) -> str:
    """决赛, 半决赛, 四分之一决赛, 第1轮."""
    left = of - number
    return {0: "决赛", 1: "半决赛", 2: "四分之一决赛"}.get(left, f"第{number}轮")
