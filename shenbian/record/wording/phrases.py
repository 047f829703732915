"""Number phrases in a text: 近百名, 4万余人次, 389.83万元, 超过6万人次, 3场以上, 一百二十六家."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from shenbian.record.wording import claimed as rules
from shenbian.record.wording.claimed import Claimed, Number
from shenbian.record.wording.numerals import ARABIC, number, plain
from shenbian.record.wording.units import ALL, SHARES

_BEFORE: dict[str, Callable[[Number], Claimed]] = {
    **dict.fromkeys(("将近", "接近", "近"), rules.near),
    **dict.fromkeys(("大约", "约"), rules.about),
    **dict.fromkeys(("至少", "不少于", "不低于"), rules.at_least),
    **dict.fromkeys(("不超过", "不多于", "至多", "最多"), rules.at_most),
    **dict.fromkeys(("不足", "不到"), rules.less_than),
    **dict.fromkeys(("超过", "突破", "超", "逾"), lambda it: rules.above(it, max(it.counting, it.value / 20))),
}
_AFTER: dict[str, Callable[[Number], Claimed]] = {
    **dict.fromkeys(("及以上", "以上"), rules.at_least),
    **dict.fromkeys(("及以下", "以下", "以内"), rules.at_most),
    **dict.fromkeys(("左右", "上下"), rules.about),
}
_MORE = "余多几"
_LARGE = {"万": 10**4, "亿": 10**8}
_HAN = "〇零一二两三四五六七八九"
_PHRASE = re.compile(
    rf"(?P<before>{'|'.join(sorted(_BEFORE, key=len, reverse=True))}|(?<![线网以身场路之])上(?=[百千万]))?\s?"
    rf"(?P<share>百分之)?"
    rf"(?:(?P<several>[数几])(?=[十百千万])|(?<![\dA-Za-z.])(?={ARABIC}))?"
    rf"(?P<number>"
    rf"{ARABIC}(?:[ \u3000]?[十百千万亿]+)?(?:(?<=[万千百])\d+[千百]?)?|[{_HAN}十百千万亿]+(?:点[{_HAN}]+[万亿]?)?)"
    rf"(?P<more>[{_MORE}]?)(?P<scale>(?<=[{_MORE}])[万亿]?|)"
    rf"[ \t\u3000]?(?P<unit>{'|'.join(map(re.escape, ALL))})?"
    rf"(?P<after>{'|'.join(_AFTER)})?"
)


class Unreadable(ValueError):
    """The words hold no number; says so in Chinese."""


@dataclass(frozen=True)
class Phrase:
    """A number phrase at `start` to `end` of a text: its unit (empty: none), what it claims, how it is written."""

    start: int
    end: int
    words: str
    unit: str
    claimed: Claimed
    number: Decimal
    han: bool  # written in Chinese numerals
    bare: bool  # a magnitude only: 千, 万


def phrases(text: str) -> Iterator[Phrase]:
    """Every number phrase of the text, left to right, without overlap. Full-width digits are read as plain ones."""
    flat = plain(text)
    for found in _PHRASE.finditer(flat):
        if phrase := _phrase(found):
            yield replace(phrase, words=text[phrase.start : phrase.end])


def read(words: str, *, front: int = 5) -> Claimed:
    """What the words claim: money in yuan, shares as fractions of one; 全 is all of it, 前列 is rank 1 to `front`.

    Raises Unreadable where no number stands in them.
    """
    if "前列" in words:
        return Claimed(Decimal(1), Decimal(front))
    for phrase in phrases(words):
        return phrase.claimed
    if "全" in words or "均" in words or re.search("应.尽.", words):
        return Claimed(Decimal(1), Decimal(1))
    raise Unreadable(f"“{words}”里没有数。")


def _phrase(found: re.Match[str]) -> Phrase | None:
    words = re.sub(r"[ \u3000]", "", found["number"])
    written = number(words)
    if written is None:
        return None
    start, end = found.start(), found.end()
    if found["before"] is None:
        start += len(found.group()) - len(found.group().lstrip())
    unit = found["unit"] or ""
    claim = _claim(found, written)
    if found["share"] or unit in SHARES:
        unit, claim = "%", _scaled(claim, Decimal("0.01"), whole=written.place == 1)
    if unit == "元" and claim.low is not None and claim.low == claim.high:
        half = Decimal("0.5")  # whole yuan are what rounds to them
        claim = Claimed(claim.low - half, claim.low + half, under=True)
    if not unit and not found["after"]:
        end = found.end("scale")
    return Phrase(start, end, "", unit, claim, written.value, words[0] in f"{_HAN}十百千万亿", written.bare)


def _claim(found: re.Match[str], written: Number) -> Claimed:
    before, after = found["before"], found["after"]
    if found["several"]:
        return rules.several(written)
    if found["more"]:
        scale = _LARGE.get(found["scale"], 1)
        room = written.place if written.place > 1 and not found["scale"] else written.counting
        return rules.above(Number(written.value * scale, written.place * scale), room * scale)
    if before == "上":
        return rules.once(written)
    if before:
        return _BEFORE[before](written)
    return _AFTER[after](written) if after else rules.as_written(written)


def _scaled(claim: Claimed, by: Decimal, *, whole: bool) -> Claimed:
    """A share as a fraction of one; a whole percentage (96%) is what rounds to it."""
    low, high = claim.low, claim.high
    if whole and low is not None and low == high and low != 100:
        low, high, claim = low - Decimal("0.5"), high + Decimal("0.5"), replace(claim, under=True)
    return replace(claim, low=None if low is None else low * by, high=None if high is None else high * by)
