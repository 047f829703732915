"""Pure questions about certificates: until when one is valid, how its code is written and read."""

from __future__ import annotations

import secrets
from calendar import monthrange
from datetime import date, timedelta

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U, which paper confuses with 1, 0 and V
LENGTH = 20  # of 32 signs: a hundred bits, which nobody guesses
_READ_AS = str.maketrans("ILO", "110", " -‐—－　")


def new_code() -> str:
    """A code that says nothing."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def written(code: str) -> str:
    """As people read it: 7KQ2M-…, in fives."""
    return "-".join(code[at : at + 5] for at in range(0, LENGTH, 5))


def read(typed: str) -> str:
    """The code that was meant, whatever case and spacing it was typed in; empty where it is none."""
    code = typed.upper().translate(_READ_AS)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def last_day(issued_on: date, months: int) -> date:
    """The last day of so many months from a day: issued on 10 March for twelve, it is valid through 9 March.

    Issued on the 31st it lasts through the day before the last of a shorter month.
    """
    years, month = divmod(issued_on.month - 1 + months, 12)
    year, month = issued_on.year + years, month + 1
    return date(year, month, min(issued_on.day, monthrange(year, month)[1])) - timedelta(days=1)
