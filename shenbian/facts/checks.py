"""What is wrong, and who looks for it: every floor that keeps a cache of facts says how to re-derive it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """Something that is not as it was written. `entry` is None where no single row can be named."""

    word: str  # "fact", "trace", or what a cache keeps: "organisation"
    entry: int | None
    reason: str  # Chinese

    def __str__(self) -> str:
        return f"{self.word} {'?' if self.entry is None else self.entry} {self.reason}"


Check = Callable[[], Iterable[Fault]]


class Checks:
    """The registry of checks beyond the logs themselves, run by `verify` in the order they were added."""

    def __init__(self) -> None:
        self._all: dict[str, Check] = {}

    def add(self, name: str, check: Check) -> None:
        """`check` reads the database, in the transaction of `verify`, and gives its faults."""
        if name in self._all:
            raise ValueError(f"two checks are called {name}")
        self._all[name] = check

    def __iter__(self) -> Iterator[Check]:
        return iter(self._all.values())


checks = Checks()
