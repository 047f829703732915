"""Each guard through both doors: what a single move refuses, a row of a sheet is refused with the same words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from shenbian.flow.actions import perform
from shenbian.flow.models import COLUMNS, Trace, Waiting
from shenbian.flow.refusals import Refused
from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.kit.period import chinese_day
from shenbian.people.models import Membership, Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.queries import actor_of
from shenbian.standard import guards
from tests.flow.conftest import DAY, LONG_AGO, Cast, newcomers, officer
from tests.sample_app.models import Event, Ticket


@dataclass
class Case:
    """A move that one guard forbids, and one beside it that nothing forbids."""

    move: str
    refused: Ticket
    agreed: Ticket
    by: Actor
    why: str
    said: dict[str, Any] | None = None


def handed_in(cast: Cast, *tickets: Ticket) -> None:
    assert [each.why for each in perform("hand_in", on=tickets, by=cast.bo)] == [""] * len(tickets)


def noticed(cast: Cast, *tickets: Ticket) -> None:
    handed_in(cast, *tickets)
    outcomes = perform("notice", on=tickets, by=cast.bo, said={"points": 5})
    assert [each.why for each in outcomes] == [""] * len(tickets)


def not_own(cast: Cast) -> Case:
    own = cast.tickets(people=[Person.objects.get(key=cast.ning.person)])
    other = cast.tickets()
    Membership.objects.create(person=own[0].person, organisation=cast.plant, from_on="2020-01-01", began="admitted")
    handed_in(cast, own[0], other[0])
    return Case("notice", own[0], other[0], cast.ning, "不能办理自己的事项。", {"points": 5})


def fresh_hand(cast: Cast) -> Case:
    touched, fresh = cast.tickets(2)
    noticed(cast, touched, fresh)
    Ticket.objects.update(due_on=DAY - timedelta(days=1))
    head = officer("desk_head", cast.district)
    Trace.objects.bulk_create([_trace(head, touched)])
    return Case("grant", touched, fresh, head, "同一事项的不同环节须由不同的人办理，您已办理过其中一个环节。")


def _trace(by: Actor, ticket: Ticket) -> Trace:
    return Trace(
        id=-1,
        actor=by.ref,
        subject=ticket.subject,
        flow="ticket",
        move="go_on",
        before="",
        after="noticed",
        salt=b"",
        mac=b"",
    )


def fresh_hand_of_a_batch(cast: Cast) -> Case:
    case = fresh_hand(cast)
    head = officer("desk_head", cast.district)
    Ticket.objects.filter(pk=case.refused.pk).update(batch=7)
    Trace.objects.bulk_create(
        [Trace(id=-2, actor=head.ref, subject="batch:7", flow="", move="begin", before="", after="", salt=b"", mac=b"")]
    )
    case.by = head
    return case


def fresh_hand_than_one_move(cast: Cast) -> Case:
    by_me, by_another = cast.tickets(2)
    noticed(cast, by_me, by_another)
    perform("stop", on=by_me, by=cast.bo)
    perform("stop", on=by_another, by=cast.ning)
    return Case("go_on", by_me, by_another, cast.bo, "同一事项的不同环节须由不同的人办理，您已办理过其中一个环节。")


def clock_has_run(cast: Cast) -> Case:
    runs, over = cast.tickets(2)
    noticed(cast, runs, over)
    Ticket.objects.filter(pk=over.pk).update(due_on=DAY - timedelta(days=1))
    Ticket.objects.filter(pk=runs.pk).update(due_on=DAY)
    return Case("grant", runs, over, cast.dan, f"时限到{chinese_day(DAY)}，期满后才能办理。")


def before_the_window(cast: Cast) -> Case:
    return _window(cast, Event.objects.create(organisation=cast.district, opens_on=DAY + timedelta(days=1)),
                   f"{chinese_day(DAY + timedelta(days=1))}才开始办理。")  # fmt: skip


def after_the_window(cast: Cast) -> Case:
    return _window(cast, Event.objects.create(organisation=cast.district, closes_on=DAY - timedelta(days=1)),
                   f"{chinese_day(DAY - timedelta(days=1))}已截止办理。")  # fmt: skip


def _window(cast: Cast, shut: Event, why: str) -> Case:
    open_ = Event.objects.create(organisation=cast.district, opens_on=DAY, closes_on=DAY)
    return Case("hand_in", cast.tickets(event=shut)[0], cast.tickets(event=open_)[0], cast.bo, why)


def has_place(cast: Cast) -> Case:
    full = Event.objects.create(organisation=cast.district, places=2)
    one, two, three = cast.tickets(3, event=full)
    handed_in(cast, one, two)
    return Case("hand_in", three, cast.tickets()[0], cast.bo, "2个名额已满，最后一个名额由先前的事项占用。")


def once_each(cast: Cast) -> Case:
    person, other = cast.people(2)
    first, again, fresh = cast.tickets(people=[person, person, other])
    handed_in(cast, first)
    return Case("hand_in", again, fresh, cast.bo, f"同一人只能有一件，已有编号{first.pk}。")


def is_member(cast: Cast) -> Case:
    stranger = newcomers(1)
    return Case("hand_in", cast.tickets(people=stranger)[0], cast.tickets()[0], cast.bo, "只有在册会员才能办理。")


def was_member(cast: Cast) -> Case:
    left, stays = cast.people(2)
    Membership.objects.filter(person=left).update(until_on=DAY, ended="resigned")
    refused, agreed = cast.tickets(people=[left, stays])
    return Case("hand_in", refused, agreed, cast.bo, "只有在册会员才能办理。")


CASES: list[Callable[[Cast], Case]] = [
    not_own, fresh_hand, fresh_hand_of_a_batch, fresh_hand_than_one_move, clock_has_run, before_the_window,
    after_the_window, has_place, once_each, is_member, was_member,
]  # fmt: skip


def as_they_are() -> Any:
    return (
        list(Ticket.objects.order_by("pk").values("pk", *COLUMNS)),
        Trace.objects.count(),
        list(Waiting.objects.order_by("pk").values()),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_a_row_of_a_sheet_is_refused_with_the_words_of_a_single_move(cast: Cast, case: Callable[[Cast], Case]) -> None:
    refused_alike(case(cast))


def refused_alike(said: Case) -> None:
    before = as_they_are()
    with pytest.raises(Refused) as refused:
        perform(said.move, on=said.refused, by=said.by, said=said.said)
    assert str(refused.value) == said.why
    assert as_they_are() == before
    rows = ["第2行", "第3行"]
    outcomes = perform(said.move, on=[said.refused, said.agreed], by=said.by, said=said.said, rows=rows)
    assert [(each.called, each.why) for each in outcomes] == [("第2行", said.why), ("第3行", "")]
    assert list(Ticket.objects.values("pk", *COLUMNS).filter(pk=said.refused.pk)) == [
        row for row in before[0] if row["pk"] == said.refused.pk
    ]


def taking_newcomers() -> Flow:
    """A table that takes in who is no member yet."""
    waits, done = State("waits", "待办", Phase.WAITING), State("done", "办结", Phase.DONE)
    return Flow(
        "newcomers",
        title="新人",
        states=(State("draft", "草稿", Phase.DRAFT), waits, done),
        moves=(
            Move(name="take_in", title="提交", source=("draft",), target="waits", right=Right.REGISTER_KEEP,
                 guards=(guards.no_member,)),
            Move(name="close", title="办结", source=("waits",), target="done", right=Right.ENTRY_DECIDE),
        ),
    )  # fmt: skip


def test_a_member_is_no_newcomer(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ticket, "FLOW", taking_newcomers())
    member, stranger = cast.tickets(people=[*cast.people(1), *newcomers(1)])
    why = (
        f"{chinese_day(LONG_AGO)}起已是“{cast.plant.name}”会员。一人只有一份会籍，不能重复入会；"
        "换了工作单位的，请办理会籍转移（转会）。"
    )
    refused_alike(Case("take_in", member, stranger, cast.bo, why))


def test_the_second_row_of_a_newcomer_is_refused_for_the_first_takes_them_in(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ticket, "FLOW", taking_newcomers())
    person, other = newcomers(2)
    outcomes = perform("take_in", on=cast.tickets(people=[person, other, person]), by=cast.bo)
    assert [each.moved for each in outcomes] == [True, True, False]


def test_every_guard_of_the_shelf_is_tried_here() -> None:
    shelf = {each for each in vars(guards).values() if isinstance(each, type) and issubclass(each, guards.Guard)}
    assert {each.__name__ for each in shelf} == {
        "Guard", "NotOwn", "FreshHand", "ClockHasRun", "WithinWindow", "HasPlace", "OnceEach", "IsMember", "NoMember",
    }  # fmt: skip


def test_the_second_row_of_one_person_is_refused_and_names_the_first(cast: Cast) -> None:
    person, other = cast.people(2)
    tickets = cast.tickets(people=[person, other, person])
    outcomes = perform("hand_in", on=tickets, by=cast.bo, rows=["第2行", "第3行", "第4行"])
    assert [each.why for each in outcomes] == ["", "", "同一人只能有一件，已有第2行。"]


def test_a_person_whose_two_records_were_found_to_be_one_comes_in_once(cast: Cast) -> None:
    survivor, duplicate = cast.people(2)
    tickets = cast.tickets(people=[survivor, duplicate])
    Person.objects.filter(pk=duplicate.pk).update(merged_into=survivor)
    with transaction.atomic():
        handed_in(cast, tickets[0])
        with pytest.raises(Refused, match=f"同一人只能有一件，已有编号{tickets[0].pk}。"):
            perform("hand_in", on=tickets[1], by=cast.bo)
        transaction.set_rollback(True)
    outcomes = perform("hand_in", on=tickets, by=cast.bo, rows=["第2行", "第3行"])
    assert [each.why for each in outcomes] == ["", "同一人只能有一件，已有第2行。"]


def test_nobody_decides_on_what_belongs_to_a_record_merged_into_theirs(cast: Cast) -> None:
    duplicate = cast.people(1)[0]
    ticket = cast.tickets(people=[duplicate])[0]
    handed_in(cast, ticket)
    duplicate.merged_into = Person.objects.get(key=cast.ning.person)
    duplicate.save(update_fields=["merged_into"])
    with pytest.raises(Refused, match="不能办理自己的事项。"):
        perform("notice", on=ticket, by=actor_of(duplicate.merged_into, on=DAY), said={"points": 5})


def test_one_person_may_have_one_in_each_event(cast: Cast) -> None:
    person = cast.people(1)[0]
    other = Event.objects.create(organisation=cast.district)
    tickets = [*cast.tickets(people=[person]), *cast.tickets(people=[person], event=other)]
    assert [each.why for each in perform("hand_in", on=tickets, by=cast.bo)] == ["", ""]


def test_a_person_whose_first_was_declined_may_come_again(cast: Cast) -> None:
    person = cast.people(1)[0]
    first, again = cast.tickets(people=[person, person])
    handed_in(cast, first)
    perform("decline", on=first, by=cast.dan)
    assert perform("hand_in", on=again, by=cast.bo).status == "handed_in"


def test_the_501st_of_500_places_is_refused_and_names_the_row_that_took_the_last(cast: Cast) -> None:
    event = Event.objects.create(organisation=cast.district, places=500)
    tickets = cast.tickets(502, event=event)
    rows = [f"第{number}行" for number in range(2, 504)]
    outcomes = perform("hand_in", on=tickets, by=cast.bo, rows=rows)
    assert [each.moved for each in outcomes] == [True] * 500 + [False] * 2
    assert {each.why for each in outcomes[500:]} == {"500个名额已满，最后一个名额由第501行占用。"}


def test_a_row_that_another_guard_refuses_takes_no_place(cast: Cast) -> None:
    event = Event.objects.create(organisation=cast.district, places=1)
    refused, agreed = cast.tickets(people=[*newcomers(1), *cast.people(1)], event=event)
    assert [each.moved for each in perform("hand_in", on=[refused, agreed], by=cast.bo)] == [False, True]


def test_a_declined_ticket_gives_its_place_back(cast: Cast) -> None:
    event = Event.objects.create(organisation=cast.district, places=1)
    one, two = cast.tickets(2, event=event)
    handed_in(cast, one)
    perform("decline", on=one, by=cast.dan)
    assert perform("hand_in", on=two, by=cast.bo).status == "handed_in"


def test_places_without_limit_never_run_out(cast: Cast) -> None:
    assert {each.why for each in perform("hand_in", on=cast.tickets(20), by=cast.bo)} == {""}
