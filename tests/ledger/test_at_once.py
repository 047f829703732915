"""Many hands at one pot: it is emptied and never overdrawn, and every voucher of a month has a number of its own."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from shenbian.kit.refusal import Refused
from shenbian.ledger.actions import post
from shenbian.ledger.models import Voucher
from shenbian.ledger.queries import held
from shenbian.ledger.verifying import faults
from shenbian.orgs.models import Organisation
from tests.databases import own_database
from tests.ledger.conftest import CLERK, POT, make_bodies, put

__all__ = ["own_database"]

HANDS, TRIES, EACH, IN_POT = 16, 160, 300, 20_100


@pytest.fixture
def live(own_database: str, django_db_blocker: Any) -> Iterator[Organisation]:
    with django_db_blocker.unblock():
        yield make_bodies()[0]


def test_a_pot_is_emptied_once(live: Organisation) -> None:
    post([put(live, IN_POT, "in")], by=CLERK)

    def work(mine: range) -> list[str]:
        told = []
        try:
            for n in mine:
                try:
                    told.append(str(post([put(live, -EACH, f"out:{n % 100}")], by=CLERK)[0]))
                except Refused as no:
                    told.append(no.reasons[0])
        finally:
            connections.close_all()
        return told

    with ThreadPoolExecutor(HANDS) as pool:
        told = [each for part in pool.map(work, [range(hand, TRIES, HANDS) for hand in range(HANDS)]) for each in part]
    taken = [each for each in told if each.startswith("记-")]
    assert len(taken) == len(set(taken)) == IN_POT // EACH == 67
    assert held([POT], ["pot:1"]) == {}
    assert sorted(Voucher.objects.values_list("number", flat=True)) == list(range(1, 69))
    assert list(faults()) == []
