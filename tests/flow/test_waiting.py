"""The inbox: what waits for whom, by right, place and line of work, in one query however much there is."""

from datetime import date

import pytest

from shenbian.flow.actions import perform
from shenbian.flow.models import Waiting
from shenbian.flow.queries import waiting_for
from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.orgs.actions import found, move
from shenbian.rights.catalogue import Right
from shenbian.rights.queries import actor_of
from tests.flow.conftest import DAY, LONG_AGO, newcomers, officer
from tests.sample_app.models import Ticket


def inbox(actor):
    return [each.subject for each in waiting_for(actor)]


def subjects(tickets):
    return [each.subject for each in tickets]


@pytest.fixture
def tickets(cast):
    tickets = cast.tickets(3)
    perform("hand_in", on=tickets, by=cast.bo)
    return tickets


def test_a_thing_waits_for_whoever_has_the_right_to_its_next_move_there(cast, tickets):
    found = {name: inbox(getattr(cast, name)) for name in ("bo", "ning", "gu", "dan", "lin")}
    mine = subjects(tickets)
    assert found == {"bo": mine, "ning": mine, "gu": [], "dan": [], "lin": []}


def test_a_town_officer_sees_what_waits_below_and_one_of_another_desk_does_not(cast, tickets):
    assert inbox(officer("town_officer", cast.district, "culture")) == subjects(tickets)
    assert inbox(officer("town_officer", cast.district, "finance")) == []


def test_somebody_without_a_post_has_an_empty_inbox(cast, tickets):
    assert inbox(actor_of(newcomers(1)[0], on=DAY)) == []


def test_what_is_the_owners_to_move_waits_for_its_owner_alone(cast, monkeypatch):
    waits = State("asked", "待本人补充", Phase.WAITING)
    monkeypatch.setattr(
        Ticket,
        "FLOW",
        Flow(
            "asking",
            title="请本人补充",
            states=(State("draft", "草稿", Phase.DRAFT), waits, State("done", "办结", Phase.DONE)),
            moves=(
                Move(name="ask", title="请补充", source=("draft",), target="asked", right=Right.ENTRY_ENDORSE),
                Move(name="answer", title="补充", source=("asked",), target="done", right=Right.ENTRY_MAKE),
            ),
        ),
    )
    mine, other = cast.tickets(2)
    perform("ask", on=[mine, other], by=cast.bo)
    me = actor_of(mine.person, on=DAY)
    assert (inbox(me), inbox(cast.bo)) == ([mine.subject], [])
    perform("answer", on=mine, by=me)
    assert inbox(me) == []


def test_the_nearest_deadline_comes_first_and_what_has_none_last(cast, tickets):
    one, two, three = tickets
    Waiting.objects.filter(subject_id=two.pk).update(due_on=date(2022, 10, 2))
    Waiting.objects.filter(subject_id=three.pk).update(due_on=date(2022, 10, 1))
    assert inbox(cast.bo) == subjects([three, two, one])


def test_what_was_moved_on_waits_once_in_its_new_state(cast, tickets):
    perform("notice", on=tickets, by=cast.bo, said={"points": 5})
    assert list(Waiting.objects.values_list("state", "due_on")) == [("noticed", date(2022, 10, 8))] * 3
    assert inbox(cast.bo) == subjects(tickets)


def test_what_is_over_waits_no_more(cast, tickets):
    perform("decline", on=tickets, by=cast.dan)
    assert inbox(cast.bo) == []


def test_what_waits_goes_with_its_union_body_when_that_moves_in_the_tree(cast, tickets):
    town = found("镇总工会", level="town", number="Z1", founded_on=LONG_AGO, parent=cast.district, by="test")
    at_town = officer("town_officer", town)
    assert inbox(at_town) == []
    move(cast.plant, to=town, on=DAY, by="test")
    assert inbox(at_town) == subjects(tickets)


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_the_inbox_is_one_query(cast, rows, django_assert_num_queries):
    tickets = cast.tickets(rows)
    perform("hand_in", on=tickets, by=cast.bo)
    with django_assert_num_queries(1):
        assert [(each.subject, each.organisation.name) for each in waiting_for(cast.bo)] == [
            (each, "机床厂工会") for each in subjects(tickets)
        ]
