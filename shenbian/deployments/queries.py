"""Orders within one's reach, one's own tasks and days, who has been out and who has not."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from shenbian.deployments.declared import Sending, sendings
from shenbian.deployments.models import STANDS, Assignment, DutyDay, Order, Problem
from shenbian.deployments.rules import standing_by
from shenbian.orgs.levels import UnitKind
from shenbian.orgs.models import Organisation, Unit
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.models import Post
from shenbian.rights.rules import covered

_READ = Right.REGISTER_READ
SENT = ("named", "returned", "replaced")  # states of who was sent, for how long ever


def orders_covered(actor: Actor) -> QuerySet[Order]:
    """The orders that an officer may see, the latest first."""
    return Order.objects.filter(covered(actor, _READ, owner="")).select_related("organisation").order_by("-id")


def days_covered(actor: Actor) -> QuerySet[DutyDay]:
    """The days that an officer may see and that were not struck out, the latest first."""
    rows = DutyDay.objects.filter(covered(actor, _READ, owner=""), status__in=STANDS)
    return rows.select_related("person", "organisation", "order").order_by("-day", "-id")


def problems_covered(actor: Actor) -> QuerySet[Problem]:
    """What was found out there and is within an officer's reach, the latest first."""
    rows = Problem.objects.filter(covered(actor, _READ, owner="")).select_related("organisation", "duty__person")
    return rows.order_by("-id")


@dataclass(frozen=True)
class Counted:
    """Of one order: how many are named, how many days were written down (人次), by how many people (人)."""

    named: int
    days: int
    people: int


def counts_of(orders: Iterable[Order]) -> dict[int, Counted]:
    """By order. Two queries."""
    keys = [each.pk for each in orders]
    named = Assignment.objects.filter(order__in=keys, status="named").order_by()
    sent = dict(named.values_list("order").annotate(Count("pk")))
    stands = DutyDay.objects.filter(order__in=keys, status__in=STANDS).order_by()
    who = Count(Coalesce(F("person__merged_into"), F("person")), distinct=True)
    there = stands.values("order").annotate(days=Count("pk"), people=who).values_list("order", "days", "people")
    days = {order: (count, people) for order, count, people in there}
    return {key: Counted(sent.get(key, 0), *days.get(key, (0, 0))) for key in keys}


def people_in(order: Order) -> QuerySet[Assignment]:
    """Who was named in an order, with how many days they were there; who still is comes first."""
    stands = Q(person__duty_days__order=order.pk, person__duty_days__status__in=STANDS)
    rows = order.assignments.select_related("person", "instead_of__person", "order", "organisation")
    return rows.annotate(days=Count("person__duty_days", filter=stands)).order_by("status", "pk")


def _keys(actor: Actor) -> list[int]:
    return [actor.person, *actor.also] if actor.person is not None else []


def my_tasks(actor: Actor, on: date) -> QuerySet[Assignment]:
    """The orders in which this person is named and that are not over, what begins first coming first."""
    mine = Assignment.objects.filter(person__key__in=_keys(actor), status="named", order__status="issued")
    return mine.filter(order__until_on__gte=on).select_related("order__organisation").order_by("order__from_on", "pk")


def my_days(actor: Actor) -> QuerySet[DutyDay]:
    """This person's own days, the latest first."""
    mine = DutyDay.objects.filter(person__key__in=_keys(actor), status__in=STANDS)
    return mine.select_related("organisation", "order").order_by("-day", "-id")


def my_sendings(actor: Actor, on: date) -> list[Sending]:
    """For what this person may note a day of their own: what they are sent for, and all of it for who holds a post of
    the union. One query at most."""
    if standing_by({post.role_key for post in actor.posts}):
        return list(sendings)
    mine = set(my_tasks(actor, on).values_list("order__programme", flat=True))
    return [each for each in sendings if each.programme in mine]


def orders_of(people: Collection[int], programmes: Collection[str], days: Collection[date]) -> list[Assignment]:
    """Where these people (ids) were sent for these programmes around these days. One query."""
    if not days:
        return []
    sent = Assignment.objects.filter(
        person__in=people,
        status__in=SENT,
        order__programme__in=programmes,
        order__status__in=("issued", "ended"),
        order__from_on__lte=max(days),
        order__until_on__gte=min(days),
    )
    return list(sent.select_related("order").order_by("order__from_on", "pk"))


def order_on(sent: Iterable[Assignment], person: int, programme: str, day: date, place: str) -> Order | None:
    """Of these the order under which a day falls: that of the same place first."""
    mine = [
        each.order
        for each in sent
        if each.person_id == person
        and each.order.programme == programme
        and day in each.order.days
        and (each.until_on is None or day <= each.until_on)
    ]
    return next((order for order in mine if order.place == place), mine[0] if mine else None)


@dataclass(frozen=True)
class Held:
    """What somebody held on a day: as whom they were out, and at which union body."""

    standing: str
    organisation: Organisation | None


def held_on(person: Person, day: date) -> Held:
    """By their posts of that day, merged records too. One query."""
    records = Q(person=person) | Q(person__merged_into=person)
    posts = list(Post.objects.standing_on(day).filter(records).select_related("organisation").order_by("pk"))
    return Held(standing_by({post.role_key for post in posts}), posts[0].organisation if posts else None)


def standings_on(people: Collection[int], day: date) -> dict[int, str]:
    """As whom these people (ids) are out there by their posts of a day; who holds none is left out. One query."""
    posts = Post.objects.standing_on(day).annotate(who=Coalesce(F("person__merged_into"), F("person")))
    roles: dict[int, set[str]] = {}
    for person, role in posts.filter(who__in=people).values_list("who", "role_key"):
        roles.setdefault(person, set()).add(role)
    return {person: standing_by(held) for person, held in roles.items()}


def unit_at(place: str) -> Unit | None:
    """The community or village of this name, where the house knows exactly one. One query."""
    found = list(Unit.objects.filter(name=place, kind__in=(UnitKind.COMMUNITY, UnitKind.VILLAGE), closed_on=None)[:2])
    return found[0] if len(found) == 1 else None


def places_known(actor: Actor, *, most: int) -> list[str]:
    """Names of places to choose from without a network: where one was last, then where others were. Two queries."""
    mine = list(my_days(actor).values_list("place", flat=True)[:50])
    often = DutyDay.objects.filter(status__in=STANDS).order_by().values_list("place").annotate(n=Count("pk"))
    return list(dict.fromkeys([*mine, *(place for place, _ in often.order_by("-n", "place")[:most])]))[:most]
