"""Days, moments, money and lengths of time as people write them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override

from shenbian.kit.period import BEIJING, today
from shenbian.look import words
from shenbian.look.templatetags import look


def test_a_day_of_this_year_goes_without_its_year() -> None:
    day = today().replace(month=9, day=6)
    assert words.day(day) == f"9月6日(周{'一二三四五六日'[day.weekday()]})"


def test_a_day_of_another_year_names_it() -> None:
    assert words.day(date(2022, 9, 6)) == "2022年9月6日(周二)"


def test_an_instant_is_told_in_beijing() -> None:
    late = datetime(2022, 9, 5, 22, 5, tzinfo=UTC)
    assert (words.day(late), words.moment(late)) == ("2022年9月6日(周二)", "2022年9月6日(周二) 06:05")


def test_a_day_that_ends_at_midnight_is_the_last_one() -> None:
    midnight, noon = datetime(2022, 9, 7, tzinfo=BEIJING), datetime(2022, 9, 7, 12, tzinfo=BEIJING)
    assert (words.deadline(midnight), words.last_day(midnight)) == ("2022年9月6日(周二) 24:00", "2022年9月6日(周二)")
    assert (words.deadline(noon), words.last_day(noon)) == ("2022年9月7日(周三) 12:00", "2022年9月7日(周三)")


def test_from_when_until_when_names_the_day_once() -> None:
    begins, ends = (datetime(2022, 9, 6, hour, 30, tzinfo=BEIJING) for hour in (14, 16))
    assert words.span(begins, ends) == "2022年9月6日(周二) 14:30—16:30"
    assert words.span(begins, None) == "2022年9月6日(周二) 14:30"
    assert words.span(begins, ends + timedelta(days=1)) == "2022年9月6日(周二) 14:30—2022年9月7日(周三) 16:30"


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "0分钟"), (45, "45分钟"), (120, "2小时"), (90, "1小时30分"), (72000, "1,200小时")]
)
def test_minutes_become_hours(minutes: int, said: str) -> None:
    assert words.hours(minutes) == said


def test_english_readers_get_english() -> None:
    with override("en"):
        told = (words.day(date(2022, 9, 6)), words.hours(90), words.hours(0), words.amount(-123_450))
    assert told == ("6 Sep 2022 (Tue)", "1 h 30 min", "0 min", "¥-1,234.50")


def test_what_is_not_there_is_not_written() -> None:
    written = (look.zh_day, look.zh_time, look.iso, look.yuan, look.grouped, look.hours, look.masked)
    assert [one(None) for one in written] == [""] * 7


def test_nothing_is_a_count_like_others() -> None:
    assert (look.grouped(0), look.yuan(0), look.hours(0)) == ("0", "0.00元", "0分钟")


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("name", "1*********9"), ("number", "13*******89"), ("phone", "139****6789"), ("account", "*******6789")],
)
def test_what_is_masked_says_as_what(kind: str, shown: str) -> None:
    assert look.masked("13912346789", kind) == shown


def test_pairs_may_be_tuples_or_say_more() -> None:
    assert look.pairs([("a", 1), ("b", 2, "/b/"), {"label": "c", "value": 3, "note": "d"}]) == [
        {"label": "a", "value": 1},
        {"label": "b", "value": 2, "href": "/b/"},
        {"label": "c", "value": 3, "note": "d"},
    ]
