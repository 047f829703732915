"""Words that assert without a digit, and places in a ranking: 全覆盖, 全体, 均, 全部, 前列, 第三位."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from shenbian.metrics.metric import Both, Coverage, Lowest, Measure, Metric, Rank, Ratio
from shenbian.record.check.layout import Passage
from shenbian.record.wording import Claimed
from shenbian.record.wording.numerals import number

_ALL = re.compile(r"全覆盖|全体(?=[\u4e00-\u9fff])|全部|无一遗漏|(?:均|都)(?=已|有|处|设|配|建|完成|开展|参加|实现|达)")
_PLACE = re.compile(
    r"(?P<front>前列)|(?:全市|全市各区|各区|排名|排|位居|位列|居|列)(?:中|里)?(?:位居|位列|排名|居|列|排)?"
    r"(?:(?P<first>首位|榜首)|前(?P<within>[一二三四五六七八九十]|\d{1,2})(?:名|位)?|"
    r"第(?P<rank>[一二三四五六七八九十]{1,2}|\d{1,2})(?:名|位)?)"
)


@dataclass(frozen=True)
class Asserted:
    """Words at `start` to `end`; what they claim; for a ranking or for a share."""

    start: int
    end: int
    claimed: Claimed
    ranking: bool


def asserted(passage: Passage, *, front: int) -> Iterator[Asserted]:
    """What a passage asserts without counting; 前列 is rank 1 to `front`."""
    for found in _ALL.finditer(passage.words):
        yield Asserted(found.start(), found.end(), Claimed(Decimal(1), Decimal(1)), ranking=False)
    for found in _PLACE.finditer(passage.words):
        low, high = _ranks(found, front)
        yield Asserted(found.start(), found.end(), Claimed(Decimal(low), Decimal(high)), ranking=True)


def _ranks(found: re.Match[str], front: int) -> tuple[int, int]:
    if found["front"]:
        return 1, front
    if found["first"]:
        return 1, 1
    read = number(found["within"] or found["rank"])
    rank = int(read.value) if read else 1
    return (1, rank) if found["within"] else (rank, rank)


def is_share(metric: Metric) -> bool:
    """A share of a whole: said in per cent, or as all of it."""
    return metric.unit == "" and isinstance(metric.measure, Coverage | Ratio)


def is_list(metric: Metric) -> bool:
    """A share of a dated list, of which 全 may be said."""
    return metric.unit == "" and isinstance(metric.measure, Coverage)


def is_rank(metric: Metric) -> bool:
    return isinstance(metric.measure, Rank)


def lowest_per(measure: Measure) -> str:
    """`quarter` or `month` for the least of a measure over sub-periods, else empty."""
    return measure.per if isinstance(measure, Lowest) else ""


def is_number(metric: Metric) -> bool:
    return not is_rank(metric) and (metric.unit != "" or isinstance(metric.measure, Both))
