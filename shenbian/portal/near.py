"""What is open now and what comes next, remembered for half a minute: everybody asks for the same few rows."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from shenbian.editions.models import Edition
from shenbian.editions.queries import open_editions
from shenbian.gatherings.models import Session
from shenbian.gatherings.queries import open_sessions
from shenbian.orgs.rules import prefixes
from shenbian.rights.actor import Actor

LIVES = 30  # seconds: so long may a newly opened edition be missing from the first page
_NOBODY = Actor("stranger")


@dataclass(frozen=True)
class Near:
    """An open edition, or a session (it has `on`), as the first page shows it. `closes_at`: until when it is open."""

    pk: int
    title: str
    where: str
    path: str
    closes_at: datetime | None
    on: datetime | date | None = None
    for_members: bool = True


_kept: list[Near] = []
_until = 0.0


def near(path: str, most: int) -> tuple[Near, ...]:
    """What is open to somebody whose union stands at this path; to strangers ("") all: so many editions, and so many
    sessions, the nearest first. Two queries each half minute.
    """
    global _kept, _until
    if time.monotonic() > _until:
        rows = open_editions(_NOBODY)[:500]
        _kept = [_edition(each) for each in rows]
        _kept += [_session(each) for each in open_sessions(_NOBODY)[:500]]
        _until = time.monotonic() + LIVES
    above, now = set(prefixes(path)) if path else None, timezone.now()
    theirs = [e for e in _kept if above is None or (e.path in above and e.for_members)]
    found = [e for e in theirs if e.closes_at is None or e.closes_at > now]
    return tuple([e for e in found if e.on is None][:most] + [e for e in found if e.on is not None][:most])


def _edition(found: Edition) -> Near:
    for_members = found.kind is None or found.kind.for_members
    where, path = found.organisation.name, found.organisation.path
    return Near(found.pk, found.title, where, path, found.closes_at, for_members=for_members)


def _session(found: Session) -> Near:
    where = found.place or found.organisation.name
    title, path = found.title or found.activity, found.organisation.path
    return Near(found.pk, title, where, path, found.ends_at or found.starts_at, found.starts_at or found.on)


def forget() -> None:
    """Ask anew at the next call."""
    global _until
    _until = 0.0
