"""Reads over sessions, bookings and turns: what is open to me and why not, what is mine, who comes, what clashes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet, Sum

from shenbian.editions.declared import Room
from shenbian.editions.flow import EDITION
from shenbian.flow.row import Row
from shenbian.gatherings.declared import WAY, Mode, session_kinds
from shenbian.gatherings.flows.booking import BOOKING
from shenbian.gatherings.guards.booking import Balanced, HasQuota, Promised
from shenbian.gatherings.models import LIVE, Booking, Session, Turn
from shenbian.gatherings.rules import by_quota, quota_for
from shenbian.kit.period import now, today
from shenbian.orgs.rules import prefixes
from shenbian.people.models import Person
from shenbian.people.queries import standing_membership
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered, reaches

STAYS = timedelta(hours=6)  # how long a session of which no end is told is still shown as going on


def open_sessions(actor: Actor, *, room: Room | None = None, need: str = "") -> QuerySet[Session]:
    """What is published and not over, the nearest first. Of a member: of the bodies above their union; who is no
    member, and a stranger, sees all. One query more for a member's union.
    """
    kinds = [each.key for each in session_kinds if room in (None, each.room) and (not need or need in each.needs)]
    at = now()
    ahead = Q(ends_at__gte=at) | Q(ends_at=None, starts_at__gte=at - STAYS)
    rows = Session.objects.filter(ahead, status="open", kind_key__in=kinds)
    rows = rows.select_related(*Session.RELATED).order_by("starts_at", "id")
    person = person_of(actor)
    member = standing_membership(person, today()) if person else None
    return rows.filter(organisation__path__in=prefixes(member.organisation.path)) if member else rows


def person_of(actor: Actor) -> Person | None:
    """Who acts, as a person; None for strangers and operators. One query, none for those."""
    return Person.objects.select_related("merged_into").get(key=actor.person) if actor.person is not None else None


def who_may(session: Session) -> list[str]:
    """Who may, in words (在册会员), from the guards of the declaration."""
    return [guard.title for guard in session.kind.who if guard.title] if session.kind else []


@dataclass(frozen=True)
class Answer:
    """Why somebody may not book; `full`: only because there is no room, so that they may wait in line; `provable`: only
    because something is not on record that a paper may show instead.
    """

    reasons: tuple[str, ...]
    full: bool = False
    provable: bool = False

    @property
    def may(self) -> bool:
        return not self.reasons


def why_not(actor: Actor, session: Session) -> Answer:
    """Why this person may not book this session now, each reason a sentence. A query a guard and two more;
    where places are kept by quota, two beside.

    What is promised in the form is not asked before it was shown; what must be on record, is.
    """
    person = person_of(actor)
    if person is None:
        return Answer(("登录后才能预约。",))
    way = WAY.get(Mode(session.booking))
    if session.booking == Mode.INVITATION:
        return Answer(("这一场由工会邀请参加。",))
    booking = Booking(session=session, person=person, organisation=session.organisation, status=BOOKING.start.key)
    member = standing_membership(person, today()) if by_quota(session) else None
    booking.quota = quota_for(session, member.organisation, member.unit_id) if member else None
    row = Row(booking, actor, {}, today())
    move = BOOKING.find(way or "book", BOOKING.start.key)
    told, room, papers = [], 0, 0
    for guard in move.guards if move else ():
        if isinstance(guard, Promised):
            told += [unproved] if (unproved := guard.unproved(row)) else []
            papers = len(told) if unproved else 0
        elif why := guard.why(row, guard.needs([row])):
            told.append(why)
            room += isinstance(guard, HasQuota | Balanced)
    return Answer(tuple(told), full=0 < room == len(told), provable=papers == len(told) == 1)


def standing_for(actor: Actor, sessions: Iterable[Session]) -> dict[int, Booking]:
    """This person's bookings that stand, by session. One query."""
    mine = _mine(actor) & Q(session__in=[each.pk for each in sessions], status__in=LIVE)
    found = Booking.objects.filter(mine).select_related(*Booking.RELATED)
    return {each.session_id: each for each in found}


def bookings_of(actor: Actor) -> QuerySet[Booking]:
    """What this person booked, the next session first, then what is over."""
    return Booking.objects.filter(_mine(actor)).select_related(*Booking.RELATED).order_by("-session__on", "-id")


def turns_of(actor: Actor) -> QuerySet[Turn]:
    """Where this person was, the latest first."""
    mine = _mine(actor) & Q(status__in=("present", "counted"))
    return Turn.objects.filter(mine).select_related(*Turn.RELATED).order_by("-happened_on", "-id")


def place_in_line(booking: Booking) -> int:
    """How many stand before this one in the waiting list, and itself. One query."""
    line = booking.session.bookings.filter(status="listed").order_by("rank", "listed_at", "pk")
    return [*line.values_list("pk", flat=True)].index(booking.pk) + 1


def sessions_covered(actor: Actor) -> QuerySet[Session]:
    """The sessions that an officer may see, the latest day first: those of their place and line of work, and those held
    above it once they are published.
    """
    seen = covered(actor, Right.REGISTER_READ, owner="")
    for reach in reaches(actor, Right.REGISTER_READ):
        above = Q(organisation__path__in=prefixes(reach.path)) & ~Q(status=EDITION.start.key)
        seen |= above & Q(desk__in=[*reach.desks, ""]) if reach.desks else above
    return Session.objects.filter(seen).select_related(*Session.RELATED).order_by("-on", "-id")


def bookings_covered(actor: Actor, session: Session) -> QuerySet[Booking]:
    """The bookings of a session within an officer's reach: the host sees all, a union its own."""
    return session.bookings.filter(_reach(actor)).select_related(*Booking.RELATED, "union").order_by("id")


def turns_covered(actor: Actor, session: Session) -> QuerySet[Turn]:
    """Who was there, within an officer's reach: the host sees all, a union its own."""
    return session.turns.filter(_reach(actor)).select_related(*Turn.RELATED).order_by("id")


def _reach(actor: Actor) -> Q:
    """What lies at the session's host, or concerns one's own people."""
    here = covered(actor, Right.REGISTER_READ, place="session__organisation__path", desk="", owner="")
    return here | covered(actor, Right.REGISTER_READ, place="union__path", desk="", owner="")


@dataclass(frozen=True)
class Tally:
    """What a session has come to; persons and heads (person-times on slips) are told apart."""

    booked: int = 0  # places
    offered: int = 0
    listed: int = 0
    waiting: int = 0  # to be judged, drawn or answered
    present: int = 0  # persons, not counted yet
    counted: int = 0  # persons
    heads: int = 0  # of collective slips
    missing: int = 0  # booked and not there


def tally_of(session: Session) -> Tally:
    """Two queries."""
    booked = dict(session.bookings.order_by().values_list("status").annotate(Sum("places")))
    turns = session.turns.filter(status__in=("present", "counted"))
    there = dict(turns.exclude(person=None).order_by().values_list("status").annotate(Count("pk")))
    heads = turns.filter(person=None).aggregate(all=Sum("quantity"))["all"] or 0
    came = turns.filter(person=F("session__bookings__person"), session__bookings__status="booked")
    missing = booked.get("booked", 0) - came.count() if session.status == "held" else 0
    return Tally(
        booked=booked.get("booked", 0),
        offered=booked.get("offered", 0) + booked.get("invited", 0),
        listed=booked.get("listed", 0),
        waiting=booked.get("applied", 0) + booked.get("drawing", 0),
        present=there.get("present", 0),
        counted=there.get("counted", 0),
        heads=heads,
        missing=max(0, missing),
    )


@dataclass(frozen=True)
class Clash:
    """Another session at the same time in the same room, or with the same teacher."""

    session: Session
    what: str


def clashes(sessions: Sequence[Session]) -> dict[int, list[Clash]]:
    """What each of these sessions clashes with, by its id. One query."""
    timed = [each for each in sessions if each.starts_at and each.ends_at and (each.room or each.teacher)]
    if not timed:
        return {}
    since, until = min(s.starts_at for s in timed if s.starts_at), max(s.ends_at for s in timed if s.ends_at)
    near = Session.objects.filter(status__in=("planned", "open", "held"), starts_at__lt=until, ends_at__gt=since)
    near = near.filter(Q(room__in={s.room for s in timed} - {""}) | Q(teacher__in={s.teacher for s in timed} - {""}))
    told: dict[int, list[Clash]] = {}
    others = list(near.select_related(*Session.RELATED).order_by("starts_at", "pk"))
    for session in timed:
        found = [Clash(other, what) for other in others if (what := _shared(session, other))]
        if found:
            told[session.pk] = found
    return told


def _shared(one: Session, other: Session) -> str:
    if one.pk == other.pk or not _overlap(one, other):
        return ""
    if one.room and one.room == other.room and one.place == other.place:
        return f"场地“{one.room}”"
    return f"讲师“{one.teacher}”" if one.teacher and one.teacher == other.teacher else ""


def _overlap(one: Session, other: Session) -> bool:
    if one.starts_at is None or one.ends_at is None or other.starts_at is None or other.ends_at is None:
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def unanswered(at: datetime) -> QuerySet[Booking]:
    """Offers and invitations whose time to answer is over."""
    return Booking.objects.filter(status__in=("offered", "invited"), answer_by__lt=at).order_by("answer_by", "id")


def _mine(actor: Actor) -> Q:
    return Q(person__key__in=[actor.person, *actor.also]) if actor.person is not None else Q(pk__in=[])


def at_the_door(actor: Actor) -> QuerySet[Session]:
    """The sessions of these days at which this officer may sign people in: their own, or open to their people."""
    day = today()
    near = Q(on__gte=day - timedelta(days=1), on__lte=day + timedelta(days=1))
    return sessions_covered(actor).filter(near, status__in=("open", "held")).order_by("starts_at", "id")


def there_now(session: Session, person: Person) -> Turn | None:
    """The turn of somebody who came and has not left. One query."""
    came = session.turns.filter(Q(person=person) | Q(person__merged_into=person), status="present", out_at=None)
    return came.select_related(*Turn.RELATED).first()
