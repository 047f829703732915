"""Which time a sentence speaks of: the year that is checked, another, or a part of a year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from shenbian.record.check.layout import Passage

_YEAR = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})\s?年|(?P<han>[一二][〇零一二三四五六七八九]{3})年|"
    r"(?P<last>去年|上年|上一年度?|前一年|上年度)|(?P<before>前年)|(?P<now>今年|本年度?|当年|年内)|(?P<next>明年|次年|来年|下一年度?)"
)
_HAN = {each: str(number) for number, each in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_WHOLE = re.compile(r"全年|年底|年末|1\s?[-—–至到~]\s?12月|12月底|12月31日")
_PART = re.compile(
    r"(?<!每)(?<!各)(?:第?[一二三四1-4]季度|(?:首|前[两二三])(?:个)?季度|上半年|下半年|(?:上|中|下)旬)|"
    r"(?<![\d.])(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份|底|初|\d|[，至到、—-]|[上中下]旬)?|"
    r"(?:近|过去|最近)[\d一二三两四五六七八九十]+年|(?:[\d二三两四五六七八九十]+年)(?:来|间)|历年|“?十[三四五]五”?(?:时期|期间|以来)"
)
_SINCE = re.compile(r"^(?:以来|至|到|起|—|-)")
_COMPARED = re.compile(r"(?:比|较|与)$")


@dataclass(frozen=True)
class Named:
    """A year named at a place; `attributive`: it only says when those who are counted earned it (在…年…的)."""

    start: int
    end: int
    year: int
    attributive: bool
    since: bool


@lru_cache(maxsize=64)
def years(passage: Passage, now: int) -> tuple[Named, ...]:
    """The years that a passage names; 今年 is `now`."""
    return tuple(_years(passage, now))


def _years(passage: Passage, now: int) -> Iterator[Named]:
    for found in _YEAR.finditer(passage.words):
        if _COMPARED.search(passage.words[: found.start()][-1:]):
            continue
        yield Named(
            found.start(), found.end(), _year(found, now), _attributive(passage, found.start(), found.end()),
            bool(_SINCE.search(passage.words[found.end() :])),
        )  # fmt: skip


def _year(found: re.Match[str], now: int) -> int:
    if found["year"]:
        return int(found["year"])
    if found["han"]:
        return int("".join(_HAN[each] for each in found["han"]))
    return now + (-1 if found["last"] else -2 if found["before"] else 1 if found["next"] else 0)


def _attributive(passage: Passage, start: int, end: int) -> bool:
    """Whether the year belongs to a phrase that ends in 的 before any number is counted or anyone is served."""
    rest = passage.words[end : passage.clauses.span(start)[1]]
    phrase, found, _ = rest.partition("的")
    served = re.search(r"[为给向]|总工会|[全我本]区|党$", phrase)
    counted = re.search(r"(?:\d|[十百千万])(?:余|多)?[万亿]?(?:名|人|家|个|场|件|项|元|位|次)", phrase)
    return bool(found) and len(phrase) <= 24 and not served and not counted


def document_year(read: list[Passage], year: int) -> int:
    """The year of the draft: of its title, else that which its sentences name most (not only at the end); else ours."""
    for passage in read[:5]:
        named = years(passage, year)
        if passage.lone and named:
            return named[0].year
    counted: dict[int, int] = {}
    for passage in read:
        for each in years(passage, year):
            if not each.attributive and _explicit(passage, each):
                counted[each.year] = counted.get(each.year, 0) + 1
    early = {each.year for passage in read[: len(read) // 2 + 1] for each in years(passage, year)}
    told = {each: count for each, count in counted.items() if each in early or each == year}
    return max(told, key=lambda each: (told[each], each == year)) if told else year


def _explicit(passage: Passage, named: Named) -> bool:
    return passage.words[named.start].isdigit() or passage.words[named.start] in "一二"


def time_of(passage: Passage, position: int, *, document: int) -> tuple[int, tuple[int, ...], bool]:
    """The year that governs the position, attributive years beside it, and whether only a part of a year is meant."""
    clause, segment = passage.clauses.span(position), passage.segments.span(position)
    sentence = passage.sentences.span(position)
    named = years(passage, document)
    before = [each for each in named if not each.attributive and each.start < position]
    after = [each for each in named if not each.attributive and position < each.start < clause[1]]
    in_sentence = [each for each in before if each.start >= sentence[0]]
    governing = (in_sentence or after or before)[-1:] if in_sentence or not after else after[:1]
    year = governing[0].year if governing else document
    beside = tuple(each.year for each in named if each.attributive and segment[0] <= each.start < segment[1])
    part = bool(governing and governing[0].since and year != document and governing[0].start >= sentence[0])
    return year, beside, part or _part(passage, position)


def _part(passage: Passage, position: int) -> bool:
    start = passage.sentences.span(position)[0]
    said = passage.words[start:position]
    whole = max((found.start() for found in _WHOLE.finditer(said)), default=-1)
    said = _WHOLE.sub(lambda found: "\0" * len(found.group()), said)
    return max((found.start() for found in _PART.finditer(said)), default=-1) > whole
