"""What a call costs in queries: literal, and the same for one row, three and fifty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shenbian.flow.actions import begin, perform
from shenbian.flow.models import Waiting
from shenbian.flow.queries import overdue
from tests.sample_app.models import Ticket

# Every call: open and close a savepoint (the tests' own transaction is outside), lock and read the things, open and
# close the inner savepoint, number and date the traces, save the columns, write the traces, keep what waits.
EVERY = 9
TELLS_OWNER, TELLS_NEXT = 1, 2  # the notices in one statement; whoever comes next is one question before
ROWS = [1, 3, 50]


@pytest.mark.parametrize("rows", ROWS)
def test_beginning_costs_numbers_things_and_traces(cast, rows, django_assert_num_queries):
    things = [Ticket(organisation=cast.plant, event=cast.event, person=person) for person in cast.people(rows)]
    with django_assert_num_queries(5):  # two of them the savepoint
        begin(things, by=cast.bo)


@pytest.mark.parametrize("rows", ROWS)
def test_a_move_with_three_asking_guards_costs_three_queries_and_two_locks_more(cast, rows, django_assert_num_queries):
    tickets = cast.tickets(rows)
    with django_assert_num_queries(EVERY + 3 + 2 + TELLS_NEXT):
        perform("hand_in", on=tickets, by=cast.bo)


@pytest.mark.parametrize("rows", ROWS)
def test_a_move_with_a_form_an_effect_and_a_clock_costs_nothing_more(cast, rows, django_assert_num_queries):
    tickets = cast.tickets(rows)
    perform("hand_in", on=tickets, by=cast.bo)
    with django_assert_num_queries(EVERY):
        perform("notice", on=tickets, by=cast.bo, said={"points": 5})


@pytest.mark.parametrize("rows", ROWS)
def test_a_move_that_writes_facts_costs_what_the_ledger_costs(cast, rows, clock_runs_out, django_assert_num_queries):
    tickets = cast.tickets(rows)
    perform("hand_in", on=tickets, by=cast.bo)
    perform("notice", on=tickets, by=cast.bo, said={"points": 5})
    clock_runs_out(*tickets)
    ledger = 6  # a savepoint, what stands, numbers, COPY, and the writing signed off
    with django_assert_num_queries(EVERY + 1 + ledger + TELLS_OWNER):
        perform("grant", on=tickets, by=cast.dan)


@pytest.mark.parametrize("rows", ROWS)
def test_a_batch_costs_the_same(cast, rows, django_assert_num_queries):
    tickets = cast.tickets(rows)
    with django_assert_num_queries(EVERY + 3 + 2 + TELLS_NEXT):
        perform("hand_in", on=tickets, by=cast.bo, batch=7)


@pytest.mark.parametrize("rows", ROWS)
def test_refusing_every_row_costs_only_the_look(cast, rows, django_assert_num_queries):
    tickets = cast.tickets(rows)
    with django_assert_num_queries(3):  # a savepoint and the lock
        perform("notice", on=tickets, by=cast.bo, said={"points": 5})


@pytest.mark.parametrize("rows", ROWS)
def test_rows_that_an_effect_refuses_cost_one_more_round(cast, rows, django_assert_num_queries):
    tickets = cast.tickets(rows + 1)
    perform("hand_in", on=tickets, by=cast.bo)
    said = [{"points": 13}] + [{"points": 5}] * rows
    round_that_fails = 5  # lock, savepoint, numbers, back to the savepoint, drop it
    with django_assert_num_queries(EVERY + round_that_fails):
        perform("notice", on=tickets, by=cast.bo, said=said)


@pytest.mark.parametrize("rows", ROWS)
def test_what_has_run_over_is_one_query(cast, rows, clock_runs_out, day, django_assert_num_queries):
    tickets = cast.tickets(rows)
    perform("hand_in", on=tickets, by=cast.bo)
    perform("notice", on=tickets, by=cast.bo, said={"points": 5})
    Waiting.objects.update(due_on="2022-09-01")
    with django_assert_num_queries(1):
        assert [each.organisation.name for each in overdue(day)] == ["机床厂工会"] * rows


def test_things_are_locked_in_the_order_of_their_keys_and_what_is_scarce_after_them(cast):
    """The order in which everybody locks, whatever the order of the sheet: so no two calls wait for each other."""
    tickets = cast.tickets(3)
    with CaptureQueriesContext(connection) as asked:
        perform("hand_in", on=tickets[::-1], by=cast.bo)
    locking = [query["sql"] for query in asked if " FOR " in query["sql"]]
    assert [(sql.split(" FROM ")[1].split()[0], sql.split(" ORDER BY ")[1]) for sql in locking] == [
        ('"sample_ticket"', '"sample_ticket"."id" ASC FOR UPDATE OF "sample_ticket"'),
        ('"people_person"', "1 ASC FOR NO KEY UPDATE"),  # the one column it reads: the key
        ('"sample_event"', "1 ASC FOR NO KEY UPDATE"),
    ]
