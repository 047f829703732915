"""Who was there is taken down: by themselves at the door, by an officer, from a list afterwards; in, and out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from shenbian.flow.actions import Outcome, enter, perform
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.acting import caused_by
from shenbian.gatherings.models import Scan, Session, Turn
from shenbian.gatherings.models.turn import How
from shenbian.kit.period import now, today
from shenbian.orgs.models import Organisation, Unit
from shenbian.people.models import GroupSpell, Membership, Person
from shenbian.people.queries import memberships_on
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may


@dataclass(frozen=True, kw_only=True)
class There:
    """Somebody was there: who, from when until when where that is known, how it was taken down."""

    person: Person
    in_at: datetime | None = None
    out_at: datetime | None = None
    minutes: int | None = None
    how: How = How.LIST
    client_key: UUID | None = None


def check_in(session: Session, *, by: Actor, client_key: UUID | None = None, at: datetime | None = None) -> Turn:
    """Whoever acts is here. Raises Refused with the reason, which is kept as a failed scan."""
    if by.person is None:
        raise NotYours
    there = There(person=Person.objects.get(key=by.person), in_at=at, how=How.CODE, client_key=client_key)
    return _one(session, there, "check_in", by)


def sign_in(session: Session, there: There, *, by: Actor) -> Turn:
    """An officer takes somebody down: at the door, or offline and sent later. The same key again is the same turn.

    Raises Refused with the reason, which is kept as a failed scan.
    """
    return _one(session, there, "sign_in", by)


def take_roll(session: Session, roll: Sequence[There], *, by: Actor, rows: Sequence[str] = ()) -> list[Outcome[Turn]]:
    """A list of a session that was held, typed in afterwards: each counts at once, marked as late where it is."""
    return enter("register", _turns(session, roll, by), by=by, rows=list(rows))


@dataclass(frozen=True, kw_only=True)
class Heads:
    """A slip: so many of a union, or of one of its units."""

    slip: str
    quantity: int
    union: Organisation
    unit: Unit | None = None


def take_heads(
    session: Session, *, slip: str, quantity: int, union: Organisation, by: Actor, unit: Unit | None = None
) -> Turn:
    """Where only a head-count is known: so many of a union (or of one of its units), under the number of their slip."""
    return _first(take_slips(session, [Heads(slip=slip, quantity=quantity, union=union, unit=unit)], by=by))


def take_slips(session: Session, slips: Sequence[Heads], *, by: Actor, rows: Sequence[str] = ()) -> list[Outcome[Turn]]:
    """The same, many at once: an outcome for each. Raises Refused for a slip without a number or that stands twice."""
    turns = [_slip(session, each, by) for each in slips]
    _refuse_twice(session, turns)
    return enter("register", turns, by=by, rows=list(rows))


def _slip(session: Session, said: Heads, by: Actor) -> Turn:
    turn = _blank(session, by, How.LIST)
    turn.slip, turn.quantity, turn.union, turn.unit = said.slip.strip(), said.quantity, said.union, said.unit
    if not turn.slip:
        raise Refused("请写集体签到单号。")
    if not may(by, Right.REGISTER_KEEP, session):
        turn.organisation = turn.union
    return turn


def _refuse_twice(session: Session, turns: Sequence[Turn]) -> None:
    """One number is one slip. One query."""
    known = set(slips_of(session))
    for turn in turns:
        if turn.slip in known:
            raise Refused(f"集体签到单“{turn.slip}”已经登记过；人数不对的，请在那一条上更正。")
        known.add(turn.slip)


def slips_of(session: Session) -> list[str]:
    """The numbers of the slips that stand. One query."""
    stand = session.turns.filter(status__in=("present", "counted"), person=None)
    return list(stand.values_list("slip", flat=True))


def check_out(turn: Turn, *, by: Actor) -> Turn:
    """They leave; where the session was registered as held already, the turn counts now."""
    return _counted(perform("check_out", on=turn, by=by), by)


def sign_out(turn: Turn, *, at: datetime, by: Actor) -> Turn:
    """An officer says when somebody left who did not say so themselves."""
    return _counted(perform("sign_out", on=turn, by=by, said={"out_at": at}), by)


def note_failed(session: Session, *, why: str, how: str, by: Actor, person: int | None = None) -> Scan:
    """Keep a scan that came to nothing, with its reason."""
    return Scan.objects.create(session=session, why=why[:300], how=how, by=by.ref, person=person)


def _one(session: Session, there: There, move: str, by: Actor) -> Turn:
    if (sent := _sent(by, there.client_key)) is not None:
        return sent
    try:
        with transaction.atomic():
            turn = _first(enter(move, _turns(session, [there], by), by=by))
            return _counted(turn, by)
    except IntegrityError:  # the same phone, twice at the same moment; or the database's own no
        if (sent := _sent(by, there.client_key)) is not None:
            return sent
        raise Refused(_twice(session, there, by)) from None
    except NotYours:
        raise
    except Refused as no:
        note_failed(session, why=no.why, how=there.how, by=by, person=there.person.key)
        raise


def _twice(session: Session, there: There, by: Actor) -> str:
    why = "刚刚已经签到，或者同一时间已在别处签到。"
    note_failed(session, why=why, how=there.how, by=by, person=there.person.key)
    return why


def _counted(turn: Turn, by: Actor) -> Turn:
    """A turn of a session that was held counts, if all that must be known of it is."""
    if turn.session.status != "held":
        return turn
    outcome = perform("count", on=[turn], by=caused_by(by))[0]
    return outcome.thing if outcome.thing is not None and outcome.moved else turn


def _turns(session: Session, roll: Sequence[There], by: Actor) -> list[Turn]:
    """The turns that these would be. Two queries."""
    people = [each.person.pk for each in roll]
    members = {
        each.person_id: each
        for each in memberships_on(session.on).filter(person__in=people).select_related("organisation")
    }
    spells = GroupSpell.objects.filter(person__in=people, until_on=None).exclude(occupation="")
    works = dict(spells.values_list("person_id", "occupation"))
    return [_turn(session, each, members.get(each.person.pk), works.get(each.person.pk, ""), by) for each in roll]


def _turn(session: Session, there: There, member: Membership | None, occupation: str, by: Actor) -> Turn:
    turn = _blank(session, by, there.how)
    turn.person = there.person
    if member is not None:
        turn.union, turn.unit_id = member.organisation, member.unit_id
    if not may(by, Right.REGISTER_KEEP, session):
        turn.organisation = turn.union
    turn.in_at = there.in_at or (now() if there.how in (How.CODE, How.CARD) else None)
    turn.out_at, turn.minutes, turn.client_key = there.out_at, there.minutes, there.client_key
    turn.occupation = occupation
    turn.occurred_at = turn.in_at
    return turn


def _blank(session: Session, by: Actor, how: How) -> Turn:
    told: dict[str, Any] = {name: getattr(session, name) for name in ("umbrella", "activity", "programme", "desk")}
    kind = session.kind
    return Turn(
        session=session,
        organisation=session.organisation,
        union=session.organisation,
        happened_on=session.on,
        how=how,
        late=today() > session.on,
        alone=bool(kind and kind.alone),
        place=session.place[:100] if session.counts != "turn" else "",
        recorded_by=by.ref,
        **told,
    )


def _sent(by: Actor, client_key: UUID | None) -> Turn | None:
    if client_key is None:
        return None
    mine = Turn.objects.filter(recorded_by=by.ref, client_key=client_key)
    return mine.select_related(*Turn.RELATED).first()


def _first(outcomes: Sequence[Outcome[Turn]]) -> Turn:
    if outcomes[0].refusal is not None:
        raise outcomes[0].refusal
    if outcomes[0].thing is None:
        raise NotYours
    return outcomes[0].thing
