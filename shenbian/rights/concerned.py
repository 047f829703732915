"""Whom many things concern at once: `who_may` for a whole set, for telling people that it is their turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from shenbian.kit.period import today
from shenbian.orgs.rules import prefixes
from shenbian.rights.catalogue import EVERYONES_RIGHTS, OWNERS_RIGHTS, ROLES, Right
from shenbian.rights.models import Grant, Post
from shenbian.rights.rules import Placed, Reach


def who_may_each(asked: Sequence[tuple[Right, Placed]]) -> list[set[int]]:
    """For each right and thing the keys of the people who may, today. One query, whatever is asked.

    What everybody may concerns nobody in particular: an empty set. An owner is named by the key that the thing holds.
    """
    wanted = {right for right, _ in asked} - EVERYONES_RIGHTS
    roles = [role.key for role in ROLES.values() if role.rights & wanted]
    above = {prefix for _, thing in asked for prefix in prefixes(thing.organisation.path)}
    posts = _held(Post.objects.standing_on(today()), roles, above)
    held = posts.union(_held(Grant.objects.in_force(), roles, above), all=True)
    reached = [(ROLES[role].rights, Reach(path, ROLES[role].lines(desks)), who) for role, path, desks, who in held]
    return [_keys(right, thing, reached) if right in wanted else set() for right, thing in asked]


def _held(rows: QuerySet[Any], roles: list[str], above: set[str]) -> QuerySet[Any, tuple[Any, ...]]:
    who = Coalesce(F("person__merged_into__key"), F("person__key"))
    here = rows.filter(role_key__in=roles, organisation__path__in=above)
    return here.values_list("role_key", "organisation__path", "desks", who)


def _keys(right: Right, thing: Placed, reached: Sequence[tuple[frozenset[Right], Reach, int]]) -> set[int]:
    path, desk = thing.organisation.path, thing.desk
    keys = {who for rights, reach, who in reached if right in rights and reach.takes_in(path, desk)}
    return keys | {thing.owner} if right in OWNERS_RIGHTS and thing.owner is not None else keys
