"""入会 from the phone to the ledger: endorsed by one's union, admitted above, counted once however it is told."""

from datetime import timedelta

import pytest

from shenbian.editions.actions import begin_entry, save_step, send_whole
from shenbian.editions.models import Edition, Entry
from shenbian.editions.queries import open_editions, steps_of, who_may_enter, why_not
from shenbian.facts.actions import write
from shenbian.facts.fact import AlreadyThere, NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.queries import waiting_for
from shenbian.flow.refusals import NotYours, Refused
from shenbian.kit.period import today
from shenbian.people.actions import admit
from shenbian.people.models import Membership
from shenbian.rights.actor import Actor
from tests.editions.conftest import LONG_AGO, Cast, person_of

WORK = {"unit": "东镇机床厂", "town": "", "occupation": ""}
ALL = {**WORK, "charter": "on", "data": "on"}
STEPS = ("who", "work", "agree")


def applied(cast: Cast, edition: Edition, by: Actor, **said: object) -> Entry:
    entry = begin_entry(edition, by=by)
    for step in STEPS:
        entry = save_step(entry, step=step, said={**ALL, **said}, by=by)
    return perform("submit", on=entry, by=by)


def test_a_worker_becomes_a_member_and_is_counted_as_the_register_counts(cast: Cast) -> None:
    edition, wang = cast.edition("joining"), cast.worker()
    entry = applied(cast, edition, wang)
    assert (entry.organisation, entry.unit, entry.owner) == (cast.plant, cast.works, wang.person)
    assert [row.subject for row in waiting_for(cast.bo)] == [entry.subject]
    assert [row.subject for row in waiting_for(cast.gu)] == []
    entry = perform("endorse", on=entry, by=cast.bo, said={"reason": "情况属实"})
    assert [row.subject for row in waiting_for(cast.ting)] == [entry.subject]
    entry = perform("grant", on=entry, by=cast.ting)
    member = Membership.objects.get(person=person_of(wang))
    assert (member.organisation, member.unit, member.from_on, member.began) == (
        cast.plant, cast.works, today(), "admitted"
    )  # fmt: skip
    fact = Fact.objects.get(kind="member.admitted")
    parts = {"person": wang.person, "organisation": cast.plant.pk, "happened_on": today()}
    told = (fact.source, fact.person, fact.organisation, fact.org_path, fact.unit, fact.facets)
    assert told == (
        source_of(kinds["member.admitted"], parts),
        wang.person,
        cast.plant.pk,
        cast.plant.path,
        cast.works.pk,
        {"two_new": True},
    )
    again = NewFact(
        kind="member.admitted",
        happened_on=today(),
        organisation=cast.plant.pk,
        org_path=cast.plant.path,
        person=wang.person,
        facets={"two_new": True},
        source=fact.source,
        evidence="会员登记表 第2行",
    )
    with pytest.raises(AlreadyThere):
        write([again], by="test")


def test_what_shenbian_knows_is_not_asked(cast: Cast) -> None:
    edition, wang = cast.edition("joining"), cast.worker()
    entry = save_step(begin_entry(edition, by=wang), step="who", said={}, by=wang)
    assert (entry.saved, entry.answers, entry.answers_sealed) == (["who"], {}, None)


def test_without_a_union_at_the_employer_the_chosen_town_handles_it_and_else_the_district(cast: Cast) -> None:
    edition = cast.edition("joining")
    riding = applied(cast, edition, cast.worker(), unit="", town=str(cast.town.pk))
    nowhere = applied(cast, edition, cast.worker(), unit="不知名公司")
    assert [each.organisation for each in (riding, nowhere)] == [cast.town, cast.district]


def test_a_member_is_refused_and_shown_the_way_of_transfer(cast: Cast) -> None:
    edition, wang = cast.edition("joining"), cast.worker(of=cast.shop)
    since = f"{LONG_AGO.year}年{LONG_AGO.month}月{LONG_AGO.day}日"
    reason = f"{since}起已是“百货工会”会员。一人只有一份会籍，不能重复入会；换了工作单位的，请办理会籍转移（转会）。"
    assert why_not(wang, edition) == [reason]
    with pytest.raises(Refused) as why:
        applied(cast, edition, wang)
    assert why.value.why == reason


def test_who_became_a_member_meanwhile_is_not_admitted_again(cast: Cast) -> None:
    edition, wang = cast.edition("joining"), cast.worker()
    entry = perform("endorse", on=applied(cast, edition, wang), by=cast.bo)
    admit(person_of(wang), to=cast.shop, on=LONG_AGO, by="test")
    with pytest.raises(Refused, match="会籍转移"):
        perform("grant", on=entry, by=cast.ting)
    assert Fact.objects.filter(kind="member.admitted").count() == 0
    assert Entry.objects.get(pk=entry.pk).status == "endorsed"


def test_two_steps_are_two_hands_and_nobody_decides_on_their_own(cast: Cast) -> None:
    edition, wang = cast.edition("joining"), cast.worker()
    entry = perform("endorse", on=applied(cast, edition, wang), by=cast.ting)
    with pytest.raises(Refused, match="不同的人"):
        perform("grant", on=entry, by=cast.ting)
    own = applied(cast, edition, cast.bo)
    with pytest.raises(Refused, match="自己"):
        perform("endorse", on=own, by=cast.bo)
    for other in (cast.gu, cast.heads):
        with pytest.raises(NotYours):
            perform("grant", on=entry, by=other)


def test_many_are_admitted_as_one_and_one_alike(cast: Cast) -> None:
    edition = cast.edition("joining")
    entries = [applied(cast, edition, cast.worker()) for _ in range(3)]
    perform("endorse", on=entries, by=cast.bo)
    admit(entries[1].person, to=cast.shop, on=LONG_AGO, by="test")
    outcomes = perform("grant", on=entries, by=cast.ting)
    assert [outcome.moved for outcome in outcomes] == [True, False, True]
    assert Fact.objects.filter(kind="member.admitted").count() == 2


@pytest.mark.parametrize("move", ["refuse", "return", "withdraw"])
def test_not_admitted_nothing_is_counted(cast: Cast, move: str) -> None:
    edition, wang = cast.edition("joining"), cast.worker()
    entry = applied(cast, edition, wang)
    perform(move, on=entry, by=wang if move == "withdraw" else cast.bo, said={"reason": "单位已注销"})
    assert (Fact.objects.count(), Membership.objects.filter(person=person_of(wang)).count()) == (0, 0)


def test_the_way_is_told_with_its_days(cast: Cast) -> None:
    edition, wang = cast.edition("joining"), cast.worker()
    entry = applied(cast, edition, wang)
    assert [(stage.title, stage.when, stage.on, stage.due_on) for stage in steps_of(entry)] == [
        ("填写中", "past", today(), None),
        ("待工会受理", "now", today(), today() + timedelta(days=7)),
        ("待上级工会批准", "ahead", None, None),
        ("已入会", "ahead", None, None),
    ]


def test_who_may_is_said_before_any_entry_exists(cast: Cast) -> None:
    edition = cast.edition("joining")
    assert who_may_enter(edition.kind) == ["还不是会员"]
    assert why_not(cast.worker(), edition) == []
    assert why_not(Actor("stranger"), edition) == ["登录后才能办理。"]
    assert Entry.objects.count() == 0
    assert list(open_editions(cast.worker(), need="join_union")) == [edition]
    assert list(open_editions(Actor("stranger"), need="speak_up")) == []


def test_a_member_sees_what_is_open_above_their_union(cast: Cast) -> None:
    at_plant = cast.edition("proposal", organisation=cast.plant)
    above, elsewhere = cast.edition("proposal"), cast.edition("proposal", organisation=cast.shop)
    assert set(open_editions(cast.worker(of=cast.plant))) == {at_plant, above}
    assert set(open_editions(Actor("stranger"))) == {at_plant, above, elsewhere}


def test_what_no_member_may_enter_is_offered_to_who_is_none_and_explains_itself_to_who_asks(cast: Cast) -> None:
    edition, member = cast.edition("joining"), cast.worker(of=cast.plant)
    assert list(open_editions(cast.worker())) == [edition]
    assert list(open_editions(member)) == []
    assert list(open_editions(member, need="join_union")) == [edition]
    assert "已是" in why_not(member, edition)[0]


def test_a_phone_without_network_joins_in_one_go(cast: Cast) -> None:
    from uuid import uuid4  # noqa: PLC0415

    edition, wang = cast.edition("joining"), cast.worker()
    assert send_whole(edition, by=wang, client_key=uuid4(), answers=ALL).organisation == cast.plant
