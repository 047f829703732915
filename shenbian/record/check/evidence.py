"""How much in a text speaks for one metric at one place: the names of what is counted near it, the subject around it.

* An **alias** says by itself what is counted; a **noun** says it only beside a word of the subject (`about`).
* What stands right beside the number counts most, then its clause; a clause that holds nothing but the number takes the
  noun of the clause before it, a part (其中) that of its whole.
* The subject is looked for in the clause, the segment (up to ；), the sentence, the paragraph before it, the heading:
  each farther ring counts less. Words that few metrics have count more.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shenbian.metrics.metric import Metric
from shenbian.record.check.layout import Passage
from shenbian.record.check.words import NARROWING, TURNING, Found, Vocabulary, owns

ENOUGH = 0.62  # below this nothing is known
LEAD = 0.06  # how far the best must be ahead of the next
_SUBJECT_AT_LEAST = 0.12  # what a noun needs of its subject
_RINGS = {"clause": 1.0, "segment": 0.85, "after": 0.6, "sentence": 0.6, "paragraph": 0.4, "heading": 0.3}
_LIGHT = re.compile(
    r"(?:全年|全区|本年度?|当年|年内|其中|共计|合计|总计|累计|一共|总数|人数|数量|总量|总额|分别|达到?|每个?季度|每个?月|举办|开展|召开|共|计|为|有|了|的|约|等|\W|\d)"
)
_BOTH = re.compile(r"线上[和与、]?线下|线下[和与、]?线上")  # together they narrow nothing
_PARTING = re.compile(r"其中")


@dataclass(frozen=True)
class Spot:
    """The place of a number (or of words that assert without one) in a passage; `others`: the other numbers there."""

    passage: Passage
    found: Found
    start: int
    end: int
    others: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True)
class Evidence:
    """How strong, and the words on which it rests (first the one that is counted)."""

    score: float
    words: tuple[str, ...]


def evidence(spot: Spot, metric: Metric, vocabulary: Vocabulary) -> Evidence | None:
    """What speaks for the metric at the spot; None where nothing does or something forbids it."""
    clause = spot.passage.clauses.span(spot.start)
    if _unlike(spot, metric, clause):
        return None
    subject = _subject(spot, metric, vocabulary)
    name = max(_names(spot, metric, vocabulary, clause, subject), default=None)
    if name is None:
        return None
    weights = sorted((weight for weight, _ in subject), reverse=True)
    about = sum(weight * part for weight, part in zip(weights, (0.6, 0.2, 0.1), strict=False))
    return Evidence(name[0] + about, (name[1], *(word for _, word in subject)))


def _unlike(spot: Spot, metric: Metric, clause: tuple[int, int]) -> bool:
    return any(word in spot.passage.words[clause[0] : clause[1]] for word in metric.unlike)


def _names(
    spot: Spot,
    metric: Metric,
    vocabulary: Vocabulary,
    clause: tuple[int, int],
    subject: Sequence[tuple[float, str]],
) -> Iterator[tuple[float, str]]:
    """Each alias or noun that names what is counted here, with its weight."""
    title = re.sub("[“”]", "", metric.title)
    for word in (*metric.aliases, title):
        yield from ((0.9 * near, word) for near in _near(spot, metric, word, clause))
    for word in metric.nouns:
        if not any(other not in word and word not in other for _, other in subject):
            continue  # a noun is no subject for itself
        weight = 0.3 + 0.35 * vocabulary.rarity[word]
        yield from ((weight * near, word) for near in _near(spot, metric, word, clause))


def _near(spot: Spot, metric: Metric, word: str, clause: tuple[int, int]) -> Iterator[float]:
    """How near each fitting occurrence of the word stands, from 1 downwards."""
    text = spot.passage.words
    for start, end in spot.found[word]:
        if clause[0] <= start and end <= clause[1]:
            if _narrowed(spot, metric, start, end, clause):
                continue
            gap = text[end : spot.start] if end <= spot.start else text[spot.end : start]
            between = any(min(end, spot.end) <= left and right <= max(start, spot.start) for left, right in spot.others)
            yield max(0.35, 1 / (1 + len(_LIGHT.sub("", gap)) / 12)) * (0.6 if between else 1)
        elif (
            end <= clause[0]
            and not _unlike(spot, metric, spot.passage.clauses.span(start))
            and _inherits(spot, start, clause)
            and not _narrowed(spot, metric, start, end, spot.passage.clauses.span(start))
        ):
            yield 0.65


def _inherits(spot: Spot, start: int, clause: tuple[int, int]) -> bool:
    """Whether the clause takes its noun from that in which `start` lies: it is bare, or a part of what stood there."""
    passage = spot.passage
    if start < passage.sentences.span(spot.start)[0]:
        return False
    distance = passage.clauses.index(spot.start) - passage.clauses.index(start)
    own = passage.words[clause[0] : spot.start] + passage.words[spot.end : clause[1]]
    if distance == 1 and len(_LIGHT.sub("", own)) <= 1:
        return True
    return distance <= 2 and bool(_PARTING.search(passage.words[start : spot.start]))


def _narrowed(spot: Spot, metric: Metric, start: int, end: int, clause: tuple[int, int]) -> bool:
    """Whether a word beside the noun, and not the metric's own, makes it something else (女会员 is not 会员)."""
    text = spot.passage.words
    left = max(clause[0], start - 8)
    zones = [re.split(r"[、等‘’（）()]", text[left:start].rstrip("”’"))[-1]]
    if start >= spot.end:
        zones += [
            text[spot.end : start].rpartition("等")[2],
            re.split(r"[、”’等）]", text[max(clause[0], spot.start - 6) : spot.start])[-1],
        ]
    elif end <= spot.start:
        zones.append(text[end : spot.start])
        if any(not owns(metric, word) for word in TURNING.findall(zones[-1])):
            return True
    zones = [_BOTH.sub("", zone) for zone in zones]
    return any(word in zone and not owns(metric, word) for zone in zones for word in NARROWING)


def _subject(spot: Spot, metric: Metric, vocabulary: Vocabulary) -> list[tuple[float, str]]:
    """The words of the subject found around the spot, each with its best weight."""
    found = []
    for word in metric.about:
        near = max((_ring(spot, start) for start, _ in spot.found[word]), default=0.0)
        if word in spot.passage.heading:
            near = max(near, _RINGS["heading"])
        if near * vocabulary.rarity[word] >= _SUBJECT_AT_LEAST:
            found.append((near * vocabulary.rarity[word], word))
    return found


def _ring(spot: Spot, start: int) -> float:
    passage, here = spot.passage, spot.start
    if passage.clauses.index(start) == passage.clauses.index(here):
        return _RINGS["clause"]
    parted = passage.words[passage.sentences.span(here)[0] : here].rfind("其中")
    if parted >= 0 and start > passage.sentences.span(here)[0] + parted and start < here:
        return _RINGS["clause"] * 0.95
    if passage.segments.index(start) == passage.segments.index(here):
        return _RINGS["segment"] if start < here else _RINGS["after"]
    if passage.sentences.index(start) == passage.sentences.index(here):
        return _RINGS["sentence"] if start < here else 0.0
    back = passage.sentences.index(here) - passage.sentences.index(start)
    return _RINGS["paragraph"] * 0.8 ** (back - 1) if back > 0 else 0.0
