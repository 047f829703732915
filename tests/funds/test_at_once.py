"""Many hands at one commitment: it is emptied and never overdrawn; one payment answered by many is paid once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.refusals import Refused
from shenbian.funds.actions import Pay, prepare
from shenbian.funds.models import Commitment, Payment
from shenbian.funds.verifying import differing
from shenbian.kit.period import today
from shenbian.ledger.verifying import faults
from tests.databases import own_database
from tests.funds.conftest import Coffers, make_coffers, stand
from tests.funds.test_labour import seen

__all__ = ["own_database"]


@pytest.fixture
def live(
    own_database: str, django_db_blocker: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Coffers]:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    with django_db_blocker.unblock():
        yield make_coffers()


def closing(verb: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same, on a connection that is closed behind it."""

    def one(said: Any) -> Any:
        try:
            return verb(said)
        finally:
            connections.close_all()

    return one


def at_once(tries: list[Callable[[], Any]]) -> list[str]:
    """What came of each: "" where it went well, else the reason."""

    def one(trying: Callable[[], Any]) -> str:
        try:
            trying()
            return ""
        except Refused as no:
            return no.reasons[0]

    with ThreadPoolExecutor(len(tries)) as pool:
        return list(pool.map(closing(one), tries))


def test_a_commitment_is_used_up_and_no_further(live: Coffers) -> None:
    item = live.item()
    commitment = live.commitment(item, 10_000_00)
    payments = [live.payment(commitment, 1_500_00, to="prepared") for _ in range(12)]
    han = live.han
    told = at_once([lambda each=each: perform("approve", on=each, by=han) for each in payments])
    assert sorted(bool(why) for why in told) == [False] * 6 + [True] * 6
    assert stand(item, commitment) == (90_000, 1_000, 9_000, 0)
    assert list(faults()) == []


def test_the_banks_answer_taken_by_many_hands_pays_once(live: Coffers) -> None:
    item = live.item()
    commitment = live.commitment(item)
    payment, qian = live.payment(commitment), live.qian
    said = {"receipt": "HD1", "paid_on": today()}
    told = at_once([lambda: perform("pay", on=payment, by=qian, said=said)] * 8)
    assert told.count("") == 1
    assert (stand(item, commitment), Fact.objects.filter(kind="paid").count()) == ((90_000, 9_000, 0, 1_000), 1)
    assert differing() == []


def test_a_service_settled_from_many_commitments_at_once_is_paid_for_no_more_than_was_redeemed(live: Coffers) -> None:
    seen(live, 3)
    item = live.item(programme="health_checks")
    said: dict[str, Any] = {"form": "service", "edition": "2022年体检", "seller": "区医院"}
    commitments = [live.commitment(item, 1_000_00, **said) for _ in range(6)]
    chen = live.chen

    def settle(commitment: Commitment) -> bool:
        return prepare(commitment, [Pay(amount_fen=300_00, payee="区医院")], by=chen)[0].moved

    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(closing(settle), commitments))
    assert (told.count(True), Payment.objects.count()) == (3, 3)


def test_approvals_at_once_stay_within_the_part_of_the_budget(live: Coffers) -> None:
    spring, _ = live.item(80_000_00, programme="spring_parcels"), live.item(20_000_00)
    asked = [live.commitment(spring, 10_000_00, approved=False) for _ in range(8)]
    han = live.han
    told = at_once([lambda each=each: perform("approve", on=each, by=han) for each in asked])
    assert sorted(bool(why) for why in told) == [False] * 5 + [True] * 3
    assert {"最多占预算的50%" in why for why in told if why} == {True}
