from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbian.kit.money import BadAmount, fen, written, yuan


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("1,234.50元", 123_450),
        ("1.26亿元", 12_600_000_000),
        ("16.3万", 16_300_000),
        ("389.83万元", 389_830_000),
        ("１，２３４．５", 123_450),
        ("￥1,234.50", 123_450),
        ("人民币 800 元整", 80_000),
        ("5角", 50),
        ("7分", 7),
        ("3千元", 300_000),
        ("2百万元", 200_000_000),
        ("-12.30", -1_230),
        ("0", 0),
        ("0.010", 1),
        (" 12 ", 1_200),
        (1234, 123_400),
        (-1, -100),
        (Decimal("1234.5"), 123_450),
        (Decimal("1E+3"), 100_000),
        (Decimal("-0.01"), -1),
    ],
)
def test_amounts_become_fen(amount: str | Decimal | int, expected: int) -> None:
    assert fen(amount) == expected


@pytest.mark.parametrize(
    "amount",
    [
        "",
        "元",
        "12人",
        "1,23",
        "1,2345",
        "1.2.3",
        "十二元",
        "12.345",
        "0.1分",
        Decimal("0.001"),
        Decimal("NaN"),
        "1亿亿",
        "10000000万亿",
        "9" * 99,
    ],
)
def test_what_is_no_whole_fen_is_refused(amount: str | Decimal) -> None:
    with pytest.raises(BadAmount):
        fen(amount)


@pytest.mark.parametrize("amount", [12.5, True, None])
def test_inexact_types_are_refused(amount: Any) -> None:
    with pytest.raises(TypeError):
        fen(amount)


def test_a_refusal_says_what_was_read() -> None:
    with pytest.raises(BadAmount, match=r"^金额“12\.345元”不足一分的部分无法入账，请精确到分。$"):
        fen("12.345元")


def test_amounts_are_printed_with_two_decimals() -> None:
    assert [written(amount) for amount in (123_450, 5, 0, -123_456_789)] == [
        "1,234.50元",
        "0.05元",
        "0.00元",
        "-1,234,567.89元",
    ]
    assert str(yuan(123_450)) == "1234.50"


@given(st.integers(1 - 10**18, 10**18 - 1))
def test_what_is_printed_reads_back(amount: int) -> None:
    assert fen(written(amount)) == amount
    assert fen(yuan(amount)) == amount
