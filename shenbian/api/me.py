"""Who the house takes the caller for, and what waits for them."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Router, Schema

from shenbian.accounts.access import OFFICER, SIGNED_IN, PageRequest
from shenbian.api.door import open_to
from shenbian.api.pages import Paged
from shenbian.api.things import DoableTold
from shenbian.desk.inbox.choosing import Choice
from shenbian.desk.inbox.paging import page_after
from shenbian.desk.waiting import Line, lines
from shenbian.flow.queries import waiting_for
from shenbian.kit.period import today
from shenbian.rights.actor import Actor
from shenbian.rights.models import Post

router = Router(tags=["me"])


class PostTold(Schema):
    """A post that the caller acts in. `lent_until`: of what was lent for a while, when it ends."""

    id: int
    role: str
    title: str
    organisation: str
    organisation_number: str
    desks: list[str]
    lent_until: datetime | None


class Me(Schema):
    """`rights`: what the posts give, somewhere. `under`: the token, duty or delegation that traces will name."""

    name: str
    posts: list[PostTold]
    rights: list[str]
    under: list[str]


class DoingTold(DoableTold):
    """`safe`: nothing is to be said and the thing does not come to nothing by it."""

    safe: bool


class LineTold(Schema):
    """One thing that waits. `days` to its deadline: below zero it has passed, null where there is no clock."""

    label: str
    pk: int
    title: str
    flow: str
    state: str
    state_title: str
    organisation: str
    desk: str
    who: str
    since: datetime
    due_on: date | None
    days: int | None
    moves: list[DoingTold]


class Inbox(Paged):
    """What waits for the caller, the nearest deadline first."""

    waiting: list[LineTold]


@open_to(router, "GET", "/me", SIGNED_IN, Me, about="我是谁、以什么职务办事、能做什么")
def me(request: PageRequest) -> Me:
    """Who the caller is, in which posts they act, and what these allow."""
    actor: Actor = request.actor
    rights = {right for post in actor.posts for right in post.role.rights} - actor.without
    posts = [_post(each) for each in actor.posts]
    return Me(name=actor.label, posts=posts, rights=sorted(right.value for right in rights), under=list(actor.under))


def _post(post: Post) -> PostTold:
    return PostTold(
        id=post.pk,
        role=post.role_key,
        title=post.title or post.role.title,
        organisation=post.organisation.name,
        organisation_number=post.organisation.number,
        desks=list(post.desks),
        lent_until=post.lent_until,
    )


@open_to(router, "GET", "/inbox", OFFICER, Inbox, about="等我办理的事项，按期限排列")
def inbox(
    request: PageRequest, line: str = "", group: str = "", overdue: str = "", mine: str = "", after: str = ""
) -> Inbox:
    """What waits for the caller across everything.

    `line`: a line of work; `group`: "flow.state"; `overdue=1`, `mine=1`: what has passed, what the caller moved before.
    """
    on = today()
    waiting = Choice.of(request.GET).narrow(waiting_for(request.actor), actor=request.actor, on=on)
    rows, following = page_after(waiting, after)
    return Inbox(waiting=[_line(each) for each in lines(rows, actor=request.actor, on=on)], next=following or None)


def _line(line: Line) -> LineTold:
    row = line.waiting
    return LineTold(
        label=row.subject_type,
        pk=row.subject_id,
        title=line.title,
        flow=row.flow,
        state=row.state,
        state_title=line.thing.title_of_state if line.thing else row.state,
        organisation=row.organisation.name,
        desk=row.desk,
        who=line.who,
        since=row.since,
        due_on=row.due_on,
        days=line.days,
        moves=[DoingTold(name=each.move.name, title=each.move.title, safe=each.safe) for each in line.doings],
    )
