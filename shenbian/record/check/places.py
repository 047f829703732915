"""Whose figure a sentence gives: ours, another district's, the city's, or that of one body below us."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from shenbian.record.check.layout import Passage

# The sixteen districts of Beijing (GB/T 2260), any of which a draft may speak of beside ours.
_DISTRICTS = """东城区 西城区 朝阳区 丰台区 石景山区 海淀区 门头沟区 房山区
通州区 顺义区 昌平区 大兴区 怀柔区 平谷区 密云区 延庆区"""
DISTRICTS = tuple(_DISTRICTS.split())
OURS, WIDER = "", "全市"
_ELSEWHERE = r"(?!北京市)(?![与和同赴到向对从往及比给为至由在把将以])[\u4e00-\u9fff]{2,3}[区县市](?=总工会)"
_WIDER = r"全市|我市|本市|(?P<nation>全国|全省|全行业)|北京市总工会|市总工会|(?<![\u4e00-\u9fff])北京市(?!区)"
_LOCAL = re.compile(r"[我本全]区|(?<!市)区总工会")
# A place named after one of these is met, visited or compared with; it is not the one that acts.
_BESIDE = re.compile(
    r"(?:与|和|同|赴|到|向|对|从|往|及|、|比|给|为|至|下沉|走访|慰问|前往|支援|联合|来自|学习|借鉴|对标|参观|考察)$"
)
_LISTED = re.compile(r"[区县市][、和与及]$")
_GUIDING = re.compile(r"[^，。；]{0,6}(?:指导|领导|支持|部署|要求|关心|帮助|见证|安排)")
_BODY = re.compile(
    r"(?:其中[，,]?|此外[，,]|同时[，,]|如[，,]?)?"
    r"(?![与在向为对赴到和从由经以通让将把使据当全各我本该])"
    r"[\u4e00-\u9fff]{2,14}?(?:集团|公司|医院|学校|大学|中学|小学|镇|街道|乡|社区|村|厂|园|功能区|开发区|地区)(?:总工会|工会联合会|工会)"
)


@dataclass(frozen=True)
class Place:
    """A district (顺义区) and the names of the towns and subdistricts inside it (后沙峪镇)."""

    name: str
    inner: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        return re.sub("[区县市]$", "", self.name)

    @cached_property
    def named(self) -> re.Pattern[str]:
        others = "|".join(each for each in DISTRICTS if each != self.name)
        return re.compile(
            rf"(?P<ours>{self.short}(?:[区县市]|总工会|工会))|(?P<other>{others}|{_ELSEWHERE})|(?P<wider>{_WIDER})"
        )


@dataclass(frozen=True)
class Mention:
    start: int
    whose: str  # OURS, WIDER, or the name of another
    wide: bool = False
    leads: bool = False  # begins its clause, and so speaks for the clauses after it too


@lru_cache(maxsize=64)
def mentions(passage: Passage, place: Place) -> tuple[Mention, ...]:
    """The places named as those who act or are spoken of, left to right."""
    return tuple(_mentions(passage, place))


def _mentions(passage: Passage, place: Place) -> Iterator[Mention]:
    for found in place.named.finditer(passage.words):
        before, after = passage.words[: found.start()][-3:], passage.words[found.end() :]
        if found["ours"]:
            if before.endswith(("“", "‘")) or _LISTED.search(before):
                continue  # a name (“顺义工匠”); or one of several districts, and nobody knows which number is whose
        elif _BESIDE.search(before) or _GUIDING.match(after):
            continue
        if found["wider"]:
            start = passage.clauses.span(found.start())[0]
            leads = passage.words[start : found.start()] in ("", "其中", "截至目前", "目前")
            yield Mention(found.start(), found["nation"] or WIDER, wide=True, leads=leads)
        else:
            yield Mention(found.start(), found["other"] or OURS)


def document_place(read: list[Passage], place: Place) -> str:
    """Of whom the draft speaks as a whole: the district that it names most (the first of equals), ours if none."""
    counted: dict[str, int] = {}
    for passage in read:
        for mention in mentions(passage, place):
            if not mention.wide:
                counted[mention.whose] = counted.get(mention.whose, 0) + 1
    return max(counted, key=lambda whose: counted[whose]) if counted else OURS


def whose(passage: Passage, position: int, place: Place, document: str) -> tuple[str, str]:
    """Who speaks at the position (OURS or a name), and of how wide a circle: OURS, WIDER (the city) or a wider name."""
    if body := _acting_body(passage, position, place):
        return body, OURS
    sentence, segment = passage.sentences.span(position)[0], passage.segments.span(position)[0]
    before = [each for each in mentions(passage, place) if each.start < position]
    named = [each for each in before if not each.wide]
    local = [each.start() for each in _LOCAL.finditer(passage.words, segment, position)]
    last = max([segment, *local, *(each.start for each in named if each.start >= segment)])
    clause = passage.clauses.span(position)[0]
    circle = [each.whose for each in before if each.wide and each.start >= (last if each.leads else max(clause, last))]
    scope = circle[-1] if circle else OURS
    ours = [each.start() for each in _LOCAL.finditer(passage.words, sentence, position)]
    if ours and all(each.start < ours[-1] for each in named):
        return document, scope  # 我区: whoever speaks in this draft
    here = [each.whose for each in named if each.start >= sentence] or [each.whose for each in named]
    if here:
        return here[-1], scope
    heading = [each.whose for each in mentions(Passage(passage.heading, (), lone=True), place) if not each.wide]
    return (heading[-1] if heading else document), scope


def _acting_body(passage: Passage, position: int, place: Place) -> str:
    """A body below us, or any union but the district's, that begins a clause of this sentence and so is what acts."""
    start, end = passage.sentences.span(position)
    acting = ""
    for left, right in passage.clauses.spans:
        if left < start or left > min(position, end):
            continue
        clause = passage.words[left:right].lstrip("“‘ \u3000其中")
        town = next((each for each in place.inner if clause.startswith(each)), "")
        rest = clause[len(town) :]
        if town and not rest.startswith(("、", "等", "和", "与")):
            acting = town
        elif (found := _BODY.match(clause)) and place.short + place.name[-1:] + "总工会" not in found.group():
            acting = found.group()
        elif clause.startswith((place.name, "全区", "我区", "区总工会")):
            acting = ""
    return acting
