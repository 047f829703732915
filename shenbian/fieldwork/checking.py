"""Signing people in on the officer's phone (签到): handed on to `gatherings`, which keeps who was there.

It works without a network: the phone keeps whom it scanned and when, and sends it later, as often as it likes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shenbian.editions.form import Field, FieldKind
from shenbian.fieldwork.verbs import About, Onward, Verb
from shenbian.flow.refusals import Refused
from shenbian.gatherings.actions import There, note_failed, sign_in, sign_out
from shenbian.gatherings.models import Session
from shenbian.gatherings.models.turn import How
from shenbian.gatherings.queries import at_the_door, there_now
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import reaches

_WAYS = (("in", "签到"), ("out", "签退"))


@dataclass(frozen=True)
class Turns(Onward):
    """The kernel of who was there."""

    def open_to(self, actor: Actor) -> bool:
        return bool(reaches(actor, Right.REGISTER_KEEP))

    def take(self, record: Any, *, by: Actor) -> str:
        told: Mapping[str, Any] = record.answers
        session = _session(told["session"])
        if told.get("way") == "out":
            turn = there_now(session, record.person)
            if turn is None:
                raise Refused(f"没有{record.person.name}在“{session}”的签到记录，不能签退。")
            return sign_out(turn, at=record.happened_at, by=by).subject
        there = There(person=record.person, in_at=record.happened_at, how=How.OFFLINE, client_key=record.client_key)
        return sign_in(session, there, by=by).subject

    def refused(self, said: Any, *, why: str, by: Actor) -> None:
        """A failed scan is kept with its reason."""
        session = _found(said.answers.get("session", ""))
        if session is not None:
            note_failed(session, why=why, how=How.OFFLINE, by=by, person=said.person.key if said.person else None)

    def offered(self, actor: Actor, *, most: int) -> Sequence[str]:
        return [called(session) for session in at_the_door(actor)[:most]]


def called(session: Session) -> str:
    """How the list on the phone names a session: its number leads back to it."""
    return f"{session}·{session.number}"


def _session(typed: str) -> Session:
    """By its number, with or without its name before it. Raises Refused."""
    found = _found(typed)
    if found is None:
        raise Refused(f"没有找到场次“{typed[:40]}”。请从列表里选一场，或写场次编号。")
    return found


def _found(typed: str) -> Session | None:
    number = typed.rpartition("·")[2].strip()
    return Session.objects.select_related(*Session.RELATED).filter(number=number).first()


CHECKING_IN = Verb(
    key="check_in",
    programme="",
    title="签到",
    icon="check",
    desk="",
    kind="turn",
    about=About.PERSON,
    lists="session",
    onward=Turns(),
    questions=(
        Field(key="session", title="场次", help="从列表里选，或写场次编号", sensitivity=Sensitivity.PLAIN),
        Field(
            key="way", title="进还是出", kind=FieldKind.CHOICE, choices=_WAYS, required=False,
            help="计时的场次，离开时选“签退”", sensitivity=Sensitivity.PLAIN,
        ),
    ),
    facets=lambda answers: {},
    outcome=False,
)  # fmt: skip
