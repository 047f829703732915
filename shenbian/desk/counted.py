"""What a fact counts, in words."""

from __future__ import annotations

from shenbian.facts.kind import kinds
from shenbian.facts.models import Fact
from shenbian.kit.money import written

_UNIT = 2  # characters of a quantity that can be said behind the number (份, 人次)


def kind_title(key: str) -> str:
    """What a kind of fact is called; one that is no longer declared keeps its key."""
    return kinds[key].title if key in kinds else key


def amount(fact: Fact) -> str:
    """How much a fact counts: in the unit of its quantity (100份) or, where it has none, with its classifier (1批)."""
    told = f"{fact.quantity:,}"
    if fact.kind in kinds:
        kind = kinds[fact.kind]
        unit = kind.quantity or kind.one
        told = f"{told}{unit}" if len(unit) <= _UNIT else f"{unit}{told}"
    return told if fact.amount_fen is None else f"{told}，{written(fact.amount_fen)}"
