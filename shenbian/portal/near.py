"""What is open now, remembered for half a minute: everybody asks for the same few rows."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from shenbian.editions.queries import open_editions
from shenbian.orgs.rules import prefixes
from shenbian.rights.actor import Actor

LIVES = 30  # seconds: so long may a newly opened edition be missing from the first page
_NOBODY = Actor("stranger")


@dataclass(frozen=True)
class Near:
    """An open edition as the first page shows it."""

    pk: int
    title: str
    where: str
    path: str
    closes_at: datetime | None


_kept: list[Near] = []
_until = 0.0


def near(path: str, most: int) -> tuple[Near, ...]:
    """What is open to somebody whose union stands at this path; to strangers ("") all. A query each half minute."""
    global _kept, _until
    if time.monotonic() > _until:
        rows = open_editions(_NOBODY)[:500]
        _kept = [Near(e.pk, e.title, e.organisation.name, e.organisation.path, e.closes_at) for e in rows]
        _until = time.monotonic() + LIVES
    above, now = set(prefixes(path)) if path else None, timezone.now()
    found = [e for e in _kept if (above is None or e.path in above) and (e.closes_at is None or e.closes_at > now)]
    return tuple(found[:most])


def forget() -> None:
    """Ask anew at the next call."""
    global _until
    _until = 0.0
