"""A state has a clock, a clock may stand still, and what has run over is found."""

from datetime import date, timedelta

import pytest

from shenbian.flow import actions, clocks
from shenbian.flow.actions import perform
from shenbian.flow.queries import overdue
from shenbian.flow.refusals import Refused
from shenbian.flow.row import Row
from shenbian.flow.table import Clock, Flow, Move, Phase, State
from shenbian.kit.workdays import add_workdays, known_years, workdays_between
from shenbian.rights.catalogue import Right
from shenbian.rulebook.actions import set_rule
from tests.flow.conftest import DAY, officer
from tests.sample_app.models import Ticket


@pytest.fixture
def noticed(cast):
    ticket = perform("hand_in", on=cast.tickets()[0], by=cast.bo)
    return perform("notice", on=ticket, by=cast.bo, said={"points": 5})


@pytest.mark.parametrize(
    ("clock", "entered", "last"),
    [
        (Clock(days=5, source=""), DAY, date(2022, 10, 1)),
        (Clock(days=5, source="", working=True), DAY, date(2022, 10, 8)),
        (Clock(days=5, source="", working=True), date(2022, 9, 30), date(2022, 10, 12)),
        (Clock(days=1, source=""), date(2022, 12, 31), date(2023, 1, 1)),
    ],
)
def test_the_day_of_entering_is_not_counted_and_the_last_day_is_whole(clock, entered, last):
    assert clocks.last_day(clock, entered, clock.days) == last


def test_a_deadline_in_a_year_whose_holidays_are_unknown_is_refused_through_both_doors(cast, monkeypatch):
    ticket = perform("hand_in", on=cast.tickets()[0], by=cast.bo)
    last = date(known_years()[-1], 12, 31)
    monkeypatch.setattr(actions, "today", lambda: last)
    with pytest.raises(Refused) as refused:
        perform("notice", on=ticket, by=cast.bo, said={"points": 5})
    assert str(refused.value).startswith(f"{last.year + 1} 年的放假安排未知")
    outcomes = perform("notice", on=[ticket], by=cast.bo, said={"points": 5})
    assert [each.why for each in outcomes] == [str(refused.value)]
    assert Ticket.objects.get().status == "handed_in"


@pytest.mark.parametrize("working", [False, True])
def test_what_a_clock_has_left_brings_it_to_the_same_last_day(working):
    clock = Clock(days=5, source="", working=working)
    due = clocks.last_day(clock, DAY, 5)
    for passed in range(5):
        day = DAY + timedelta(days=passed)
        assert clocks.last_day(clock, day, clocks.left(clock, day, due)) == due


def test_a_clock_that_has_run_over_has_less_than_nothing_left():
    assert clocks.left(Clock(days=5, source="", working=True), DAY, DAY - timedelta(days=3)) == -3


def test_entering_a_state_starts_its_clock_and_leaving_stops_it(cast, noticed):
    assert noticed.due_on == add_workdays(DAY, 5)
    declined = perform("decline", on=noticed, by=cast.dan)
    assert (declined.due_on, declined.days_left) == (None, None)


def test_a_pausing_state_keeps_what_is_left_and_the_clock_goes_on_afterwards(cast, noticed):
    Ticket.objects.update(due_on=add_workdays(DAY, 2))
    stopped = perform("stop", on=noticed, by=cast.bo)
    assert (stopped.due_on, stopped.days_left) == (None, 2)
    again = perform("go_on", on=stopped, by=cast.ning)
    assert (again.due_on, again.days_left) == (add_workdays(DAY, 2), None)


def test_a_clock_that_had_run_over_has_run_over_after_the_pause(cast, noticed):
    Ticket.objects.update(due_on=DAY - timedelta(days=3))
    again = perform("go_on", on=perform("stop", on=noticed, by=cast.bo), by=cast.ning)
    assert again.due_on == DAY - timedelta(days=3)


def test_what_has_run_over_is_found_the_day_after_its_last_day(noticed):
    assert [each.subject for each in overdue(noticed.due_on)] == []
    assert [each.subject for each in overdue(noticed.due_on + timedelta(days=1))] == [noticed.subject]


def test_how_many_working_days_a_notice_lasts_is_counted_on_the_statutory_calendar(noticed):
    assert workdays_between(DAY, noticed.due_on) == 5


DRAFT = State("draft", "草稿", Phase.DRAFT)
DONE = State("done", "办结", Phase.DONE)


def ruled(days):
    waits = State("waits", "待办", Phase.WAITING, Clock(days=days, source="某办法"))
    return Flow(
        "ruled",
        title="有时限",
        states=(DRAFT, waits, DONE),
        moves=(
            Move(name="hand_in", title="提交", source=("draft",), target="waits", right=Right.REGISTER_KEEP),
            Move(name="close", title="办结", source=("waits",), target="done", right=Right.ENTRY_DECIDE),
        ),
    )


def tickets_of_two_unions(cast):
    """One at the plant, one at the shop, both at the point of being handed in, by somebody above both."""
    one, two = cast.tickets(2)
    Ticket.objects.filter(pk=two.pk).update(organisation=cast.shop)
    return [one, two], officer("town_officer", cast.district)


def test_a_clock_lasts_as_long_as_the_rule_of_the_place_says(cast, monkeypatch):
    monkeypatch.setattr(Ticket, "FLOW", ruled("notice_days"))
    set_rule("notice_days", 5, at="", from_on=date(2020, 1, 1), by="test")
    set_rule("notice_days", 7, at=cast.shop, from_on=date(2020, 1, 1), by="test")
    tickets, officer_above = tickets_of_two_unions(cast)
    outcomes = perform("hand_in", on=tickets, by=officer_above)
    assert [each.thing.due_on for each in outcomes] == [DAY + timedelta(days=5), DAY + timedelta(days=7)]


def test_where_no_rule_holds_a_move_is_refused_through_both_doors_and_the_others_go_on(cast, monkeypatch):
    monkeypatch.setattr(Ticket, "FLOW", ruled("notice_days"))
    set_rule("notice_days", 7, at=cast.shop, from_on=date(2020, 1, 1), by="test")
    tickets, officer_above = tickets_of_two_unions(cast)
    why = "规则表里没有“notice_days”在机床厂工会、2022年9月26日适用的规定，请先补上规则和它的文件依据。"
    with pytest.raises(Refused) as refused:
        perform("hand_in", on=tickets[0], by=officer_above)
    assert str(refused.value) == why
    assert [each.why for each in perform("hand_in", on=tickets, by=officer_above)] == [why, ""]


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_a_rule_table_costs_two_queries_however_many_rows_and_places(
    cast, rows, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(Ticket, "FLOW", ruled("notice_days"))
    set_rule("notice_days", 5, at="", from_on=date(2020, 1, 1), by="test")
    tickets = cast.tickets(rows)
    Ticket.objects.filter(pk__in=[each.pk for each in tickets[::2]]).update(organisation=cast.shop)
    above = officer("town_officer", cast.district)
    with django_assert_num_queries(9 + 2):
        assert {each.why for each in perform("hand_in", on=tickets, by=above)} == {""}


def test_a_clock_of_plain_days_needs_no_rule(cast, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(Ticket, "FLOW", ruled(3))
    row = Row(cast.tickets()[0], cast.bo, {}, DAY)
    with django_assert_num_queries(0):
        assert clocks.times([(row, Ticket.FLOW.moves[0])]) == [(DAY + timedelta(days=3), None)]
