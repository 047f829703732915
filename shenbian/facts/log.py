"""What can be sealed: a log is an append-only table whose rows have canonical bytes and a mark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from shenbian.facts import canonical


@dataclass(frozen=True, kw_only=True)
class Log:
    """One append-only table under seal.

    `word` is what a fault calls its entries ("fact 12"), `title` what people call the log. `selected` are SQL
    expressions over alias `e` of `table`, the id first; `canonical` turns such a row into the bytes that were marked.
    The table has a column `mac`: the HMAC-SM3 of those bytes, set when the row was written. `name` has at most ten
    characters.
    """

    name: str
    word: str
    title: str
    table: str
    selected: tuple[str, ...]
    canonical: Callable[[Sequence[Any]], bytes]

    @property
    def columns(self) -> str:
        return ", ".join(self.selected)


class Logs:
    """The logs of this installation, in the order they were added."""

    def __init__(self) -> None:
        self._all: dict[str, Log] = {}

    def add(self, log: Log) -> None:
        if log.name in self._all:
            raise ValueError(f"two logs are called {log.name}")
        self._all[log.name] = log

    def __getitem__(self, name: str) -> Log:
        return self._all[name]

    def __iter__(self) -> Iterator[Log]:
        return iter(self._all.values())


FACTS = Log(
    name="facts",
    word="fact",
    title="台账",
    table="facts_fact",
    selected=canonical.SELECTED,
    canonical=canonical.fact_row,
)
logs = Logs()
logs.add(FACTS)
