"""The cast of these tests: a plant's members, its two officers, another plant's officer, the head at the district."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from shenbian.facts.kind import kinds
from shenbian.flow import actions
from shenbian.flow.actions import begin
from shenbian.orgs.actions import found
from shenbian.orgs.models import Organisation
from shenbian.people.models import Began, Document, Membership, Person
from shenbian.rights.actor import Actor
from shenbian.rights.models import Post
from shenbian.rights.queries import actor_of
from tests.sample_app.flows import TICKET_KIND
from tests.sample_app.models import Event, Ticket

LONG_AGO = date(2020, 1, 1)
DAY = date(2022, 9, 26)  # a Monday, the week before the National Day holidays of 1 to 7 October; 8 and 9 are worked


@dataclass
class Cast:
    district: Organisation
    plant: Organisation
    shop: Organisation
    bo: Actor  # officer of the plant
    ning: Actor  # the plant's other officer
    gu: Actor  # officer of the shop
    dan: Actor  # head of the culture desk at the district
    lin: Actor  # head of the desk of rights
    event: Event

    def people(self, count: int) -> list[Person]:
        """So many members of the plant."""
        return join(newcomers(count), self.plant)

    def tickets(
        self, count: int = 1, *, people: list[Person] | None = None, event: Event | None = None
    ) -> list[Ticket]:
        """Drafts for the event, one for each of so many members."""
        return begin(
            [
                Ticket(organisation=self.plant, event=event or self.event, person=person)
                for person in people or self.people(count)
            ],
            by=self.bo,
        )


def newcomers(count: int) -> list[Person]:
    """So many people who belong to no union."""
    return Person.objects.bulk_create(
        Person(
            key=secrets.randbits(62),
            name=f"职工{number}",
            document=Document.PASSPORT,
            document_index=secrets.token_bytes(16),
        )
        for number in range(count)
    )


def join(people: list[Person], organisation: Organisation) -> list[Person]:
    Membership.objects.bulk_create(
        Membership(person=person, organisation=organisation, from_on=LONG_AGO, began=Began.ADMITTED)
        for person in people
    )
    return people


def officer(role: str, at: Organisation, *desks: str) -> Actor:
    """Somebody new who holds this role there."""
    person = newcomers(1)[0]
    Post.objects.create(
        person=person, organisation=at, role_key=role, desks=list(desks), from_on=LONG_AGO, appointed_by="test"
    )
    return actor_of(person, on=DAY)


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> date:
    """The door's Beijing day, fixed: the holidays of the year in which the tests are run may not be known yet."""
    monkeypatch.setattr(actions, "today", lambda: DAY)
    return DAY


@pytest.fixture
def cast(db: Any, day: date, ticket_kind: None) -> Cast:
    return make_cast()


def make_cast() -> Cast:
    district = found("区总工会", level="federation", number="Q1", founded_on=LONG_AGO, by="test")
    plant, shop = (
        found(name, level="grassroots", number=number, founded_on=LONG_AGO, parent=district, by="test")
        for name, number in (("机床厂工会", "J1"), ("百货工会", "J2"))
    )
    return Cast(
        district=district,
        plant=plant,
        shop=shop,
        bo=officer("grassroots_officer", plant),
        ning=officer("grassroots_officer", plant),
        gu=officer("grassroots_officer", shop),
        dan=officer("desk_head", district, "culture"),
        lin=officer("desk_head", district, "rights"),
        event=Event.objects.create(organisation=district),
    )


@pytest.fixture
def ticket_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kind of fact that tickets write; known while one test runs, so that no list of the house shows it."""
    monkeypatch.setitem(kinds._all, TICKET_KIND.key, TICKET_KIND)


@pytest.fixture
def clock_runs_out() -> Callable[..., None]:
    """Let the last day of a ticket's clock be yesterday."""

    def run_out(*tickets: Ticket) -> None:
        Ticket.objects.filter(pk__in=[each.pk for each in tickets]).update(due_on=DAY - timedelta(days=1))

    return run_out
