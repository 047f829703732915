"""What gave way to another device's number counts again when that one is struck out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from shenbian.challenges.framing import rule_of
from shenbian.challenges.models import DayCount
from shenbian.editions.actions import withdraw
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.kit.period import today
from shenbian.notices.models import Notice
from shenbian.rulebook.actions import set_rule
from tests.challenges.conftest import Walk, data_folder, queries, states, walk, walked

__all__ = ["data_folder", "queries", "walk"]
WHY = {"reason": "代他人走步"}


def strike(walk: Walk, *quantities: int) -> None:
    days = list(DayCount.objects.filter(quantity__in=quantities).order_by("pk"))
    perform("strike", on=days, by=walk.desk, said=WHY)


def test_the_largest_that_gave_way_counts_again_and_its_walker_hears_of_it(walk: Walk) -> None:
    worker, _ = walk.joins()
    walk.sends(worker, walk.steps(7000, device="band"))
    walk.sends(worker, walk.steps(9000, device="watch"))
    walk.sends(worker, walk.steps(8000))
    assert walked() == [(7000, 0), (9000, 1)]
    before = Notice.objects.count()
    strike(walk, 9000)
    assert dict(DayCount.objects.values_list("quantity", "status")) == {
        7000: "uncounted",
        9000: "struck",
        8000: "counted",
    }
    assert walked() == [(7000, 0), (9000, 0), (8000, 1)]
    day = DayCount.objects.get(quantity=8000)
    assert (day.why, Fact.objects.get(kind="walked", voided_at=None).evidence) == ("", day.subject)
    assert Notice.objects.count() == before + 2
    strike(walk, 8000)
    assert walked() == [(7000, 0), (9000, 0), (8000, 0), (7000, 1)]
    strike(walk, 7000)
    assert states() == [("struck", "officer")] * 3


def test_where_the_first_counts_the_first_comes_back(walk: Walk) -> None:
    row = {"code": "walking", **vars(rule_of(walk.edition)), "larger": False}
    set_rule("daily_challenges", [row], at=walk.cast.district, from_on=today() - timedelta(days=30), by="test")
    worker, _ = walk.joins()
    for device, quantity in (("phone", 7000), ("band", 8000), ("watch", 9000)):
        walk.sends(worker, walk.steps(quantity, device=device))
    strike(walk, 7000)
    assert walked() == [(7000, 0), (8000, 1)]


def test_nothing_comes_back_of_who_left_nor_what_never_counted(walk: Walk) -> None:
    worker, entry = walk.joins()
    walk.sends(worker, walk.steps(7000, device="band"), walk.steps(9000), walk.steps(9500, device="typed"))
    walk.sends(worker, walk.steps(7100, device="band", ago=2), walk.steps(9100, ago=2))
    strike(walk, 9100)
    assert walked() == [(9000, 1), (9100, 0), (7100, 1)]
    withdraw(entry, by=worker)
    strike(walk, 9000)
    assert walked() == [(9000, 0), (9100, 0), (7100, 1)]
    strike(walk, 7000)
    assert walked() == [(9000, 0), (9100, 0), (7100, 1)]


def test_a_day_that_did_not_count_takes_nothing_back_when_it_is_struck_out(walk: Walk) -> None:
    worker, _ = walk.joins()
    walk.sends(worker, walk.steps(9000), walk.steps(7000, device="band"))
    strike(walk, 7000)
    assert walked() == [(9000, 1)]


@pytest.mark.parametrize("many", [1, 3])
def test_it_costs_the_same_for_one_day_and_three(walk: Walk, queries: Callable[..., Any], many: int) -> None:
    worker, _ = walk.joins()
    for ago in range(1, many + 1):
        walk.sends(worker, walk.steps(7000 + ago, device="band", ago=ago), walk.steps(9000 + ago, ago=ago))
    days = list(DayCount.objects.filter(quantity__gt=9000).order_by("pk"))
    with queries(36):
        perform("strike", on=days, by=walk.desk, said=WHY)
    assert DayCount.objects.filter(status="counted").count() == many
