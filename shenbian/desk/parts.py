"""Whether a page is asked for whole, or only the part of it that a script will put in its place."""

from __future__ import annotations

from typing import Any

from shenbian.accounts.access import PageRequest


def is_part(request: PageRequest) -> bool:
    """A request by htmx that wants a part; one that it makes for a whole page (a boosted link) is none."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted
