"""Numbers as people write them: 126, 12,286, 1.2万, 3千, 一百二十六, 十万, 两千."""

import re
from decimal import Decimal

from shenbian.record.wording.claimed import Number

WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_PIECE = re.compile(rf"({ARABIC})|([〇零一二两俩三四五六七八九])|([十百千])|([万亿])|(点)")


def plain(text: str) -> str:
    """The text with full-width digits made plain, letter by letter: offsets stay."""
    return _WIDE_COMMA.sub(",", text).translate(WIDE)


def number(words: str) -> Number | None:
    """The number that the words are, or None where they are none (二〇二二 read as digits is none of ours)."""
    pieces = list(_PIECE.finditer(words))
    if not words or "".join(piece.group() for piece in pieces) != words:
        return None
    if "点" in words:
        return _with_point(words)
    if bare(words):
        return Number(_sum(pieces)[0], _sum(pieces)[0], bare=True)
    found = _sum(pieces)
    return None if found[0] < 0 else Number(*found)


def bare(words: str) -> bool:
    """Only a magnitude (千, 百万): no digit, and not 十, which is a plain ten."""
    return bool(words) and not words.startswith("十") and all(c in SMALL or c in LARGE for c in words)


def _sum(pieces: list[re.Match[str]]) -> tuple[Decimal, Decimal]:
    """Value and place of the last digit; a negative value where two digits follow each other (二二)."""
    total = section = Decimal(0)
    pending: Decimal | None = None
    place = Decimal(1)
    wrong = Decimal(-1), Decimal(1)
    for piece in pieces:
        arabic, digit, small, large, _ = piece.groups()
        if arabic or digit:
            if pending is not None and pending != 0:
                return wrong
            pending = Decimal(arabic.replace(",", "")) if arabic else Decimal(DIGITS[digit])
            exponent = pending.as_tuple().exponent if arabic else 0
            assert isinstance(exponent, int)
            place = Decimal(1).scaleb(exponent)
        elif small:
            fraction = place < 1
            section += (Decimal(1) if pending is None else pending) * SMALL[small]
            place = place * SMALL[small] if fraction else Decimal(1)
            pending = None
        else:
            section += pending or 0
            if not section and not total:
                section = Decimal(1)
            total = (total + section) * LARGE[large] if large == "亿" else total + section * LARGE[large]
            place = place * LARGE[large]
            section, pending = Decimal(0), None
    return total + section + (pending or 0), place


def _with_point(words: str) -> Number | None:
    """三点五万: 3.5万."""
    whole, _, rest = words.partition("点")
    fraction = re.match(r"[〇零一二三四五六七八九]+", rest)
    head = number(whole)
    if fraction is None or head is None:
        return None
    digits = "".join(str(DIGITS[c]) for c in fraction.group())
    return number(f"{head.value:f}.{digits}{rest[fraction.end() :]}")
