"""One life: everything the house knows of a person, as far as the reader's duty goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from shenbian.desk.lives.facts import Choice, Life, life
from shenbian.desk.names import key_of, label_of, people_by_key
from shenbian.desk.scopes import facts_read_by
from shenbian.desk.waiting import Line, lines
from shenbian.facts.models import Fact
from shenbian.flow.models import Waiting
from shenbian.flow.queries import rights_in_flows
from shenbian.kit.period import chinese_day
from shenbian.people.models import Membership, Merge, Person
from shenbian.people.queries import readings_of, spells_of
from shenbian.people.rules import shown
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import ROLES, Right
from shenbian.rights.models import Post
from shenbian.rights.rules import covered, covered_by_any, reaches

_SEES_READERS = (Right.PERSON_REVEAL, Right.TRACE_READ, Right.AUDIT_READ)
SEXES = {"1": "男", "2": "女"}  # GB/T 2261.1
FIELDS = {"document": "证件号码", "phone": "手机号", "erased": "清除个人信息"}


@dataclass(frozen=True)
class Spell:
    """A dated stretch of a life. `now`: it lasts."""

    what: str
    where: str
    place: int | None
    since: date
    until: date | None
    how: str
    now: bool


@dataclass(frozen=True)
class Looked:
    """Who opened which sealed field, when and why."""

    who: str
    field: str
    why: str
    at: Any


def page_of(person: Person, *, actor: Actor, choice: Choice, on: date) -> dict[str, Any]:
    """What the page shows. A number of queries that does not depend on how much there is."""
    keys = [person.key, *person.duplicates.values_list("key", flat=True)]
    memberships = [_membership(each, on) for each in _memberships(person)]
    merges = list(Merge.objects.filter(survivor=person).select_related("duplicate").order_by("-merged_at"))
    return {
        "person": person,
        "shown": shown(person, name_in_full=True),
        "erased": person.erased_at is not None,
        "sex": SEXES.get(person.sex, "未说明"),
        "member": next((each for each in memberships if each.now), None),
        "memberships": memberships,
        "posts": [_post(each, on) for each in _posts(person)],
        "groups": [_group(each, on) for each in spells_of(person)],
        "life": _life(keys, actor, choice),
        "waiting": _waiting(keys, actor, on),
        "merges": merges,
        "looked": _looked(person, actor),
        "may_reveal": may_reveal(person, actor),
    }


def may_reveal(person: Person, actor: Actor) -> bool:
    """Whether the actor may open sealed fields of this person: they are or were a member where the right reaches. One
    query, none without the right."""
    if not reaches(actor, Right.PERSON_REVEAL):
        return False
    here = covered(actor, Right.PERSON_REVEAL, place="organisation__path", desk="", owner="")
    member = Membership.objects.filter(here, person=person)
    post = Post.objects.filter(here, person=person)
    return member.exists() or post.exists()


def _memberships(person: Person) -> QuerySet[Membership]:
    return person.memberships.select_related("organisation", "unit").order_by("-from_on", "-pk")


def _posts(person: Person) -> QuerySet[Post]:
    posts = Post.objects.filter(Q(person=person) | Q(person__merged_into=person))
    return posts.select_related("organisation").order_by("-from_on", "-pk")


def _membership(each: Membership, on: date) -> Spell:
    how = [each.get_began_display(), each.get_ended_display()]
    if each.retained_from and each.retained_until is None:
        how.append(f"{chinese_day(each.retained_from)}起保留会籍（{each.get_retained_why_display()}）")
    if each.unit:
        how.append(each.unit.name)
    told = "、".join(filter(None, how))
    place = each.organisation
    return Spell("会员", place.name, place.pk, each.from_on, each.until_on, told, _now(each, on))


def _post(each: Post, on: date) -> Spell:
    role = ROLES[each.role_key].title
    what = f"{each.title}（{role}）" if each.title and each.title != role else role
    place = each.organisation
    return Spell(what, place.name, place.pk, each.from_on, each.until_on, each.paper, _now(each, on))


def _group(each: Any, on: date) -> Spell:
    return Spell(each.get_group_display(), "", None, each.from_on, each.until_on, each.occupation, _now(each, on))


def _now(each: Any, on: date) -> bool:
    return each.from_on <= on and (each.until_on is None or each.until_on > on)


def _life(keys: list[int], actor: Actor, choice: Choice) -> Life:
    readable = Q() if actor.person in keys else facts_read_by(actor)
    return life(Fact.objects.filter(readable, person__in=keys), choice)


def _waiting(keys: list[int], actor: Actor, on: date) -> list[Line]:
    """What is under way for this person, as far as the reader may read it or it waits for them."""
    seen = covered(actor, Right.REGISTER_READ) | covered_by_any(actor, rights_in_flows())
    rows = Waiting.objects.filter(seen, owner__in=keys).select_related("organisation")[:20]
    return lines(list(rows), actor=actor, on=on)


def _looked(person: Person, actor: Actor) -> list[Looked] | None:
    """Who looked, the latest first; None for readers whose office it is not to know."""
    if not any(reaches(actor, right) for right in _SEES_READERS):
        return None
    rows = list(readings_of(person)[:20])
    people = people_by_key(key_of(each.read_by) for each in rows)
    return [
        Looked(label_of(each.read_by, people), FIELDS.get(each.field, each.field), each.why, each.read_at)
        for each in rows
    ]
