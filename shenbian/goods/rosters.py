"""Lists from which receivers are picked (名册): declared here, filled by the floors above that keep them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from shenbian.rights.actor import Actor


@dataclass(frozen=True, kw_only=True)
class Roster:
    """A list from which receivers are picked (名册): `people` gives those within an officer's reach on a day, each
    (the id of a person) with the words by which that officer knows them. A fixed number of queries."""

    key: str
    title: str
    people: Callable[[Actor, date], Sequence[tuple[int, str]]]


class Rosters:
    """The registry; floors above that keep such lists fill it."""

    def __init__(self) -> None:
        self._all: dict[str, Roster] = {}

    def add(self, roster: Roster) -> None:
        if self._all.setdefault(roster.key, roster) != roster:
            raise ValueError(f"two rosters are called {roster.key}")

    def get(self, key: str) -> Roster | None:
        return self._all.get(key)

    def __iter__(self) -> Iterator[Roster]:
        return iter(self._all.values())


rosters = Rosters()
