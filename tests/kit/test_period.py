from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbian.kit.period import BEIJING, BadPeriod, Period, beijing_date, midnight, now, today

DAYS = st.dates(date(1950, 1, 1), date(2100, 1, 1))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(DAYS)
    return Period(start, start + timedelta(days=draw(st.integers(0, 1500))))


def test_a_year_ends_where_the_next_begins() -> None:
    year = Period.year(2022)
    assert (year.start, year.end, year.last, year.days) == (date(2022, 1, 1), date(2023, 1, 1), date(2022, 12, 31), 365)
    assert year.contains(date(2022, 12, 31))
    assert not year.contains(date(2023, 1, 1))
    assert date(2022, 1, 1) in year


def test_quarters_and_months_of_a_year() -> None:
    year = Period.year(2022)
    assert year.quarters() == tuple(Period.quarter(2022, n) for n in (1, 2, 3, 4))
    assert year.months() == tuple(Period.month(2022, n) for n in range(1, 13))


def test_pieces_of_an_uneven_period_are_clipped() -> None:
    odd = Period.through(date(2022, 2, 10), date(2022, 4, 5))
    assert [piece.key for piece in odd.quarters()] == ["2022-02-10/2022-04-01", "2022-04-01/2022-04-06"]
    assert [piece.key for piece in odd.months()] == ["2022-02-10/2022-03-01", "2022-03", "2022-04-01/2022-04-06"]


@given(periods())
def test_pieces_tile_the_whole(period: Period) -> None:
    for pieces in (period.months(), period.quarters()):
        assert [day for piece in pieces for day in piece.each_day()] == list(period.each_day())


@given(periods())
def test_a_key_reads_back(period: Period) -> None:
    assert Period.parse(period.key) == period


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(0, 400), st.integers(0, 400), st.integers(-9, 9))
def test_touching_periods_stay_touching_when_shifted(start: date, one: int, two: int, years: int) -> None:
    middle, end = start + timedelta(days=one), start + timedelta(days=one + two)
    assert Period(start, middle).shifted(years).end == Period(middle, end).shifted(years).start


def test_a_leap_day_shifts_to_the_first_of_march_and_stays_in_leap_years() -> None:
    assert Period(date(2024, 2, 1), date(2024, 2, 29)).shifted(-1) == Period(date(2023, 2, 1), date(2023, 3, 1))
    assert Period(date(2024, 2, 29), date(2024, 3, 1)).shifted(-4) == Period(date(2020, 2, 29), date(2020, 3, 1))


def test_labels_are_what_people_say() -> None:
    assert [Period.parse(key).label for key in ("2022", "2022-Q1", "2022-03", "2022-03-05/2022-03-06")] == [
        "2022年",
        "2022年第一季度",
        "2022年3月",
        "2022年3月5日",
    ]
    assert str(Period.parse("2022-03-05/2022-04-02")) == "2022年3月5日至2022年4月1日"


def test_an_empty_period_contains_nothing() -> None:
    empty = Period(date(2022, 1, 1), date(2022, 1, 1))
    assert (empty.days, empty.months(), empty.contains(empty.start)) == (0, (), False)
    with pytest.raises(BadPeriod):
        _ = empty.last


@pytest.mark.parametrize("text", ["", "22", "2022-13", "2022-Q5", "2022-03-01/2022-02-01", "今年"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(BadPeriod):
        Period.parse(text)


def test_instants_are_refused_where_dates_belong() -> None:
    with pytest.raises(TypeError):
        Period(datetime(2022, 1, 1, tzinfo=UTC), date(2023, 1, 1))
    with pytest.raises(TypeError):
        Period.year(2022).contains(datetime(2022, 5, 1, tzinfo=UTC))


def test_the_day_is_the_one_in_beijing() -> None:
    assert beijing_date(datetime(2021, 12, 31, 16, 0, tzinfo=UTC)) == date(2022, 1, 1)
    assert beijing_date(datetime(2021, 12, 31, 15, 59, tzinfo=UTC)) == date(2021, 12, 31)
    assert beijing_date(datetime(2022, 1, 1, 1, 0, tzinfo=timezone(timedelta(hours=9)))) == date(2022, 1, 1)
    with pytest.raises(ValueError, match="time zone"):
        beijing_date(datetime(2022, 1, 1))  # noqa: DTZ001 - a naive instant is the case


@given(DAYS)
def test_midnight_opens_its_day(day: date) -> None:
    assert beijing_date(midnight(day)) == day
    assert beijing_date(midnight(day) - timedelta(seconds=1)) == day - timedelta(days=1)


def test_overlap_needs_a_shared_day() -> None:
    assert not Period.month(2022, 1).overlaps(Period.month(2022, 2))
    assert Period.year(2022).overlaps(Period.month(2022, 12))
    assert Period.year(2022).contains(Period.month(2022, 12))
    assert Period.year(2022).instants() == (
        datetime(2022, 1, 1, tzinfo=BEIJING),
        datetime(2023, 1, 1, tzinfo=BEIJING),
    )


def test_now_is_aware_and_today_is_its_beijing_day() -> None:
    assert now().tzinfo is UTC
    assert today() in {beijing_date(now()), beijing_date(now() - timedelta(minutes=1))}
