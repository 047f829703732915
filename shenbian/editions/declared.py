"""What entries of a programme are: the half of a `Programme` that the kernel must know. A declaration; no models.

A programme says its kinds of entry beside its metrics (`standard.programme`); when the catalogue fills, they are
registered here, so that an entry finds its form and its flow without knowing who declared them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from shenbian.editions.form import Form
from shenbian.flow.row import Effect, FactsOf, Guard
from shenbian.flow.table import Flow, Phase, extend
from shenbian.rights.catalogue import Desk, Right

SUBMIT = "submit"  # the move by which a form is handed in; wherever it leads from, the form may be filled in
WITHDRAW = "withdraw"


class Room(StrEnum):
    """Where a worker finds it."""

    JOIN_IN = "join_in"  # 参加: activities, contests
    APPLY = "apply"  # 办事: applications


class Repeats(StrEnum):
    """How often one person may enter one edition."""

    ONCE = "once"  # one that waits or is done
    AFTER = "after"  # the next when the one before is over
    MANY = "many"  # as many as they like, one draft at a time


@dataclass(frozen=True)
class Place:
    """Where an entry is handled: keys of the union body and of the unit."""

    organisation: int
    unit: int | None = None


@dataclass(frozen=True, kw_only=True)
class EntryKind:
    """`what` tells a worker in two sentences; `verb` is the button (申请入会); `letters` begin its numbers.

    `who` are the guards that say who may: asked when it is submitted and, before any entry exists, by `why_not`.
    `path` is the flow without them; `guards`, `effects` and `facts` are added to its moves. `place` says from the
    answers where the entry is handled (None: by whom the edition is run). `tells` are the keys of answers that name
    it in lists; never personal ones. `needs` are words of the portal's tiles. `by_sheet`: a union may hand it in for
    its members with their consent, many in one sheet (集体申报).
    """

    key: str
    title: str
    verb: str
    letters: str
    what: str
    desk: Desk
    form: Form
    path: Flow
    who: tuple[Guard, ...] = ()
    guards: Mapping[str, tuple[Guard, ...]] = field(default_factory=dict)
    effects: Mapping[str, tuple[Effect, ...]] = field(default_factory=dict)
    facts: Mapping[str, tuple[FactsOf, ...]] = field(default_factory=dict)
    place: Callable[[Any, Mapping[str, Any]], Place | None] | None = None
    repeats: Repeats = Repeats.ONCE
    room: Room = Room.APPLY
    needs: tuple[str, ...] = ()
    tells: str = ""
    by_sheet: bool = False

    @cached_property
    def flow(self) -> Flow:
        guards = dict(self.guards)
        guards[SUBMIT] = (*self.who, *guards.get(SUBMIT, ()))
        return extend(self.path, self.key, title=self.title, guards=guards, effects=self.effects, facts=self.facts)

    @property
    def for_members(self) -> bool:
        """Whether a member of a union can be among those who may."""
        return not any(guard.refuses_members for guard in self.who)

    def problems(self) -> Iterator[str]:
        """What is wrong with the declaration."""
        handing_in = [move for move in self.flow.moves if move.name == SUBMIT]
        if not handing_in or any(move.right is not Right.ENTRY_MAKE for move in handing_in):
            yield f"entry kind {self.key} is not submitted by its owner"
        if self.flow.start.phase is not Phase.DRAFT:
            yield f"entry kind {self.key} does not begin as a draft"
        if self.tells and self.form.field(self.tells).sensitivity != "plain":
            yield f"entry kind {self.key} is named in lists by what is personal"

    def filled_in(self, status: str) -> bool:
        """Whether the form may be filled in while an entry is in this state."""
        return self.flow.find(SUBMIT, status) is not None


class EntryKinds:
    """The registry, in the order of the catalogue; each kind with the key of the programme that declared it."""

    def __init__(self) -> None:
        self._all: dict[str, EntryKind] = {}
        self._programme: dict[str, str] = {}

    def add(self, kind: EntryKind, *, programme: str) -> None:
        for problem in kind.problems():
            raise ValueError(problem)
        if kind.key in self._all:
            raise ValueError(f"two kinds of entry are called {kind.key}")
        self._all[kind.key] = kind
        self._programme[kind.key] = programme

    def __getitem__(self, key: str) -> EntryKind:
        return self._all[key]

    def __contains__(self, key: object) -> bool:
        return key in self._all

    def __iter__(self) -> Iterator[EntryKind]:
        return iter(self._all.values())

    def programme_of(self, kind: str) -> str:
        return self._programme[kind]

    def of(self, programme: str) -> list[EntryKind]:
        """The kinds that a programme declares."""
        return [self._all[key] for key, owner in self._programme.items() if owner == programme]


entry_kinds = EntryKinds()
