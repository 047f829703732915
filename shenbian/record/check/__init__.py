"""A draft checked against the facts.

`check(text, figures=, place=, year=)` is pure; `year.check_draft` measures first.
"""

from shenbian.record.check.claim import CheckedFigure, Claim, Verdict
from shenbian.record.check.judge import check
from shenbian.record.check.places import Place

__all__ = ["CheckedFigure", "Claim", "Place", "Verdict", "check"]
