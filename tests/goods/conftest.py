"""A spring campaign of the federation: an item, its central store, a station in each town; who buys, who hands out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from shenbian.facts.models import Fact
from shenbian.goods.actions import Bought, Handed, NewItem, add_item, add_store, allot, buy, hand_out
from shenbian.goods.declared import ISSUED, PASSED, STOCK, SUPPLIER
from shenbian.goods.models import Allotment, Issue, Item, Purchase, Store, StoreKind
from shenbian.kit.period import today
from shenbian.ledger.models import Holding
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.queries import actor_of
from tests.desk_registers.conftest import Place, make_place

SPRING, CAMPAIGN = "spring_parcels", "2026年春节慰问"
OPERATOR = Actor.operator("test")


@dataclass
class Goods:
    """Lin of the federation's desk of service buys and allots; Song and Wei hand out in the east and in the west."""

    place: Place
    item: Item
    centre: Store
    east: Store
    west: Store

    @property
    def lin(self) -> Actor:
        return actor_of(self.place.officer("desk_officer", self.place.federation, "service"))

    @property
    def song(self) -> Actor:
        return actor_of(self.place.officer("social_worker", self.place.east))

    @property
    def wei(self) -> Actor:
        return actor_of(self.place.officer("town_officer", self.place.west))

    def rider(self, name: str = "王小梅") -> Person:
        return self.place.admit(self.place.plant, name)[0].person

    def another(self, title: str, **said: Any) -> Item:
        told = {"programme": SPRING, "activity": CAMPAIGN, "organisation": self.place.federation}
        return add_item(NewItem(title=title, **told | said), by=self.lin)

    def bought(self, quantity: int, *, item: Item | None = None, number: str = "RK-001", **said: Any) -> Purchase:
        told: dict[str, Any] = {"item": item or self.item, "store": self.centre, "on": today(), "number": number}
        by = said.pop("by", self.lin)
        return buy(Bought(quantity=quantity, **told | said), by=by)

    def allotted(self, quantity: int, into: Store, *, number: str = "DB-001", **said: Any) -> Allotment:
        told: dict[str, Any] = {"out_of": self.centre, "on": today(), "by": self.lin, "item": self.item}
        told |= said
        return allot(told.pop("item"), into=into, quantity=quantity, number=number, **told)

    def stocked(self, east: int = 10, west: int = 10) -> None:
        """So many in the stations of the towns, and as many again in the centre."""
        self.bought(2 * (east + west))
        self.allotted(east, self.east)
        self.allotted(west, self.west, number="DB-002")

    def handed(self, person: Person | None = None, *, by: Actor | None = None, **said: Any) -> Issue:
        told: dict[str, Any] = {"item": self.item, "store": self.east, "on": today(), "person": person}
        return hand_out(Handed(**told | said), by=by or self.song)


def make_goods() -> Goods:
    place = make_place()
    said = NewItem(programme=SPRING, activity=CAMPAIGN, title="温暖礼包", organisation=place.federation)
    stores = [
        add_store(place.federation, "中心库", kind=StoreKind.CENTRE, by=OPERATOR),
        add_store(place.east, "仁和驿站", by=OPERATOR),
        add_store(place.west, "马坡驿站", by=OPERATOR),
    ]
    return Goods(place, add_item(said, by=OPERATOR), *stores)


@pytest.fixture
def goods(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Goods:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    return make_goods()


def facts(kind: str = "parcel.issued") -> list[Fact]:
    return list(Fact.objects.filter(kind=kind, voided_at=None).order_by("id"))


def held(store: Store) -> dict[str, int]:
    """What a store holds, by heading; nought is left out."""
    found = Holding.objects.filter(of=f"goods.store:{store.pk}").exclude(balance=0).order_by("heading")
    return dict(found.values_list("heading", "balance"))


__all__ = ["ISSUED", "PASSED", "STOCK", "SUPPLIER", "Goods", "facts", "held"]
