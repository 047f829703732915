"""Places are booked: by whom they are for, by an officer for their own people, by invitation; drawn, given back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from shenbian.files.actions import Paper, attach
from shenbian.files.models import StoredFile
from shenbian.flow.actions import Outcome, enter, perform
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.declared import WAY, Demand, Mode
from shenbian.gatherings.guards.booking import BOOKED, FULL
from shenbian.gatherings.models import LIVE, Booking, Quota, Session
from shenbian.gatherings.rules import by_quota, quota_for, unit_quotas
from shenbian.kit.period import today
from shenbian.people.models import Membership, Person
from shenbian.people.queries import memberships_on
from shenbian.rights.actor import Actor

PROVED = Demand.OCCUPATION.value  # said only by a paper that is there


@dataclass(frozen=True)
class Companion:
    """Somebody who comes along: what they are called and how old; nothing else is asked."""

    called: str
    age: int


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody says when they book: who comes along, what they promise; `line`: to wait where it is full;
    `proof`: a paper of their occupation (id of a sealed file of their own).
    """

    companions: Sequence[Companion] = ()
    said: Mapping[str, Any] | None = None
    line: bool = False
    proof: int | None = None
    client_key: UUID | None = None


def book(session: Session, *, by: Actor, asked: Asked | None = None) -> Booking:
    """A place for whoever acts (and their family), in the way in which the session is booked.

    The same client key again gives the same booking. Raises Refused with the reason, NotYours for a stranger.
    """
    asked = asked or Asked()
    try:
        return _book(session, by, asked)
    except IntegrityError:  # the same phone twice at the same moment
        if (sent := _standing(session, by, asked.client_key)) is None:
            raise
        return sent


@transaction.atomic
def _book(session: Session, by: Actor, asked: Asked) -> Booking:
    if by.person is None:
        raise NotYours
    if (sent := _standing(session, by, asked.client_key)) is not None:
        return sent
    way = "join" if asked.line else WAY.get(Mode(session.booking), "book")
    if way == "book" and not by_quota(session):
        _refuse_the_rest(session)
    mine = memberships_on(today()).filter(person__key=by.person)
    member = mine.select_related("organisation", "person").first()
    person = member.person if member else Person.objects.get(key=by.person)
    booking = _booking(session, person, member, by)
    booking.quota = quota_for(session, booking.union, booking.unit_id) if way == "book" else None
    booking.companions = [vars(each) for each in asked.companions]
    booking.places = 1 + len(asked.companions)
    booking.said = {key: value for key, value in (asked.said or {}).items() if key != PROVED}
    if asked.proof is not None:
        booking.said[PROVED] = _shown_paper(asked.proof, by)
    booking.client_key = asked.client_key
    made = _made(enter(way, [booking], by=by))[0]
    if asked.proof is not None:
        attach([Paper(subject=made.subject, file=asked.proof, said="职业证明")], by=by)
    return made


def _shown_paper(file: int, by: Actor) -> bool:
    """Their own paper, sealed: it tells of a person. Raises Refused."""
    if not StoredFile.objects.filter(pk=file, uploaded_by=by.ref, sealed=True, about=by.person).exists():
        raise Refused("没有找到职业证明，请重新上传。")
    return True


def book_for(
    session: Session, people: Sequence[Person], *, by: Actor, rows: Sequence[str] = (), quota: Quota | None = None
) -> list[Outcome[Booking]]:
    """Places for an officer's own people in one go, inside their union's quota. Where it has none, of that of the unit
    of each, else from what everybody may book. An outcome for each, naming the row. A fixed number of queries.
    """
    members = _members(people)
    own = quota or _quota_of(session, by)
    bookings = [_booking(session, person, members.get(person.pk), by) for person in people]
    units = {} if own else unit_quotas(session, {each.unit_id for each in bookings if each.unit_id})
    for booking in bookings:
        booking.quota = own or units.get(booking.unit_id or 0)
        booking.organisation = (own.organisation if own else None) or booking.union or session.organisation
    return enter("book_for", bookings, by=by, rows=list(rows))


def invite(
    session: Session, people: Sequence[Person], *, by: Actor, rows: Sequence[str] = ()
) -> list[Outcome[Booking]]:
    """Ask people to come; a place is kept for each until they answer or the time to answer is over."""
    members = _members(people)
    bookings = [_booking(session, person, members.get(person.pk), by) for person in people]
    return enter("invite", bookings, by=by, rows=list(rows))


@transaction.atomic
def swap(booking: Booking, *, person: Person, by: Actor, reason: str = "换人") -> Booking:
    """Somebody else of the same union comes instead: one goes, the other takes the place. Raises as the moves do."""
    gone = perform("remove", on=booking, by=by, said={"reason": reason})
    instead = _booking(gone.session, person, _members([person]).get(person.pk), by)
    instead.quota, instead.organisation = gone.quota, gone.organisation
    return _made(enter("book_for", [instead], by=by))[0]


@transaction.atomic
def draw(session: Session, *, order: Iterable[int], by: Actor) -> list[Outcome[Booking]]:
    """Give the places to those who entered the draw, in this order of bookings (ids); the others go onto the waiting
    list in the same order. Raises Refused where the order is not of just those who entered.

    Who draws the order, and how it can be run again by anybody, is said above (a provable draw).
    """
    entered = {each.pk: each for each in session.bookings.filter(status="drawing").select_related(*Booking.RELATED)}
    ranked = list(order)
    if set(ranked) != entered.keys() or len(ranked) != len(entered):
        raise Refused("抽签结果和报名抽签的人对不上，请重新抽签。")
    free = Session.objects.get(pk=session.pk).free
    things = [entered[pk] for pk in ranked]
    balanced = session.kind is not None and session.kind.balance is not None
    said = [{"rank": place} for place in range(1, len(things) + 1)]
    if balanced:
        return _balanced(things, said, by)
    won = len(things) if free is None else _fit(things, free)
    outcomes: list[Outcome[Booking]] = []
    for move, part in (("win", slice(0, won)), ("lose", slice(won, None))):
        if things[part]:
            outcomes += perform(move, on=things[part], by=by, said=said[part])
    return outcomes


def _balanced(things: Sequence[Booking], said: Sequence[dict[str, int]], by: Actor) -> list[Outcome[Booking]]:
    """The same where a balance is kept: whoever would break it is passed over, and waits in line."""
    outcomes = perform("win", on=things, by=by, said=said)
    rest = [place for place, each in enumerate(outcomes) if not each.moved]
    if rest:
        lost = perform("lose", on=[things[place] for place in rest], by=by, said=[said[place] for place in rest])
        for place, each in zip(rest, lost, strict=True):
            outcomes[place] = each
    return outcomes


def erase_bookings(people: Sequence[Person]) -> int:
    """Empty what bookings say of people who are erased: whom they took along, promised and thought. How many."""
    mine = Booking.objects.filter(person__in=people)
    return mine.update(companions=[], said={}, feedback="")


def _fit(things: Sequence[Booking], free: int) -> int:
    """How many of these, in their order, fit into so many places."""
    for place, thing in enumerate(things):
        free -= thing.places
        if free < 0:
            return place
    return len(things)


def _booking(session: Session, person: Person, member: Membership | None, by: Actor) -> Booking:
    return Booking(
        session=session,
        person=person,
        organisation=session.organisation,
        desk=session.desk,
        union=member.organisation if member else None,
        unit_id=member.unit_id if member else None,
        booked_by=by.ref,
    )


def _members(people: Sequence[Person]) -> dict[int, Membership]:
    """The memberships of these people, by person. One query."""
    found = memberships_on(today()).filter(person__in=[each.pk for each in people]).select_related("organisation")
    return {each.person_id: each for each in found}


def _quota_of(session: Session, by: Actor) -> Quota | None:
    """The quota of a union for which this officer acts; that of the lowest of them. One query."""
    paths = [post.organisation.path for post in by.posts]
    quotas = session.quotas.filter(organisation__path__in=paths).select_related("organisation")
    return max(quotas, key=lambda each: len(each.organisation.path) if each.organisation else 0, default=None)


def _standing(session: Session, by: Actor, client_key: UUID | None) -> Booking | None:
    """What this phone sent before. Raises Refused where somebody stands for the session otherwise. One query."""
    mine = Booking.objects.filter(person__key__in=[by.person, *by.also])
    wanted = mine.filter(Q(client_key=client_key, client_key__isnull=False) | Q(session=session, status__in=LIVE))
    found = dict(wanted.values_list("client_key", "pk"))
    if client_key and client_key in found:
        return mine.select_related(*Booking.RELATED).get(pk=found[client_key])
    if found:
        raise Refused(BOOKED)
    return None


def _refuse_the_rest(session: Session) -> None:
    """In a rush most come too late: they hear so without queueing for the session's lock. One query.

    What was full at this instant may say so; what was free is asked again, in turn, by the guard.
    """
    if Session.objects.filter(pk=session.pk, capacity__lte=F("taken") + F("reserved")).exists():
        raise Refused(FULL)


def _made(outcomes: Sequence[Outcome[Booking]]) -> list[Booking]:
    for each in outcomes:
        if each.refusal is not None:
            raise each.refusal
    return [each.thing for each in outcomes if each.thing is not None]
