"""A small district at its desks: who drafts, who signs, an officer of a town, one of another line of work, a worker."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from shenbian.accounts.models import Account
from shenbian.orgs.actions import found
from shenbian.orgs.models import Organisation
from shenbian.people.models import Person
from shenbian.rights.actions import appoint
from shenbian.rights.actor import Actor
from shenbian.rights.queries import actor_of
from shenbian.rulebook.actions import load_starter
from tests.people.making import person
from tests.record.conftest import District, make_district

LONG_AGO = date(2020, 1, 1)
# name -> role, lines of work (all when empty), at the town or at the federation
POSTS: dict[str, tuple[str, tuple[str, ...], bool]] = {
    "drafter": ("desk_head", (), False),
    "chair": ("chair", (), False),
    "culture": ("desk_officer", ("culture",), False),
    "town": ("town_officer", (), True),
    "administrator": ("system_administrator", (), False),
}


@dataclass
class Room:
    district: District
    other: Organisation  # a town beside the district's
    people: dict[str, Person] = field(default_factory=dict)

    def account(self, who: str) -> Account:
        return Account.objects.get_or_create(person=self.people[who], defaults={"login": who})[0]

    def of(self, who: str) -> Client:
        """Somebody's browser, signed in."""
        client = Client()
        client.force_login(self.account(who))
        return client

    def actor(self, who: str) -> Actor:
        return actor_of(self.people[who])

    def sessions(self, count: int, *, at: Organisation | None = None, day: date = date(2022, 5, 4)) -> list[int]:
        """So many meetings of the two sides, which the record counts as S71."""
        return self.district.write("session.held", count, at=at, day=day, programme="dialogues")


def make_room(district: District) -> Room:
    load_starter(by="test")
    other = found(
        number="ZX", name="西镇总工会", level="town", parent=district.federation, founded_on=date(2000, 5, 1), by="test"
    )
    room = Room(district, other)
    for number, (who, (role, desks, low)) in enumerate(POSTS.items(), 1):
        room.people[who] = person(number, f"王{number}明")
        where = district.town if low else district.federation
        appoint(room.people[who], role=role, at=where, on=LONG_AGO, by="test", desks=desks)
    room.people["worker"] = person(90, "赵小兰")
    return room


@pytest.fixture
def room(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path))
    cache.clear()
    return make_room(make_district())
