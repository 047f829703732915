"""A federation that sends its cadres and the east town's social worker to a community; who orders it, who may not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from shenbian.deployments.actions import Noted, Planned, assign, note, plan
from shenbian.deployments.models import DutyDay, Order
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.kit.period import today
from shenbian.orgs.actions import register_unit
from shenbian.orgs.models import Unit
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.queries import actor_of
from tests.desk_registers.conftest import Place, make_place

COMMUNITY = "石园北区社区"


@dataclass
class Posts:
    """Who is sent: Gao of the federation's desk of party affairs and the social worker Song; Fang orders it."""

    place: Place
    community: Unit
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def fang(self) -> Actor:
        """Head of the desk that sends."""
        return actor_of(self.place.officer("desk_head", self.place.federation, "party"))

    @property
    def gao(self) -> Actor:
        """A cadre who is sent; the treasurer keeps no register."""
        return actor_of(self.place.officer("treasurer", self.place.federation))

    @property
    def song(self) -> Actor:
        """A social worker stationed in the east town."""
        return actor_of(self.place.officer("social_worker", self.place.east))

    @property
    def wei(self) -> Actor:
        """An officer of the other town."""
        return actor_of(self.place.officer("town_officer", self.place.west))

    def person(self, actor: Actor) -> Person:
        return Person.objects.get(key=actor.person)

    def order(self, *people: Actor, programme: str = "deployment", issued: bool = True, **said: Any) -> Order:
        told: dict[str, Any] = {
            "title": "石园北区核酸采样点支援",
            "organisation": self.place.federation,
            "from_on": today() - timedelta(days=3),
            "until_on": today() + timedelta(days=3),
            "place": COMMUNITY,
            "work": "核酸采样秩序维护",
        }
        order = plan(Planned(programme=programme, **told | said), by=self.fang)
        assign(order, [self.person(each) for each in people], by=self.fang)
        return perform("issue", on=order, by=self.fang) if issued else order

    def day(self, who: Actor, *, by: Actor | None = None, back: int = 0, **said: Any) -> DutyDay:
        told: dict[str, Any] = {"programme": "deployment", "place": COMMUNITY, "work": "卡口值守"}
        on = today() - timedelta(days=back)
        return note(Noted(person=self.person(who), day=on, **told | said), by=by or who)

    def client(self, role: str, at: Any, *desks: str) -> Client:
        return self.place.client(role, at, *desks)


def make_posts() -> Posts:
    place = make_place()
    return Posts(place, register_unit(COMMUNITY, number="C1", kind="community", by="test"))


@pytest.fixture
def posts(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Posts:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    return make_posts()


def facts() -> list[Fact]:
    return list(Fact.objects.filter(kind="duty.day", voided_at=None).order_by("id"))


def ago(days: int) -> date:
    return today() - timedelta(days=days)
