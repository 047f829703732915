"""Appointing and relieving, with dates: nobody's post is ever overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from shenbian.kit.period import chinese_day
from shenbian.kit.refusal import refuse_if
from shenbian.orgs.models import Organisation
from shenbian.people.models import Person
from shenbian.rights.catalogue import APPOINTABLE, ROLES, Desk
from shenbian.rights.models import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A person (id) shall hold a role at a body (id) from a day, until another or still; no desks means all of them."""

    person: int
    organisation: int
    role: str
    from_on: date
    until_on: date | None = None
    desks: tuple[str, ...] = ()
    title: str = ""
    paper: str = ""


def appoint(
    person: Person,
    *,
    role: str,
    at: Organisation,
    on: date,
    by: str,
    desks: Sequence[str] = (),
    title: str = "",
    paper: str = "",
) -> Post:
    """One appointment. Raises Refused with the reason."""
    said = Appointment(
        person=person.pk, organisation=at.pk, role=role, from_on=on, desks=tuple(desks), title=title, paper=paper
    )
    return appoint_many([said], by=by)[0]


@transaction.atomic
def appoint_many(appointments: Sequence[Appointment], *, by: str) -> list[Post]:
    """Appoint all, aligned with the call. Three queries: the people (locked), their posts, the rows.

    Refused by index: unknown role or line of work, the same post twice at a time, roles that must be apart.
    """
    people = sorted({each.person for each in appointments})
    list(Person.objects.select_for_update(of=("self",)).filter(pk__in=people).order_by("pk").values_list("pk"))
    held: dict[int, list[Post]] = {}
    for post in Post.objects.filter(person__in=people).select_related("organisation"):
        held.setdefault(post.person_id, []).append(post)
    reasons, made = {}, []
    for index, each in enumerate(appointments):
        mine = held.setdefault(each.person, [])
        if reason := _why_not(each, mine):
            reasons[index] = reason
        else:
            mine.append(_post(each, by))
            made.append(mine[-1])
    refuse_if(reasons)
    return Post.objects.bulk_create(made)


def relieve(post: Post, *, on: date, by: str) -> Post:
    """End one post; its last day is the day before `on`."""
    return relieve_many([post], on=on, by=by)[0]


@transaction.atomic
def relieve_many(posts: Sequence[Post], *, on: date, by: str) -> list[Post]:
    """End posts. Two queries. Raises Refused by index where one has ended or begins later."""
    fresh = {post.pk: post for post in Post.objects.select_for_update().filter(pk__in=[post.pk for post in posts])}
    reasons = {}
    for index, said in enumerate(posts):
        post = fresh[said.pk]
        if post.until_on is not None:
            reasons[index] = f"该职务已于{chinese_day(post.until_on)}免去。"
        elif on < post.from_on:
            reasons[index] = f"免职日期早于任职日期{chinese_day(post.from_on)}。"
    refuse_if(reasons)
    Post.objects.filter(pk__in=fresh).update(until_on=on, relieved_by=by)
    for post in fresh.values():
        post.until_on, post.relieved_by = on, by
    return [fresh[said.pk] for said in posts]


def _why_not(each: Appointment, held: list[Post]) -> str:
    role = ROLES.get(each.role)
    if role is None or role not in APPOINTABLE:
        return f"没有可以任命的角色“{each.role}”。"
    if unknown := [desk for desk in each.desks if desk not in Desk.values]:
        return f"没有这样的工作条线：{'、'.join(unknown)}。"
    if each.until_on is not None and each.until_on < each.from_on:
        return "免职日期早于任职日期。"
    for post in (post for post in held if _meet(post, each)):
        if post.role_key == each.role and post.organisation_id == each.organisation:
            return f"此人自{chinese_day(post.from_on)}起已在该工会担任{role.title}。"
        if post.role_key in role.apart_from or each.role in post.role.apart_from:
            return f"{role.title}与{post.role.title}不能由同一人同时担任。"
    return ""


def _meet(post: Post, each: Appointment) -> bool:
    return (post.until_on is None or each.from_on < post.until_on) and (
        each.until_on is None or post.from_on < each.until_on
    )


def _post(each: Appointment, by: str) -> Post:
    return Post(
        person_id=each.person,
        organisation_id=each.organisation,
        role_key=each.role,
        desks=[desk for desk in Desk.values if desk in each.desks],
        title=each.title,
        paper=each.paper,
        from_on=each.from_on,
        until_on=each.until_on,
        appointed_by=by,
    )
