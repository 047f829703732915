"""Every declared kind of session runs from its plan to its figures: planned, published, booked in each of its ways by
somebody who may, checked in, held, counted; and refused to somebody who may not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import shenbian.programmes.contents  # noqa: F401  declares every kind of session
from shenbian.facts.kind import Has, kinds
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.refusals import Refused
from shenbian.gatherings.actions import Asked, Companion, There, book, invite, sign_in, sign_out
from shenbian.gatherings.declared import WAY, Demand, Mode, SessionKind, session_kinds
from shenbian.gatherings.models import Booking, Session
from shenbian.gatherings.models.turn import How
from shenbian.gatherings.queries import why_not
from shenbian.kit.period import now
from shenbian.people.models import GroupSpell
from shenbian.rights.actor import Actor
from shenbian.standard.programme import catalogue
from tests.editions.conftest import Cast, person_of
from tests.editions.conftest import cast as cast
from tests.editions.conftest import data_folder as data_folder
from tests.gatherings.conftest import OPERATOR, begun, opened, running

KINDS = list(session_kinds)
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
PROMISED = {demand.value: True for demand in Demand}


def asked(kind: SessionKind) -> Asked:
    """What somebody says who keeps to all that the kind demands."""
    return Asked(companions=[Companion("小明", 7)] if kind.family else [], said=PROMISED)


def worker(cast: Cast, kind: SessionKind) -> Actor:
    """Somebody for whom the kind is."""
    actor = cast.worker(of=cast.plant)
    person = person_of(actor)
    person.sex = "2" if cast.count % 2 else "1"
    person.save(update_fields=["sex"])
    if Demand.OCCUPATION in kind.demands:
        GroupSpell.objects.create(person=person, group="new_form", occupation="courier", from_on=now().date())
    return actor


def session(cast: Cast, kind: SessionKind, mode: Mode, **said: Any) -> Session:
    if kinds[kind.counts].edition is Has.MUST:
        said["edition"] = running(cast, kind.programme, f"{kind.title}{mode.label}")
    return opened(cast, kind=kind.key, booking=mode.value, insurance="PICC-1", capacity=8, **said)


def booked(session: Session, actor: Actor, kind: SessionKind) -> Booking:
    """A booking in the session's way, brought to its place."""
    mode = Mode(session.booking)
    if mode is Mode.INVITATION:
        (outcome,) = invite(session, [person_of(actor)], by=OPERATOR)
        assert outcome.thing is not None, outcome.why
        return perform("accept", on=outcome.thing, by=actor)
    made = book(session, by=actor, asked=asked(kind))
    if mode is Mode.APPROVAL:
        return perform("admit", on=made, by=OPERATOR)
    return perform("win", on=made, by=OPERATOR, said={"rank": 1}) if mode is Mode.DRAW else made


@each_kind
def test_it_belongs_to_a_programme_that_writes_what_it_counts(kind: SessionKind) -> None:
    programme = catalogue[kind.programme]
    assert kind.desk is programme.desk
    written = {kind.counts, *(["session.held"] if kind.is_session else [])}
    assert written & set(programme.kinds)  # some count sessions alone, some who came


@each_kind
def test_it_runs_from_plan_to_fact(cast: Cast, kind: SessionKind) -> None:
    for mode in kind.modes:
        actor = worker(cast, kind)
        here = session(cast, kind, mode)
        if mode is not Mode.OPEN:
            assert booked(here, actor, kind).status == "booked"
        there = begun(here)
        turn = sign_in(there, There(person=person_of(actor), how=How.CARD), by=OPERATOR)
        held = perform("hold", on=there, by=OPERATOR)
        if kind.hours:
            sign_out(turn, at=now(), by=OPERATOR)
        turn.refresh_from_db()
        assert (held.status, turn.status) == ("held", "counted")
        mine = Fact.objects.filter(person=actor.person, voided_at=None).exclude(kind="member.admitted")
        assert [fact.kind for fact in mine] == [kind.counts]
        sessions = Fact.objects.filter(kind="session.held", facets__session=held.number)
        assert sessions.count() == int(kind.is_session)


@each_kind
def test_who_is_not_meant_hears_why(cast: Cast, kind: SessionKind) -> None:
    mode = next((mode for mode in kind.modes if mode in WAY), None)
    if mode is None:
        return  # nobody asks for a place
    here = session(cast, kind, mode)
    stranger = cast.worker()
    if kind.who:
        assert why_not(stranger, here).reasons
        with pytest.raises(Refused):
            book(here, by=stranger, asked=asked(kind))
    if kind.demands:
        with pytest.raises(Refused):
            book(here, by=cast.worker(of=cast.plant), asked=replace(asked(kind), said={}))
