"""Drawing and ranking without a database: byes, the same seed, everybody once, ties."""

from itertools import combinations

import pytest

from shenbian.brackets.drawing import Points, Result, bracket, circle, knocked_out_at, shuffled, table

WORTH = Points(win=2, draw=1, loss=0)


@pytest.mark.parametrize(("number", "byes"), [(2, 0), (3, 1), (5, 3), (6, 2), (7, 1), (8, 0)])
def test_byes_go_to_the_strongest_and_nobody_is_lost(number: int, byes: int) -> None:
    order = list(range(1, number + 1))
    pairs = bracket(order)
    resting = sorted(one for one, two in pairs if one and two is None)
    assert resting == order[:byes]
    assert sorted(each for pair in pairs for each in pair if each) == order
    assert len(pairs) & (len(pairs) - 1) == 0


def test_the_two_strongest_stand_in_different_halves() -> None:
    pairs = bracket(list(range(1, 9)))
    assert pairs == [(1, 8), (4, 5), (2, 7), (3, 6)]


def test_the_same_seed_draws_the_same_and_another_one_otherwise() -> None:
    first = shuffled("a1", [9, 8], range(1, 8))
    assert first == shuffled("a1", [9, 8], reversed(range(1, 8)))
    assert first[:2] == [9, 8]
    assert first != shuffled("a2", [9, 8], range(1, 8))


@pytest.mark.parametrize("number", [2, 3, 4, 5, 7])
def test_in_a_round_robin_everybody_meets_everybody_once_and_plays_once_a_round(number: int) -> None:
    rounds = circle(list(range(number)))
    met = sorted(tuple(sorted(pair)) for pairs in rounds for pair in pairs)
    assert met == sorted(combinations(range(number), 2))
    assert all(len({each for pair in pairs for each in pair}) == 2 * len(pairs) for pairs in rounds)


def played(one: int, two: int, one_score: int, two_score: int) -> Result:
    winner = None if one_score == two_score else one if one_score > two_score else two
    return Result(one, two, winner, one_score, two_score)


def test_who_has_as_many_points_is_ranked_by_what_they_won_of_each_other() -> None:
    results = [played(1, 2, 1, 0), played(1, 3, 0, 5), played(2, 3, 3, 0), played(1, 4, 1, 0), played(2, 4, 1, 0)]
    results.append(played(3, 4, 0, 1))
    ranked = [(each.place, each.entrant, each.points) for each in table([1, 2, 3, 4], results, WORTH)]
    assert ranked == [(1, 1, 4), (2, 2, 4), (3, 4, 2), (4, 3, 2)]


def test_who_is_alike_in_everything_shares_a_place() -> None:
    results = [played(1, 2, 1, 0), played(2, 3, 1, 0), played(3, 1, 1, 0)]
    results += [played(each, 4, 2, 0) for each in (1, 2, 3)]
    assert [(each.place, each.entrant) for each in table([1, 2, 3, 4], results, WORTH)] == [
        (1, 3),
        (1, 2),
        (1, 1),
        (4, 4),
    ]


def test_who_did_not_come_gets_nothing_even_where_losing_counts() -> None:
    ranked = table([1, 2], [Result(1, 2, 1, walkover=True)], Points(win=3, draw=2, loss=1))
    assert [(each.entrant, each.points) for each in ranked] == [(1, 3), (2, 0)]


def test_who_lost_in_the_same_round_shares_a_place() -> None:
    assert [knocked_out_at(number, 3) for number in (3, 2, 1)] == [2, 3, 5]
