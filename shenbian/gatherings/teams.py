"""Reads over teams of volunteers: those within one's duty, those that one is in, those that one may join."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from shenbian.gatherings.declared import session_kinds
from shenbian.gatherings.models import LIVE, Booking, Session, Team, TeamMember, TeamTask
from shenbian.gatherings.queries import person_of, sessions_covered
from shenbian.kit.period import now, today
from shenbian.orgs.rules import prefixes
from shenbian.people.queries import standing_membership
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered

_IN = Count("members", filter=Q(members__status="in"))


def teams_covered(actor: Actor) -> QuerySet[Team]:
    """The teams that an officer may see, the latest first, each with `size`, how many are in it."""
    rows = Team.objects.filter(covered(actor, Right.REGISTER_READ, owner="")).annotate(size=_IN)
    return rows.select_related("organisation", "unit", "leader").order_by("-id")


def members_of(team: Team) -> QuerySet[TeamMember]:
    """Who is in it, in the order of their coming."""
    return team.members.filter(status="in").select_related("person").order_by("id")


def tasks_of(team: Team) -> QuerySet[TeamTask]:
    """What was offered to it, the latest first."""
    return team.tasks.select_related("session", "session__organisation").order_by("-id")


def tasks_to_offer(actor: Actor, team: Team) -> QuerySet[Session]:
    """Tasks for volunteers that lie ahead, within this officer's reach, and were not offered to the team yet."""
    kinds = [kind.key for kind in session_kinds if kind.unpaid]
    rows = sessions_covered(actor).filter(status="open", kind_key__in=kinds, starts_at__gt=now())
    return rows.exclude(offered_to__team=team).order_by("starts_at", "id")


@dataclass(frozen=True)
class Mine:
    """A team that one is in: one's place in it, whether one leads it, what lies ahead that was offered to it."""

    member: TeamMember
    leads: bool
    tasks: Sequence[Session]


def teams_of(actor: Actor) -> list[Mine]:
    """The teams that this person is in. Two queries."""
    keys = [key for key in (actor.person, *actor.also) if key is not None]
    rows = TeamMember.objects.filter(person__key__in=keys, status="in", team__status="standing")
    mine = list(rows.select_related("team", "team__organisation", "team__leader", "person").order_by("id"))
    offered = TeamTask.objects.filter(team__in=[each.team_id for each in mine], session__status="open")
    ahead: dict[int, list[Session]] = {}
    for task in offered.filter(session__starts_at__gt=now()).select_related("session").order_by("session__starts_at"):
        ahead.setdefault(task.team_id, []).append(task.session)
    return [Mine(each, each.team.leader_id == each.person_id, ahead.get(each.team_id, [])) for each in mine]


def teams_open(actor: Actor) -> QuerySet[Team]:
    """The teams that this person may join: of their union and of those above it. Three queries with reading it."""
    person = person_of(actor)
    member = standing_membership(person, today()) if person else None
    if member is None:
        return Team.objects.none()
    rows = Team.objects.filter(organisation__path__in=prefixes(member.organisation.path), status="standing")
    rows = rows.exclude(members__in=TeamMember.objects.filter(person=person, status="in"))
    return rows.select_related("organisation").order_by("-organisation__path", "id")


def booked_of(session: Session, team: Team) -> set[int]:
    """Which people of a team stand for a session already, by id. One query."""
    inside = TeamMember.objects.filter(team=team, status="in").values("person")
    found = Booking.objects.filter(session=session, person__in=inside, status__in=LIVE)
    return set(found.values_list("person", flat=True))
