from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbian.kit.numerals import numbers, read

DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A whole number below 10^12 as it is written out in full."""
    if number == 0:
        return "零"
    said = ""
    for size, unit in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, number = divmod(number, size)
        if section:
            if said and section < 1000:
                said += "零"
            said += four(section) + unit
        elif said and number and not said.endswith("零"):
            said += "零"
    return said.replace("零零", "零")


def four(number: int) -> str:
    said, gap = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            said += ("零" if gap and said else "") + DIGITS[digit] + unit
            gap = False
        else:
            gap = True
    return said


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("126", "126"),
        ("12,286", "12286"),
        ("1,234.5", "1234.5"),
        ("１２６", "126"),
        ("１．５", "1.5"),
        ("１，２３４", "1234"),
        ("一百二十六", "126"),
        ("十二", "12"),
        ("十", "10"),
        ("两千", "2000"),
        ("一百零五", "105"),
        ("一百二", "120"),
        ("两千五", "2500"),
        ("三万五", "35000"),
        ("一百一十", "110"),
        ("一百十", "110"),
        ("一万零五", "10005"),
        ("1.2万", "12000"),
        ("3.5万", "35000"),
        ("1.26亿", "126000000"),
        ("1万2千", "12000"),
        ("1万2", "12000"),
        ("1万2000", "12000"),
        ("12万5千", "125000"),
        ("1亿2000万", "120000000"),
        ("5千万", "50000000"),
        ("3百万", "3000000"),
        ("1.5千万", "15000000"),
        ("一万二千亿", "1200000000000"),
        ("1.26万亿", "1260000000000"),
        ("万", "10000"),
        ("百", "100"),
        ("百万", "1000000"),
        ("万亿", "1000000000000"),
        ("10余万", "100000"),
        ("百余万", "1000000"),
        ("二〇二二", "2022"),
        ("二零二二", "2022"),
        ("〇", "0"),
        ("壹佰贰拾叁", "123"),
        ("三点五", "3.5"),
        ("十二点六万", "126000"),
        (" 7 ", "7"),
    ],
)
def test_numbers_are_read(said: str, expected: str) -> None:
    assert read(said) == Fraction(expected)


@pytest.mark.parametrize(
    "said",
    ["", "人", "12人", "三四", "六一", "三四百", "亿万", "万千", "十百", "百千", "一百百", "零十", "1.25万3千",
     "1.2万5", "1,23", "1.2.3", "-5", "一十一百", "第一", "二千零", "1万20000", "万余", "点五", "5千5.5"],
)  # fmt: skip
def test_what_is_no_number_is_none(said: str) -> None:
    assert read(said) is None


@given(st.integers(0, 10**12 - 1))
def test_every_number_written_out_reads_back(number: int) -> None:
    assert read(chinese(number)) == number
    assert read(f"{number}") == number
    assert read(f"{number:,}") == number


@given(st.integers(1, 99999), st.integers(0, 4), st.sampled_from(["万", "亿"]))
def test_decimals_of_wan_and_yi_are_exact(digits: int, places: int, unit: str) -> None:
    said = str(Fraction(digits, 1)) if places == 0 else f"{digits // 10**places}.{digits % 10**places:0{places}d}"
    assert read(said + unit) == Fraction(digits, 10**places) * (10**4 if unit == "万" else 10**8)


def spans(text: str) -> list[tuple[str, Fraction]]:
    return [(text[found.start : found.end], found.value) for found in numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "新建工会126家，其中两新组织90家；发展会员12,286人。",
            [("126", 126), ("两", 2), ("90", 90), ("12,286", 12286)],
        ),
        ("74家处级单位的3.5万名职工参与17万人次", [("74", 74), ("3.5万", 35000), ("17万", 170000)]),
        ("挽回经济损失1.26亿元", [("1.26亿", 126_000_000)]),
        ("近百名、近万名、4万余名、千人次", [("百", 100), ("万", 10000), ("4万", 40000), ("千", 1000)]),
        ("10余万人、二十多万份", [("10余万", 100_000), ("二十多万", 200_000)]),
        ("数百名、几十万人、十几家", []),
        ("六一国际儿童节收到作品346幅", [("346", 346)]),
        ("三四百人到场", []),
        ("2022.3.5开始，1.5小时", [("2022", 2022), ("3", 3), ("5", 5), ("1.5", Fraction(3, 2))]),
        ("2022年12月31日", [("2022", 2022), ("12", 12), ("31", 31)]),
        ("二〇二二年十月", [("二〇二二", 2022), ("十", 10)]),
        ("百分之九十八、三分之一", [("百分之九十八", Fraction(98, 100)), ("三分之一", Fraction(1, 3))]),
        ("占98.5%", [("98.5", Fraction(197, 2))]),
        ("共１，２３４人", [("１", 1), ("２３４", 234)]),
        ("编号1,2345", [("1", 1), ("2345", 2345)]),
        ("第3一批", [("3", 3), ("一", 1)]),
        ("3，000余人", [("3", 3), ("000", 0)]),
        ("无数字", []),
        ("", []),
    ],
)
def test_numbers_are_found_in_a_text(text: str, expected: list[tuple[str, Fraction]]) -> None:
    assert spans(text) == expected


@given(st.text(alphabet="0123456789,.１２，一二三六十百千万亿零〇两余多几数分之点人第 "))
def test_places_are_in_order_and_say_their_value(text: str) -> None:
    at = 0
    for found in numbers(text):
        assert at <= found.start < found.end <= len(text)
        assert found.value >= 0
        at = found.end


@given(st.integers(0, 10**12 - 1))
def test_a_number_is_found_whole_between_words(number: int) -> None:
    for said in (chinese(number), f"{number:,}", str(number)):
        assert spans(f"共有{said}名职工") == [(said, Fraction(number))]
