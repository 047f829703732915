"""Killed at any instant while the bank's answer comes in, nothing is lost and nothing is paid twice."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connections

from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.funds.actions import Pay, draw_up, prepare
from shenbian.funds.answering import answer
from shenbian.funds.models import PaymentBatch
from shenbian.funds.verifying import differing
from shenbian.kit.period import today
from shenbian.ledger.verifying import faults
from tests.databases import own_database
from tests.funds.conftest import ACCOUNT, Coffers, make_coffers, stand
from tests.funds.test_batches import paper

__all__ = ["own_database"]
MANY = 300


@pytest.fixture
def live(
    own_database: str, django_db_blocker: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Coffers]:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    with django_db_blocker.unblock():
        yield make_coffers()


def begin_to_answer(batch: PaymentBatch, told: bytes, by: Any) -> Any:
    """A child process that takes the answer in."""
    connections.close_all()

    def work() -> None:
        answer(batch, told, by=by)
        os._exit(0)

    child = multiprocessing.get_context("fork").Process(target=work, daemon=True)
    child.start()
    return child


def test_an_answer_that_is_killed_pays_all_or_nothing_and_done_again_pays_each_once(live: Coffers) -> None:
    commitment = live.commitment(live.item(), form="person")
    batch = draw_up(live.place.federation, title="助推金", by=live.chen)
    pays = [Pay(amount_fen=10_00, person=live.worker("甲"), account=ACCOUNT) for _ in range(MANY)]
    prepare(commitment, pays, by=live.chen, drawn_in=batch)
    batch = perform("approve", on=batch, by=live.han)
    batch = perform("send", on=batch, by=live.qian)
    told = paper(*((each.pk, 10, "成功", f"H{each.pk}", today(), "") for each in batch.payments.order_by("pk")))
    qian, killed = live.qian, 0
    for wait in (0.05, 0.15, 0.3, 0.45):
        child = begin_to_answer(batch, told, qian)
        until = monotonic() + wait
        while monotonic() < until and child.is_alive():
            sleep(0.005)
        if child.is_alive():
            os.kill(child.pid, signal.SIGKILL)
            killed += 1
        child.join()
        paid = batch.payments.filter(status="paid").count()
        assert (paid in (0, MANY), Fact.objects.filter(kind="paid").count()) == (True, paid)
    assert killed > 0
    answer(batch, told, by=qian)
    assert (batch.payments.filter(status="paid").count(), Fact.objects.filter(kind="paid").count()) == (MANY, MANY)
    assert stand(commitment.item, commitment) == (90_000, 7_000, 0, 3_000)
    assert (list(faults()), differing()) == ([], [])
