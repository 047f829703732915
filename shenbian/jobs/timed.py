"""What happens by itself at its time: declared once, by the kernel whose work it is. Imports no models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from shenbian.rights.actor import Actor

PREFIX = "timed:"


@dataclass(frozen=True, kw_only=True)
class Timed:
    """One kind of timed work (定时任务): `every` so often, or `daily` at a time of the day in Beijing.

    `run(by, at)` does what is due at this instant and says what it did, "" where there was nothing. It asks what is
    due, never what happened since the last time: so it does no harm twice, late, or in two places at once.
    """

    key: str
    title: str
    run: Callable[[Actor, datetime], str]
    every: timedelta | None = None
    daily: time | None = None

    def __post_init__(self) -> None:
        if (self.every is None) == (self.daily is None):
            raise ValueError(f"{self.key}: either every so often, or daily at a time")

    @property
    def rhythm(self) -> str:
        """How often, in words."""
        if self.every is None:
            return f"每天{self.daily:%H:%M}"
        seconds = int(self.every.total_seconds())
        units = ((86_400, "天"), (3600, "小时"), (60, "分钟"), (1, "秒"))
        return next(f"每{seconds // size}{word}" for size, word in units if seconds % size == 0)

    @property
    def actor(self) -> Actor:
        """Who acts: the clock, with the operator's rights and no more."""
        return Actor(f"{PREFIX}{self.key}", label=f"定时任务 {self.title}", operates=True)


class Clockwork:
    """The registry of timed work, in the order it was declared."""

    def __init__(self) -> None:
        self._all: dict[str, Timed] = {}

    def add(self, *works: Timed) -> None:
        """Declare timed work. Raises ValueError when two different ones have one key."""
        for work in works:
            if self._all.setdefault(work.key, work) != work:
                raise ValueError(f"two kinds of timed work are called {work.key}")

    def __getitem__(self, key: str) -> Timed:
        return self._all[key]

    def __contains__(self, key: object) -> bool:
        return key in self._all

    def __iter__(self) -> Iterator[Timed]:
        return iter(self._all.values())


clockwork = Clockwork()
