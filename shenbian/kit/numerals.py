"""Numbers as Chinese texts write them: 12,286, １２６, 一百二十六, 两千, 3.5万, 1万2千, 1.26亿, 二〇二二, 三分之一.

`read` reads a text that is one number; `numbers` finds every number in a running text with its place. All arithmetic
is exact. What follows a number (人, %, 余) stays outside and belongs to the caller; a 余 or 多 before 万 (10余万)
lies inside, and the value is then the number without it. Signs are not read: in a text a dash is a range.

A run of numerals that names no number (三四百, 六一, 亿万) is passed over whole, and so is what is indefinite (数百,
十几): half a reading would be a wrong number.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = (("亿", 10**8), ("万", 10**4))
_PLAIN = str.maketrans(
    "０１２３４５６７８９．〇○两壹贰叁肆伍陆柒捌玖拾佰仟萬億",
    "0123456789.零零二一二三四五六七八九十百千万亿",
)
_ARABIC = r"(?:(?<=\d\.)\d+|\d{1,3}(?:,\d{3})+(?!,?\d)(?:\.\d+(?!\.?\d))?|\d+(?:\.\d+(?!\.?\d))?)"
_POINT = r"[零一二三四五六七八九十百千]+点[零一二三四五六七八九]+(?![十分刻])"
_RUN = re.compile(rf"(?:{_ARABIC}|{_POINT}|[零一二三四五六七八九十百千万亿]|(?<=[\d十百千])[余多来](?=[万亿]))+")
_PIECE = re.compile(rf"{_ARABIC}[十百千万亿]*|[^\d.,]+")
_TOKEN = re.compile(rf"{_ARABIC}|.")


class Found(NamedTuple):
    """A number in a text: `text[start:end]` says it, `value` is it."""

    start: int
    end: int
    value: Fraction


def read(text: str) -> Fraction | None:
    """The number that the whole text says, or None."""
    return _read(text.strip().translate(_PLAIN).replace("，", ","))


def numbers(text: str) -> list[Found]:
    """Every number of a text in order, none overlapping, each as long as it can be."""
    plain = text.translate(_PLAIN)
    found: list[Found] = []
    for run in _RUN.finditer(plain):
        if _is_indefinite(plain, run.start(), run.end()):
            continue
        for number in _numbers_of(run[0], run.start()):
            if found and plain[found[-1].end : number.start] == "分之" and found[-1].value:
                whole = found.pop()
                number = Found(whole.start, number.end, number.value / whole.value)
            found.append(number)
    return found


def _is_indefinite(plain: str, start: int, end: int) -> bool:
    """数百, 几十万, 十几: a unit without its digit."""
    before_unit = plain[start] in "十百千万亿" and plain[start - 1 : start] in ("数", "几")
    return before_unit or (plain[end - 1] in "十百千" and plain[end : end + 1] == "几")


def _numbers_of(run: str, at: int) -> list[Found]:
    """The run as one number; or, where figures and characters only happen to touch, each for itself."""
    value = _read(run)
    if value is not None:
        return [Found(at, at + len(run), value)]
    if not any(mark.isdigit() for mark in run):
        return []
    pieces = [(piece, _read(piece[0])) for piece in _PIECE.finditer(run)]
    return [Found(at + piece.start(), at + piece.end(), value) for piece, value in pieces if value is not None]


@lru_cache(maxsize=4096)
def _read(run: str) -> Fraction | None:
    run = re.sub(r"(?<=[\d十百千])[余多来](?=[万亿])", "", run)
    if not run or _RUN.fullmatch(run) is None:
        return None
    if all(mark in _DIGITS for mark in run):
        return _positional(run)
    if "点" in run:
        return _with_point(run)
    return _value(_TOKEN.findall(run), first=True)


def _positional(run: str) -> Fraction | None:
    """One digit, or digits read one by one as in a year; two or three without a zero are days (六一) or guesses."""
    if len(run) == 1 or len(run) >= 4 or "零" in run[1:]:
        return Fraction(int("".join(str(_DIGITS[mark]) for mark in run)))
    return None


def _with_point(run: str) -> Fraction | None:
    """三点五, 十二点六万."""
    found = re.fullmatch(r"([^点万亿]+)点([零一二三四五六七八九]+)([千万亿]*)", run)
    if found is None:
        return None
    whole, scale = _read(found[1]), _scale(found[3])
    if whole is None or whole.denominator != 1 or scale is None:
        return None
    digits = "".join(str(_DIGITS[mark]) for mark in found[2])
    return (whole + Fraction(int(digits), 10 ** len(digits))) * scale


def _scale(units: str) -> Fraction | None:
    return _read(units) if units else Fraction(1)


def _value(tokens: list[str], *, first: bool) -> Fraction | None:
    """Split at the largest unit: what stands before multiplies it, what stands after is smaller than it."""
    for unit, size in _LARGE:
        if unit in tokens:
            at = len(tokens) - 1 - tokens[::-1].index(unit)
            return _joined(tokens[:at], size, tokens[at + 1 :], first=first)
    return _section(tokens, first=first)


def _joined(left: list[str], size: int, right: list[str], *, first: bool) -> Fraction | None:
    many = _value(left, first=first) if left else (Fraction(1) if first else None)
    if many is None or many == 0:
        return None
    if not right:
        return many * size
    if len(right) == 1 and _digit(right[0]):
        return _exact(many * size, Fraction(_digit(right[0]) * size, 10))
    rest = _value(right, first=False)
    if rest is None or rest >= size or (rest == 0 and right[-1] == "零"):
        return None
    return _exact(many * size, rest)


def _exact(large: Fraction, small: Fraction) -> Fraction | None:
    """The sum; None where a decimal would overlap what follows it, as in 1.25万3千."""
    return large + small if large.denominator == 1 and small.denominator == 1 and _fits(large, small) else None


def _fits(large: Fraction, small: Fraction) -> bool:
    """Whether the smaller part fills only zeros of the larger."""
    size: int = 10 ** len(str(small.numerator))
    return large.numerator % size == 0


def _section(tokens: list[str], *, first: bool) -> Fraction | None:
    """What stands between two large units: 三千零五, 十二, 一百二 (120), 2000."""
    total, last_size, zero, coefficient = Fraction(0), 10**9, False, None
    for token in tokens:
        if token in _SMALL:
            size = _SMALL[token]
            if coefficient is None:
                if zero or (token != "十" and (total or not first)):
                    return None
                coefficient = Fraction(1)
            if size >= last_size or coefficient == 0:
                return None
            total, last_size, zero, coefficient = total + coefficient * size, size, False, None
        elif coefficient is not None:
            return None
        elif token == "零":
            zero = True
        elif token in _DIGITS:
            coefficient = Fraction(_DIGITS[token])
        elif token[0].isdigit():
            coefficient = Fraction(token.replace(",", ""))
        else:
            return None
    if coefficient is None:
        return None if zero and total else total
    if not total:
        return coefficient
    if coefficient >= last_size or coefficient.denominator != 1:
        return None
    short = last_size in (100, 1000) and not zero and coefficient < 10
    return _exact(total, coefficient * last_size / 10 if short else coefficient)


def _digit(token: str) -> int:
    """One digit, Chinese or Arabic, as an integer; 0 for anything longer."""
    return _DIGITS.get(token, int(token) if len(token) == 1 and token.isdigit() else 0)
