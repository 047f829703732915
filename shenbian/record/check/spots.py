"""The numbers of a passage, each with what keeps it from being this year's figure of this place, if anything does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shenbian.record.check.asserted import Asserted, asserted
from shenbian.record.check.layout import Passage
from shenbian.record.check.places import OURS, WIDER, Place, whose
from shenbian.record.check.times import time_of
from shenbian.record.check.uncountable import Apart, apart, is_goal
from shenbian.record.wording import Claimed, Phrase, phrases

_CHANGE = re.compile(
    r"(?:同比|环比|[比较](?:上|去|前)一?年|[比较]\d{4}年)[^，。；]*$|(?:增长|上升|下降|减少|增加|降低|扩大|缩短|提升|提高|超出|多|少)(?:了|近|约)?$|"
    r"(?:人均|平均每?\S{0,3}|均次|户均|日均|月均)\S{0,6}$|每(?:人|场|次|家|户|名|天|日|周|年|个|期|份|位|季)(?!度)\S{0,6}$"
)
_RANGE = re.compile(r"[\d一二三四五六七八九十百千万][\u4e00-\u9fff]{0,2}\s?(?:-|—|–|~|～|至|到)\s?$")
_EACH = re.compile(r"[每各](?P<quarter>季度|季)|[每各]个?(?P<month>月)")


@dataclass(frozen=True)
class Context:
    """What is known of the whole draft: the place and year that are checked, and those of which the draft speaks."""

    place: Place
    year: int
    draft_place: str
    draft_year: int
    front: int
    own_names: tuple[str, ...]


@dataclass(frozen=True)
class Number:
    """A number, or words that assert without one. `bar` says why it can't be judged (Chinese), if it can't."""

    start: int
    end: int
    unit: str
    claimed: Claimed | None
    asserted: Asserted | None = None
    bar: str = ""
    uncountable: bool = False
    scope: str = OURS
    each: str = ""  # quarter or month: what is said of each of them
    beside: tuple[int, ...] = ()  # other years in an attributive phrase
    small: bool = False  # one to nine in Chinese numerals, with a counter that also lists


def numbers(passage: Passage, context: Context) -> list[Number]:
    """Every number of the passage, left to right."""
    aside = apart(passage, context.own_names)
    ranks = list(asserted(passage, front=context.front))
    found = [
        Number(each.start, each.end, "", None, bar=each.why, uncountable=True) for each in _not_ranks(aside, ranks)
    ]
    taken = [(each.start, each.end) for each in found] + [(each.start, each.end) for each in ranks if each.ranking]
    for phrase in phrases(passage.text):
        if any(phrase.start < end and start < phrase.end for start, end in taken):
            continue
        if number := _of_phrase(passage, phrase, context):
            found.append(number)
    found += [_barred(passage, Number(a.start, a.end, "", a.claimed, asserted=a), context) for a in ranks]
    return sorted(found, key=lambda each: (each.start, each.end))


def _not_ranks(aside: list[Apart], ranks: list[Asserted]) -> Iterator[Apart]:
    for each in aside:
        if not any(rank.ranking and rank.start < each.end and each.start < rank.end for rank in ranks):
            yield each


def _of_phrase(passage: Passage, phrase: Phrase, context: Context) -> Number | None:
    if phrase.han and not phrase.unit:
        return None  # a word that holds a numeral: 统一, 七夕
    number = Number(phrase.start, phrase.end, phrase.unit, phrase.claimed, small=phrase.han and phrase.number < 10)
    if phrase.han and phrase.number == 1:
        return Number(phrase.start, phrase.end, phrase.unit, None, bar="“一”在这里不是计数", uncountable=True)
    return _barred(passage, number, context)


def _barred(passage: Passage, number: Number, context: Context) -> Number:
    """The number with its place and time looked at."""
    said = passage.words[passage.clauses.span(number.start)[0] : number.start]
    if is_goal(passage, number.start):
        return _with(number, bar="计划或目标，不是已做成的数", uncountable=True)
    year, beside, part = time_of(passage, number.start, document=context.draft_year)
    owner, scope = whose(passage, number.end - 1, context.place, context.draft_place)
    if number.asserted is not None and number.asserted.ranking and scope == OURS:
        scope = _circle(passage, number.end)
    found = _EACH.search(said)
    each = "" if found is None else "quarter" if found["quarter"] else "month"
    bar = ""
    if owner != OURS or scope not in (OURS, WIDER):
        bar = f"说的是{owner or scope}，不是{context.place.name}全区的数"
    elif year != context.year:
        bar = f"说的是{year}年，不是{context.year}年"
    elif part:
        bar = "说的只是一段时间，没有算过这一段"
    elif number.asserted is None and _RANGE.search(said):
        bar = "说的是一个范围"
    elif not each and _CHANGE.search(said):
        bar = "说的是增减、平均或每一份的数，没有这样的指标"
    return _with(number, bar=bar, scope=scope, each=each, beside=beside)


def _circle(passage: Passage, end: int) -> str:
    """Among whom a place is taken, where the sentence says it: the city's districts, or nobody."""
    said = passage.words[passage.sentences.span(end - 1)[0] : end]
    return WIDER if re.search(r"全市|全国|各区|十六个?区|16个?区", said) and "全国" not in said else OURS


def _with(
    number: Number,
    *,
    bar: str,
    uncountable: bool = False,
    scope: str = OURS,
    each: str = "",
    beside: tuple[int, ...] = (),
) -> Number:
    return Number(
        number.start, number.end, number.unit, number.claimed, number.asserted,
        bar, uncountable, scope, each, beside, number.small,
    )  # fmt: skip
