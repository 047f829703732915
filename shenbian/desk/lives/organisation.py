"""A union body: who belongs to it and what stands under it today, what it did in a year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from shenbian.desk.names import key_of, label_of, people_by_key
from shenbian.desk.scopes import READ
from shenbian.desk.waiting import ORDER, lines
from shenbian.flow.bodies import BODY_FLOW, BODY_MOVES, body_subject
from shenbian.flow.models import Trace
from shenbian.flow.queries import waiting_for
from shenbian.kit.period import beijing_date, chinese_day
from shenbian.orgs.models import Organisation
from shenbian.orgs.queries import children, covered_on, seats_on
from shenbian.orgs.rules import ids
from shenbian.people.queries import how_many_members
from shenbian.rights.actor import Actor
from shenbian.rights.models import Post
from shenbian.rights.rules import reaches

SIZE = 12  # rows of a list; the register shows the others


@dataclass(frozen=True)
class Change:
    """Something that became of the body on a day."""

    day: date
    title: str
    said: str = ""
    who: str = ""
    icon: str = "flag"


def page_of(org: Organisation, *, actor: Actor, on: date, after: str = "") -> dict[str, Any]:
    """What the page shows. A number of queries that does not depend on how much stands under it."""
    below = children(org, after=after, size=SIZE + 1)
    covers = covered_on(on, under=org)
    return {
        "org": org,
        "above": _above(org, actor),
        "members": how_many_members(on, under=org),
        "units": covers.count(),
        "covers": list(covers.select_related("unit", "organisation").order_by("unit__number")[:SIZE]),
        "bodies": Organisation.objects.under(org).standing_on(on).count() - _stands(org, on),
        "below": below[:SIZE],
        "next_url": "?" + urlencode({"after": below[SIZE - 1].number}) if len(below) > SIZE else "",
        "first_url": "?" if after else "",
        "posts": list(_posts(org, on)),
        "seats": list(seats_on(org, on)[:SIZE]),
        "changes": sorted(_by_whom(org, list(_changes(org))), key=lambda each: each.day, reverse=True),
        "waiting": lines(list(_waiting(org, actor)), actor=actor, on=on),
    }


def _above(org: Organisation, actor: Actor) -> list[tuple[Organisation, bool]]:
    """The bodies over this one, from the top, and whether the reader may open them. One query."""
    found = {each.pk: each for each in Organisation.objects.filter(pk__in=ids(org.path)[:-1])}
    mine = reaches(actor, READ)
    above = [found[pk] for pk in ids(org.path)[:-1]]
    return [(each, any(reach.takes_in(each.path, "") for reach in mine)) for each in above]


def _stands(org: Organisation, on: date) -> int:
    """1 where the body itself is among those that stand."""
    founded = org.founded_on is not None and org.founded_on <= on
    return int(founded and (org.dissolved_on is None or org.dissolved_on > on))


def _posts(org: Organisation, on: date) -> Any:
    posts = Post.objects.standing_on(on).filter(organisation=org, person__merged_into=None)
    return posts.select_related("person").order_by("role_key", "pk")[:SIZE]


def _waiting(org: Organisation, actor: Actor) -> Any:
    """What waits at this body or under it for whoever asks; the nearest deadline first."""
    rows = waiting_for(actor).filter(organisation__path__startswith=org.path)
    return rows.order_by(*ORDER)[:8]


def _by_whom(org: Organisation, changes: list[Change]) -> list[Change]:
    """Each change with the name of who registered it and when, where a trace says so. Two queries."""
    traces = list(Trace.objects.filter(subject=body_subject(org.pk), flow=BODY_FLOW).order_by("id"))
    people = people_by_key(key_of(each.actor) for each in traces)
    hands = {
        (
            BODY_MOVES[each.move],
            each.said.get("on"),
        ): f"{label_of(each.actor, people)}{chinese_day(beijing_date(each.at))}登记"
        for each in traces
    }
    return [replace(each, who=hands.get((each.title, each.day.isoformat()), "")) for each in changes]


def _changes(org: Organisation) -> Iterator[Change]:
    """Founded, moved, taken in others, ended; terms of office. Three queries."""
    if org.founded_on:
        yield Change(org.founded_on, "成立")
    for number, place in enumerate(org.places.select_related("parent").order_by("from_on", "pk")):
        if number:
            yield Change(
                place.from_on, "调整隶属", f"改由{place.parent.name}领导" if place.parent else "不再有上级工会"
            )
    for term in org.terms.order_by("from_on"):
        yield Change(term.from_on, "换届", f"届期到{chinese_day(term.until_on)}")
    for gone in org.merged.filter(dissolved_on__isnull=False).order_by("dissolved_on")[:SIZE]:
        if gone.dissolved_on:
            yield Change(gone.dissolved_on, "接收", f"{gone.name}并入本工会")
    if org.dissolved_on:
        into = org.merged_into
        yield Change(org.dissolved_on, "并入" if into else "撤销", f"并入{into.name}" if into else "")
