"""Bank account numbers, sealed: stored as SM4-GCM, shown by their last four digits."""

from __future__ import annotations

import re

from shenbian.kit.keys import ring

_PLACE = b"funds.payment.account"
_DIGITS = re.compile(r"[0-9]{8,30}")


def plain(number: str) -> str:
    """The number without blanks. Raises ValueError, in Chinese, for what is no account number."""
    digits = re.sub(r"[\s-]", "", number)
    if not _DIGITS.fullmatch(digits):
        raise ValueError("银行账号应为8到30位数字。")
    return digits


def seal(number: str) -> bytes | None:
    """An account number as the table keeps it; None for none."""
    return ring().seal(plain(number).encode(), _PLACE) if number else None


def opened(sealed: bytes | memoryview | None) -> str:
    """In clear, for the bank's file alone; people see `masked`."""
    return ring().open(bytes(sealed), _PLACE).decode() if sealed else ""


def masked(sealed: bytes | memoryview | None) -> str:
    """Its last four digits."""
    number = opened(sealed)
    return f"****{number[-4:]}" if number else ""
