"""The door: what a move does, what it refuses, and that what was refused has not changed."""

from datetime import timedelta

import pytest

from shenbian.facts.models import Fact
from shenbian.flow.actions import begin, perform
from shenbian.flow.checks import drift
from shenbian.flow.models import COLUMNS, Trace, Waiting
from shenbian.flow.queries import traces_of
from shenbian.flow.refusals import NotYours, Refused, WrongMoment
from tests.flow.conftest import DAY, newcomers
from tests.sample_app.models import Event, Ticket

NOT_YOURS = "没有找到这件事项，或者它不在您的职责范围内。"


def everything():
    """All that a refused move must leave as it was."""
    return (
        list(Ticket.objects.order_by("pk").values("pk", "points", *COLUMNS)),
        list(Trace.objects.order_by("pk").values()),
        list(Waiting.objects.order_by("pk").values()),
        list(Fact.objects.order_by("pk").values("pk", "kind", "source")),
    )


def told(trace):
    return (trace.actor, trace.subject, trace.flow, trace.move, trace.before, trace.after, trace.said, trace.count)


def test_a_thing_begins_in_the_first_state_with_a_trace_and_waits_for_nobody(cast):
    ticket = cast.tickets()[0]
    fresh = Ticket.objects.get()
    assert (fresh.status, fresh.phase, fresh.waits_for, fresh.due_on) == ("draft", "draft", "", None)
    assert [told(each) for each in traces_of(ticket)] == [
        (cast.bo.ref, ticket.subject, "ticket", "begin", "", "draft", {}, 1)
    ]
    assert Waiting.objects.count() == 0


def test_nobody_begins_things_outside_their_place_and_nothing_is_added(cast):
    mine, theirs = (Ticket(organisation=cast.plant, event=cast.event, person=person) for person in cast.people(2))
    theirs.organisation = cast.shop
    with pytest.raises(NotYours):
        begin([mine, theirs], by=cast.bo)
    assert everything() == ([], [], [], [])


def test_a_move_brings_a_thing_on_tells_whose_turn_it_is_and_leaves_a_trace(cast):
    ticket = perform("hand_in", on=cast.tickets()[0], by=cast.bo)
    fresh = Ticket.objects.get()
    assert fresh == ticket
    assert (fresh.status, fresh.phase, fresh.waits_for) == ("handed_in", "waiting", "entry.endorse")
    trace = traces_of(ticket).last()
    assert told(trace) == (cast.bo.ref, ticket.subject, "ticket", "hand_in", "draft", "handed_in", {}, 1)
    assert fresh.moved_at == ticket.moved_at == trace.at
    waiting = Waiting.objects.get()
    assert (waiting.subject, waiting.flow, waiting.state, waiting.right) == (
        ticket.subject, "ticket", "handed_in", "entry.endorse",
    )  # fmt: skip
    assert (waiting.organisation, waiting.desk, waiting.owner, waiting.due_on, waiting.since) == (
        cast.plant, "culture", ticket.person.key, None, trace.at,
    )  # fmt: skip


def test_a_whole_way_ends_in_a_fact_and_nothing_waits(cast, clock_runs_out):
    ticket = perform("hand_in", on=cast.tickets()[0], by=cast.bo)
    ticket = perform("notice", on=ticket, by=cast.bo, said={"points": "70"})
    clock_runs_out(ticket)
    ticket = perform("grant", on=ticket, by=cast.dan)
    assert (ticket.status, ticket.phase, ticket.waits_for, ticket.points) == ("granted", "done", "", 70)
    fact = Fact.objects.get()
    assert (fact.kind, fact.person, fact.evidence, fact.recorded_by, fact.happened_on) == (
        "sample.ticket", ticket.person.key, ticket.subject, cast.dan.ref, DAY,
    )  # fmt: skip
    assert Waiting.objects.count() == 0
    assert list(drift()) == []


def test_what_was_said_stays_in_the_trace_only_where_the_form_calls_it_plain(cast):
    ticket = perform("hand_in", on=cast.tickets()[0], by=cast.bo)
    perform("notice", on=ticket, by=cast.bo, said={"points": "70", "remark": "王梅家里困难"})
    assert traces_of(ticket).last().said == {"points": 70}


def test_the_wrong_moment_is_said_and_nothing_changes(cast):
    ticket = cast.tickets()[0]
    before = everything()
    with pytest.raises(WrongMoment) as refused:
        perform("notice", on=ticket, by=cast.bo, said={"points": "1"})
    assert str(refused.value) == "当前是“草稿”状态，不能公示。"
    assert everything() == before


@pytest.mark.parametrize("who", ["gu", "lin", "dan"])
def test_outside_ones_place_desk_or_rights_a_thing_does_not_exist(cast, who):
    ticket = perform("hand_in", on=cast.tickets()[0], by=cast.bo)
    before = everything()
    move = {"gu": "notice", "lin": "decline", "dan": "notice"}[who]
    with pytest.raises(NotYours) as refused:
        perform(move, on=ticket, by=getattr(cast, who), said={"points": "1"})
    assert str(refused.value) == NOT_YOURS
    assert everything() == before


def test_a_stranger_does_not_learn_in_which_state_a_thing_is(cast):
    with pytest.raises(NotYours):
        perform("notice", on=cast.tickets()[0], by=cast.gu, said={"points": "1"})


def test_a_thing_that_is_gone_is_answered_like_one_that_was_never_yours(cast):
    with pytest.raises(NotYours) as refused:
        perform("hand_in", on=Ticket(pk=999, organisation=cast.plant), by=cast.bo)
    assert str(refused.value) == NOT_YOURS


def test_what_the_form_does_not_understand_is_refused_in_its_words_through_both_doors(cast):
    ticket = perform("hand_in", on=cast.tickets()[0], by=cast.bo)
    before = everything()
    with pytest.raises(Refused) as refused:
        perform("notice", on=ticket, by=cast.bo, said={"points": "101"})
    assert str(refused.value) == "分值：确保该值小于或等于100。"
    assert [each.why for each in perform("notice", on=[ticket], by=cast.bo, said={"points": "101"})] == [
        str(refused.value)
    ]
    assert everything() == before


def test_a_name_that_the_flow_does_not_have_is_the_programmers_slip(cast):
    with pytest.raises(KeyError):
        perform("handin", on=cast.tickets()[0], by=cast.bo)


def test_of_many_each_has_its_outcome_and_what_is_refused_has_not_changed(cast):
    one, two, three = cast.tickets(3)
    perform("hand_in", on=two, by=cast.bo)
    before = Ticket.objects.values("pk", *COLUMNS).get(pk=two.pk), traces_of(two).count()
    outcomes = perform("hand_in", on=[one, two, three], by=cast.bo, rows=["第2行", "第3行", "第4行"])
    assert [(each.called, each.moved, each.why) for each in outcomes] == [
        ("第2行", True, ""),
        ("第3行", False, "当前是“待核实”状态，不能提交。"),
        ("第4行", True, ""),
    ]
    assert (Ticket.objects.values("pk", *COLUMNS).get(pk=two.pk), traces_of(two).count()) == before
    assert [each.status for each in Ticket.objects.order_by("pk")] == ["handed_in"] * 3
    assert list(drift()) == []


def test_each_row_of_a_sheet_may_say_its_own(cast):
    tickets = cast.tickets(3)
    perform("hand_in", on=tickets, by=cast.bo)
    perform("notice", on=tickets, by=cast.bo, said=[{"points": str(number)} for number in (1, 2, 3)])
    assert list(Ticket.objects.order_by("pk").values_list("points", flat=True)) == [1, 2, 3]


def test_one_thing_twice_in_a_call_moves_once(cast):
    ticket = cast.tickets()[0]
    outcomes = perform("hand_in", on=[ticket, ticket], by=cast.bo)
    assert [each.why for each in outcomes] == ["", "当前是“待核实”状态，不能提交。"]
    assert [each.move for each in traces_of(ticket)] == ["begin", "hand_in"]


def test_a_thing_that_is_gone_does_not_hold_up_the_others(cast):
    ticket = cast.tickets()[0]
    outcomes = perform("hand_in", on=[Ticket(pk=999), ticket], by=cast.bo)
    assert [(each.thing, each.why) for each in outcomes] == [(None, NOT_YOURS), (ticket, "")]


def test_nothing_at_all_is_nothing_done(cast):
    assert perform("hand_in", on=[], by=cast.bo) == []
    assert begin([], by=cast.bo) == []


def test_a_call_of_two_models_or_of_too_few_answers_is_a_slip(cast):
    ticket = cast.tickets()[0]
    with pytest.raises(ValueError, match="one call moves things of one model"):
        perform("hand_in", on=[ticket, ticket], by=cast.bo, rows=["第2行"])


def test_a_row_that_an_effect_refuses_stays_and_the_others_move(cast):
    tickets = cast.tickets(3)
    perform("hand_in", on=tickets, by=cast.bo)
    said = [{"points": str(points)} for points in (12, 13, 14)]
    outcomes = perform("notice", on=tickets, by=cast.bo, said=said)
    assert [each.why for each in outcomes] == ["", "13分不予办理。", ""]
    assert list(Ticket.objects.order_by("pk").values_list("status", "points")) == [
        ("noticed", 12), ("handed_in", None), ("noticed", 14),
    ]  # fmt: skip
    with pytest.raises(Refused) as refused:
        perform("notice", on=tickets[1], by=cast.bo, said=said[1])
    assert str(refused.value) == "13分不予办理。"
    assert traces_of(tickets[1]).count() == 2
    assert list(drift()) == []


def granted_twice(cast, clock_runs_out):
    """Two tickets of one person for one event at the point of being granted, which no guard of the last move sees."""
    person = cast.people(1)[0]
    tickets = cast.tickets(people=[person, person])
    other = Event.objects.create(organisation=cast.district)
    Ticket.objects.filter(pk=tickets[1].pk).update(event=other)
    perform("hand_in", on=tickets, by=cast.bo)
    perform("notice", on=tickets, by=cast.bo, said={"points": 5})
    Ticket.objects.filter(pk=tickets[1].pk).update(event=cast.event)
    clock_runs_out(*tickets)
    return tickets


def test_a_row_that_counts_what_stands_already_is_refused_and_the_others_move(cast, clock_runs_out):
    one, two = granted_twice(cast, clock_runs_out)
    perform("grant", on=one, by=cast.dan)
    standing = f"台账中已有同一条记录（fact {Fact.objects.get().pk}）。"
    before = everything()
    with pytest.raises(Refused) as refused:
        perform("grant", on=two, by=cast.dan)
    assert str(refused.value) == standing
    assert [each.why for each in perform("grant", on=[two], by=cast.dan)] == [standing]
    assert everything() == before


def test_a_row_that_counts_what_an_earlier_row_counts_names_that_row(cast, clock_runs_out):
    one, two = granted_twice(cast, clock_runs_out)
    outcomes = perform("grant", on=[one, two], by=cast.dan, rows=["第2行", "第3行"])
    assert [each.why for each in outcomes] == ["", "台账中已有同一条记录（第2行）。"]
    assert [each.status for each in Ticket.objects.order_by("pk")] == ["granted", "noticed"]
    assert Fact.objects.count() == 1


def test_a_batch_leaves_one_trace_that_tells_how_many(cast):
    people = cast.people(3)
    tickets = begin(
        [Ticket(organisation=cast.plant, event=cast.event, person=person, batch=12) for person in people],
        by=cast.bo,
        batch=12,
    )
    perform("hand_in", on=tickets, by=cast.bo, batch=12)
    assert [told(each) for each in Trace.objects.order_by("id")] == [
        (cast.bo.ref, "batch:12", "ticket", "begin", "", "draft", {}, 3),
        (cast.bo.ref, "batch:12", "ticket", "hand_in", "draft", "handed_in", {}, 3),
    ]
    assert [each.subject for each in traces_of(tickets[0])] == ["batch:12", "batch:12"]


def test_a_draft_of_nobody_in_the_union_can_be_begun_but_not_handed_in(cast):
    ticket = cast.tickets(people=newcomers(1))[0]
    with pytest.raises(Refused):
        perform("hand_in", on=ticket, by=cast.bo)
    assert Ticket.objects.get().status == "draft"


def test_the_days_of_a_window_are_asked_anew_at_each_call(cast):
    ticket = cast.tickets()[0]
    Event.objects.update(opens_on=DAY + timedelta(days=1))
    with pytest.raises(Refused):
        perform("hand_in", on=ticket, by=cast.bo)
    Event.objects.update(opens_on=DAY)
    assert perform("hand_in", on=ticket, by=cast.bo).status == "handed_in"
