"""What a fact counts, in words."""

from __future__ import annotations

from shenbian.facts.kind import kinds
from shenbian.facts.models import Fact
from shenbian.kit.money import written


def kind_title(key: str) -> str:
    """What a kind of fact is called; one that is no longer declared keeps its key."""
    return kinds[key].title if key in kinds else key


def amount(fact: Fact) -> str:
    """How much a fact counts, with its classifier."""
    told = f"{fact.quantity:,}{kinds[fact.kind].one}" if fact.kind in kinds else f"{fact.quantity:,}"
    return told if fact.amount_fen is None else f"{told}，{written(fact.amount_fen)}"
