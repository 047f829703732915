"""Numbers as people write them, with what the writing says of their precision: 126, 12,286, 1.2万, 十余, bare 千."""

import re
from decimal import Decimal

from shenbian.kit import numerals
from shenbian.record.wording.claimed import Number

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_LONGEST = 24  # characters; beyond it is a code or a joke, no number that anybody counts
_SIZES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_POINT = re.compile(r"[.点](?P<decimals>[\d〇零一二三四五六七八九]+)(?P<sizes>[十百千万亿]*)$")
_ROUNDED = re.compile(r"(?P<sizes>[万亿]+)$")  # 17万 is rounded to 万; 三百 and 3千 are that number


def plain(text: str) -> str:
    """The text with full-width digits made plain, letter by letter: offsets stay."""
    return _WIDE_COMMA.sub(",", text).translate(_WIDE)


def number(words: str) -> Number | None:
    """The number that the words are, with the place of its last digit; None where they are none."""
    value = numerals.read(words) if len(words) <= _LONGEST else None
    if value is None or not words:
        return None
    exact = Decimal(value.numerator) / value.denominator
    if all(each in _SIZES for each in words) and not words.startswith("十"):
        return Number(exact, exact, bare=True)
    return Number(exact, _place(words))


def _place(words: str) -> Decimal:
    found = _POINT.search(words)
    decimals = len(found["decimals"]) if found else 0
    place = Decimal(1).scaleb(-decimals)
    found = found or _ROUNDED.search(words)
    for size in found["sizes"] if found else "":
        place *= _SIZES[size]
    return place
