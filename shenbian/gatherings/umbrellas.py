"""Under which theme something counts: said by the programme of an edition at or above it."""

from __future__ import annotations

from shenbian.editions.models import Edition
from shenbian.standard.programme import catalogue


def umbrella_of(edition: Edition) -> str:
    """The code of the theme (arts, sports, theme), from the nearest edition whose programme is one; empty without.

    A query for each edition above it.
    """
    codes = {programme.key: programme.umbrella for programme in catalogue if programme.umbrella}
    above: Edition | None = edition
    while above is not None:
        if code := codes.get(above.programme, ""):
            return code
        above = above.umbrella
    return ""
