from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shenbian.kit.workdays import UnknownYear, add_workdays, is_workday, known_years, workdays_between

DAYS = st.dates(date(2005, 1, 1), date(2025, 12, 31))


def test_the_spring_festival_of_2022_is_known() -> None:
    festival = [date(2022, 1, 28) + timedelta(days=n) for n in range(12)]
    assert [day.day for day in festival if is_workday(day)] == [28, 29, 30, 7, 8]


def test_a_deadline_steps_over_holidays_and_counts_the_weekend_worked_instead() -> None:
    assert add_workdays(date(2022, 1, 28), 3) == date(2022, 2, 7)
    assert add_workdays(date(2022, 2, 7), -3) == date(2022, 1, 28)
    assert add_workdays(date(2022, 2, 5), 1) == date(2022, 2, 7)
    assert add_workdays(date(2022, 2, 5), 0) == date(2022, 2, 5)
    assert workdays_between(date(2022, 1, 28), date(2022, 2, 7)) == 3
    assert workdays_between(date(2022, 2, 7), date(2022, 1, 28)) == -3


@settings(max_examples=40)
@given(DAYS, st.integers(1, 60))
def test_adding_is_walking_day_by_day(day: date, days: int) -> None:
    walked, left = day, days
    while left:
        walked += timedelta(days=1)
        left -= is_workday(walked)
    assert add_workdays(day, days) == walked
    assert workdays_between(day, walked) == days
    assert add_workdays(walked, -days) == (day if is_workday(day) else add_workdays(day + timedelta(days=1), -1))


@given(DAYS, DAYS)
def test_counting_is_signed(one: date, other: date) -> None:
    assert workdays_between(one, other) == -workdays_between(other, one)


def test_years_that_are_not_known_are_refused_and_not_guessed() -> None:
    first, last = known_years()[0], known_years()[-1]
    with pytest.raises(UnknownYear, match=f"^{last + 1} 年的放假安排未知"):
        add_workdays(date(last, 12, 31), 1)
    with pytest.raises(UnknownYear, match=f"^{first - 1} 年的放假安排未知"):
        add_workdays(date(first, 1, 1), -1)
    with pytest.raises(UnknownYear):
        is_workday(date(last + 1, 1, 1))
    with pytest.raises(UnknownYear):
        workdays_between(date(2022, 1, 1), date(last + 5, 1, 1))
