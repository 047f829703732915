"""What is watched while it happens (直播的种类), said by its programme: a declaration, no models.

A programme declares one beside its metrics; planning, the player's page, the inbox and the readings follow from it.
Readings of a stream carry its kind's programme, so that a live lesson never counts as a live stream of another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shenbian.facts.kind import kinds
from shenbian.rights.catalogue import Desk

READING = "reading"  # the kind of fact that a reading of a counter is


@dataclass(frozen=True, kw_only=True)
class StreamKind:
    """`what` tells a worker in a sentence what such a stream is."""

    key: str
    programme: str
    title: str
    what: str
    desk: Desk

    def problems(self) -> Iterator[str]:
        """What is wrong with the declaration."""
        if READING not in kinds:
            yield f"writes undeclared facts {READING}"


class StreamKinds:
    """The registry, in the order in which a plan offers them."""

    def __init__(self) -> None:
        self._all: dict[str, StreamKind] = {}

    def add(self, *these: StreamKind) -> None:
        for kind in these:
            for problem in kind.problems():
                raise ValueError(f"stream kind {kind.key} {problem}")
            if kind.key in self._all:
                raise ValueError(f"two kinds of stream are called {kind.key}")
            self._all[kind.key] = kind

    def __getitem__(self, key: str) -> StreamKind:
        return self._all[key]

    def __contains__(self, key: object) -> bool:
        return key in self._all

    def __iter__(self) -> Iterator[StreamKind]:
        return iter(self._all.values())

    def of(self, programme: str) -> StreamKind | None:
        """The kind that a programme declares; None where it has no streams."""
        return next((each for each in self if each.programme == programme), None)


stream_kinds = StreamKinds()
