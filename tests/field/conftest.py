"""Two towns; in the east a plant with a union and a shop on the register of employers without one; officers of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from shenbian.accounts.models import Account
from shenbian.facts.actions import write
from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.fieldwork.actions import Photo, Said, take_down
from shenbian.fieldwork.actions import Place as Where
from shenbian.fieldwork.models import FieldRecord
from shenbian.fieldwork.verbs import Verb, verbs
from shenbian.kit.period import BEIJING, now, today
from shenbian.orgs.actions import cover, register_unit
from shenbian.orgs.models import Organisation, Unit
from shenbian.rights.actor import Actor
from shenbian.rights.queries import actor_of
from tests.desk_registers.conftest import Place, make_place
from tests.files.conftest import photo

SHOP_CODE = "91110113MA01ABCD3U"
ANSWERS = {"met": "人事负责人", "workers": 24, "wish": "愿意", "needs": "招工难", "follow": ""}
JSON = {"Accept": "application/json"}
SPOT = Where(40.12816, 116.65417, 12.0)


@dataclass
class Field:
    """The ground, and who works on it."""

    place: Place
    plant: Unit  # its union covers it
    shop: Unit  # on the register of the east town
    far: Unit  # on the register of the west town
    visiting: Verb
    inspecting: Verb

    @property
    def walker(self) -> Actor:
        """A social worker stationed in the east town."""
        return self.place.actor("social_worker", self.place.east)

    def said(self, unit: Unit | None = None, **said: Any) -> Said:
        told: dict[str, Any] = {"happened_at": now(), "result": "已走访", "answers": ANSWERS}
        return Said(unit=unit or self.shop, **told | said)

    def visit(self, unit: Unit | None = None, *, by: Actor | None = None, **said: Any) -> FieldRecord:
        return take_down(self.visiting, self.said(unit, **said), by=by or self.walker, client_key=uuid4())

    def client(self, role: str = "social_worker", at: Organisation | None = None, *desks: str) -> Client:
        who = self.place.officer(role, at or self.place.east, *desks)
        account, _ = Account.objects.get_or_create(person=who, defaults={"login": f"a{who.pk}"})
        client = Client()
        client.force_login(account)
        return client

    def member(self) -> Actor:
        return actor_of(self.place.admit(self.place.plant, "王小梅")[0].person)


def listed(unit: Unit, at: Organisation, *, on: date = date(2022, 3, 1), kind: str = "register.listed") -> None:
    """As the import of the register writes it."""
    parts = {"register": "non_union", "unit": unit.pk, "happened_on": on}
    fact = NewFact(
        kind=kind,
        happened_on=on,
        organisation=at.pk,
        org_path=at.path,
        unit=unit.pk,
        facets={"register": "non_union"},
        source=source_of(kinds[kind], parts),
        evidence="台账 第2行",
    )
    write([fact], by="test")


def make_field() -> Field:
    place = make_place()
    cover(place.unit, by_union=place.plant, on=date(2020, 1, 1), by="test")
    shop = register_unit("清风商店", number="U2", kind="employer", uscc=SHOP_CODE, by="test")
    far = register_unit("远山商店", number="U3", kind="employer", by="test")
    listed(shop, place.east)
    listed(far, place.west)
    return Field(place, place.unit, shop, far, verbs["visit"], verbs["inspection"])


@pytest.fixture
def field(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Field:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    return make_field()


def shot(colour: str = "teal") -> Photo:
    return Photo(photo(colour=colour), "现场.jpg", now())


def posted(**said: Any) -> dict[str, Any]:
    """A form of a visit as a browser sends it."""
    at = now().astimezone(BEIJING)
    told = {"unit": "清风商店", "happened_at": f"{at:%Y-%m-%dT%H:%M}", "result": "已走访", "client_key": str(uuid4())}
    return told | {key: str(value) for key, value in ANSWERS.items()} | said


def clock() -> str:
    """This minute, as a browser sends it."""
    return f"{now().astimezone(BEIJING):%Y-%m-%dT%H:%M}"


def noon() -> datetime:
    day = today()
    return datetime(day.year, day.month, day.day, 0, 1, tzinfo=BEIJING)


def main_of(client: Client, path: str) -> str:
    """The page's text, between the menu and the footer."""
    page = client.get(path).content.decode()
    inside = page.split('<main id="main"')[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", inside.split(">", 1)[1]).split())
