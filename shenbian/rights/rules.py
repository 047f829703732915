"""May this be done, to which rows, by whom: three questions, one definition of what a post reaches.

A permission has three coordinates: a right × a place (a subtree) × a line of work. Beside the posts stand three fixed
cases: what is one's own, what is everybody's (an objection), and what the operator of the machine may do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Protocol

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from shenbian.kit.period import today
from shenbian.orgs.rules import prefixes
from shenbian.people.models import Person
from shenbian.rights.catalogue import EVERYONES_RIGHTS, OPERATORS_RIGHTS, OWNERS_RIGHTS, ROLES, Right
from shenbian.rights.models import Post

NOTHING = Q(pk__in=[])


class Placed(Protocol):
    """Anything that rights can be asked about. `desk` may be empty: such a thing concerns every line of work."""

    @property
    def org_path(self) -> str: ...
    @property
    def desk(self) -> str: ...
    @property
    def owner_id(self) -> int | None: ...


@dataclass(frozen=True)
class Actor:
    """Who acts. `trace` is what traces keep ("person:<key>", "operator:<login>"), `label` what a reader sees."""

    trace: str
    label: str
    person: Person | None = None
    operates: bool = field(default=False)

    @classmethod
    def of(cls, person: Person) -> Actor:
        """A person acting; of a merged record, its survivor."""
        stands = person.merged_into or person
        return cls(f"person:{stands.key}", stands.name, stands)

    @classmethod
    def operator(cls, login: str) -> Actor:
        """Whoever gives a command on the machine itself."""
        return cls(f"operator:{login}", f"服务器操作员 {login}", operates=True)


@dataclass(frozen=True)
class Reach:
    """What one post takes in: a subtree, for some lines of work or for all (empty). Said three ways, here only."""

    path: str
    desks: tuple[str, ...]

    def takes_in(self, path: str, desk: str) -> bool:
        """One thing."""
        return path.startswith(self.path) and (not self.desks or not desk or desk in self.desks)

    def rows(self, place: str, desk: str) -> Q:
        """A table, by the names of its columns; `desk` empty where its rows belong to no line of work."""
        here = Q(**{f"{place}__startswith": self.path})
        return here & Q(**{f"{desk}__in": [*self.desks, ""]}) if desk and self.desks else here

    @staticmethod
    def posts(path: str, desk: str) -> Q:
        """The posts that take a thing in."""
        here = Q(organisation__path__in=prefixes(path))
        return here & (Q(desks=[]) | Q(desks__contains=[desk])) if desk else here


@dataclass(frozen=True)
class Grants:
    """All that an actor may do on a day, read once: ask it of one thing, of many, or of a table."""

    actor: Actor
    reaches: tuple[tuple[frozenset[Right], Reach], ...]
    own: frozenset[int]  # the person's ids, merged duplicates included

    def of(self, right: Right) -> list[Reach]:
        return [reach for rights, reach in self.reaches if right in rights]

    def may(self, right: Right, thing: Placed) -> bool:
        if right in EVERYONES_RIGHTS:
            return True
        if right in OWNERS_RIGHTS and thing.owner_id is not None and thing.owner_id in self.own:
            return True
        if self.actor.operates:
            return right in OPERATORS_RIGHTS
        return any(reach.takes_in(thing.org_path, thing.desk) for reach in self.of(right))

    def covered(self, right: Right, *, place: str, desk: str, owner: str) -> Q:
        if right in EVERYONES_RIGHTS or (self.actor.operates and right in OPERATORS_RIGHTS):
            return Q()
        parts = [] if self.actor.operates else [reach.rows(place, desk) for reach in self.of(right)]
        if right in OWNERS_RIGHTS and owner and self.own:
            parts.append(Q(**{f"{owner}__in": sorted(self.own)}))
        return reduce(or_, parts, NOTHING)


def grants(actor: Actor, *, on: date | None = None) -> Grants:
    """Two queries for a person (their records, their posts), none for an operator. `on`: today unless said."""
    if actor.person is None:
        return Grants(actor, (), frozenset())
    me = actor.person.pk
    own = frozenset(Person.objects.filter(Q(pk=me) | Q(merged_into=me)).values_list("pk", flat=True))
    posts = Post.objects.standing_on(on or today()).filter(person__in=own).select_related("organisation")
    reaches = ((post.role.rights, Reach(post.organisation.path, tuple(post.desks))) for post in posts)
    return Grants(actor, tuple(reaches), own)


def may(actor: Actor, right: Right, thing: Placed, *, on: date | None = None) -> bool:
    """One thing: the door, the buttons."""
    return grants(actor, on=on).may(right, thing)


def may_each(actor: Actor, right: Right, things: Iterable[Placed], *, on: date | None = None) -> list[bool]:
    """`may` of many things at the price of one."""
    mine = grants(actor, on=on)
    return [mine.may(right, thing) for thing in things]


def covered(
    actor: Actor,
    right: Right,
    *,
    place: str = "organisation__path",
    desk: str = "desk",
    owner: str = "owner",
    on: date | None = None,
) -> Q:
    """A table: lists, exports, the inbox. Name its columns; empty where the table has none."""
    return grants(actor, on=on).covered(right, place=place, desk=desk, owner=owner)


def who_may(right: Right, thing: Placed, *, on: date | None = None) -> QuerySet[Person]:
    """The people: whom to tell that it is their turn. Operators are nobody here."""
    if right in EVERYONES_RIGHTS:
        return Person.objects.filter(merged_into=None, erased_at=None)
    roles = [role.key for role in ROLES.values() if right in role.rights]
    posts = Post.objects.standing_on(on or today()).filter(Reach.posts(thing.org_path, thing.desk), role_key__in=roles)
    holders = posts.annotate(who=Coalesce(F("person__merged_into"), F("person"))).values("who")
    people = Q(pk__in=holders)
    if right in OWNERS_RIGHTS and thing.owner_id is not None:
        people |= Q(pk=thing.owner_id, merged_into=None) | Q(duplicates=thing.owner_id)
    return Person.objects.filter(people).distinct()
