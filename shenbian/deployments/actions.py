"""Planning who is sent where, and writing down that they were there; each call is whole or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from shenbian.deployments.declared import sendings
from shenbian.deployments.flows import tell_named
from shenbian.deployments.models import Assignment, DutyDay, Order, Problem
from shenbian.deployments.queries import held_on, order_on, orders_of, standings_on, unit_at
from shenbian.flow.actions import Outcome, begin, enter, perform
from shenbian.flow.refusals import NotYours
from shenbian.kit.refusal import Refused
from shenbian.orgs.models import Organisation
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may, reaches


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What an order begins with; both days are included."""

    programme: str
    title: str
    organisation: Organisation
    from_on: date
    until_on: date
    place: str
    work: str = ""


def plan(said: Planned, *, by: Actor) -> Order:
    """A drafted order. Raises NotYours outside one's reach, Refused with the reason."""
    if said.until_on < said.from_on:
        raise Refused({0: "最后一天早于第一天。"})
    if not said.place.strip():
        raise Refused({0: "请写明派到哪个社区(村)或驻点。"})
    place = " ".join(said.place.split())
    order = Order(
        programme=said.programme,
        title=said.title.strip(),
        organisation=said.organisation,
        desk=sendings[said.programme].desk.value,
        from_on=said.from_on,
        until_on=said.until_on,
        place=place,
        unit=unit_at(place),
        work=said.work.strip(),
    )
    return begin([order], by=by)[0]


@transaction.atomic
def assign(order: Order, people: Sequence[Person], *, by: Actor) -> list[Assignment]:
    """Name these people in an order; of one that is issued they are told at once. Who is named already stays so, once.

    Raises NotYours, Refused for an order that is over.
    """
    locked = Order.objects.select_for_update(no_key=True).select_related("organisation").get(pk=order.pk)
    if not may(by, Right.EDITION_MANAGE, locked):
        raise NotYours
    if locked.status not in ("drafted", "issued"):
        raise Refused({0: f"任务单{locked.title_of_state}，不能再派人。"})
    there = set(locked.assignments.filter(status="named").values_list("person", flat=True))
    fresh = {each.pk: each for each in people if each.pk not in there}
    named = begin(
        [
            Assignment(order=locked, person=person, organisation=locked.organisation, desk=locked.desk)
            for person in fresh.values()
        ],
        by=by,
    )
    if locked.status == "issued":
        tell_named([(locked, each) for each in named], "任务", by=by.ref)
    return named


@dataclass(frozen=True, kw_only=True)
class Noted:
    """One day of one person out there. What the house knows need not be said: `order`, `organisation`, `standing`.

    `problem`: what they found, where something was found. `evidence` names the record of a phone.
    """

    programme: str
    person: Person
    day: date
    place: str
    work: str = ""
    problem: str = ""
    order: Order | None = None
    organisation: Organisation | None = None
    standing: str = ""
    evidence: str = ""


@transaction.atomic
def note(said: Noted, *, by: Actor) -> DutyDay:
    """Write a day down: one's own, or another's within one's duty. Raises NotYours, Refused with the reason."""
    sending, place = sendings[said.programme], " ".join(said.place.split())
    if not place:
        raise Refused({0: f"请写明{sending.place}。"})
    person = said.person.merged_into or said.person
    held = held_on(person, said.day)
    sent = orders_of([person.pk], [said.programme], [said.day]) if said.order is None else ()
    order = said.order or order_on(sent, person.pk, said.programme, said.day, place)
    mine = by.owns(person.key)
    body = said.organisation or (order.organisation if order else held.organisation if mine else _own(by, sending.desk))
    if body is None and not mine:
        raise NotYours
    if body is None:
        raise Refused({0: "那一天没有查到您的任职，不知道记在哪里。请由派出工会登记。"})
    day = DutyDay(
        programme=said.programme,
        person=person,
        organisation=body,
        desk=sending.desk.value,
        day=said.day,
        place=place,
        standing=held.standing or said.standing,
        work=said.work.strip() or (order.work if order else ""),
        order=order,
        noted_by=by.ref,
        evidence=said.evidence,
    )
    begin([day], by=by)
    day = perform("log" if mine else "enter", on=day, by=by)
    if said.problem.strip():
        begin([Problem(duty=day, organisation=body, desk=day.desk, what=said.problem.strip())], by=by)
    return day


def note_many(
    order: Order, people: Sequence[Person], *, day: date, place: str, work: str, by: Actor
) -> list[Outcome[DutyDay]]:
    """A day under an order of several who are named in it, as an officer has it on paper; an outcome for each.

    A fixed number of queries.
    """
    standings, where = standings_on({each.pk for each in people}, day), " ".join(place.split())
    days = [
        DutyDay(
            programme=order.programme,
            person=person,
            organisation=order.organisation,
            desk=order.desk,
            day=day,
            place=where,
            standing=standings.get(person.pk, ""),
            work=work.strip() or order.work,
            order=order,
            noted_by=by.ref,
        )
        for person in people
    ]
    return enter("enter", days, by=by, rows=[each.name for each in people])


def _own(by: Actor, desk: str) -> Organisation | None:
    """Where the actor keeps registers of this line of work."""
    reach = reaches(by, Right.REGISTER_KEEP)
    own = [post.organisation for post in by.posts if Right.REGISTER_KEEP in post.role.rights]
    return next((org for org in own if any(each.takes_in(org.path, desk) for each in reach)), None)
