"""Days that come in: kept once, judged, counted or kept with the reason."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from shenbian.challenges.actions import NewDay, name_in_ranking, send_for
from shenbian.challenges.declared import challenge_kinds
from shenbian.challenges.framing import rule_of
from shenbian.challenges.models import DayCount
from shenbian.editions.actions import SettingUp, begin_entry, hand_in, save_step, set_up, withdraw
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.models import Waiting
from shenbian.flow.refusals import NotYours
from shenbian.flow.refusals import Refused as RefusedOne
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.personal.erasing import erase_what_is_kept
from shenbian.personal.models import DataRequest
from shenbian.rulebook.actions import set_rule
from tests.challenges.conftest import AGREED, Walk, states, walked
from tests.editions.conftest import OPERATOR, person_of


def test_only_a_member_joins_and_who_joins_has_not_walked_yet(walk: Walk) -> None:
    stranger = walk.cast.worker()
    entry = save_step(begin_entry(walk.edition, by=stranger), step="agree", said=AGREED, by=stranger)
    with pytest.raises(RefusedOne, match="在册会员"):
        hand_in(entry, by=stranger)
    _, entry = walk.joins()
    assert (entry.status, entry.number is not None, Fact.objects.filter(kind="walked").count()) == ("joined", True, 0)


def test_a_day_that_is_enough_becomes_one_fact_about_the_person_the_union_and_the_device(walk: Walk) -> None:
    worker, _ = walk.joins()
    (came,) = walk.sends(worker, walk.steps(8421, minutes=90))
    assert (came.day.status, came.day.why) == ("counted", "")
    fact = Fact.objects.get(kind="walked")
    assert (fact.person, fact.quantity, fact.happened_on) == (worker.person, 8421, walk.day)
    assert (fact.edition, fact.organisation) == (walk.edition.reference, walk.cast.plant.pk)
    assert fact.facets == {"programme": "online_walking", "device": "手机计步"}
    assert (fact.evidence, fact.recorded_by) == (came.day.subject, worker.ref)


@pytest.mark.parametrize(
    ("quantity", "more", "state", "why"),
    [
        (5999, {}, "uncounted", "little"),
        (6000, {}, "counted", ""),
        (60_000, {}, "counted", ""),
        (60_001, {}, "doubtful", "much"),
        (18_001, {"minutes": 90}, "doubtful", "fast"),
        (18_000, {"minutes": 90}, "counted", ""),
        (9000, {"device": "typed"}, "uncounted", "typed"),
        (9000, {"ago": 3}, "counted", ""),
        (9000, {"ago": 4}, "doubtful", "late"),
        (9000, {"ago": 21}, "uncounted", "outside"),
        (9000, {"ago": -1}, "uncounted", "future"),
    ],
)  # fmt: skip
def test_every_day_is_kept_and_says_why_it_does_not_count(
    walk: Walk, quantity: int, more: dict[str, object], state: str, why: str
) -> None:
    worker, _ = walk.joins()
    walk.sends(worker, walk.steps(quantity, **more))  # type: ignore[arg-type]
    assert states() == [(state, why)]
    assert walked() == ([(quantity, 1)] if state == "counted" else [])


def test_what_is_plausible_is_a_dated_rule_of_the_place(walk: Walk) -> None:
    row = {"code": "walking", **vars(rule_of(walk.edition)), "least": 10_000}
    set_rule("daily_challenges", [row], at=walk.cast.district, from_on=today() - timedelta(days=30), by="test")
    worker, _ = walk.joins()
    walk.sends(worker, walk.steps(9000))
    assert states() == [("uncounted", "little")]
    set_rule(
        "daily_challenges",
        [{**row, "code": "other"}],
        at=walk.cast.district,
        from_on=today() - timedelta(days=30),
        by="test",
    )
    with pytest.raises(RefusedOne, match="没有“健步走”这一行"):
        walk.sends(worker, walk.steps(9000, ago=2))


def test_the_same_batch_again_changes_nothing(walk: Walk) -> None:
    worker, _ = walk.joins()
    key = uuid4()
    days = (walk.steps(7000), walk.steps(8000, ago=2))
    first = walk.sends(worker, *days, key=key)
    again = walk.sends(worker, *days, key=key)
    assert [each.again for each in (*first, *again)] == [False, False, True, True]
    assert [each.day.pk for each in first] == [each.day.pk for each in again]
    assert [each.again for each in walk.sends(worker, *days)] == [True, True]
    assert (DayCount.objects.count(), walked()) == (2, [(7000, 1), (8000, 1)])


def test_a_new_number_of_the_same_device_strikes_the_fact_out_and_names_it_in_the_new_one(walk: Walk) -> None:
    worker, _ = walk.joins()
    walk.sends(worker, walk.steps(7000))
    old = Fact.objects.get(kind="walked")
    walk.sends(worker, walk.steps(9000))
    assert states() == [("struck", "newer"), ("counted", "")]
    assert walked() == [(7000, 0), (9000, 1)]
    new = Fact.objects.get(kind="walked", voided_at=None)
    assert new.evidence.endswith(f"（更正 fact {old.pk}）")
    walk.sends(worker, walk.steps(9500))
    assert walked() == [(7000, 0), (9000, 0), (9500, 1)]


def test_of_two_devices_of_one_day_the_larger_counts_whichever_came_first(walk: Walk) -> None:
    worker, _ = walk.joins()
    walk.sends(worker, walk.steps(7000))
    walk.sends(worker, walk.steps(6500, device="band"))
    assert states() == [("counted", ""), ("uncounted", "device")]
    walk.sends(worker, walk.steps(8000, device="watch"))
    assert states() == [("uncounted", "device"), ("uncounted", "device"), ("counted", "")]
    assert walked() == [(7000, 0), (8000, 1)]
    other, _ = walk.joins()
    walk.sends(other, walk.steps(7000), walk.steps(7500, device="band"), walk.steps(7100, device="watch"))
    assert states()[3:] == [("uncounted", "device"), ("counted", ""), ("uncounted", "device")]


def test_a_rule_may_say_that_the_first_device_counts(walk: Walk) -> None:
    row = {"code": "walking", **vars(rule_of(walk.edition)), "larger": False}
    set_rule("daily_challenges", [row], at=walk.cast.district, from_on=today() - timedelta(days=30), by="test")
    worker, _ = walk.joins()
    walk.sends(worker, walk.steps(7000))
    walk.sends(worker, walk.steps(9000, device="band"))
    assert states() == [("counted", ""), ("uncounted", "device")]


def test_an_officer_decides_what_is_doubtful_with_a_reason_and_nobody_their_own(walk: Walk) -> None:
    worker, _ = walk.joins()
    walk.sends(worker, walk.steps(70_000), walk.steps(65_000, ago=2))
    first, second = DayCount.objects.order_by("pk")
    assert Waiting.objects.filter(subject_type="challenges.daycount").count() == 2
    with pytest.raises(RefusedOne):
        perform("accept", on=first, by=walk.desk, said={"reason": ""})
    for stranger in (worker, walk.cast.gu, walk.cast.heads):
        with pytest.raises(NotYours):
            perform("accept", on=first, by=stranger, said={"reason": "参加了马拉松"})
    perform("accept", on=first, by=walk.cast.bo, said={"reason": "参加了马拉松"})
    refused = perform("refuse", on=second, by=walk.desk, said={"reason": "数据来自摇步器"})
    assert states() == [("counted", ""), ("uncounted", "officer")]
    assert (refused.why_said, walked()) == ("数据来自摇步器", [(70_000, 1)])
    perform("accept", on=refused, by=walk.desk, said={"reason": "复核后属实"})
    assert walked() == [(70_000, 1), (65_000, 1)]


def test_what_is_accepted_takes_the_day_of_another_device(walk: Walk) -> None:
    worker, _ = walk.joins()
    walk.sends(worker, walk.steps(7000))
    walk.sends(worker, walk.steps(61_000, device="band"))
    perform("accept", on=DayCount.objects.get(device="band"), by=walk.desk, said={"reason": "百公里徒步"})
    assert states() == [("uncounted", "device"), ("counted", "")]
    assert walked() == [(7000, 0), (61_000, 1)]


def test_what_no_rule_lets_count_is_not_accepted_and_what_counted_may_be_struck_out(walk: Walk) -> None:
    worker, _ = walk.joins()
    walk.sends(worker, walk.steps(9000, device="typed"), walk.steps(9000))
    typed, day = DayCount.objects.order_by("pk")
    with pytest.raises(RefusedOne, match="手工填报"):
        perform("accept", on=typed, by=walk.desk, said={"reason": "本人说明"})
    struck = perform("strike", on=day, by=walk.desk, said={"reason": "代他人走步"})
    assert (struck.status, struck.why_said, walked()) == ("struck", "代他人走步", [(9000, 0)])
    assert Fact.objects.get(kind="void").facets == {"reason": "代他人走步"}


def test_who_has_left_may_still_send_and_it_no_longer_counts(walk: Walk) -> None:
    worker, entry = walk.joins()
    walk.sends(worker, walk.steps(9000, ago=2))
    withdraw(entry, by=worker)
    walk.sends(worker, walk.steps(9000))
    assert states() == [("counted", ""), ("uncounted", "left")]
    with pytest.raises(RefusedOne, match="在参加"):
        name_in_ranking(entry, named=False, by=worker)


def test_a_provider_sends_for_many_within_its_reach(walk: Walk) -> None:
    (_, one), (_, other) = walk.joins(), walk.joins(of=walk.cast.shop)
    walk.provides(walk.steps(7000, entry=one), walk.steps(8000, entry=other))
    assert walked() == [(7000, 1), (8000, 1)]
    assert set(DayCount.objects.values_list("way", flat=True)) == {"provider"}
    for stranger in (walk.cast.bo, walk.cast.heads, walk.joins()[0]):
        with pytest.raises(NotYours):
            send_for(walk.edition, [walk.steps(7000, entry=one)], by=stranger, client_key=uuid4())


def test_what_is_no_day_of_the_challenge_is_refused_with_its_place(walk: Walk) -> None:
    _, entry = walk.joins()
    good = walk.steps(7000, entry=entry)
    wrong = [
        good,
        good,
        NewDay(entry="JB-1", on=walk.day, quantity=1, device="phone"),
        walk.steps(1, entry=entry, device="car"),
    ]
    with pytest.raises(Refused) as refused:
        walk.provides(*wrong)
    assert list(refused.value.reasons) == [1, 2, 3]
    assert DayCount.objects.count() == 0


def test_nothing_is_taken_before_the_edition_opens_or_after_it_is_finished(walk: Walk) -> None:
    worker, _ = walk.joins()
    closed = perform("close", on=walk.edition, by=walk.desk)
    walk.edition = closed
    walk.sends(worker, walk.steps(7000))
    walk.edition = perform("finish", on=closed, by=walk.desk)
    with pytest.raises(RefusedOne, match="已结束"):
        walk.sends(worker, walk.steps(7000, ago=2))


def test_what_stands_in_the_ledger_already_is_kept_and_says_so(walk: Walk) -> None:
    worker, _ = walk.joins()
    (came,) = walk.sends(worker, walk.steps(7000))
    DayCount.objects.filter(pk=came.day.pk).update(status="struck", phase="void", why="officer")
    walk.sends(worker, walk.steps(8000))
    assert states()[1:] == [("uncounted", "stands")]


def test_who_is_erased_leaves_facts_and_no_numbers(walk: Walk) -> None:
    worker, _ = walk.joins()
    walk.sends(worker, walk.steps(7000), walk.steps(70_000, ago=2))
    erase_what_is_kept(person_of(worker), requests=DataRequest.objects, by="test")
    assert set(DayCount.objects.values_list("quantity", "minutes", "note")) == {(None, None, "")}
    assert walked() == [(7000, 1)]
    with pytest.raises(RefusedOne, match="已经删除"):
        perform("accept", on=DayCount.objects.get(status="doubtful"), by=walk.desk, said={"reason": "属实"})


def test_a_batch_costs_the_same_for_one_day_and_for_three(walk: Walk, queries) -> None:  # type: ignore[no-untyped-def]
    entries = [walk.joins()[1] for _ in range(4)]
    for few in (entries[:1], entries[1:]):
        with queries(SENDING):
            walk.provides(*(walk.steps(7000, entry=entry) for entry in few))


SENDING = 27


def test_a_challenge_that_nobody_can_join_or_that_is_no_day_of_a_person_is_refused() -> None:
    kind = challenge_kinds["walking"]
    assert list(replace(kind, entry="joining").problems()) == [
        "nobody can join it: online_walking declares no entry joining"
    ]
    assert list(replace(kind, kind="turn").problems()) == ["turn is no fact about a person's day in an edition"]


def test_a_walk_under_a_festival_counts_for_the_festival_too(walk: Walk) -> None:
    said = SettingUp(
        programme="sports_festival", title="职工体育节", year=today().year, organisation=walk.cast.district
    )
    walk.edition = walk.cast.edition("walking", title="体育节健步走", umbrella=set_up(said, by=OPERATOR))
    worker, _ = walk.joins()
    walk.sends(worker, walk.steps(8000))
    assert Fact.objects.get(kind="walked").facets["umbrella"] == "sports"
