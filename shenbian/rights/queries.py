"""Reads over posts: who acts, who may, who holds what where."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from shenbian.kit.period import today
from shenbian.orgs.models import Organisation
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import EVERYONES_RIGHTS, OWNERS_RIGHTS, ROLES, Right
from shenbian.rights.held import held_by
from shenbian.rights.models import Grant, Post
from shenbian.rights.rules import Placed, Reach


def actor_of(person: Person, *, on: date | None = None) -> Actor:
    """This person acting, with the posts that stand on a day (today unless said). Of a merged record, its survivor.

    Today what was lent to them counts like a post. One query (one more where the record was merged away).
    """
    stands = person.merged_into or person
    held = held_by(stands.pk, on=on or today(), lent=on is None)
    return Actor(
        f"person:{stands.key}",
        person=stands.key,
        posts=held.posts,
        label=stands.name,
        also=held.keys - {stands.key},
        under=held.lent,
    )


def who_may(right: Right, thing: Placed, *, on: date | None = None) -> QuerySet[Person]:
    """The people: whom to tell that it is their turn. Operators are nobody here."""
    standing = Person.objects.filter(merged_into=None)
    if right in EVERYONES_RIGHTS:
        return standing
    roles = [role.key for role in ROLES.values() if right in role.rights]
    reached = Reach.posts(thing.organisation.path, thing.desk)
    posts = Post.objects.standing_on(on or today()).filter(reached, role_key__in=roles)
    who = Coalesce(F("person__merged_into"), F("person"))
    people = Q(pk__in=posts.annotate(who=who).values("who"))
    if on is None:
        lent = Grant.objects.in_force().filter(reached, role_key__in=roles)
        people |= Q(pk__in=lent.annotate(who=who).values("who"))
    if right in OWNERS_RIGHTS and thing.owner is not None:
        people |= Q(key=thing.owner) | Q(duplicates__key=thing.owner)
    return standing.filter(people).distinct()


def posts_at(org: Organisation, day: date) -> QuerySet[Post]:
    """Who held what in this subtree on a day."""
    posts = Post.objects.standing_on(day).filter(organisation__path__startswith=org.path)
    return posts.select_related("person", "organisation").order_by("organisation__path", "role_key", "pk")
