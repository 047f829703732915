"""Many hands at one moment: 500 places, 2,000 attempts, 64 at a time, with retries and duplicates among them.

Never 501, nobody twice, nobody lost: whoever was told that they have a place has one, and nobody else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections

from shenbian.flow.refusals import Refused
from shenbian.gatherings.actions import Asked, book
from shenbian.gatherings.guards.booking import BOOKED, FULL
from shenbian.gatherings.models import Booking, Session
from shenbian.kit.identity import Document
from shenbian.kit.period import today
from shenbian.people.models import Membership, Person
from shenbian.rights.actor import Actor
from tests.databases import own_database
from tests.editions.conftest import make_cast
from tests.gatherings.conftest import Cast, opened

__all__ = ["own_database"]

PLACES, PEOPLE, ATTEMPTS, HANDS = 500, 1_500, 2_000, 64


@pytest.fixture
def live(own_database: str, data_folder: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The cast in a database of its own, whose rows several connections see."""
    with django_db_blocker.unblock():
        yield make_cast()


def members(cast: Cast, count: int) -> list[Actor]:
    """So many members of the plant's union, written at once."""
    people = Person.objects.bulk_create(
        Person(key=5_000_000 + n, name=f"职工{n}", document=Document.CITIZEN) for n in range(count)
    )
    Membership.objects.bulk_create(
        Membership(person=person, organisation=cast.plant, from_on=today(), began="admitted") for person in people
    )
    return [Actor(f"person:{person.key}", person=person.key) for person in people]


def attempts(people: list[Actor]) -> list[tuple[Actor, UUID]]:
    """Everybody once; then some whose phone sends the same again, and some who try anew; in no order."""
    random = Random(2022)
    first = [(actor, uuid4()) for actor in people]
    rest = ATTEMPTS - len(first)
    again = random.sample(first, rest // 2)
    anew = [(actor, uuid4()) for actor in random.sample(people, rest - len(again))]
    told = [*first, *again, *anew]
    random.shuffle(told)
    return told


def test_five_hundred_places_are_sold_five_hundred_times(live: Cast) -> None:
    session = opened(live, capacity=PLACES)
    people = members(live, PEOPLE)

    def one(attempt: tuple[Actor, UUID]) -> tuple[int | None, int | str]:
        actor, key = attempt
        try:
            return actor.person, book(session, by=actor, asked=Asked(client_key=key)).pk
        except Refused as no:
            return actor.person, no.why

    def work(mine: list[tuple[Actor, UUID]]) -> list[tuple[int | None, int | str]]:
        try:
            return [one(attempt) for attempt in mine]
        finally:
            connections.close_all()

    told = attempts(people)
    with ThreadPoolExecutor(HANDS) as pool:
        answers = [each for part in pool.map(work, [told[n::HANDS] for n in range(HANDS)]) for each in part]

    kept = Booking.objects.filter(session=session)
    booked = dict(kept.values_list("pk", "person__key"))
    assert set(kept.values_list("status", flat=True)) == {"booked"}
    assert Session.objects.get(pk=session.pk).taken == len(booked) == PLACES
    assert Counter(booked.values()).most_common(1)[0][1] == 1
    given = {(pk, person) for person, pk in answers if isinstance(pk, int)}
    assert given == set(booked.items())
    refused = {why for _, why in answers if isinstance(why, str)}
    assert refused == {FULL, BOOKED}
    assert len(answers) == ATTEMPTS
