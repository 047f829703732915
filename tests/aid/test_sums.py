"""The class of a household, as a sum that can be read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbian.aid.sums import Line, Means, excluded, months_later, summed

LINE, PERCENT = 132_000, 200
fen = st.integers(0, 10**9)


def of(income: int, *, cost: int = 0, persons: int = 3, sudden: bool = False) -> Means:
    costs = [Line("自付医疗费", cost)] if cost else []
    return Means(persons=persons, incomes=[Line("本人全年收入", income)], costs=costs, sudden=sudden)


YEAR = LINE * 12 * 3  # the line of a household of three, in a year


@pytest.mark.parametrize(
    ("left", "sudden", "klass"),
    [
        (YEAR - 1, False, "deep"),
        (YEAR, False, "relative"),
        (2 * YEAR - 1, False, "relative"),
        (2 * YEAR, False, ""),
        (2 * YEAR, True, "accident"),
        (YEAR - 1, True, "deep"),
        (-5, False, "deep"),
    ],
)
def test_the_class_follows_from_what_is_left_by_head_and_month(left: int, sudden: bool, klass: str) -> None:
    means = of(max(left, 0) + 100, cost=100 + max(-left, 0), sudden=sudden)
    assert (summed(means, line_fen=LINE, percent=PERCENT).klass, means.persons) == (klass, 3)


def test_a_fen_below_the_line_counts_though_the_head_count_rounds_it_away() -> None:
    found = summed(of(YEAR - 1), line_fen=LINE, percent=PERCENT)
    assert (found.klass, found.per_head_fen) == ("deep", LINE - 1)


def test_the_sum_is_told_line_by_line() -> None:
    assert summed(of(4_920_000, cost=3_600_050), line_fen=LINE, percent=PERCENT).told == [
        ("本人全年收入", "49,200.00元"),
        ("自付医疗费", "-36,000.50元"),
        ("全年收入减刚性支出", "13,199.50元"),
        ("家庭人口", "3人"),
        ("÷12个月÷3人，人均每月", "366.65元"),
        ("当月当地最低生活保障标准", "1,320.00元/人·月"),
        ("相对困难标准（200%）", "2,640.00元/人·月"),
        ("困难类别", "深度困难"),
    ]


@given(fen, fen, st.integers(1, 12), st.integers(1, 10**6), st.integers(100, 400))
def test_who_has_less_is_in_no_lighter_class(income: int, cost: int, persons: int, line: int, percent: int) -> None:
    order = ["deep", "relative", ""]
    some, less = (
        summed(of(each, cost=cost, persons=persons), line_fen=line, percent=percent).klass
        for each in (income, income // 2)
    )
    assert order.index(less) <= order.index(some)


def test_what_passes_a_limit_is_named() -> None:
    titles = {"houses": "住房", "businesses": "企业或经营户"}
    most = {"houses": 1, "businesses": 0}
    assert excluded({"houses": 2, "businesses": 0}, most, titles) == ["住房2，最多1"]
    assert excluded({"houses": 1, "businesses": 0}, most, titles) == []


def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month() -> None:
    assert months_later(date(2022, 9, 19), 12) == date(2023, 9, 19)
    assert months_later(date(2022, 8, 31), 6) == date(2023, 2, 28)
