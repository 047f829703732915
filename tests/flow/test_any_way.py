"""Whatever people do, in whatever order: no thing leaves its table, and a sheet is as good as its rows one by one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shenbian.flow.actions import perform
from shenbian.flow.checks import drift
from shenbian.flow.models import Waiting
from shenbian.flow.queries import traces_of
from shenbian.flow.refusals import Refused
from tests.flow.conftest import DAY, Cast
from tests.sample_app.flows import TICKET
from tests.sample_app.models import Event, Ticket

# Who may make a move, and one who may not: most steps should get somewhere.
WHO = {
    "hand_in": ("bo", "ning", "gu"),
    "notice": ("bo", "ning", "lin"),
    "stop": ("bo", "ning", "dan"),
    "go_on": ("bo", "ning", "gu"),
    "grant": ("dan", "dan", "bo"),
    "decline": ("dan", "lin"),
}
MAKERS = [(name, who) for name, makers in WHO.items() for who in makers]
SAID = [{"points": "5"}, {"points": "5"}, {"points": "13"}, {"points": "500"}, {}]
STEP = st.tuples(
    st.sampled_from(MAKERS),
    st.lists(st.integers(0, 4), min_size=1, max_size=6),
    st.lists(st.sampled_from(SAID), min_size=6, max_size=6),
    st.booleans(),  # does the clock run out before?
)
START = st.integers(0, 3)  # how far all tickets are led before the steps begin
QUIETLY = settings(
    max_examples=30,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def tickets(cast: Cast) -> list[Ticket]:
    """Five drafts, two of them of one person, for an event of three places."""
    event = Event.objects.create(organisation=cast.district, places=3)
    people = cast.people(4)
    return cast.tickets(people=[*people, people[0]], event=event)


def do(cast, tickets, step, *, singly=False):
    (name, who), rows, said, runs_out = step
    if runs_out:
        for table in (Ticket, Waiting):
            table.objects.filter(due_on__isnull=False).update(due_on=DAY - timedelta(days=1))
    things = [tickets[row] for row in rows]
    if not singly:
        outcomes = perform(name, on=things, by=getattr(cast, who), said=said[: len(rows)])
        return [(each.moved, each.why) for each in outcomes]
    return [one_by_one(name, thing, getattr(cast, who), each) for thing, each in zip(things, said, strict=False)]


def led(cast, tickets, start):
    for name, who in [("hand_in", "bo"), ("notice", "bo"), ("stop", "bo")][:start]:
        perform(name, on=tickets, by=getattr(cast, who), said={"points": 5})


def one_by_one(name, thing, by, said):
    try:
        perform(name, on=thing, by=by, said=said)
    except Refused as why:
        return False, str(why)
    return True, ""


@QUIETLY
@given(start=START, steps=st.lists(STEP, min_size=6, max_size=20))
def test_no_sequence_of_moves_leaves_a_thing_outside_its_table(cast, tickets, start, steps):
    with undone():
        led(cast, tickets, start)
        for step in steps:
            do(cast, tickets, step)
        assert [str(fault) for fault in drift()] == []
        for ticket in Ticket.objects.all():
            told = list(traces_of(ticket))
            assert told[0].before == ""
            assert all(before.after == after.before for before, after in pairwise(told))
            assert all(TICKET.find(each.move, each.before).target == each.after for each in told[1:])
            assert told[-1].after == ticket.status


def as_it_is():
    return list(
        Ticket.objects.order_by("pk").values_list("status", "phase", "waits_for", "due_on", "days_left", "points")
    )


def without_references(outcomes):
    """The words without naming who was there before, whom a sheet knows by its row and the register by its number."""
    return [(moved, why.split("已有")[0].split("最后")[0]) for moved, why in outcomes]


@QUIETLY
@given(start=START, steps=st.lists(STEP, min_size=1, max_size=8))
def test_a_sheet_is_as_good_as_its_rows_one_by_one(cast, tickets, start, steps):
    *before, last = steps
    with undone():
        led(cast, tickets, start)
        for step in before:
            do(cast, tickets, step)
        with undone():
            together, after_together = do(cast, tickets, last), as_it_is()
        singly, after_singly = do(cast, tickets, last, singly=True), as_it_is()
        assert without_references(together) == without_references(singly)
        assert after_together == after_singly
