"""Somebody asks to be told of a stream, or no longer wants it."""

from __future__ import annotations

from shenbian.flow.refusals import NotYours, Refused
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.streams.models import Reminder, Stream
from shenbian.streams.queries import COMING


def remind(stream: Stream, *, by: Actor) -> None:
    """Tell this person when it begins, moves or is called off. Asked twice it is there once. Raises Refused."""
    if by.person is None:
        raise NotYours
    if stream.status not in COMING:
        raise Refused("这场直播已经开始或者不再举行，不用提醒了。")
    person = Person.objects.get(key=by.person)
    Reminder.objects.get_or_create(stream=stream, person=person)


def forget(stream: Stream, *, by: Actor) -> None:
    """Tell them no more."""
    if by.person is None:
        raise NotYours
    Reminder.objects.filter(stream=stream, person__key__in=[by.person, *by.also]).delete()
