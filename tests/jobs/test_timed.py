"""Timed work: due at its time, once, late as well; what fails stops nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest

from shenbian.jobs.actions import tick
from shenbian.jobs.models import Tick
from shenbian.jobs.queries import ticks
from shenbian.jobs.rules import due_at
from shenbian.jobs.timed import Timed, clockwork
from shenbian.rights.actor import Actor
from tests.jobs.conftest import NOON

Clock = Callable[..., list[datetime]]
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def test_what_is_due_every_so_often_is_done_once_each_time(clock: Clock) -> None:
    ran = clock("often", every=MINUTE)
    for at in (NOON, NOON, NOON + MINUTE / 2, NOON + MINUTE, NOON + MINUTE):
        tick(at=at)
    assert ran == [NOON, NOON + MINUTE]


def test_what_was_missed_is_done_once_when_the_program_is_back(clock: Clock) -> None:
    often, daily = clock("often", every=MINUTE), clock("daily", daily=time(3, 0))
    tick(at=NOON)
    tick(at=NOON + timedelta(days=3))
    assert (len(often), len(daily)) == (2, 2)


def test_what_is_due_daily_is_due_at_its_time_in_beijing() -> None:
    daily = Timed(key="d", title="d", run=lambda by, at: "", daily=time(3, 0))
    three = datetime(2022, 9, 6, 19, 0, tzinfo=UTC)  # 3:00 of the 7th in Beijing
    assert due_at(daily, None) is None
    assert due_at(daily, NOON) == three
    assert due_at(daily, three - MINUTE) == three
    assert due_at(daily, three) == three + timedelta(days=1)


def test_what_fails_is_told_and_stops_nothing_else(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    def fail(by: Actor, at: datetime) -> str:
        raise ValueError("王小明")

    clockwork.add(Timed(key="broken", title="坏的", run=fail, every=MINUTE))
    ran = clock("well", every=MINUTE)
    assert [(each.timed.key, each.failed) for each in tick(at=NOON)] == [("broken", True), ("well", False)]
    row = Tick.objects.get(key="broken")
    assert (row.well_at, row.error[-10:], row.ended_at is not None) == (None, "ValueError", True)
    tick(at=NOON + MINUTE)
    assert len(ran) == 2
    assert [record.message for record in caplog.records] == ["timed work broken failed"] * 2


def test_two_workers_do_it_once_and_one_that_died_hands_it_on_after_a_while(clock: Clock) -> None:
    ran = clock("often", every=MINUTE)
    tick(at=NOON)
    Tick.objects.update(ended_at=None)
    assert (tick(at=NOON + MINUTE), len(ran)) == ([], 1)
    tick(at=NOON + 2 * MINUTE)
    assert len(ran) == 2


def test_it_acts_as_the_clock_and_says_what_it_did(clock: Clock) -> None:
    clock("often", every=HOUR)
    clock("never", daily=time(3, 0))
    Tick.objects.create(key="never", began_at=NOON, ended_at=NOON)
    tick(at=NOON)
    told = {timed.key: (row.said, due) for timed, row, due in ticks()}
    assert told["often"] == ("timed:often 第1次", NOON + HOUR)
    assert told["never"][0] == ""


def test_a_rhythm_is_one_or_the_other() -> None:
    for rhythm in ({}, {"every": MINUTE, "daily": time(3, 0)}):
        with pytest.raises(ValueError, match="either"):
            Timed(key="x", title="x", run=lambda by, at: "", **rhythm)  # type: ignore[arg-type]


def test_a_round_in_which_nothing_is_due_asks_once_for_each(clock: Clock, django_assert_num_queries: object) -> None:
    clock("one", every=MINUTE)
    clock("two", every=MINUTE)
    tick(at=NOON)
    with django_assert_num_queries(2):  # type: ignore[operator]
        tick(at=NOON)


@pytest.mark.django_db
def test_the_house_declares_what_it_does_by_itself() -> None:
    keys = [timed.key for timed in clockwork]
    assert keys[:4] == ["notices.deliver", "files.sweep", "jobs.forget", "facts.seal"]


def test_all_that_is_timed_does_no_harm_twice(db: None, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path))
    for timed in clockwork:
        timed.run(timed.actor, NOON)
        assert timed.run(timed.actor, NOON) == ""
