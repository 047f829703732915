"""A district with two towns, a plant in each, members in both; officers who see the whole, one town, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from shenbian.accounts.models import Account
from shenbian.orgs import actions as orgs
from shenbian.orgs.models import Organisation, Unit
from shenbian.people.actions import Admission, admit_many
from shenbian.people.models import Membership, Person
from shenbian.rights.actions import appoint
from shenbian.rights.actor import Actor
from shenbian.rights.queries import actor_of
from tests.people.making import person

FIRST = date(2020, 1, 1)


@dataclass
class Place:
    """Ends of the tree, and people by the name of what they do."""

    federation: Organisation
    east: Organisation
    west: Organisation
    plant: Organisation
    mill: Organisation
    unit: Unit
    officers: dict[str, Person] = field(default_factory=dict)
    made: int = 100

    def officer(self, role: str, at: Organisation, *desks: str) -> Person:
        """Somebody appointed; the same person for the same role and body."""
        name = f"{role}@{at.number}{''.join(desks)}"
        if name not in self.officers:
            self.made += 1
            self.officers[name] = person(self.made, f"干部{self.made}")
            appoint(self.officers[name], role=role, at=at, on=FIRST, by="test", desks=desks)
        return self.officers[name]

    def actor(self, role: str, at: Organisation) -> Actor:
        return actor_of(self.officer(role, at))

    def client(self, role: str, at: Organisation, *desks: str) -> Client:
        """A browser in which this officer is signed in."""
        who = self.officer(role, at, *desks)
        account, _ = Account.objects.get_or_create(person=who, defaults={"login": f"a{who.pk}"})
        client = Client()
        client.force_login(account)
        return client

    def admit(self, at: Organisation, *names: str, on: date = FIRST) -> list[Membership]:
        """Members of a body, each a new person."""
        people = []
        for name in names:
            self.made += 1
            people.append(person(self.made, name, f"138{self.made:08d}"))
        said = [Admission(person=each.pk, organisation=at.pk, from_on=on, unit=self.unit.pk) for each in people]
        ids = admit_many(said, by="test")
        return list(Membership.objects.filter(pk__in=[getattr(each, "pk", each) for each in ids]).order_by("pk"))


@pytest.fixture
def place(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    return make_place()


def make_place() -> Place:
    by = "test"
    top = orgs.found("顺义区总工会", level="federation", number="SY", founded_on=date(1950, 1, 1), by=by)
    east = orgs.found("仁和镇总工会", level="town", number="SY-1", founded_on=date(1990, 1, 1), by=by, parent=top)
    west = orgs.found("马坡镇总工会", level="town", number="SY-2", founded_on=date(1990, 1, 1), by=by, parent=top)
    plant = orgs.found("机械厂工会", level="grassroots", number="SY-1-1", founded_on=FIRST, by=by, parent=east)
    mill = orgs.found("面粉厂工会", level="grassroots", number="SY-2-1", founded_on=FIRST, by=by, parent=west)
    unit = orgs.register_unit("机械厂", number="U1", kind="employer", by=by)
    return Place(top, east, west, plant, mill, unit)


@pytest.fixture
def shown() -> Callable[[Client, str], list[str]]:
    """The first cells of the rows of a register's page."""

    def first_cells(client: Client, address: str) -> list[str]:
        answer = client.get(address)
        assert answer.status_code == 200, answer
        return [row["cells"][0]["text"] for row in answer.context["rows"]]

    return first_cells
