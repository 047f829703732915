"""Five hundred parcels, sixteen hands, people who come twice: never the five hundred and first, nobody two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from shenbian.facts.models import Fact
from shenbian.goods.actions import Handed, hand_out, hand_out_many
from shenbian.goods.models import Issue
from shenbian.kit.period import today
from shenbian.ledger.models import Holding
from shenbian.ledger.verifying import faults
from shenbian.rulebook.actions import load_starter
from tests.databases import own_database
from tests.editions.test_at_once import together
from tests.funds.conftest import Coffers
from tests.goods.conftest import ISSUED, SPRING, STOCK, Goods, held, make_goods

__all__ = ["own_database"]
PARCELS, HANDS = 500, 16


@pytest.fixture
def live(
    own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: object
) -> Iterator[Goods]:
    """The campaign in a database of its own, whose rows several connections see."""
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield make_goods()


def test_five_hundred_parcels_sixteen_hands_and_people_who_come_twice(live: Goods) -> None:
    """Every hand serves a queue, eight at one station and eight at the other; each of the 560 stands at both."""
    live.stocked(PARCELS // 2, PARCELS // 2)
    people = [each.person for each in live.place.admit(live.place.plant, *(f"骑手{n}" for n in range(560)))]
    lin = live.lin
    queues = [people[n % 8 * 70 : n % 8 * 70 + 70] for n in range(HANDS)]
    stations = [live.east if n < HANDS // 2 else live.west for n in range(HANDS)]

    def serve(n: int) -> list[bool]:
        told = []
        for start in range(0, 70, 10):
            part = queues[n][start : start + 10]
            told += [each.moved for each in hand_out_many(live.item, stations[n], part, on=today(), by=lin)]
        return told

    served = together(*[lambda n=n: serve(n) for n in range(HANDS)])  # type: ignore[misc]
    handed = sum(sum(each) for each in served)
    had = Counter(Issue.objects.filter(status="issued").values_list("person", flat=True))
    assert (handed, len(had), max(had.values())) == (PARCELS, PARCELS, 1)
    assert (STOCK in held(live.east), STOCK in held(live.west)) == (False, False)
    assert Fact.objects.filter(kind="parcel.issued").count() == PARCELS
    assert sum(Holding.objects.filter(heading=ISSUED).values_list("balance", flat=True)) == PARCELS
    assert list(faults()) == []


def test_the_last_parcel_goes_to_one_of_sixteen(live: Goods) -> None:
    live.stocked(1, 1)
    people = [each.person for each in live.place.admit(live.place.plant, *(f"骑手{n}" for n in range(HANDS)))]
    song = live.song
    told = together(
        *[
            lambda each=each: hand_out(Handed(on=today(), item=live.item, store=live.east, person=each), by=song)  # type: ignore[misc]
            for each in people
        ]
    )
    assert sorted(Counter(type(each).__name__ for each in told).items()) == [("Issue", 1), ("Refused", 15)]
    assert held(live.east) == {ISSUED: 1, "goods.passed": -1}


def test_one_rider_at_two_stations_at_one_moment_gets_one(live: Goods) -> None:
    live.stocked()
    rider, lin = live.rider(), live.lin
    told = together(
        *[
            lambda store=store: hand_out(Handed(on=today(), item=live.item, store=store, person=rider), by=lin)  # type: ignore[misc]
            for store in (live.east, live.west) * 4
        ]
    )
    assert sorted(Counter(type(each).__name__ for each in told).items()) == [("Issue", 1), ("Refused", 7)]
    assert held(live.east)[STOCK] + held(live.west)[STOCK] == 19


def test_many_purchases_on_one_approval_at_once_stay_within_it(live: Goods) -> None:
    load_starter(by="test")
    coffers = Coffers(live.place)
    approved = coffers.commitment(coffers.item(programme=SPRING))
    lin = live.lin
    told = together(
        *[
            lambda n=n: live.bought(1, number=f"RK-{n}", amount_fen=2_000_00, commitment=approved, by=lin)  # type: ignore[misc]
            for n in range(8)
        ]
    )
    assert sorted(Counter(type(each).__name__ for each in told).items()) == [("Purchase", 5), ("Refused", 3)]
