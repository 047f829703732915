"""Whose lives somebody's duty includes: what their posts reach, as conditions on tables."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from shenbian.facts.models import Fact
from shenbian.flow.models import Waiting
from shenbian.orgs.models import Cover, Organisation, Seat, Unit
from shenbian.people.models import Membership, Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.models import Post
from shenbian.rights.rules import NOTHING, Reach, covered, reaches
from shenbian.standard.programme import catalogue

READ = Right.REGISTER_READ


def organisations_of(actor: Actor) -> QuerySet[Organisation]:
    """The union bodies in one's subtrees."""
    return Organisation.objects.filter(covered(actor, READ, place="path", desk="", owner=""))


def units_of(actor: Actor) -> QuerySet[Unit]:
    """Units that a union of one's subtrees covers, covered or seats; all of them for whoever reads the whole tree."""
    if any(_is_top(reach) for reach in reaches(actor, READ)):
        return Unit.objects.all()
    here = covered(actor, READ, place="organisation__path", desk="", owner="")
    near = (model.objects.filter(here, unit=OuterRef("pk")) for model in (Cover, Seat))
    return Unit.objects.filter(reduce(or_, (Exists(each) for each in near)))


def people_of(actor: Actor) -> QuerySet[Person]:
    """Those who are or were members in one's subtrees, hold or held posts there, have something waiting there or are
    told of by its facts; oneself.

    Records that were merged into another are read through it.
    """
    here = covered(actor, READ, place="organisation__path", desk="", owner="")
    near = [Exists(model.objects.filter(here, person=OuterRef("pk"))) for model in (Membership, Post)]
    near.append(Exists(Fact.objects.filter(facts_read_by(actor), person=OuterRef("key"))))
    near.append(Exists(Waiting.objects.filter(covered(actor, READ, owner=""), owner=OuterRef("key"))))
    inside = reduce(or_, near) if reaches(actor, READ) else NOTHING
    mine = Q(key=actor.person) if actor.person is not None else NOTHING
    return Person.objects.filter(inside | mine, merged_into=None)


def facts_read_by(actor: Actor) -> Q:
    """The facts of one's subtrees and lines of work; a fact of no programme concerns all lines."""
    return reduce(or_, (_facts(reach) for reach in reaches(actor, READ)), NOTHING)


def _facts(reach: Reach) -> Q:
    here = Q(org_path__startswith=reach.path)
    if not reach.desks:
        return here
    mine = [programme.key for programme in catalogue if programme.desk.value in reach.desks]
    return here & (Q(facets__programme__in=mine) | Q(facets__programme__isnull=True))


def _is_top(reach: Reach) -> bool:
    return reach.path.count(".") == 1
