"""Who a viewer is, without saying who they are."""

from __future__ import annotations

from uuid import UUID, uuid5

from shenbian.streams.models import Stream

_PEOPLE = UUID("6f1c1f0e-5f0b-4a6e-9d1f-2b7a3c9f8e10")  # a namespace of our own


def viewer_of_person(stream: Stream, key: int) -> UUID:
    """Of somebody who is signed in: the same on each of their devices, another for each stream."""
    return uuid5(_PEOPLE, f"{stream.pk}:{key}")


def viewer_of_browser(stream: Stream, browser: UUID) -> UUID:
    """Of a stranger: from the random key that their browser keeps; nothing leads from one stream to another."""
    return uuid5(browser, str(stream.pk))
