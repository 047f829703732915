"""What an officer does standing at a unit (现场事项): visit it, inspect it. A verb is said by its programme.

A programme declares one beside its metrics; the phone's page, its form, what waits this month, the state diagram and
the fact follow from it. What of such a day counts, and why the rest does not, is said by the fact's kind already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shenbian.editions.form import Field
from shenbian.facts.kind import Has, Kind, Status, kinds
from shenbian.rights.catalogue import Desk, Right

Facets = Callable[[Mapping[str, Any]], Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class Verb:
    """`kind` is the kind of fact that it writes, about a unit. `facets` says which words of the answers are counted;
    it must name nobody, for facts hold no personal data.

    `register`: the units that stand on this register want it once a month; empty: nothing is due by itself.
    """

    key: str
    programme: str
    title: str
    icon: str
    desk: Desk
    kind: str
    questions: tuple[Field, ...]
    facets: Facets
    right: Right = Right.REGISTER_KEEP
    register: str = ""

    @property
    def fact(self) -> Kind:
        return kinds[self.kind]

    @property
    def results(self) -> tuple[str, ...]:
        """How it may have gone, as the register words it: what counts first."""
        return (*self._status.final, *self._status.left_out)

    def why_not(self, result: str) -> str:
        """Why such a day is not counted; empty where it is."""
        return self._status.left_out.get(result, "")

    @property
    def _status(self) -> Status:
        assert self.fact.status is not None  # `problems` saw to it
        return self.fact.status

    def problems(self) -> Iterator[str]:
        """What is wrong with the declaration."""
        if self.kind not in kinds:
            yield f"writes undeclared facts {self.kind}"
            return
        if self.fact.unit is not Has.MUST or self.fact.status is None:
            yield f"{self.kind} is no fact about a unit that says what counts"
        keys = [each.key for each in self.questions]
        yield from (f"asks {key} twice" for key in sorted({key for key in keys if keys.count(key) > 1}))


class Verbs:
    """The registry, in the order of the phone's page."""

    def __init__(self) -> None:
        self._all: dict[str, Verb] = {}

    def add(self, *verbs: Verb) -> None:
        for verb in verbs:
            for problem in verb.problems():
                raise ValueError(f"field verb {verb.key} {problem}")
            if verb.key in self._all:
                raise ValueError(f"two field verbs are called {verb.key}")
            self._all[verb.key] = verb

    def __getitem__(self, key: str) -> Verb:
        return self._all[key]

    def get(self, key: str) -> Verb | None:
        return self._all.get(key)

    def __iter__(self) -> Iterator[Verb]:
        return iter(self._all.values())


verbs = Verbs()
