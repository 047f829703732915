"""Telling people something. What is told stands in the house with the caller's transaction, and leaves it later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shenbian.kit.period import now
from shenbian.notices.kinds import kinds
from shenbian.notices.models import Notice
from shenbian.notices.rules import without_numbers


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What to tell whom: `to` is Person.key, `subject` "app.model:pk" of what it is about, `count` how many things.

    With `once` the same person is told of the same kind under this name once ever.
    """

    to: int
    kind: str
    title: str
    body: str = ""
    subject: str = ""
    count: int = 1
    once: str = ""


def tell(tellings: Sequence[Telling], *, by: str) -> None:
    """Write notices, in one statement. Raises KeyError for a kind that nobody declared.

    Nothing is sent here: if the caller's transaction comes to nothing, nobody was told anything.
    """
    at = now()  # one instant said for all: then the rows go as arrays, three times as fast as with the database's
    Notice.objects.bulk_create(
        [
            Notice(
                to=each.to,
                kind=kinds[each.kind].key,
                title=_short(each.title, 120),
                body=_short(each.body, 500),
                subject=each.subject,
                count=each.count,
                once=each.once,
                told_by=by,
                told_at=at,
            )
            for each in tellings
        ],
        ignore_conflicts=True,
    )


def _short(text: str, length: int) -> str:
    text = without_numbers(text)
    return text if len(text) <= length else text[: length - 1] + "…"
