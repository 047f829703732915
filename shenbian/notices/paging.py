"""A page of what somebody was told."""

from __future__ import annotations

from dataclasses import dataclass

from shenbian.notices.models import Notice
from shenbian.notices.queries import notices_of
from shenbian.rights.actor import Actor

ROWS = 30


@dataclass(frozen=True)
class Page:
    """Its notices, the newest first; `after` is the id behind which the next page begins, None on the last one."""

    notices: tuple[Notice, ...]
    after: int | None

    @property
    def newest(self) -> int:
        return self.notices[0].pk if self.notices else 0

    @property
    def unread(self) -> int:
        """How many of this page are unread."""
        return sum(each.read_at is None for each in self.notices)


def page_of(actor: Actor, *, before: str = "") -> Page:
    """The page that begins behind an id as the address says it; a text that is no number begins at the newest."""
    found = list(notices_of(actor, before=number(before))[: ROWS + 1])
    return Page(tuple(found[:ROWS]), found[ROWS - 1].pk if len(found) > ROWS else None)


def number(said: str) -> int | None:
    """An id as an address says it, or None for what is none."""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None
