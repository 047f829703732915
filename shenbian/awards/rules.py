"""Pure questions: by which key a thing is known for which somebody got something, and how a hit is told."""

from __future__ import annotations

import unicodedata

from shenbian.awards.declared import Subsidy
from shenbian.kit.keys import ring

_LEFT_OUT = str.maketrans("", "", " -–—_/·.,()（）")
EVER = 0  # the year of what is given once for ever


def basis_of(subsidy: Subsidy, number: str) -> str:
    """The key of what it is given for: a mark of the number, which may be personal, however it was typed."""
    folded = unicodedata.normalize("NFKC", number).upper().translate(_LEFT_OUT)
    return f"{subsidy.basis}:{ring().blind(f'{subsidy.basis}:{folded}'.encode()).hex()[:32]}"


def invoice_of(number: str) -> str:
    """The key of an invoice, however it was typed; empty without one."""
    folded = unicodedata.normalize("NFKC", number).upper().translate(_LEFT_OUT)
    return f"invoice:{folded}" if folded else ""
