"""Whom a move tells, in what words, and how often: a person hears of one call once for each move."""

from dataclasses import replace

import pytest

from shenbian.flow.actions import perform
from shenbian.notices.models import Notice
from shenbian.rights.catalogue import Right
from shenbian.rights.concerned import who_may_each
from shenbian.rights.queries import who_may
from tests.flow.conftest import Cast, officer
from tests.sample_app.flows import TICKET
from tests.sample_app.models import Event, Ticket


def told(of: str) -> list[tuple[int, str, str, int]]:
    rows = Notice.objects.filter(kind=of).order_by("to", "pk")
    return [(each.to, each.title, each.body, each.count) for each in rows]


def decided(cast: Cast, clock_runs_out, count: int = 1, **more) -> list[Ticket]:
    tickets = cast.tickets(count, **more)
    perform("hand_in", on=tickets, by=cast.bo)
    perform("notice", on=tickets, by=cast.bo, said={"points": 5})
    clock_runs_out(*tickets)
    return tickets


def test_whoever_comes_next_is_told_and_whoever_moved_it_is_not(cast: Cast) -> None:
    town = officer("town_officer", cast.district)
    perform("hand_in", on=cast.tickets()[0], by=cast.bo)
    said = ("等您办理：测试票", "1件测试票等您办理（待核实）。", 1)
    assert told("thing.waits") == sorted([(cast.ning.person, *said), (town.person, *said)])
    assert told("thing.moved") == []


def test_many_things_are_told_in_one_notice_each(cast: Cast) -> None:
    perform("hand_in", on=cast.tickets(100), by=cast.bo)
    assert told("thing.waits") == [
        (cast.ning.person, "等您办理：测试票（100件）", "100件测试票等您办理（待核实）。", 100)
    ]


def test_the_owner_hears_of_the_outcome(cast: Cast, clock_runs_out) -> None:
    ticket = decided(cast, clock_runs_out)[0]
    perform("grant", on=ticket, by=cast.dan)
    assert told("thing.moved") == [(ticket.owner, "测试票：已通过", "您的测试票已有结果：已通过。", 1)]
    assert Notice.objects.get(kind="thing.moved").subject == ticket.subject


def test_what_is_refused_is_told_to_nobody(cast: Cast, clock_runs_out) -> None:
    tickets = cast.tickets(2)
    perform("hand_in", on=tickets[:1], by=cast.bo)
    Notice.objects.all().delete()
    outcomes = perform("decline", on=tickets, by=cast.dan)
    assert [each.moved for each in outcomes] == [True, False]
    assert [to for to, *_ in told("thing.moved")] == [tickets[0].owner]


def test_a_call_that_comes_to_nothing_told_nothing(cast: Cast) -> None:
    tickets = cast.tickets(2)
    perform("hand_in", on=tickets, by=cast.bo)
    Notice.objects.all().delete()
    perform("notice", on=tickets, by=cast.bo, said=[{"points": 13}, {"points": 13}])
    assert Notice.objects.count() == 0


@pytest.mark.parametrize("rows", [1, 3, 100])
def test_asking_for_many_costs_one_query_and_says_what_one_says(
    cast: Cast, rows: int, django_assert_num_queries
) -> None:
    officer("town_officer", cast.district, "rights")
    tickets = cast.tickets(rows)
    rights = [Right.ENTRY_ENDORSE, Right.ENTRY_DECIDE, Right.ENTRY_WITHDRAW, Right.ENTRY_OBJECT]
    asked = [(right, ticket) for right in rights for ticket in tickets]
    with django_assert_num_queries(1):
        found = who_may_each(asked)
    for (right, ticket), keys in zip(asked[:: max(1, rows // 3)], found[:: max(1, rows // 3)], strict=True):
        one_by_one = set() if right == Right.ENTRY_OBJECT else set(who_may(right, ticket).values_list("key", flat=True))
        assert keys == one_by_one


def altered(name: str, **changes: object) -> object:
    """The ticket's table with one move said otherwise."""
    moves = tuple(replace(move, **changes) if move.name == name else move for move in TICKET.moves)
    return replace(TICKET, moves=moves)


def test_the_sentence_says_where_it_is_and_until_when(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(Ticket, "FLOW", altered("notice", tells=("owner",)))
    ticket = cast.tickets()[0]
    perform("hand_in", on=ticket, by=cast.bo)
    perform("notice", on=ticket, by=cast.bo, said={"points": 5})
    assert [body for _, _, body, _ in told("thing.moved")] == [
        "您的测试票已到机床厂工会（公示中），预计2022年10月8日(周六)前答复。"
    ]


def test_a_move_may_say_its_own_sentence(cast: Cast, monkeypatch) -> None:
    says = "{what}（{move}）：{state}，{where}，{due}"
    monkeypatch.setattr(Ticket, "FLOW", altered("notice", tells=("owner",), says=says))
    ticket = cast.tickets()[0]
    perform("hand_in", on=ticket, by=cast.bo)
    perform("notice", on=ticket, by=cast.bo, said={"points": 5})
    assert [body for _, _, body, _ in told("thing.moved")] == [
        "测试票（公示）：公示中，机床厂工会，2022年10月8日(周六)"
    ]


@pytest.mark.parametrize(
    ("name", "says", "why"),
    [
        ("notice", "您的{ticket}", "flow ticket: notice says an unknown 'ticket'"),
        ("grant", "{due}前", "flow ticket: grant says a day, and granted has no clock"),
    ],
)
def test_a_wrong_sentence_stops_the_program(name: str, says: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        altered(name, says=says)


def test_several_things_of_one_owner_are_one_notice(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(Ticket, "FLOW", altered("notice", tells=("owner",)))

    person = cast.people(1)[0]
    tickets = [
        cast.tickets(people=[person], event=Event.objects.create(organisation=cast.district))[0] for _ in range(3)
    ]
    perform("hand_in", on=tickets, by=cast.bo)
    perform("notice", on=tickets, by=cast.bo, said={"points": 5})
    assert [(title, count) for _, title, _, count in told("thing.moved")] == [("测试票：公示中（共3件）", 3)]
