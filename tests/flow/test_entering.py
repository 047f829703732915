"""The door for what has happened already: new things come in moved once, or nothing of them is left."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shenbian.facts.models import Fact
from shenbian.flow.actions import begin, enter, perform
from shenbian.flow.checks import drift
from shenbian.flow.entering import maker
from shenbian.flow.models import COLUMNS, Trace, Waiting
from shenbian.flow.queries import touched_by, traces_of
from shenbian.flow.table import Clock
from shenbian.notices.models import Notice
from shenbian.rulebook.actions import set_rule
from tests.flow.conftest import newcomers
from tests.flow.test_perform import NOT_YOURS, everything, told
from tests.sample_app.flows import TICKET
from tests.sample_app.models import Event, Ticket

NOTHING: tuple[list[object], ...] = ([], [], [], [])


def new(cast, people, *, event=None, **said):
    return [Ticket(organisation=cast.plant, event=event or cast.event, person=person, **said) for person in people]


def as_it_is():
    return list(Ticket.objects.order_by("pk").values("organisation", "event", "person", "desk", "points", *COLUMNS))


def test_what_enters_is_as_if_it_had_begun_and_moved(cast):
    people = cast.people(2)
    one = perform("hand_in", on=begin(new(cast, people[:1]), by=cast.bo)[0], by=cast.bo)
    (outcome,) = enter("hand_in", new(cast, people[1:]), by=cast.bo)
    other = outcome.thing
    first, second = as_it_is()
    assert second | {"person": first["person"], "moved_at": first["moved_at"]} == first
    assert [told(each)[2:] for each in traces_of(other)] == [told(each)[2:] for each in traces_of(one)]
    assert [each.subject for each in traces_of(other)] == [other.subject] * 2
    assert [each.subject for each in Waiting.objects.order_by("id")] == [one.subject, other.subject]
    assert Ticket.objects.get(pk=other.pk) == other
    assert list(drift()) == []


def test_its_facts_and_its_notice_name_it(cast):
    (outcome,) = enter("give", new(cast, cast.people(1)), by=cast.bo)
    thing = outcome.thing
    assert (thing.status, thing.phase) == ("granted", "done")
    fact = Fact.objects.get()
    assert (fact.kind, fact.evidence, fact.person, fact.batch) == (
        "sample.ticket", thing.subject, thing.person.key, None,
    )  # fmt: skip
    assert list(Notice.objects.values_list("subject", "to")) == [(thing.subject, thing.person.key)]


def test_a_batch_leaves_one_trace_that_comes_from_nowhere(cast):
    tickets = new(cast, cast.people(3), batch=12)
    enter("give", tickets, by=cast.bo, batch=12)
    assert [told(each) for each in Trace.objects.all()] == [
        (cast.bo.ref, "batch:12", "ticket", "give", "", "granted", {}, 3)
    ]
    assert list(Fact.objects.values_list("batch", flat=True)) == [12] * 3
    assert touched_by(cast.bo, tickets, moves=("begin",)) == {each.subject for each in tickets}


def test_who_brings_it_in_has_begun_it(cast):
    tickets = new(cast, cast.people(1))
    for key, ticket in enumerate(tickets, 1):
        ticket.pk = key
    assert touched_by(cast.bo, tickets) == touched_by(cast.bo, tickets, moves=("begin",)) == {"sample.ticket:1"}
    assert touched_by(cast.bo, tickets, moves=("stop",)) == set()


@pytest.mark.parametrize(("who", "why"), [("gu", NOT_YOURS), ("lin", NOT_YOURS), ("dan", NOT_YOURS), ("bo", "")])
def test_it_takes_the_rights_of_beginning_and_of_the_move(cast, who, why):
    """The head at the district may not begin a ticket of a plant, the officers elsewhere not even see one."""
    (outcome,) = enter("give", new(cast, cast.people(1)), by=getattr(cast, who))
    assert outcome.why == why
    assert Ticket.objects.exists() is not bool(why)


def test_whose_move_is_another_right_is_not_entered_by_who_may_begin(cast):
    assert [each.why for each in enter("decline", new(cast, cast.people(1)), by=cast.bo)] == [NOT_YOURS]
    assert everything() == NOTHING


def test_what_a_guard_refuses_leaves_nothing_behind_and_the_others_come_in(cast):
    members, strangers = cast.people(2), newcomers(1)
    tickets = new(cast, [members[0], *strangers, members[1]])
    outcomes = enter("hand_in", tickets, by=cast.bo, rows=["第2行", "第3行", "第4行"])
    assert [(each.called, each.why) for each in outcomes] == [
        ("第2行", ""), ("第3行", "只有在册会员才能办理。"), ("第4行", ""),
    ]  # fmt: skip
    assert [each.thing for each in outcomes] == [tickets[0], None, tickets[2]]
    assert (tickets[1].pk, tickets[1].status) == (None, "")
    assert list(Ticket.objects.order_by("pk").values_list("person", flat=True)) == [each.pk for each in members]
    assert Trace.objects.count() == 4
    assert list(drift()) == []


def test_rows_see_each_other(cast):
    event = Event.objects.create(organisation=cast.district, places=2)
    one, two, three = cast.people(3)
    outcomes = enter("hand_in", new(cast, [one, one, two, three], event=event), by=cast.bo, rows=list("甲乙丙丁"))
    assert [each.why for each in outcomes] == [
        "", "同一人只能有一件，已有甲。", "", "2个名额已满，最后一个名额由丙占用。",
    ]  # fmt: skip


def test_what_came_in_before_is_seen(cast):
    person = cast.people(1)[0]
    (first,) = enter("hand_in", new(cast, [person]), by=cast.bo)
    assert [each.why for each in enter("hand_in", new(cast, [person]), by=cast.bo)] == [
        f"同一人只能有一件，已有编号{first.thing.pk}。"
    ]


def test_a_row_that_an_effect_refuses_leaves_nothing_behind_and_the_others_come_in(cast):
    one, two, three = cast.people(3)
    tickets = [*new(cast, [one], points=12), *new(cast, [two], points=13), *new(cast, [three], points=14)]
    outcomes = enter("give", tickets, by=cast.bo)
    assert [each.why for each in outcomes] == ["", "13分不予办理。", ""]
    assert list(Ticket.objects.order_by("pk").values_list("points", flat=True)) == [12, 14]
    assert [each.pk for each in tickets] == [outcomes[0].thing.pk, None, outcomes[2].thing.pk]
    assert (Fact.objects.count(), Trace.objects.count()) == (2, 4)
    assert list(drift()) == []


def test_a_row_that_counts_what_is_counted_is_refused_by_the_ledger(cast):
    one, two = cast.people(2)
    enter("give", new(cast, [one]), by=cast.bo)
    standing = f"台账中已有同一条记录（fact {Fact.objects.get().pk}）。"
    outcomes = enter("give", new(cast, [one, two, two]), by=cast.bo, rows=["第2行", "第3行", "第4行"])
    assert [each.why for each in outcomes] == [standing, "", "台账中已有同一条记录（第3行）。"]
    assert Ticket.objects.count() == Fact.objects.count() == 2


def test_the_clock_of_the_first_state_is_asked_though_it_is_left_at_once(cast, monkeypatch):
    """Where no rule says how long it lasts a thing cannot begin, and the others come in."""
    states = (replace(TICKET.start, clock=Clock(days="draft_days", source="测试办法第1条")), *TICKET.states[1:])
    monkeypatch.setattr(Ticket, "FLOW", replace(TICKET, states=states))
    set_rule("draft_days", 7, at=cast.shop, from_on=date(2020, 1, 1), by="test")
    one, two = new(cast, cast.people(2))
    two.organisation = cast.shop
    outcomes = enter("give", [one, two], by=replace(cast.bo, posts=(*cast.bo.posts, *cast.gu.posts)))
    assert [each.moved for each in outcomes] == [False, True]
    assert outcomes[0].why.startswith("规则表里没有“draft_days”在机床厂工会")
    assert list(Ticket.objects.values_list("organisation", "due_on")) == [(cast.shop.pk, None)]


def test_it_judges_by_what_things_point_at_as_it_is_now(cast):
    """Not as the caller last saw it: another hand may have changed it meanwhile."""
    tickets = new(cast, cast.people(1))
    Event.objects.update(closes_on="2022-09-25")
    assert [each.why for each in enter("hand_in", tickets, by=cast.bo)] == ["2022年9月25日已截止办理。"]


def test_what_is_there_already_does_not_enter(cast):
    ticket = cast.tickets()[0]
    with pytest.raises(ValueError, match="what enters is new"):
        enter("hand_in", [ticket], by=cast.bo)
    fresh = new(cast, cast.people(1)) * 2
    with pytest.raises(ValueError, match="each thing enters once"):
        enter("hand_in", fresh, by=cast.bo)


def test_nothing_at_all_is_nothing_done(cast):
    assert enter("hand_in", [], by=cast.bo) == []


# Open and close a savepoint, numbers of things, open and close the inner savepoint, numbers of traces, the things, the
# traces; and what the things point at: union and person, for some guards the event.
EVERY = 8
ROWS = [1, 3]


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("batch", [None, 7])
def test_with_asking_guards_it_costs_their_questions_and_locks(cast, rows, batch, django_assert_num_queries):
    tickets = new(cast, cast.people(rows))
    relations, asked, locks, waits, next_hears = 3, 3, 2, 1, 2
    with django_assert_num_queries(EVERY + relations + asked + locks + waits + next_hears):
        enter("hand_in", tickets, by=cast.bo, batch=batch)


RELATIONS, ASKED, LOCKS, LEDGER, OWNER_HEARS = 2, 1, 1, 6, 1
GIVEN = EVERY + RELATIONS + ASKED + LOCKS + LEDGER + OWNER_HEARS


@pytest.mark.parametrize("rows", ROWS)
def test_with_facts_it_costs_what_the_ledger_costs(cast, rows, django_assert_num_queries):
    tickets = new(cast, cast.people(rows))
    with django_assert_num_queries(GIVEN):
        enter("give", tickets, by=cast.bo)


@pytest.mark.parametrize("rows", ROWS)
def test_rows_that_an_effect_refuses_cost_one_more_round(cast, rows, django_assert_num_queries):
    tickets = [*new(cast, cast.people(rows)), *new(cast, cast.people(1), points=13)]
    round_that_fails = 1 + RELATIONS + ASKED + LOCKS + 4  # numbers first; savepoint, numbers, back to it, drop it
    with django_assert_num_queries(GIVEN + round_that_fails):
        enter("give", tickets, by=cast.bo)


def test_relations_that_a_call_does_not_need_are_not_read(cast, django_assert_num_queries):
    tickets = new(cast, cast.people(2))
    with django_assert_num_queries(4):  # two of them the savepoint; numbers, and the one relation
        outcomes = enter("decline", tickets, by=cast.bo, reads=("organisation",))
    assert [each.why for each in outcomes] == [NOT_YOURS] * 2


def test_things_made_for_a_sheet_are_as_the_constructor_makes_them(cast):
    columns = {"organisation_id": cast.plant.pk, "event_id": cast.event.pk, "person_id": cast.people(1)[0].pk}
    one, other = maker(Ticket)(**columns, batch=3), Ticket(**columns, batch=3)
    assert {**vars(one), "_state": None} == {**vars(other), "_state": None}
    assert (one._state.adding, one._state.db, one._state.fields_cache) == (True, None, {})
    (outcome,) = enter("give", [one], by=cast.bo)
    assert (outcome.moved, Ticket.objects.get().batch) == (True, 3)


def test_a_thing_is_not_made_of_columns_that_it_has_not(cast):
    with pytest.raises(TypeError, match="has no column"):
        maker(Ticket)(organisation=cast.plant)


def test_what_is_scarce_is_locked_in_order_and_read_after_it(cast):
    tickets = new(cast, cast.people(3))
    with CaptureQueriesContext(connection) as asked:
        enter("hand_in", tickets[::-1], by=cast.bo)
    said = [query["sql"] for query in asked if " FROM " in query["sql"]]
    tables = [(sql.split(" FROM ")[1].split()[0], "FOR NO KEY UPDATE" in sql) for sql in said if "sample_ev" in sql]
    assert tables == [('"sample_event"', True), ('"sample_event"', False), ('"sample_event"', False)]
    locked = [sql for sql in said if "FOR NO KEY UPDATE" in sql]
    assert [(sql.split(" FROM ")[1].split()[0], sql.split(" ORDER BY ")[1]) for sql in locked] == [
        ('"people_person"', "1 ASC FOR NO KEY UPDATE"),
        ('"sample_event"', "1 ASC FOR NO KEY UPDATE"),
    ]
