"""Traces only grow, carry a mark that only the door can make, and are sealed as a log of their own."""

import pytest
from django.db import DatabaseError, connection, transaction

from shenbian.facts.seal import CannotSeal, seal
from shenbian.facts.verify import verify
from shenbian.flow.actions import perform
from shenbian.flow.models import Trace
from shenbian.flow.queries import traces_of
from shenbian.flow.traces import TRACES, canonical, canonical_row
from shenbian.kit.keys import ring

FORGED = (
    "INSERT INTO flow_trace (id, actor, subject, flow, move, before, after, said, count, salt, mac) "
    "VALUES (900000, 'person:1', 'sample.ticket:1', 'ticket', 'grant', 'noticed', 'granted', '{}', 1, '', '')"
)


@pytest.fixture
def ticket(cast):
    ticket = perform("hand_in", on=cast.tickets()[0], by=cast.bo)
    return perform("notice", on=ticket, by=cast.bo, said={"points": 70})


def behind_our_back(statement, *values):
    """What somebody does who owns the database and has switched the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def faults():
    cast = {"membership", "post"}  # members and posts of these tests were put in without the import, so without facts
    return [(fault.word, fault.entry) for fault in verify() if fault.word not in cast]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE flow_trace SET actor = 'x'", "DELETE FROM flow_trace", "TRUNCATE flow_trace"],
)
def test_the_database_refuses_to_rewrite_traces(ticket, statement):
    before = list(Trace.objects.values())
    with pytest.raises(DatabaseError, match="留痕只能增加"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(Trace.objects.values()) == before


def test_the_instant_is_the_databases_whatever_is_said(ticket):
    with connection.cursor() as cursor:
        cursor.execute(FORGED.replace("(id,", "(at, id,").replace("VALUES (", "VALUES ('1999-01-01',"))
        cursor.execute("SELECT at = now() FROM flow_trace WHERE id = 900000")
        assert cursor.fetchone() == (True,)


def test_the_mark_covers_every_column_as_the_log_reads_them(ticket):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {TRACES.columns}, e.mac FROM flow_trace e ORDER BY e.id")
        rows = [(canonical_row(row[:-1]), bytes(row[-1])) for row in cursor.fetchall()]
    assert [data for data, _ in rows] == [canonical(each) for each in Trace.objects.order_by("id")]
    assert [ring().mac.matches(data, mark) for data, mark in rows] == [True] * 3


def test_traces_that_are_as_written_verify_sealed_or_not(ticket):
    assert faults() == []
    assert seal(by="test", log=TRACES).size == 3
    assert faults() == []


@pytest.mark.parametrize("is_sealed", [False, True])
@pytest.mark.parametrize(
    "change",
    [
        "actor = 'person:1'", "subject = 'sample.ticket:0'", "flow = 'x'", "move = 'x'", "before = 'x'", "after = 'x'",
        "said = '{\"points\": 71}'", "count = 2", "at = at - interval '1 day'", "salt = 'x'", "mac = 'x'",
    ],
)  # fmt: skip
def test_a_changed_trace_is_named(ticket, change, is_sealed):
    if is_sealed:
        seal(by="test", log=TRACES)
    last = traces_of(ticket).last()
    behind_our_back(f"UPDATE flow_trace SET {change} WHERE id = %s", last.id)
    assert faults() == [("trace", last.id)]


def test_a_sealed_trace_that_was_removed_is_named(ticket):
    seal(by="test", log=TRACES)
    first = Trace.objects.order_by("id").first().id
    behind_our_back("DELETE FROM flow_trace WHERE id = %s", first)
    assert faults() == [("trace", first)]


def test_a_trace_put_in_behind_our_back_is_named_and_never_sealed(ticket):
    behind_our_back(FORGED)
    assert faults() == [("trace", 900000)]
    with pytest.raises(CannotSeal):
        seal(by="test", log=TRACES)


def test_what_waits_is_verified_too(ticket):
    behind_our_back("UPDATE flow_waiting SET due_on = due_on + 1")
    assert faults() == [("sample.ticket", ticket.pk)]
    behind_our_back("DELETE FROM flow_waiting")
    assert faults() == [("sample.ticket", ticket.pk)]
    behind_our_back("UPDATE sample_ticket SET status = 'gone', phase = 'done', waits_for = ''")
    assert faults() == [("sample.ticket", ticket.pk)]
