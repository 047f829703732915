"""提案: filed by one's union, answered in time, judged by who proposed it; only what is recommended is counted."""

from datetime import timedelta

import pytest

from shenbian.editions.actions import begin_entry, save_step
from shenbian.editions.models import Edition, Entry
from shenbian.editions.queries import steps_of
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.queries import waiting_for
from shenbian.flow.refusals import NotYours, Refused
from shenbian.kit.period import today
from shenbian.rights.actor import Actor
from tests.editions.conftest import Cast

SAID = {
    "subject": "给夜班加热餐",
    "class": "life",
    "reason": "夜里食堂不开",
    "advice": "夜班配保温箱",
    "first_seconder": "张三",
    "second_seconder": "李四",
    "delegate": "on",
}


def proposed(edition: Edition, by: Actor) -> Entry:
    entry = begin_entry(edition, by=by)
    for step in ("matter", "people"):
        entry = save_step(entry, step=step, said=SAID, by=by)
    return perform("submit", on=entry, by=by)


def test_answered_to_the_proposers_satisfaction_and_recommended_it_is_counted_once(cast: Cast) -> None:
    edition, wang = cast.edition("proposal"), cast.worker(of=cast.plant)
    entry = proposed(edition, wang)
    assert (entry.organisation, entry.title) == (cast.plant, f"职工代表提案 “给夜班加热餐” {entry.number}")
    entry = perform("file", on=entry, by=cast.bo)
    assert entry.due_on == today() + timedelta(days=30)
    entry = perform("reply", on=entry, by=cast.bo, said={"reply": "下月起配保温箱。"})
    assert [row.subject for row in waiting_for(wang)] == [entry.subject]
    entry = perform("ask_again", on=entry, by=wang, said={"reason": "只有白班"})
    entry = perform("reply", on=entry, by=cast.bo, said={"reply": "夜班也配。"})
    entry = perform("accept_reply", on=entry, by=wang)
    assert Fact.objects.count() == 0
    with pytest.raises(NotYours):
        perform("recommend", on=entry, by=wang)
    entry = perform("recommend", on=entry, by=cast.ting)
    fact = Fact.objects.get()
    assert (fact.kind, fact.source, fact.person, fact.organisation, fact.facets) == (
        "proposal.recommended",
        entry.number,
        wang.person,
        cast.plant.pk,
        {"programme": "proposals", "no": entry.number},
    )
    assert [each["text"] for each in entry.remarks] == ["下月起配保温箱。", "只有白班", "夜班也配。"]
    assert [stage.title for stage in steps_of(entry)] == [
        "填写中", "待审查立案", "已立案，待答复", "已答复，待评价", "已立案，待答复", "已答复，待评价", "已办结",
        "已推荐为优秀提案",
    ]  # fmt: skip


def test_a_delegate_proposes_as_many_as_they_have_one_draft_at_a_time(cast: Cast) -> None:
    edition, wang = cast.edition("proposal"), cast.worker(of=cast.plant)
    first = proposed(edition, wang)
    second = begin_entry(edition, by=wang)
    assert second.pk != first.pk
    assert begin_entry(edition, by=wang) == second


def test_who_is_no_member_may_not(cast: Cast) -> None:
    edition = cast.edition("proposal")
    with pytest.raises(Refused, match="只有在册会员才能办理"):
        proposed(edition, cast.worker())


def test_unjudged_it_is_closed_only_when_its_days_have_run(cast: Cast) -> None:
    edition, wang = cast.edition("proposal"), cast.worker(of=cast.plant)
    entry = perform("file", on=proposed(edition, wang), by=cast.bo)
    entry = perform("reply", on=entry, by=cast.bo, said={"reply": "已办。"})
    with pytest.raises(Refused, match="期满后才能办理"):
        perform("close", on=entry, by=cast.bo)
    Entry.objects.update(due_on=today() - timedelta(days=1))
    assert perform("close", on=entry, by=cast.bo).status == "closed"
