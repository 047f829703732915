"""What a check answers: one claim for each number (and each word that asserts without one)."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from shenbian.metrics.metric import Metric

Verdict: TypeAlias = Literal["holds", "false", "uncountable", "unknown"]


@dataclass(frozen=True, kw_only=True)
class CheckedFigure:
    """A figure of the year that a draft may name: money in yuan, shares as fractions of one, ranks from 1."""

    metric: Metric
    value: int | float
    ref: str = ""  # its number in the record's template, where it has one


@dataclass(frozen=True, kw_only=True)
class Claim:
    """`text` is the draft's own, at `offset` (characters of the draft as given); `why` is Chinese, for people.

    `metric`, `ref` and `value` (the true one) are given where the claim was matched.
    """

    text: str
    offset: int
    verdict: Verdict
    why: str
    metric: str | None = None
    ref: str | None = None
    value: int | float | None = None
