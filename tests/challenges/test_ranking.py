"""Who is ahead: people and unions, ties, totals, who kept it up; and who is not named."""

from dataclasses import replace

import pytest

from shenbian.challenges.actions import name_in_ranking
from shenbian.challenges.framing import rule_of
from shenbian.challenges.models import Unnamed
from shenbian.challenges.queries import (
    days_covered,
    days_of,
    ranking,
    standing_of,
    totals,
    union_ranking,
)
from shenbian.editions.actions import withdraw
from shenbian.editions.models import Entry
from shenbian.flow.refusals import NotYours
from tests.challenges.conftest import Walk


def walkers(walk: Walk) -> list[Entry]:
    """Of the plant: 9000 and 9000; of the shop: 7000 twice, 8000, and one who joined and did not walk."""
    plant = [walk.joins()[1] for _ in range(2)]
    shop = [walk.joins(of=walk.cast.shop)[1] for _ in range(3)]
    walk.provides(*(walk.steps(9000, entry=each) for each in plant), walk.steps(8000, entry=shop[1]))
    walk.provides(
        walk.steps(7000, entry=shop[0]), walk.steps(7000, entry=shop[0], ago=2), walk.steps(10, entry=shop[2])
    )
    return [*plant, *shop]


def test_equal_totals_share_a_place_and_the_next_place_is_left_out(walk: Walk) -> None:
    first, second, third, fourth, none = walkers(walk)
    found = list(ranking(walk.edition).values_list("pk", "place", "total", "valid"))
    assert found == [
        (third.pk, 1, 14_000, 2),
        (first.pk, 2, 9000, 1),
        (second.pk, 2, 9000, 1),
        (fourth.pk, 4, 8000, 1),
    ]
    assert [standing_of(each).place for each in (first, second, third, fourth, none)] == [2, 2, 1, 4, None]
    assert standing_of(fourth).among == 4


def test_unions_are_ranked_by_what_each_who_joined_walked_or_by_the_sum(walk: Walk) -> None:
    walkers(walk)
    average = [(each.name, each.place, each.average) for each in union_ranking(walk.edition)]
    assert average == [("机床厂工会", 1, 9000), ("百货工会", 2, 7333)]
    total = [(each.name, each.place, each.quantity, each.joined) for each in union_ranking(walk.edition, by="total")]
    assert total == [("百货工会", 1, 22_000, 3), ("机床厂工会", 2, 18_000, 2)]
    _, late = walk.joins()
    walk.provides(walk.steps(6000, entry=late), walk.steps(6000, entry=late, ago=2))
    assert [each.place for each in union_ranking(walk.edition, by="average")] == [1, 2]


def test_unions_of_one_value_share_a_place(walk: Walk) -> None:
    for union in (walk.cast.plant, walk.cast.shop, walk.cast.town):
        walk.provides(walk.steps(9000 if union != walk.cast.town else 7000, entry=walk.joins(of=union)[1]))
    assert [each.place for each in union_ranking(walk.edition)] == [1, 1, 3]


def test_an_edition_says_how_many_joined_walked_and_kept_it_up(walk: Walk) -> None:
    walkers(walk)
    rule = rule_of(walk.edition)
    told = totals(walk.edition, rule)
    assert (told.joined, told.walked, told.days, told.quantity, told.complete) == (5, 4, 5, 40_000, 0)
    assert totals(walk.edition, replace(rule, complete_days=2)).rate == 0.2
    assert totals(walk.edition, rule).rate == 0.0


def test_who_leaves_is_ranked_no_more_and_what_was_walked_stays(walk: Walk) -> None:
    first, *_ = walkers(walk)
    withdraw(first, by=_owner(walk, first))
    assert first.pk not in {each.pk for each in ranking(walk.edition)}
    assert totals(walk.edition, rule_of(walk.edition)).quantity == 40_000


def _owner(walk: Walk, entry: Entry):  # type: ignore[no-untyped-def]
    from shenbian.rights.queries import actor_of  # noqa: PLC0415

    return actor_of(entry.person)


def test_who_does_not_want_to_be_named_says_so_and_may_change_their_mind(walk: Walk) -> None:
    worker, entry = walk.joins()
    for _ in range(2):
        name_in_ranking(entry, named=False, by=worker)
    assert Unnamed.objects.get().entry == entry
    with pytest.raises(NotYours):
        name_in_ranking(entry, named=True, by=walk.desk)
    name_in_ranking(entry, named=True, by=worker)
    assert Unnamed.objects.count() == 0


def test_an_officer_sees_the_days_of_their_place_and_line_of_work(walk: Walk) -> None:
    walkers(walk)
    cast = walk.cast
    seen = [days_covered(each, walk.edition).count() for each in (walk.desk, cast.ting, cast.bo, cast.gu, cast.heads)]
    assert seen == [6, 6, 2, 4, 0]


def test_ranking_and_days_cost_the_same_for_one_and_for_many(walk: Walk, queries) -> None:  # type: ignore[no-untyped-def]
    worker, entry = walk.joins()
    walk.sends(worker, walk.steps(9000))
    for _ in range(2):
        with queries(1):
            assert [each.organisation.name for each in ranking(walk.edition)]
        with queries(3):
            union_ranking(walk.edition)
        with queries(2):
            standing_of(entry)
        with queries(1):
            assert [each.said for each in days_of(entry)]
        with queries(1):
            assert [each.person.name for each in days_covered(walk.desk, walk.edition)]
        walkers(walk)
