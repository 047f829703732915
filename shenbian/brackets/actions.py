"""A tournament is set up, people and teams enter it, somebody protests; everything else are moves."""

from __future__ import annotations

from collections.abc import Sequence

from shenbian.brackets.models import Entrant, Match, Protest, Tournament
from shenbian.brackets.queries import plays
from shenbian.editions.models import Edition
from shenbian.flow.actions import Outcome, begin, enter
from shenbian.flow.refusals import NotYours, Refused
from shenbian.kit.period import today
from shenbian.orgs.models import Organisation
from shenbian.people.models import Person
from shenbian.people.queries import memberships_on
from shenbian.rights.actor import Actor


def set_up(edition: Edition, *, title: str, form: str, teams: bool, by: Actor) -> Tournament:
    """A tournament that takes entrants. Raises NotYours, Refused."""
    if not plays(edition):
        raise Refused(f"“{edition.title}”不是体育赛事的届期，不能设比赛。")
    title = " ".join(title.split())
    if Tournament.objects.filter(edition=edition, title=title).exclude(status="cancelled").exists():
        raise Refused(f"这一届已经有“{title}”，请换一个名称。")
    made = Tournament(
        edition=edition, organisation=edition.organisation, desk=edition.desk, title=title, form=form, teams=teams
    )
    return begin([made], by=by)[0]


def enter_people(
    tournament: Tournament, people: Sequence[Person], *, by: Actor, rows: Sequence[str] = ()
) -> list[Outcome[Entrant]]:
    """Each of them for themselves and their union; an outcome for each."""
    unions = _unions(people)
    entrants = [_entrant(tournament, [person], unions.get(person.pk)) for person in people]
    return enter("enter", entrants, by=by, rows=list(rows))


def enter_team(
    tournament: Tournament, name: str, people: Sequence[Person], *, by: Actor, union: Organisation | None = None
) -> Entrant:
    """A team of one union: that which is named, or that of its first member. Raises NotYours, Refused."""
    entrant = _entrant(tournament, people, union or next(iter(_unions(people).values()), None))
    entrant.name = " ".join(name.split())
    outcome = enter("enter", [entrant], by=by)[0]
    if outcome.refusal or outcome.thing is None:
        raise outcome.refusal or NotYours
    return outcome.thing


def file_protest(match: Match, *, entrant: Entrant, reason: str, by: Actor) -> Protest:
    """Somebody of the match holds that its result is wrong. Raises NotYours, Refused."""
    if not reason.strip():
        raise Refused("请写明异议的理由。")
    if match.protests.filter(status="filed").exists():
        raise Refused("这一场已经有待裁决的异议，裁决以后才能再提。")
    protest = Protest(
        match=match, entrant=entrant, organisation=match.organisation, desk=match.desk, reason=reason.strip()[:300]
    )
    outcome = enter("file", [protest], by=by)[0]
    if outcome.refusal or outcome.thing is None:
        raise outcome.refusal or NotYours
    return outcome.thing


def _unions(people: Sequence[Person]) -> dict[int, Organisation]:
    """In which union each of them is a member, in the order given. One query."""
    found = memberships_on(today()).filter(person__in=people).select_related("organisation")
    by_person = {each.person_id: each.organisation for each in found}
    return {each.pk: by_person[each.pk] for each in people if each.pk in by_person}


def _entrant(tournament: Tournament, people: Sequence[Person], union: Organisation | None) -> Entrant:
    """`union`: who is in none is refused as no member by the door, at the tournament's own place."""
    made = Entrant(
        tournament=tournament,
        organisation=tournament.organisation,
        desk=tournament.desk,
        union=union or tournament.organisation,
    )
    made.people = list(people)
    return made
