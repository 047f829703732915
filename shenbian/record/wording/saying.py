"""A figure of a record, said: the manners that need more than a number (money, shares, lists, ranks)."""

from collections.abc import Callable
from decimal import Decimal
from typing import Protocol

from shenbian.metrics.metric import Metric
from shenbian.record.wording.rendering import Untrue, render


class Sayable(Protocol):
    """What is needed of a figure. `json_value`: money in yuan, shares as fractions of one."""

    @property
    def metric(self) -> Metric: ...
    @property
    def json_value(self) -> int | float | None: ...
    @property
    def numerator(self) -> int | None: ...
    @property
    def denominator(self) -> int | None: ...


def say(figure: Sayable, style: str = "", *, front: int = 5) -> str:
    """The figure in a manner of `render`, or: 万元 · 亿元 · 万余元 · 率 (98.2%) · 覆盖 (达14/15, with its share) ·
    全体 · 全覆盖 · 镇街 (镇街全覆盖) · 前列 (rank 1 to `front`). Money carries 元, shares %, other figures no unit.

    Raises Untrue for words that are not true of the value. A figure without a value (nothing listed, nobody
    attested it) is said as 无数据, and in no other manner.
    """
    if figure.json_value is None:
        if style:
            raise Untrue(f"“{figure.metric.title}”没有数据。")
        return "无数据"
    if style in _SHARES:
        return _SHARES[style](figure)
    if style == "前列":
        return _front(figure, front)
    unit = "元" if figure.metric.unit == "元" else ""
    if unit == "" and figure.metric.unit == "" and style == "":
        return _rate(figure)
    return render(_value(figure), style.removesuffix("元") if unit else style, unit)


def _value(figure: Sayable) -> Decimal:
    return Decimal(str(figure.json_value))


def _rate(figure: Sayable) -> str:
    """A share in per cent with one decimal; neither 0 nor 100 is said of what is only near it."""
    share = _value(figure) * 100
    rounded = share.quantize(Decimal("0.1"))
    if rounded in (0, 100) and rounded != share:
        rounded = share.quantize(Decimal("0.001"))
    text = f"{rounded:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def _covered(figure: Sayable) -> str:
    if figure.denominator is None:
        return _rate(figure)
    return f"达{figure.numerator}/{figure.denominator}（{_rate(figure)}）"


def _all(words: str) -> Callable[[Sayable], str]:
    def said(figure: Sayable) -> str:
        missed = (figure.denominator or 0) - (figure.numerator or 0)
        if not figure.denominator or missed:
            raise Untrue(f"不能写作“{words}”：{figure.denominator or 0}个中缺{missed}个。")
        return words

    return said


def _front(figure: Sayable, front: int) -> str:
    if not 1 <= _value(figure) <= front:
        raise Untrue(f"第{_value(figure)}位不在前{front}位，不能写作“前列”。")
    return "前列"


_SHARES: dict[str, Callable[[Sayable], str]] = {
    "率": _rate,
    "覆盖": _covered,
    "全体": _all("全体"),
    "全覆盖": _all("全覆盖"),
    "镇街": _all("镇街全覆盖"),
}
