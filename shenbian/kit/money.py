"""Money is an integer number of fen. Text and decimals become fen here, exactly, or are refused.

A number without a unit counts yuan, as people write it: `fen(100)` is 10000. A fraction of a fen is refused and never
rounded: rounding belongs to the words of a report, not to the books.
"""

from __future__ import annotations

import re
from decimal import Decimal

_UNITS = {
    "": 100,
    "元": 100,
    "圆": 100,
    "角": 10,
    "分": 1,
    "千": 100_000,
    "万": 1_000_000,
    "百万": 100_000_000,
    "千万": 1_000_000_000,
    "亿": 10_000_000_000,
    "万亿": 100_000_000_000_000,
}
_WIDE = str.maketrans("０１２３４５６７８９，．－＋￥　", "0123456789,.-+¥ ")
_WRITTEN = re.compile(
    r"(?:人民币|RMB|CNY)?\s*(?P<sign>[-+]?)\s*¥?\s*"
    r"(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<fraction>\.\d+)?\s*(?P<unit>万亿|百万|千万|[千万亿角分]?)元?[整正]?",
    re.IGNORECASE,
)


_LIMIT = 10**18  # fen; what a column can hold


class BadAmount(ValueError):
    """An amount that cannot be read, or has a fraction of a fen; says so in Chinese."""


def fen(amount: str | Decimal | int) -> int:
    """The amount in fen. `"1,234.50元"`, `"1.26亿元"`, `"16.3万"`, `Decimal("1234.5")` and `1234` (yuan) are read.

    Raises BadAmount for what is no amount or no whole number of fen; TypeError for a float, which is not exact.
    """
    if isinstance(amount, str):
        return _fen_of_text(amount)
    if isinstance(amount, bool) or not isinstance(amount, int | Decimal):
        raise TypeError(f"Money is read from text, Decimal or int, not from {type(amount).__name__}.")
    if isinstance(amount, int):
        return _whole(amount * 100, 1, "")
    if not amount.is_finite() or abs(amount.adjusted()) > 30:
        raise BadAmount(f"“{amount}”不是金额。")
    numerator, denominator = amount.as_integer_ratio()
    return _whole(numerator * 100, denominator, str(amount))


def yuan(fen: int) -> Decimal:
    """The exact amount in yuan, always with two decimals."""
    return Decimal(fen).scaleb(-2)


def written(fen: int) -> str:
    """As it is printed: `1,234.50元`."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), 100)
    return f"{sign}{whole:,}.{rest:02d}元"


def _fen_of_text(text: str) -> int:
    found = _WRITTEN.fullmatch(text.translate(_WIDE).strip())
    if found is None or len(text) > 60:
        raise BadAmount(f"读不懂金额“{text}”，应写作 1234.50、1,234.50元 或 16.3万元。")
    fraction = (found["fraction"] or ".")[1:]
    digits = int(found["digits"].replace(",", "") + fraction)
    amount = _whole(digits * _UNITS[found["unit"]], 10 ** len(fraction), text)
    return -amount if found["sign"] == "-" else amount


def _whole(numerator: int, denominator: int, said: str) -> int:
    amount, rest = divmod(numerator, denominator)
    if rest:
        raise BadAmount(f"金额“{said}”不足一分的部分无法入账，请精确到分。")
    if abs(amount) >= _LIMIT:
        raise BadAmount("金额太大，请核对。")
    return amount
