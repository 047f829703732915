"""The other direction: a value said in a manner, refused where the words would not be true of it."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from shenbian.record.wording.claimed import holds
from shenbian.record.wording.phrases import read

_NAMED = ((10**8, "亿"), (10**4, "万"), (10**3, "千"), (10**2, "百"), (10, "十"))


class Untrue(ValueError):
    """The words would not be true of the value; says so in Chinese."""


def render(value: Decimal | int | float, style: str = "", unit: str = "") -> str:
    """The value in a manner, with its unit (名, 元; for 以上 the unit stands before it: 3场以上).

    Styles: "" exact · 万, 亿 rounded to two decimals at most · 余 (4万余, 500余, 千余) · 万余, 亿余 in whole 万 or 亿
    (177万余) · 超 · 近 · 约 · 百名, 千名, 万名 the bare magnitude · 以上. A digit after the style keeps so many
    leading digits (余2: 1.2万余) or decimals (万1: 3.5万; 万0: 17万).

    Raises Untrue for words that the value does not bear, ValueError for an unknown style.
    """
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    name, digits = (style[:-1], int(style[-1])) if style[-1:].isdigit() else (style, None)
    if name not in _STYLES:
        raise ValueError(f"没有“{style}”这种写法。")
    words = _STYLES[name](number, digits, unit)
    if not holds(read(words), number):
        raise Untrue(f"{_exact(number)}{unit}不能写作“{words}”。")
    return words


def _exact(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _named(number: Decimal, *, bare: bool) -> str:
    """A round number as it is said: 百, 千, 万, 4万, 1.2万, 500. `bare` leaves out the one of 一百, 一千, 一万."""
    for size, name in _NAMED:
        if number == size and bare and size > 10:
            return name
    if number >= 10**8:
        return f"{_exact(number / 10**8)}亿"
    if number >= 10**4:
        return f"{_exact(number / 10**4)}万"
    return _exact(number)


def _leading(number: Decimal, digits: int) -> Decimal:
    """The number with so many leading digits and zeros after them (41,234 with one: 40,000)."""
    if number <= 0:
        raise Untrue(f"{_exact(number)}没有可说的约数。")
    place = Decimal(1).scaleb(number.adjusted() - digits + 1)
    return number // place * place


def _said_exactly(number: Decimal, digits: int | None, unit: str) -> str:
    return _exact(number) + unit


def _in(size: int, name: str) -> Callable[[Decimal, int | None, str], str]:
    def said(number: Decimal, digits: int | None, unit: str) -> str:
        scaled = number / size
        for decimals in (digits,) if digits is not None else (0, 1, 2):
            rounded = scaled.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
            if digits is not None or rounded == scaled or decimals == 2:
                if not rounded:
                    raise Untrue(f"{_exact(number)}{unit}不到可以用“{name}”来说的大小。")
                return f"{_exact(rounded)}{name}{unit}"
        raise AssertionError("two decimals are the last")

    return said


def _over_whole(size: int, name: str) -> Callable[[Decimal, int | None, str], str]:
    def said(number: Decimal, digits: int | None, unit: str) -> str:
        whole = number // size
        if not whole:
            raise Untrue(f"{_exact(number)}{unit}不到一{name}。")
        return f"{'' if whole == 1 and unit != '元' else whole}{name}余{unit}"

    return said


def _over(number: Decimal, digits: int | None, unit: str) -> str:
    low = _leading(number, digits or 1)
    place = number.adjusted() - (digits or 1) + 1
    for exponent, name in ((8, "亿"), (4, "万")):
        if low >= 10**exponent and place > exponent:
            return f"{_exact(low / 10**exponent)}余{name}{unit}"  # 10余万, not 10万余
    return f"{_named(low, bare=True)}余{unit}"


def _beyond(number: Decimal, digits: int | None, unit: str) -> str:
    return f"超过{_named(_leading(number, digits or 1), bare=False)}{unit}"


def _nearly(number: Decimal, digits: int | None, unit: str) -> str:
    low = _leading(number, digits or 1)
    place = Decimal(1).scaleb(number.adjusted() - (digits or 1) + 1)
    return f"近{_named(low + place, bare=True)}{unit}"


def _roughly(number: Decimal, digits: int | None, unit: str) -> str:
    """With as few leading digits as are true."""
    for keep in (digits,) if digits else range(1, 8):
        place = Decimal(1).scaleb(max(number.adjusted() - keep + 1, 0)) if number else Decimal(1)
        rounded = (number / place).quantize(Decimal(1), ROUND_HALF_UP) * place
        words = f"约{_named(rounded, bare=False)}{unit}"
        if holds(read(words), number):
            return words
    raise Untrue(f"{_exact(number)}{unit}说不成约数。")


def _bare(name: str) -> Callable[[Decimal, int | None, str], str]:
    return lambda number, digits, unit: f"{name}{unit}"


def _or_more(number: Decimal, digits: int | None, unit: str) -> str:
    if number <= 0:
        raise Untrue("没有的不能写作“以上”。")
    return f"{_exact(number)}{unit}以上" if unit else f"不少于{_exact(number)}"


_STYLES: dict[str, Callable[[Decimal, int | None, str], str]] = {
    "": _said_exactly,
    "万": _in(10**4, "万"),
    "亿": _in(10**8, "亿"),
    "余": _over,
    "万余": _over_whole(10**4, "万"),
    "亿余": _over_whole(10**8, "亿"),
    "超": _beyond,
    "近": _nearly,
    "约": _roughly,
    "百名": _bare("百"),
    "千名": _bare("千"),
    "万名": _bare("万"),
    "以上": _or_more,
}
