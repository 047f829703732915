"""What the books hold to: a month that is closed, a holding that may not run dry. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from shenbian.kit.money import written
from shenbian.ledger.declared import FEN, Key, NewVoucher, controls
from shenbian.ledger.models import Holding

CLOSED = "{}已经结账，不能再入账。请记在以后的月份，或冲销后重记。"


def first_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def is_floored(key: Key) -> bool:
    """Whether this holding may never go below nought. Raises KeyError for a control that nobody declared."""
    control = controls.of(key.heading)
    return control is not None and control.floored


def judge(vouchers: Sequence[NewVoucher], holdings: Iterable[Holding]) -> dict[int, str]:
    """Which of these, taken in their order, want more than there is, and in what words. Rows see those before them."""
    left = {each.key: each.balance for each in holdings}
    reasons: dict[int, str] = {}
    for place, voucher in enumerate(vouchers):
        short = [line for line in voucher.lines if is_floored(line.holding) and left[line.holding] + line.amount < 0]
        if short:
            reasons[place] = lacking(short[0].holding, left[short[0].holding], -short[0].amount)
            continue
        for line in voucher.lines:
            left[line.holding] += line.amount
    return reasons


def lacking(key: Key, left: int, wanted: int) -> str:
    """The words of a refusal: how much is left of it, and how much was wanted."""
    control = controls.of(key.heading)
    words = control.lacks if control else "只剩{left}，要用{wanted}。"
    return words.format(left=amount(key, left), wanted=amount(key, wanted))


def amount(key: Key, number: int) -> str:
    """A number as it is counted: 1,234.50元, or 12件."""
    return written(number) if key.measure == FEN else f"{number}件"
