"""Two people at the same moment: the second waits for the first, and is then told what has become of it."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from shenbian.flow.actions import perform
from shenbian.flow.checks import drift
from shenbian.flow.models import Trace, Waiting
from tests.databases import own_database
from tests.flow.conftest import Cast, make_cast
from tests.sample_app.models import Event, Ticket

__all__ = ["own_database"]


@pytest.fixture
def two(own_database: str, day: object, ticket_kind: None) -> Cast:
    return make_cast()


def while_we_wait(first: Callable[[], Any], second: Callable[[], str]) -> str:
    """Do `first` in a transaction that stays open until `second`, in another connection, waits for it."""

    def other() -> str:
        try:
            return second()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            answer = pool.submit(other)
            until_blocked(answer)
        return answer.result(timeout=30)


def until_blocked(answer: Future[str]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone() == (1,):
                return
        assert not answer.done(), "the second did not wait"
        time.sleep(0.01)
    raise AssertionError("the second never came to wait")


def why(name: str, ticket: Ticket, cast: Cast) -> str:
    return perform(name, on=[ticket], by=cast.ning)[0].why


def test_of_two_who_make_one_move_one_is_told_that_it_was_made(two: Cast) -> None:
    ticket = two.tickets()[0]
    assert while_we_wait(
        lambda: perform("hand_in", on=ticket, by=two.bo), lambda: why("hand_in", ticket, two)
    ) == "当前是“待核实”状态，不能提交。"  # fmt: skip
    assert [each.move for each in Trace.objects.order_by("id")] == ["begin", "hand_in"]
    assert Waiting.objects.count() == 1
    assert list(drift()) == []


def test_the_last_place_is_given_once(two: Cast) -> None:
    event = Event.objects.create(organisation=two.district, places=1)
    one, other = two.tickets(2, event=event)
    assert while_we_wait(
        lambda: perform("hand_in", on=one, by=two.bo), lambda: why("hand_in", other, two)
    ) == "1个名额已满，最后一个名额由先前的事项占用。"  # fmt: skip
    assert list(Ticket.objects.order_by("pk").values_list("status", flat=True)) == ["handed_in", "draft"]


def test_one_person_comes_in_once(two: Cast) -> None:
    person = two.people(1)[0]
    one, other = two.tickets(people=[person, person])
    assert while_we_wait(
        lambda: perform("hand_in", on=one, by=two.bo), lambda: why("hand_in", other, two)
    ) == f"同一人只能有一件，已有编号{one.pk}。"  # fmt: skip


def test_places_that_were_cut_meanwhile_are_gone(two: Cast) -> None:
    event = Event.objects.create(organisation=two.district, places=2)
    one, other = two.tickets(2, event=event)
    perform("hand_in", on=one, by=two.bo)
    assert while_we_wait(
        lambda: Event.objects.filter(pk=event.pk).update(places=1), lambda: why("hand_in", other, two)
    ) == "1个名额已满，最后一个名额由先前的事项占用。"  # fmt: skip


def test_two_sheets_in_opposite_order_do_not_block_each_other(two: Cast) -> None:
    tickets = two.tickets(20)

    def sheet(rows: list[Ticket]) -> int:
        try:
            return sum(each.moved for each in perform("hand_in", on=rows, by=two.bo))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        moved = list(pool.map(sheet, [tickets, tickets[::-1]]))
    assert sorted(moved) == [0, 20]
    assert list(drift()) == []
