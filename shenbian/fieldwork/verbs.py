"""What is done standing (现场事项): a unit visited or inspected, a parcel handed to a worker, a day of one's own noted.
A verb is said by its programme.

A programme declares one beside its metrics; the phone's page, its form, what waits this month, the state diagram and
the fact follow from it. What of such a day counts, and why the rest does not, is said by the fact's kind already.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from shenbian.editions.form import Field
from shenbian.facts.kind import Has, Kind, Status, kinds
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Desk, Right

Facets = Callable[[Mapping[str, Any]], Mapping[str, str]]


class About(StrEnum):
    """Of whom such a day is."""

    UNIT = "unit"  # within one's duty
    PERSON = "person"  # whoever shows their card, or is found by number or name within one's duty
    ONESELF = "oneself"


class Onward(ABC):
    """To whom what a phone sent is handed on: the kernel that keeps such days, and whose move writes the fact.

    Everything that this is asked may ask the database; what it refuses is refused to the phone, and nothing is there.
    """

    @abstractmethod
    def open_to(self, actor: Actor) -> bool:
        """Whether this person does it at all. No query."""

    @abstractmethod
    def take(self, record: Any, *, by: Actor) -> str:
        """Make the kernel's own thing of the record; how the thing is named ("app.model:pk"). Raises Refused."""

    def refused(self, said: Any, *, why: str, by: Actor) -> None:  # noqa: B027  most keep nothing of it
        """What was said came to nothing, and nothing of it is there: keep that it was tried, where that is wanted."""

    def offered(self, actor: Actor, *, most: int) -> Sequence[str]:
        """Names to choose from without a network, for the question that `lists` names."""
        return ()


@dataclass(frozen=True, kw_only=True)
class Verb:
    """`kind` is the kind of fact that it writes. `facets` says which words of the answers are counted; it must name
    nobody, for facts hold no personal data.

    `register`: the units that stand on this register want it once a month; empty: nothing is due by itself.
    `edition`: it is done for a running of the programme. `slip` and `count`: the questions by which a team of a unit
    signs together, instead of one person. `where`: the facet that says where it was. `lists`: the question for which
    the page carries names to choose from. `onward`: who keeps such a day; then the record is only what the phone sent.
    `outcome`: how it went is asked; without, it went as what counts first. `desk` is empty where all are concerned.
    """

    key: str
    programme: str
    title: str
    icon: str
    desk: Desk | Literal[""]
    kind: str
    questions: tuple[Field, ...]
    facets: Facets
    about: About = About.UNIT
    right: Right = Right.REGISTER_KEEP
    register: str = ""
    edition: bool = False
    slip: str = ""
    count: str = ""
    where: str = ""
    lists: str = "unit"
    onward: Onward | None = None
    outcome: bool = True

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
        has = self.fact.unit if self.about is About.UNIT else self.fact.person
        if (has is not Has.MUST if self.about is About.UNIT else has is Has.NO) or self.fact.status is None:
            yield f"{self.kind} is no fact about a {self.about} that says what counts"
        keys = [each.key for each in self.questions]
        named = [each for each in (self.slip, self.count) if each and each not in keys]
        yield from (f"asks nothing called {key}" for key in named)
        if self.about is About.ONESELF and self.onward is None:
            yield "is about oneself, and nobody keeps it"
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
