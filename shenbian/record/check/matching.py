"""Which metric a number is: by unit and kind first, then by the words around it, jointly for a sentence.

The value takes no part in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shenbian.metrics.metric import Back, Metric, Rows
from shenbian.record.check.asserted import is_list, is_number, is_rank, is_share, lowest_per
from shenbian.record.check.assign import assign
from shenbian.record.check.evidence import ENOUGH, LEAD, Evidence, Spot, evidence
from shenbian.record.check.layout import Passage
from shenbian.record.check.spots import Number
from shenbian.record.check.words import Found, Vocabulary
from shenbian.record.wording import fits


@dataclass(frozen=True)
class Match:
    """The metric of a number, or none, and why (Chinese)."""

    metric: Metric | None
    why: str


def match(numbers: Sequence[Number], passage: Passage, vocabulary: Vocabulary, *, year: int) -> list[Match]:
    """A match for each number of one sentence of the passage."""
    found = Found(passage, vocabulary)
    spans = [(each.start, each.end) for each in numbers]
    scores = [_scores(each, Spot(passage, found, each.start, each.end, spans), vocabulary, year) for each in numbers]
    chosen = assign([{key: each.score for key, each in row.items() if each.score >= ENOUGH} for row in scores])
    taken = {key for key in chosen if key}
    return [_match(key, row, taken, vocabulary) for key, row in zip(chosen, scores, strict=True)]


def _scores(number: Number, spot: Spot, vocabulary: Vocabulary, year: int) -> dict[str, Evidence]:
    scores = {}
    for metric in vocabulary.metrics:
        if _may_be(number, metric, year):
            seen = evidence(spot, metric, vocabulary)
            if seen is not None:
                scores[metric.key] = seen
    return scores


def _may_be(number: Number, metric: Metric, year: int) -> bool:
    """By kind, unit, scope and time alone."""
    if metric.scope != number.scope or lowest_per(metric.measure) != number.each:
        return False
    if any(other != year and not (other == year - 1 and _looks_back(metric)) for other in number.beside):
        return False
    if number.asserted is not None:
        return is_rank(metric) if number.asserted.ranking else is_list(metric)
    if number.unit == "%":
        return is_share(metric)
    return bool(number.unit) and is_number(metric) and fits(metric.unit, number.unit)


def _looks_back(metric: Metric) -> bool:
    """Whether the metric counts what was earned in the year before."""
    rows = getattr(metric.measure, "rows", None)
    return isinstance(rows, Rows) and any(isinstance(test, Back) for _, test in rows.where)


def _match(key: str | None, row: Mapping[str, Evidence], taken: set[str], vocabulary: Vocabulary) -> Match:
    titles = {metric.key: metric for metric in vocabulary.metrics}
    if key is None:
        return Match(None, "没有对得上的指标")
    rivals = [(other.score, rival) for rival, other in row.items() if rival != key and rival not in taken]
    if rivals and row[key].score - max(rivals)[0] < LEAD:
        return Match(None, f"分不清是“{titles[key].title}”还是“{titles[max(rivals)[1]].title}”")
    words = "、".join(dict.fromkeys(row[key].words))
    return Match(titles[key], f"按“{words}”认作“{titles[key].title}”")
