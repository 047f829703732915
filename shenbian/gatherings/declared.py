"""What a programme says of its sessions: the half of it that the kernel must know. A declaration; imports no models.

A programme declares its kinds of session beside its metrics; `programmes.contents` registers them. A session that is
told by a sheet alone, of a programme that declares none, has no kind: nobody books it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db import models

from shenbian.certificates.declared import certificate_kinds
from shenbian.editions.declared import Room
from shenbian.facts.kind import Has, kinds
from shenbian.flow.row import Effect, Guard
from shenbian.rights.catalogue import Desk


class Mode(models.TextChoices):
    """How one comes to a place (预约方式)."""

    OPEN = "open", "无需预约"
    FIRST = "first", "先到先得"
    DRAW = "draw", "抽签"
    APPROVAL = "approval", "审核"
    INVITATION = "invitation", "邀请"


# The move by which a worker asks for a place, where they may ask at all.
WAY = {Mode.FIRST: "book", Mode.DRAW: "enter_draw", Mode.APPROVAL: "ask"}


class Demand(StrEnum):
    """What whoever books must say or show, because the programme is answerable for it."""

    WAIVER = "waiver"  # says that their health allows it
    GUARDIAN = "guardian"  # agrees, as the guardian, to a child's coming and to the child's data
    SINGLE = "single"  # pledges to be single
    OCCUPATION = "occupation"  # belongs to an occupation that the rulebook lists, on record or shown


@dataclass(frozen=True, kw_only=True)
class SessionKind:
    """`what` tells a worker in two sentences; `verb` is the button (预约). `modes`: the first is meant where nothing is
    said. `who` are the guards that say who may, asked at every way of booking and, before it, by `why_not`.

    `counts` is the kind of fact that one person's presence is: `turn`, or `service.used` where a service is redeemed.
    `audience`: with whom it is held, where that is always the same.
    `is_session`: that it was held counts too (`session.held`); not of the day of a service.
    `hours`: in and out are taken, and minutes counted. `alone`: nobody can be at two of these at the same time.
    `certifies`: the kind of certificate that its hours may be given. `unpaid`: whoever was on paid duty does not count.
    `leads_to`: the kind of entry to which the session's own code leads; what is handed in through it is linked.
    `family`: a booking may take family along, `party` of them at most. `insured`: not opened without an insurance.
    `by_quota`: who books for themselves takes a place of the quota of their union, or of one above it, if it has one.
    `needs` are words of the portal's tiles. `balance` is asked wherever a place is taken: whom it refuses may wait in
    line, and is passed over there until they fit. `mixes`: who was there may choose each other in secret (`mixers`).
    `plays`: matches of tournaments are played at it (`brackets`). `follows`: what else is done once somebody counts as
    having been there, for all their turns at once (who was in class begins to study: `courses.attending`).
    """

    key: str
    programme: str
    title: str
    what: str
    desk: Desk
    verb: str = "预约"
    one: str = "场"
    modes: tuple[Mode, ...] = (Mode.FIRST, Mode.OPEN, Mode.DRAW, Mode.APPROVAL, Mode.INVITATION)
    who: tuple[Guard, ...] = ()
    demands: tuple[Demand, ...] = ()
    counts: str = "turn"
    audience: str = ""
    is_session: bool = True
    hours: bool = False
    alone: bool = False
    certifies: str = ""
    leads_to: str = ""
    unpaid: bool = False
    family: bool = False
    party: int = 4
    insured: bool = False
    by_quota: bool = False
    room: Room = Room.JOIN_IN
    needs: tuple[str, ...] = ("sign_up",)
    balance: Guard | None = None
    mixes: bool = False
    plays: bool = False
    follows: tuple[Effect, ...] = ()

    def problems(self) -> Iterator[str]:
        """What is wrong with the declaration."""
        if self.counts not in kinds or kinds[self.counts].person is Has.NO:
            yield f"counts presence as {self.counts}, which is no fact about a person"
        if not self.modes:
            yield "has no way of booking"
        if self.family and Demand.GUARDIAN not in self.demands:
            yield "takes children along without their guardian's consent"
        if self.certifies and (self.certifies not in certificate_kinds or not self.hours):
            yield f"certifies hours as {self.certifies}, which nobody declared or which are not taken"


class SessionKinds:
    """The registry, in the order of the catalogue."""

    def __init__(self) -> None:
        self._all: dict[str, SessionKind] = {}

    def add(self, *declared: SessionKind) -> None:
        for kind in declared:
            for problem in kind.problems():
                raise ValueError(f"session kind {kind.key} {problem}")
            if kind.key in self._all:
                raise ValueError(f"two kinds of session are called {kind.key}")
            self._all[kind.key] = kind

    def __getitem__(self, key: str) -> SessionKind:
        return self._all[key]

    def get(self, key: str) -> SessionKind | None:
        return self._all.get(key)

    def __contains__(self, key: object) -> bool:
        return key in self._all

    def __iter__(self) -> Iterator[SessionKind]:
        return iter(self._all.values())

    def of(self, programme: str) -> list[SessionKind]:
        """The kinds that a programme declares, the usual one first."""
        return [kind for kind in self._all.values() if kind.programme == programme]


session_kinds = SessionKinds()
