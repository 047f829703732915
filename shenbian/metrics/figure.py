"""One value of a metric, that can say what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from shenbian.kit.period import Period
from shenbian.metrics.metric import Coverage, Lowest, Measure, Metric, Ratio, Total

Value: TypeAlias = int | Fraction | None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A metric's value for a subtree and a period, at a size of the sealed tree (None: live).

    `value` is whole, in fen where it is money; a share is a fraction; None where there is no value: nothing is listed,
    nothing divides, nobody attested it. `facts` counts the rows it rests on, `rests_on` the doors by which they came
    (moves, import, reading, attestation). `periods` are the sub-periods of a least value. `numerator` and `denominator`
    belong to shares; of a rank the denominator is how many were compared and `own` the value that was ranked.
    `moved_in` and `moved_out` say, on today's tree, how many bodies lie in the subtree today and did not then, or did.
    """

    metric: Metric
    under: str
    period: Period
    as_of: int | None
    value: Value
    facts: int
    rests_on: tuple[str, ...]
    periods: tuple[tuple[str, int], ...] = ()
    numerator: int | None = None
    denominator: int | None = None
    own: int | None = None
    moved_in: int = 0
    moved_out: int = 0

    @property
    def missed(self) -> int:
        """How many of a coverage's list were not hit; their keys come from `misses`. 0 for other measures."""
        if not isinstance(self.metric.measure, Coverage):
            return 0
        return (self.denominator or 0) - (self.numerator or 0)

    @property
    def json_value(self) -> int | float | None:
        """A JSON number, unrounded; money in yuan."""
        return _number(self.value, _scale(self.metric.measure))

    @property
    def json_periods(self) -> list[dict[str, object]]:
        scale = _scale(self.metric.measure)
        return [{"label": label, "value": _number(value, scale)} for label, value in self.periods]


def is_money(measure: Measure) -> bool:
    """Whether values of this measure are amounts, in fen."""
    return _scale(measure) == 100


def _scale(measure: Measure) -> int:
    """How many of our units make one of those that people read."""
    match measure:
        case Total(of="amount_fen"):
            return 100
        case Lowest(of=of):
            return _scale(of)
        case Ratio(numerator=numerator, denominator=denominator):
            return 100 if _scale(numerator) > _scale(denominator) else 1
    return 1


def _number(value: Value, scale: int) -> int | float | None:
    if value is None:
        return None
    scaled = Fraction(value, scale)
    return int(scaled) if scaled.denominator == 1 else float(scaled)
