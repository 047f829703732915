"""What may be made public before it counts (公示事项): said by the floor whose things they are. Imports no models.

A public notice knows subjects only, as traces name them ("editions.entry:12"). What it shows of one and what follows
when its line ended clean, was objected to with good reason, or the notice was called off, the registry says.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from shenbian.rights.actor import Actor


@dataclass(frozen=True, slots=True)
class Shown:
    """What a line shows of one thing: the person (Person.pk; the name is masked where it is shown) or the unit
    (Unit.pk), and words and an amount in fen only where they are declared to be public."""

    person: int | None = None
    unit: int | None = None
    told: str = ""
    amount_fen: int | None = None


class Noticed(ABC):
    """One kind of thing that is made public. `table` is its model's label ("editions.entry").

    Every verb takes keys of that table, all of one notice, and acts set-wise.
    """

    table: ClassVar[str]

    @abstractmethod
    def shown(self, keys: Sequence[int], *, by: Actor) -> Mapping[int, Shown]:
        """What is shown of each, by key. Raises Refused, by place, for one that may not be made public now."""

    @abstractmethod
    def announced(self, keys: Sequence[int], *, by: Actor) -> None:
        """The notice has begun."""

    @abstractmethod
    def cleared(self, keys: Sequence[int], *, by: Actor) -> None:
        """The notice ended, and nothing stands against these."""

    @abstractmethod
    def struck(self, keys: Sequence[int], *, by: Actor) -> None:
        """An objection to these was upheld."""

    @abstractmethod
    def called_off(self, keys: Sequence[int], *, by: Actor) -> None:
        """The notice came to nothing: these may be made public again."""


class AllNoticed:
    """The registry, by table."""

    def __init__(self) -> None:
        self._all: dict[str, Noticed] = {}

    def add(self, *noticed: Noticed) -> None:
        for each in noticed:
            if each.table in self._all:
                raise ValueError(f"things of {each.table} are made public twice")
            self._all[each.table] = each

    def __getitem__(self, table: str) -> Noticed:
        return self._all[table]

    def __contains__(self, table: object) -> bool:
        return table in self._all

    def __iter__(self) -> Iterator[Noticed]:
        return iter(self._all.values())


def by_table(subjects: Iterable[str]) -> dict[str, list[int]]:
    """Their keys, by table."""
    found: dict[str, list[int]] = {}
    for subject in subjects:
        table, _, key = subject.rpartition(":")
        found.setdefault(table, []).append(int(key))
    return found


all_noticed = AllNoticed()
