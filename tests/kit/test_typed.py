from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbian.kit import typed
from shenbian.kit.period import BEIJING

FIFTH = date(2022, 3, 5)


def refused(reader: Callable[[object], object], cell: object) -> str:
    with pytest.raises(typed.Unreadable) as refusal:
        reader(cell)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("  顺义区 ", "顺义区"),
        ("１２３ＡＢｃ", "123ABc"),
        ("张　三", "张 三"),
        ("\u3000后沙峪镇（地区）\ufeff", "后沙峪镇（地区）"),
        ("a\x00b\u200b", "ab"),
        ("一\r\n二", "一\n二"),
        (3.0, "3"),
        (3.5, "3.5"),
        (7, "7"),
        (None, ""),
        (True, "是"),
        (False, "否"),
        (FIFTH, "2022-03-05"),
        (datetime(2022, 3, 5, 9, 30, tzinfo=BEIJING), "2022-03-05 09:30:00+08:00"),
    ],
)
def test_text_is_trimmed_and_narrow(cell: object, expected: str) -> None:
    assert typed.text(cell) == expected


@given(st.text())
def test_tidy_text_stays_as_it_is(said: str) -> None:
    tidy = typed.text(said)
    assert typed.text(tidy) == tidy
    assert "\0" not in tidy


def test_blank_is_nothing_or_nothing_visible() -> None:
    assert [typed.blank(cell) for cell in (None, "", " \u3000\u200b", 0, False, "x")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "2022-03-05",
        "2022-3-5",
        "2022/3/5",
        "2022.3.5",
        "2022．3．5",
        "２０２２年３月５日",
        "2022年3月5",
        "20220305",
        20220305,
        20220305.0,
        44625,
        44625.4,
        " 2022-03-05 00:00:00 ",
        "2022-3-5 9:30",
        FIFTH,
        datetime(2022, 3, 5, 23, 59),  # noqa: DTZ001 - as a workbook gives it
        datetime(2022, 3, 4, 16, 0, tzinfo=UTC),
    ],
)
def test_every_way_to_write_a_day_is_the_same_day(cell: object) -> None:
    assert typed.day(cell) == FIFTH


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (None, "是空的，应填日期，如 2022-03-05。"),
        (" ", "是空的，应填日期，如 2022-03-05。"),
        ("2022年3月", "读到“2022年3月”，应填年月日俱全的日期，如 2022-03-05。"),
        ("22-3-5", "读到“22-3-5”，应填年月日俱全的日期，如 2022-03-05。"),
        ("长期", "读到“长期”，应填年月日俱全的日期，如 2022-03-05。"),
        ("2022-02-30", "读到“2022-02-30”，应填存在的日期，如 2022-03-05。"),
        ("2022/2/30", "读到“2022/2/30”，应填存在的日期，如 2022-03-05。"),
        ("2022-a1-05", "读到“2022-a1-05”，应填存在的日期，如 2022-03-05。"),
        ("2022-3/5", "读到“2022-3/5”，应填年月日俱全的日期，如 2022-03-05。"),
        ("1022-03-05", "读到“1022-03-05”，应填1900 至 2100 年之间的日期。"),
        (date(1022, 3, 5), "读到“1022-03-05”，应填1900 至 2100 年之间的日期。"),
        ("2022-03-05左右", "读到“2022-03-05左右”，应填日期，如 2022-03-05，或带时间，如 2022-03-05 9:30。"),
        (2022, "读到“2022”，应填日期，如 2022-03-05。"),
        (True, "读到“是”，应填日期，如 2022-03-05。"),
        (float("nan"), "读到“nan”，应填日期，如 2022-03-05。"),
        ("2" * 60, f"读到“{'2' * 40}…”，应填存在的日期，如 2022-03-05。"),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(cell: object, why: str) -> None:
    assert refused(typed.day, cell) == why


@given(st.dates(date(1930, 1, 1), date(2100, 12, 31)))
def test_days_read_back_from_every_form(on: date) -> None:
    serial = (on - date(1899, 12, 30)).days
    forms: list[object] = [on.isoformat(), f"{on:%Y%m%d}", f"{on.year}年{on.month}月{on.day}日", serial, float(serial)]
    assert [typed.day(form) for form in forms] == [on] * len(forms)


@pytest.mark.parametrize(
    ("cell", "hour", "minute"),
    [
        ("2022-03-05 9:30", 9, 30),
        ("2022-03-05T09:30:00+08:00", 9, 30),
        ("2022年3月5日 9时30分", 9, 30),
        ("2022年3月5日9点半", 9, 30),
        ("2022年3月5日下午3点", 15, 0),
        ("2022.3.5 中午12：05", 12, 5),
        ("2022.3.5 中午1：05", 13, 5),
        ("20220305 18:00", 18, 0),
        (44625.75, 18, 0),
        (datetime(2022, 3, 5, 9, 30), 9, 30),  # noqa: DTZ001 - as a workbook gives it
        (datetime(2022, 3, 5, 1, 30, tzinfo=UTC), 9, 30),
    ],
)
def test_instants_are_beijing_time(cell: object, hour: int, minute: int) -> None:
    assert typed.instant(cell) == datetime(2022, 3, 5, hour, minute, tzinfo=BEIJING)


@pytest.mark.parametrize("cell", [None, "", "2022-03-05", FIFTH, "9:30", "2022-03-05 25:00", 44625, time(9, 30), 3.5])
def test_an_instant_needs_a_day_and_a_time(cell: object) -> None:
    refused(typed.instant, cell)


def test_a_day_without_time_is_told_so() -> None:
    assert refused(typed.instant, FIFTH) == "读到“2022-03-05”，应填日期和时间，如 2022-03-05 9:30。"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (5, 5),
        ("1234", 1234),
        ("1,234", 1234),
        ("１２３４", 1234),
        ("1，234", 1234),
        ("3.0", 3),
        (3.0, 3),
        ("-7", -7),
        ("+7", 7),
    ],
)
def test_whole_numbers_are_read(cell: object, expected: int) -> None:
    assert typed.whole(cell) == expected


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("12人", "读到“12人”，应填整数，不要带单位或文字。"),
        ("3.5", "读到“3.5”，应填整数，不能有小数。"),
        (3.5, "读到“3.5”，应填整数，不能有小数。"),
        (float("inf"), "读到“inf”，应填整数。"),
        ("1,23", "读到“1,23”，应填整数，如 1234。"),
        ("约十人", "读到“约十人”，应填整数，如 1234。"),
        ("9" * 18 + "0", "数字太大，应填不超过 18 位的整数。"),
        (10**50, "数字太大，应填不超过 18 位的整数。"),
        ("9" * 31, f"读到“{'9' * 31}”，应填不超过 18 位的整数。"),
        ("²", "读到“²”，应填整数，如 1234。"),
        (True, "读到“是”，应填整数，如 1234。"),
        ("", "是空的，应填整数，如 1234。"),
    ],
)
def test_what_is_no_whole_number_is_refused(cell: object, why: str) -> None:
    assert refused(typed.whole, cell) == why


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (100, 10_000),
        (1234.5, 123_450),
        (0.1 + 0.2, 30),
        (Decimal("0.01"), 1),
        ("1,234.50元", 123_450),
        ("16.3万", 16_300_000),
    ],
)
def test_amounts_become_fen(cell: object, expected: int) -> None:
    assert typed.amount(cell) == expected


@pytest.mark.parametrize(
    "cell",
    [
        None,
        "",
        "很多",
        0.001,
        float("nan"),
        float("inf"),
        True,
        Decimal("NaN"),
        "9" * 5000,
        10**20,
        1e300,
        Decimal("1E+99999"),
    ],
)
def test_what_is_no_amount_is_refused(cell: object) -> None:
    refused(typed.amount, cell)


@given(st.integers(-(10**12), 10**12))
def test_fen_survive_the_float_of_a_spreadsheet(amount: int) -> None:
    assert typed.amount(amount / 100) == amount


def test_yes_and_no_are_read_in_every_usual_mark() -> None:
    assert [typed.yes(cell) for cell in ("是", " 有", "√", "✓", 1, 1.0, "１", "y", True)] == [True] * 9
    assert [typed.yes(cell) for cell in ("否", "无 ", "×", "x", "Ｘ", 0, "0", "no", False)] == [False] * 9
    assert refused(typed.yes, "可能") == "读到“可能”，应填“是”或“否”。"
    assert refused(typed.yes, None) == "是空的，应填“是”或“否”。"


@given(
    st.one_of(st.none(), st.text(), st.floats(), st.integers(), st.dates(), st.datetimes(), st.times(), st.timedeltas())
)
def test_readers_read_or_refuse_and_never_break(cell: object) -> None:
    typed.text(cell)
    for reader in (typed.day, typed.instant, typed.whole, typed.amount, typed.yes):
        try:
            reader(cell)
        except typed.Unreadable as refusal:
            assert str(refusal).endswith("。")


def test_a_duration_is_no_day() -> None:
    refused(typed.day, timedelta(days=1))
