"""Teams of volunteers: founded, joined, offered tasks; their leader books them in one go."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import IntegrityError, transaction

from shenbian.flow.actions import Outcome, begin, enter
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.acting import caused_by
from shenbian.gatherings.actions.booking import book_for
from shenbian.gatherings.models import Booking, Session, Team, TeamMember, TeamTask
from shenbian.kit.period import today
from shenbian.notices.actions import Telling, tell
from shenbian.notices.kinds import Kind, kinds
from shenbian.orgs.models import Organisation, Unit
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Desk, Right
from shenbian.rights.rules import may

OFFERED = Kind("team.offered", "我的志愿服务队有新任务")
kinds.add(OFFERED)


@transaction.atomic
def found_team(
    name: str, *, organisation: Organisation, leader: Person, by: Actor, unit: Unit | None = None, about: str = ""
) -> Team:
    """A team of a union (or of one of its units) and whoever leads it. Raises NotYours, Refused."""
    if not name.strip():
        raise Refused("请填写服务队的名称。")
    team = Team(
        name=name.strip(), organisation=organisation, unit=unit, desk=Desk.CULTURE.value, leader=leader, about=about
    )
    try:
        with transaction.atomic():
            begin([team], by=by)
    except IntegrityError as error:
        raise Refused(f"{organisation.name}已经有一支“{team.name}”。") from error
    _first(take_in(team, [leader], by=by))
    return team


def join_team(team: Team, *, by: Actor) -> TeamMember:
    """Whoever acts comes in, of their own will. Raises Refused with the reason."""
    if by.person is None:
        raise NotYours
    return _first(enter("join", [_member(team, Person.objects.get(key=by.person))], by=by))


def take_in(team: Team, people: Sequence[Person], *, by: Actor) -> list[Outcome[TeamMember]]:
    """An officer takes people in; each is told and may leave at any time."""
    return enter("take_in", [_member(team, person) for person in people], by=by)


@transaction.atomic
def offer_to_team(session: Session, team: Team, *, by: Actor) -> TeamTask:
    """Offer a session to a team: its members are told once. Raises NotYours, Refused."""
    if not may(by, Right.REGISTER_KEEP, team):
        raise NotYours
    if session.status != "open" or session.kind is None or not session.kind.unpaid:
        raise Refused("只有已发布的志愿服务任务可以交给服务队。")
    if team.status != "standing":
        raise Refused("这支服务队已经解散。")
    task, fresh = TeamTask.objects.get_or_create(team=team, session=session, defaults={"offered_by": by.ref})
    if fresh:
        members = team.members.filter(status="in").select_related(*TeamMember.RELATED).order_by("pk")
        tell([_telling(session, each) for each in members], by=by.ref)
    return task


def book_team(session: Session, team: Team, people: Collection[int], *, by: Actor) -> list[Outcome[Booking]]:
    """The leader books members (ids of people) into a task that was offered to the team. An outcome for each.

    They act for their team though they hold no post. Raises NotYours for anybody else, Refused.
    """
    leads = by.owns(team.leader.key if team.leader else None)
    if not leads or team.status != "standing" or not TeamTask.objects.filter(team=team, session=session).exists():
        raise NotYours
    members = team.members.filter(status="in", person__in=people).select_related("person").order_by("pk")
    wanted = [each.person for each in members]
    if not wanted:
        raise Refused("请选择队员。")
    return book_for(session, wanted, by=caused_by(by), rows=[person.name for person in wanted])


def _member(team: Team, person: Person) -> TeamMember:
    return TeamMember(team=team, person=person, organisation=team.organisation, desk=team.desk, joined_on=today())


def _first(outcomes: Sequence[Outcome[TeamMember]]) -> TeamMember:
    if outcomes[0].refusal is not None:
        raise outcomes[0].refusal
    if outcomes[0].thing is None:
        raise NotYours
    return outcomes[0].thing


def _telling(session: Session, member: TeamMember) -> Telling:
    return Telling(
        to=member.owner,
        kind=OFFERED.key,
        title=f"新任务：{session.title}",
        body=f"“{member.team.name}”有新任务“{session}”。愿意去的，请告诉队长，或者自己报名；去不了不用理会。",
        subject=member.subject,
    )
