"""What is done day by day and ranked (每日挑战): walking, reading, cycling. A challenge is said by its programme.

Another daily challenge is another value: the days that come in, what of them counts, the ranking, the pages and the
fact follow from it. How much is plausible stands in the rulebook (`daily_challenges`), a dated row for each challenge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shenbian.editions.declared import entry_kinds
from shenbian.facts.kind import Has, Kind, kinds
from shenbian.rights.catalogue import Desk

RULES = "daily_challenges"


@dataclass(frozen=True, kw_only=True, eq=False)
class ChallengeKind:
    """`unit` counts it (步); `entry` is the kind of entry by which one joins; `kind` the fact that a valid day is.

    `devices` are the sources whose days may count, `typed` those that people type by hand: kept, never counted.
    `how` tells a worker how their days get here.
    """

    key: str
    programme: str
    title: str
    unit: str
    entry: str
    kind: str
    desk: Desk
    devices: Mapping[str, str]
    typed: Mapping[str, str]
    how: str

    @property
    def fact(self) -> Kind:
        return kinds[self.kind]

    @property
    def sources(self) -> dict[str, str]:
        """Every source that a day may name, and its word."""
        return {**self.devices, **self.typed}

    def source_called(self, word: str) -> str | None:
        """The code of a source by its code or its word; None of one that is not known."""
        return next((code for code, title in self.sources.items() if word in (code, title)), None)

    def problems(self) -> Iterator[str]:
        """What is wrong with the declaration."""
        if self.kind not in kinds:
            yield f"writes undeclared facts {self.kind}"
            return
        if self.fact.person is not Has.MUST or self.fact.natural != ("edition", "person", "happened_on"):
            yield f"{self.kind} is no fact about a person's day in an edition"
        if self.entry not in entry_kinds or entry_kinds.programme_of(self.entry) != self.programme:
            yield f"nobody can join it: {self.programme} declares no entry {self.entry}"
        yield from (f"calls {key} both a device and typed" for key in self.devices.keys() & self.typed.keys())


class ChallengeKinds:
    """The registry, in the order of the table of contents."""

    def __init__(self) -> None:
        self._all: dict[str, ChallengeKind] = {}

    def add(self, *challenges: ChallengeKind) -> None:
        for challenge in challenges:
            for problem in challenge.problems():
                raise ValueError(f"challenge {challenge.key} {problem}")
            if challenge.key in self._all or any(each.entry == challenge.entry for each in self):
                raise ValueError(f"two challenges are called {challenge.key}, or joined by {challenge.entry}")
            self._all[challenge.key] = challenge

    def __getitem__(self, key: str) -> ChallengeKind:
        return self._all[key]

    def __iter__(self) -> Iterator[ChallengeKind]:
        return iter(self._all.values())

    def joined_by(self, entry: str) -> ChallengeKind | None:
        """The challenge that is joined by entries of this kind; None of any other."""
        return next((each for each in self._all.values() if each.entry == entry), None)


challenge_kinds = ChallengeKinds()
