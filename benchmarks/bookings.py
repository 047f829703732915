"""What a rush for places costs: 2,000 people for 500 places, so many at a time, against the bare SQL that would do it.

    python -W ignore benchmarks/bookings.py [people] [places] [hands]

Fills a fresh database with members of one union and opens two sessions. Ours: everybody books through the verb that
the portal calls (rights, guards, number, trace, the place). The floor: one transaction each, written by hand, that
takes a place off the session's row while there is one and inserts the booking. Both from as many threads with a
connection each, turn by turn, best of three; the places sold are counted after each. Every commit is on the disk. It
has a data folder of its own.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date, timedelta
from time import perf_counter, process_time

_AFTER = ExitStack()
_FOLDER = _AFTER.enter_context(tempfile.TemporaryDirectory(prefix="shenbian-"))
os.chmod(_FOLDER, 0o755)  # the database server may run as another user
os.environ["SHENBIAN_HOME"] = f"{_FOLDER}/home"
os.environ["SHENBIAN_ROLE"] = "owner"
os.environ["DJANGO_SETTINGS_MODULE"] = "shenbian.settings"
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402 -- the environment comes first

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from shenbian.flow.actions import perform  # noqa: E402
from shenbian.flow.refusals import Refused  # noqa: E402
from shenbian.gatherings.actions import Planned, book, plan  # noqa: E402
from shenbian.gatherings.models import Session  # noqa: E402
from shenbian.kit.embedded.places import Places  # noqa: E402
from shenbian.kit.embedded.server import Server  # noqa: E402
from shenbian.kit.home import home  # noqa: E402
from shenbian.orgs import actions as orgs  # noqa: E402
from shenbian.people.models import Membership, Person  # noqa: E402
from shenbian.rights.actor import Actor  # noqa: E402
from shenbian.rulebook.actions import load_starter  # noqa: E402

OPERATOR = Actor.operator("benchmark")
ROUNDS = 3
TAKE = "UPDATE floor_session SET taken = taken + 1 WHERE id = %s AND taken < capacity"
KEEP = "INSERT INTO floor_booking (session_id, person_id, at) VALUES (%s, %s, now())"
TABLES = """
CREATE TABLE floor_session (id bigint PRIMARY KEY, capacity int NOT NULL, taken int NOT NULL CHECK (taken <= capacity));
CREATE TABLE floor_booking (id bigserial PRIMARY KEY, session_id bigint NOT NULL REFERENCES floor_session,
    person_id bigint NOT NULL, at timestamptz NOT NULL, UNIQUE (session_id, person_id));
"""


def main(people: int, places: int, hands: int) -> None:
    _AFTER.enter_context(Server(Places(home()), say=print).using())
    call_command("migrate", verbosity=0)
    load_starter(by="benchmark")
    district = orgs.found("区总工会", level="federation", number="Q1", founded_on=date(2000, 1, 1), by="benchmark")
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
    workers = members(district, people)
    best: dict[str, tuple[float, float]] = {}
    for number in range(ROUNDS):
        for name, run in (("bare SQL", bare(number, places)), ("ours", ours(district, places))):
            took, worked, sold = rush(run, workers, hands)
            assert sold == places, (name, sold)
            best[name] = min(best.get(name, (took, worked)), (took, worked))
    for name, (took, worked) in best.items():
        print(
            f"{name}: {took:.2f} s, {people / took:,.0f} asked a second, {worked:.2f} s of the program's processor time"
        )
    print(f"ratio: {best['ours'][0] / best['bare SQL'][0]:.2f}")


def members(district: object, count: int) -> list[Person]:
    people = Person.objects.bulk_create(
        Person(key=1_000 + n, name=f"职工{n}", document="citizen") for n in range(count)
    )
    Membership.objects.bulk_create(
        Membership(person=person, organisation=district, from_on=date(2020, 1, 1), began="admitted")
        for person in people
    )
    return people


def ours(district: object, places: int) -> Callable[[Person], bool]:
    """A session of ours, and the way in which somebody books it."""
    starts = timezone.now() + timedelta(days=3)
    said = Planned(
        kind="public_lesson",
        title="太极拳",
        organisation=district,  # type: ignore[arg-type]
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        capacity=places,
    )
    session: Session = perform("open", on=plan(said, by=OPERATOR), by=OPERATOR)

    def one(person: Person) -> bool:
        try:
            book(session, by=Actor(f"person:{person.key}", person=person.key))
        except Refused:
            return False
        return True

    return one


def bare(number: int, places: int) -> Callable[[Person], bool]:
    """The same by hand."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO floor_session VALUES (%s, %s, 0)", [number, places])

    def one(person: Person) -> bool:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(TAKE, [number])
            if not cursor.rowcount:
                return False
            cursor.execute(KEEP, [number, person.pk])
        return True

    return one


def rush(one: Callable[[Person], bool], people: Sequence[Person], hands: int) -> tuple[float, float, int]:
    """Everybody asks, so many at a time: seconds, seconds of this process, places given."""

    def work(mine: Sequence[Person]) -> int:
        try:
            return sum(one(person) for person in mine)
        finally:
            connections.close_all()

    began, worked = perf_counter(), process_time()
    with ThreadPoolExecutor(hands) as pool:
        sold = sum(pool.map(work, [people[n::hands] for n in range(hands)]))
    return perf_counter() - began, process_time() - worked, sold


if __name__ == "__main__":
    with _AFTER:
        main(*(int(said) for said in (*sys.argv[1:], *("2000", "500", "64")[len(sys.argv) - 1 :])))
