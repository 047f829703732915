"""Number words and when they are true: read, held against values, and said."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbian.record.wording import Untrue, holds, phrases, read, render

# Words, the least and the greatest whole number of which they are true.
RANGES = (
    ("126家", 126, 126),
    ("１２６家", 126, 126),
    ("一百二十六家", 126, 126),
    ("12,286人", 12286, 12286),
    ("近百名", 90, 99),
    ("近万名", 9000, 9999),
    ("近1.3万人", 12500, 12999),
    ("千余名", 1001, 1999),
    ("万余份", 10001, 19999),
    ("4万余名", 40001, 49999),
    ("10余场", 11, 19),
    ("十余场", 11, 19),
    ("500余名", 501, 599),
    ("3000余人次", 3001, 3999),
    ("三百多人", 301, 399),
    ("1.2万余人", 12001, 12999),
    ("10万余人", 100001, 109999),
    ("10余万人", 100001, 199999),
    ("177万余元", 1770001, 1779999),
    ("超过6万人次", 60001, 69999),
    ("逾120家", 121, 129),
    ("3.5万名", 34500, 35499),
    ("17万人次", 165000, 174999),
    ("70万元", 695000, 704999),
    ("389.83万元", 3898250, 3898349),
    ("1.26亿元", 125500000, 126499999),
    ("三点五万名", 34500, 35499),
    ("千人次", 950, 1099),
    ("万名", 9500, 10999),
    ("约1200人", 1150, 1249),
    ("约1万人", 9000, 10999),
    ("1万人", 9000, 10999),
    ("4万人", 36000, 43999),
    ("300人左右", 285, 314),
    ("不足百人", 0, 99),
    ("不超过20家", 0, 20),
    ("上千人", 1000, 1999),
    ("数百名", 200, 999),
)


@pytest.mark.parametrize(("words", "least", "greatest"), RANGES)
def test_words_are_true_of_a_range_and_of_nothing_beside_it(words: str, least: int, greatest: int) -> None:
    claimed = read(words)
    around = (least - 1, least, greatest, greatest + 1)
    expected = [least == 0 and claimed.low is None, True, True, False]
    assert [holds(claimed, value) for value in around] == expected


def test_or_more_has_no_upper_bound() -> None:
    assert [holds(read("每季度3场以上"), value) for value in (2, 3, 300)] == [False, True, True]


def test_all_is_all_and_the_front_is_a_rank_that_can_be_set() -> None:
    assert [holds(read("镇街全覆盖"), value) for value in (1.0, 0.96)] == [True, False]
    assert [holds(read("前列", front=3), rank) for rank in (1, 3, 4)] == [True, True, False]


def test_per_cent_is_a_share_of_one() -> None:
    assert [holds(read("98.2%"), share) for share in (0.9815, 0.9824, 0.9825)] == [True, True, False]
    assert [holds(read("百分之九十八"), share) for share in (0.9749, 0.98)] == [False, True]


def test_money_in_whole_yuan_is_what_rounds_to_it() -> None:
    assert [holds(read("3898312元"), Decimal(value)) for value in ("3898311.49", "3898312.49")] == [False, True]


@pytest.mark.parametrize(
    ("value", "style", "unit", "words"),
    (
        (126, "", "家", "126家"),
        (1234, "余", "名", "千余名"),
        (13, "余", "场", "10余场"),
        (134567, "余", "人", "10余万人"),
        (41236, "余", "名", "4万余名"),
        (3428, "余", "人次", "3000余人次"),
        (12286, "余2", "人", "1.2万余人"),
        (12480, "万余", "份", "万余份"),
        (1774250, "万余", "元", "177万余元"),
        (63820, "超", "人次", "超过6万人次"),
        (34918, "万1", "名", "3.5万名"),
        (170244, "万0", "人次", "17万人次"),
        (Decimal("3898312.5"), "万", "元", "389.83万元"),
        (700000, "万", "元", "70万元"),
        (Decimal("126014233.15"), "亿", "元", "1.26亿元"),
        (96, "近", "名", "近百名"),
        (9624, "近", "名", "近万名"),
        (1034, "千名", "人次", "千人次"),
        (10034, "约", "名", "约1万名"),
        (4, "以上", "场", "4场以上"),
        (4, "以上", "", "不少于4"),
    ),
)
def test_a_value_is_said_in_a_manner(value: int | Decimal, style: str, unit: str, words: str) -> None:
    assert render(value, style, unit) == words


@pytest.mark.parametrize(
    ("value", "style"),
    ((510, "近"), (10000, "余"), (500, "余"), (12286, "近2"), (0, "余"), (1200, "千名"), (7, "万余")),
)
def test_words_that_are_not_true_are_refused(value: int, style: str) -> None:
    with pytest.raises(Untrue):
        render(value, style, "人")


@given(
    value=st.integers(0, 10**9),
    style=st.sampled_from(
        [
            "",
            "万",
            "万1",
            "亿",
            "余",
            "余2",
            "余3",
            "万余",
            "亿余",
            "超",
            "超2",
            "近",
            "近2",
            "约",
            "千名",
            "万名",
            "以上",
        ]
    ),
    unit=st.sampled_from(["人", "元", "家", "人次", ""]),
)
def test_whatever_is_said_is_true_of_the_value_when_read_back(value: int, style: str, unit: str) -> None:
    try:
        words = render(value, style, unit)
    except Untrue:
        return
    assert holds(read(words), value)
    assert [phrase.words for phrase in phrases(words)] == [words]


@given(value=st.integers(1, 10**8))
def test_over_names_the_number_below_and_near_the_number_above(value: int) -> None:
    said = read(render(value, "余")) if value not in _round() else None
    if said is not None:
        assert said.low is not None and said.high is not None
        assert said.low < value < said.high


def _round() -> set[int]:
    return {digit * 10**place for digit in range(1, 10) for place in range(9)} | set(range(10))
