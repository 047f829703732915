"""What number words claim: a range, and the rules by which each manner of speaking opens it.

| words | claim | example |
|---|---|---|
| exact digits | that number, to the last digit written | 126家; 15600元 |
| digits before 万, 亿, or decimals | what rounds to them, a tenth off at most | 3.5万: 34,500 to 35,499 |
| 余, 多, 几 | more, by less than what it follows | 4万余: 40,001 to 49,999; 10余万: 100,001 to 199,999 |
| 超过, 逾, 突破 | more, the last counting digit unchanged | 超过6万: 60,001 to 69,999 |
| 近, 接近 | less, by a tenth or half the last counting digit at most | 近百: 90 to 99; 近1.3万: 12,500 to 12,999 |
| 约, 左右 | within a twentieth, or what rounds to it | 约1200: 1,150 to 1,249 |
| bare 百, 千, 万 | that magnitude, roughly | 千: 950 to 1,099; 万: 9,500 to 10,999 |
| 以上, 不少于 | that or more | 3场以上: 3, 4, ... |
| 以下, 不超过 | that or less | |
| 不足, 不到 | less | 不足百: 0 to 99 |
| 上百, 上千 | the magnitude and more, below twice | 上千: 1,000 to 1,999 |
| 数十, 几百 | several of the magnitude | 数百: 200 to 999 |
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Claimed:
    """From `low` to `high` (None: no bound); `over`: low itself is too little; `under`: high itself is too much."""

    low: Decimal | None
    high: Decimal | None
    over: bool = False
    under: bool = False

    def __str__(self) -> str:
        if self.low is not None and self.low == self.high:
            return _shown(self.low)
        low = "" if self.low is None else f"{'大于' if self.over else '不小于'}{_shown(self.low)}"
        high = "" if self.high is None else f"{'小于' if self.under else '不大于'}{_shown(self.high)}"
        return "、".join(each for each in (low, high) if each)


def _shown(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Number:
    """A number as written: value, place of the last digit (1.2万: 1000), and whether only a magnitude stands (千)."""

    value: Decimal
    place: Decimal
    bare: bool = False

    @property
    def counting(self) -> Decimal:
        """The place of the last digit that is not zero (500: 100; 177万: 10,000)."""
        if not self.value:
            return self.place
        trimmed = self.value.normalize()
        exponent = trimmed.as_tuple().exponent
        assert isinstance(exponent, int)
        return Decimal(1).scaleb(exponent)


def holds(claimed: Claimed, value: Decimal | int | float) -> bool:
    """Whether the value bears what the words claim."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if claimed.low is not None and (number < claimed.low or (claimed.over and number == claimed.low)):
        return False
    return claimed.high is None or number < claimed.high or (not claimed.under and number == claimed.high)


def as_written(number: Number) -> Claimed:
    """The number itself, to the precision in which it is written."""
    value, place = number.value, number.place
    if number.bare:
        return Claimed(value * Decimal("0.95"), value * Decimal("1.1"), under=True)
    if place == 1:
        return Claimed(value, value)
    off = _rounding(number)
    return Claimed(value - off, value + off, under=True)


def _rounding(number: Number) -> Decimal:
    """Half the place of the last digit, and never more than a tenth (1万 is no word for 14,000)."""
    return min(number.place / 2, number.value / 10)


def above(number: Number, room: Decimal) -> Claimed:
    """余: more than the number, by less than `room`."""
    return Claimed(number.value, number.value + room, over=True, under=True)


def near(number: Number) -> Claimed:
    """近: below the number, yet near it."""
    value = number.value
    return Claimed(max(value * Decimal("0.9"), value - number.counting / 2), value, under=True)


def about(number: Number) -> Claimed:
    """约: a twentieth off at most, and no more than half the last counting digit; what rounds to it in any case."""
    value = number.value
    off = max(min(value / 20, number.counting / 2), _rounding(number))
    return Claimed(value - off, value + off, under=True)


def at_least(number: Number) -> Claimed:
    return Claimed(number.value, None)


def at_most(number: Number) -> Claimed:
    return Claimed(None, number.value)


def less_than(number: Number) -> Claimed:
    return Claimed(Decimal(0), number.value, under=True)


def once(number: Number) -> Claimed:
    """上千: one of the magnitude and more, not yet two."""
    return Claimed(number.value, number.value * 2, under=True)


def several(number: Number) -> Claimed:
    """数百: two to nine of the magnitude."""
    return Claimed(number.value * 2, number.value * 10, under=True)
