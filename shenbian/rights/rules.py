"""May this be done, to which rows, by whom: three questions, one definition of what a post reaches.

A permission has three coordinates: a right × a place (a subtree) × a line of work. Beside the posts stand three fixed
cases: what is one's own, what is everybody's (an objection), and what the operator of the machine may do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Protocol

from django.db.models import Q

from shenbian.orgs.rules import prefixes
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import ACROSS, EVERYONES_RIGHTS, OPERATORS_RIGHTS, OWNERS_RIGHTS, Right
from shenbian.rights.models import Post

NOTHING = Q(pk__in=[])


class Placed(Protocol):
    """Anything that rights can be asked about: its `organisation` (with a path), its `desk`, its `owner`.

    `desk` may be empty: such a thing concerns every line of work. `owner` is the key of the person whom it concerns,
    or None.
    """

    @property
    def organisation(self) -> Any: ...
    @property
    def desk(self) -> str: ...
    @property
    def owner(self) -> int | None: ...


@dataclass(frozen=True)
class Reach:
    """What one post takes in: a subtree, for some lines of work or for all (empty). Said three ways, here only."""

    path: str
    desks: tuple[str, ...]

    @classmethod
    def of(cls, post: Post) -> Reach:
        return cls(post.organisation.path, post.role.lines(post.desks))

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
        return here & (Q(desks=[]) | Q(desks__contains=[desk]) | Q(role_key__in=ACROSS)) if desk else here


def reaches(actor: Actor, right: Right) -> list[Reach]:
    """Where and for what the actor's posts give this right."""
    if right in actor.without:
        return []
    return [Reach.of(post) for post in actor.posts if right in post.role.rights]


def may(actor: Actor, right: Right, thing: Placed) -> bool:
    """One thing: the door, the buttons. No query."""
    if right in EVERYONES_RIGHTS or (right in OWNERS_RIGHTS and actor.owns(thing.owner)):
        return True
    if actor.operates:
        return right in OPERATORS_RIGHTS
    return any(reach.takes_in(thing.organisation.path, thing.desk) for reach in reaches(actor, right))


def covered(
    actor: Actor, right: Right, *, place: str = "organisation__path", desk: str = "desk", owner: str = "owner"
) -> Q:
    """A table: lists, exports, the inbox. Names its columns; `desk` and `owner` are empty where it has none."""
    if right in EVERYONES_RIGHTS or (actor.operates and right in OPERATORS_RIGHTS):
        return Q()
    parts = [] if actor.operates else [reach.rows(place, desk) for reach in reaches(actor, right)]
    if right in OWNERS_RIGHTS and owner and actor.person is not None:
        parts.append(Q(**{f"{owner}__in": sorted({actor.person, *actor.also})}))
    return reduce(or_, parts, NOTHING)


def covered_by_any(actor: Actor, rights: Iterable[Right], *, right: str = "right", **columns: str) -> Q:
    """A table whose rows each name the right that they wait for (column `right`): `covered`, right by right."""
    parts = [Q(**{right: each.value}) & covered(actor, each, **columns) for each in rights]
    return reduce(or_, parts, NOTHING)
