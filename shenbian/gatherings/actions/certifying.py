"""Hours served are certified, by the union that kept the record of them, when whoever served asks for it."""

from __future__ import annotations

from django.db import transaction

from shenbian.certificates.actions import Award, issue, revoke
from shenbian.certificates.models import Certificate
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.effects.certified import house
from shenbian.gatherings.models import Certified
from shenbian.gatherings.serving import Hours, hours_of
from shenbian.kit.period import today
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.standard.programme import catalogue

NEWER = "服务时长有了新的记录，已换发新的证明。"


@transaction.atomic
def certify_hours(kind: str, *, year: int, body: int, by: Actor) -> Certificate:
    """A certificate of one's hours of a year, from the records of one union (id): the one that stands where it adds up
    just what counts today, else a new one in its place.

    Raises NotYours for a stranger, Refused where nothing counts. The person is locked, so that two taps give one.
    """
    if by.person is None:
        raise NotYours
    person = Person.objects.select_for_update(of=("self",)).get(key=by.person)
    hours = next((each for each in hours_of(by, year=year, body=body) if each.kind == kind), None)
    if hours is None:
        raise Refused("这一年还没有计入台账的时长。场次办完、签退以后，时长才计入。")
    if hours.certificate is not None:
        if hours.covers:
            return hours.certificate
        revoke(hours.certificate, reason=NEWER, by=house(by))
    certificate = issue([_award(hours, person)], by=by)[0]
    Certified.objects.bulk_create(Certified(certificate=certificate, turn=turn) for turn in hours.turns)
    return certificate


def _award(hours: Hours, person: Person) -> Award:
    return Award(
        person=person,
        kind=hours.kind,
        title=_title(hours),
        organisation=hours.body,
        issued_on=today(),
        source=hours.source(person.key),
        minutes=hours.minutes,
    )


def _title(hours: Hours) -> str:
    """What it was and from when until when, so that whoever verifies it knows what the minutes add up."""
    programme = hours.turns[0].session.programme
    what = next((each.title for each in catalogue if each.key == programme), "")
    days = [turn.happened_on for turn in hours.turns]
    first, last = (f"{day.month}月{day.day}日" for day in (min(days), max(days)))
    period = first if first == last else f"{first}至{last}"
    return f"{hours.year}年{period}{what}，{len(days)}次"
