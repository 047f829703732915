"""Two workers at the same time: every message goes out once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from shenbian.notices.actions import Done, Telling, deliver_due, tell
from shenbian.notices.models import Delivery, Notice
from tests.databases import own_database
from tests.notices.conftest import CALM, NOON, Line, reached

__all__ = ["own_database"]
WORKERS, PEOPLE, EACH = 4, 10, 4


@pytest.fixture
def together() -> Barrier:
    return Barrier(WORKERS)


def test_workers_that_run_at_once_never_send_twice(own_database: str, line: type[Line], together: Barrier) -> None:
    people = [reached(n) for n in range(PEOPLE)]
    for number in range(EACH):
        tell([Telling(to=each.key, kind=CALM.key, title=f"事{number}") for each in people], by="test")
    Notice.objects.update(told_at=NOON)

    def work(_: int) -> Done:
        try:
            together.wait(timeout=30)
            done, last = Done(), Done(planned=1)
            while not last.nothing:
                last = deliver_due(limit=7, by="test", at=NOON + timedelta(minutes=2))
                done += last
            return done
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        done = sum(pool.map(work, range(WORKERS)), Done())
    deliver_due(limit=1000, by="test", at=NOON + timedelta(minutes=2))
    assert (done.planned, Delivery.objects.filter(state="sent").count()) == (PEOPLE * EACH, PEOPLE * EACH)
    assert set(Counter(line.sent).values()) == {1}
    assert len(line.sent) == done.messages == PEOPLE * EACH


def test_a_notice_that_two_tell_at_once_under_one_name_stands_once(own_database: str, line: type[Line]) -> None:
    person = reached(1)
    together = Barrier(2)

    def say(_: int) -> None:
        try:
            together.wait(timeout=30)
            tell([Telling(to=person.key, kind=CALM.key, title="甲", once="edition:1")], by="test")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(say, range(2)))
    assert Notice.objects.count() == 1
