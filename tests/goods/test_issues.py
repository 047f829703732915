"""Each gets once what each gets once, at whichever station; the second claim hears where and when the first was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from shenbian.flow.actions import begin, perform
from shenbian.flow.refusals import NotYours
from shenbian.goods.actions import hand_out_many
from shenbian.goods.models import Issue
from shenbian.kit.period import chinese_day, today
from shenbian.kit.refusal import Refused
from shenbian.people.actions import merge
from tests.goods.conftest import CAMPAIGN, ISSUED, STOCK, Goods, facts, held
from tests.people.making import person


def test_what_is_handed_out_leaves_the_store_and_counts(goods: Goods) -> None:
    goods.stocked()
    rider = goods.rider()
    issue = goods.handed(rider)
    (fact,) = facts()
    assert (fact.source, fact.person, fact.quantity, fact.organisation) == (
        f"{CAMPAIGN}|温暖礼包|{rider.key}|",
        rider.key,
        1,
        goods.place.east.pk,
    )
    assert fact.facets == {"programme": "spring_parcels", "item": "温暖礼包", "station": "仁和驿站"}
    assert (held(goods.east)[STOCK], held(goods.east)[ISSUED]) == (9, 1)
    assert (issue.voucher is not None, str(issue), issue.told_as) == (
        True,
        "温暖礼包1份",
        f"{today().month}月{today().day}日的温暖礼包",
    )


def test_a_second_claim_at_another_station_hears_where_and_when_the_first_was(goods: Goods) -> None:
    goods.stocked()
    rider = goods.rider()
    goods.handed(rider, on=today() - timedelta(days=2))
    name = goods.place.officers["social_worker@SY-1"].name
    with pytest.raises(Refused) as no:
        goods.handed(rider, store=goods.west, by=goods.wei)
    day = chinese_day(today() - timedelta(days=2))
    assert no.value.reasons == {0: f"这个人{day}已在“仁和驿站”领过“温暖礼包”（{name}登记），每人只领一份，不能再领。"}
    assert (len(facts()), held(goods.west)[STOCK]) == (1, 10)


def test_another_item_or_another_campaign_is_another_claim(goods: Goods) -> None:
    goods.stocked()
    rider = goods.rider()
    goods.handed(rider)
    for number, item in enumerate((goods.another("福字春联"), goods.another("温暖礼包", activity="2027年春节慰问"))):
        goods.bought(1, item=item, number=f"RK-1{number}")
        goods.allotted(1, goods.east, item=item, number="DB-9")
        goods.handed(rider, item=item)
    assert [fact.source for fact in facts()] == [
        f"{CAMPAIGN}|温暖礼包|{rider.key}|",
        f"{CAMPAIGN}|福字春联|{rider.key}|",
        f"2027年春节慰问|温暖礼包|{rider.key}|",
    ]


def test_who_was_merged_has_had_what_the_other_record_had(goods: Goods) -> None:
    goods.stocked()
    one, other = person(901, "王小梅"), person(902, "王小妹")
    goods.handed(one, by=goods.lin)
    merge(one, into=other, reason="同一个人", by="test")
    other.refresh_from_db()
    one.refresh_from_db()
    for who in (one, other):
        with pytest.raises(Refused, match="领过“温暖礼包”"):
            goods.handed(who, store=goods.west, by=goods.wei)


def test_what_is_given_as_often_as_one_comes_is_given_again(goods: Goods) -> None:
    water = goods.another("矿泉水", once=False)
    goods.bought(9, item=water)
    goods.allotted(9, goods.east, item=water)
    rider = goods.rider()
    for quantity in (1, 1, 2):
        goods.handed(rider, item=water, quantity=quantity)
    assert (sum(fact.quantity for fact in facts()), len({fact.person for fact in facts()})) == (4, 1)
    assert held(goods.east)[STOCK] == 5


def test_a_team_signs_together_and_a_slip_counts_once(goods: Goods) -> None:
    goods.stocked()
    signer = goods.rider("李明")
    goods.handed(slip="LQ-1", quantity=6, unit=goods.place.unit, signed_by=signer)
    (fact,) = facts()
    assert (fact.person, fact.unit, fact.quantity, fact.facets["slip"]) == (None, goods.place.unit.pk, 6, "LQ-1")
    assert Issue.objects.get().recipient == "unit"
    wrong: dict[str, dict[str, Any]] = {
        "单号“LQ-1”": {"slip": "LQ-1", "quantity": 1, "signed_by": signer},
        "集体签领要写明签领人。": {"slip": "LQ-2", "quantity": 1},
        "请写明领取人，或者集体单号和数量。": {"quantity": 5},
        "只剩4份，这里要5份": {"slip": "LQ-3", "quantity": 5, "signed_by": signer},
        "每人一份。发给集体的，请写集体单号。": {"person": goods.rider(), "quantity": 2},
        "由家人代领的，请写明签领人。": {"person": goods.rider(), "recipient": "family"},
        "还没有到": {"person": goods.rider(), "on": today() + timedelta(days=1)},
    }
    for why, told in wrong.items():
        with pytest.raises(Refused, match=why):
            goods.handed(**told)
    assert (len(facts()), held(goods.east)[STOCK]) == (1, 4)


def test_a_family_signs_through_one_of_its_own(goods: Goods) -> None:
    goods.stocked()
    worker, wife = goods.rider(), goods.rider("李红")
    issue = goods.handed(worker, recipient="family", signed_by=wife)
    assert (issue.person, issue.signed_by, issue.get_recipient_display()) == (worker, wife, "家庭")
    with pytest.raises(Refused, match="领过“温暖礼包”"):
        goods.handed(worker)


def test_what_was_struck_out_lies_in_the_store_and_may_be_claimed_again(goods: Goods) -> None:
    goods.stocked()
    rider = goods.rider()
    issue = goods.handed(rider)
    perform("strike", on=issue, by=goods.song, said={"reason": "退回"})
    assert (facts(), held(goods.east)[STOCK]) == ([], 10)
    goods.handed(rider, store=goods.west, by=goods.wei)
    assert [fact.facets["station"] for fact in facts()] == ["马坡驿站"]


def test_a_list_is_handed_out_at_once_and_who_had_theirs_is_named(goods: Goods) -> None:
    goods.stocked(3, 1)
    first, *others = [goods.rider(name) for name in ("王一", "王二", "王三", "王四")]
    goods.handed(first)
    told = hand_out_many(goods.item, goods.east, [first, *others, others[0]], on=today(), by=goods.song)
    assert [each.moved for each in told] == [False, True, True, False, False]
    assert [each.why[-15:] for each in told if not each.moved] == [
        "登记），每人只领一份，不能再领。"[-15:],
        "已经没有了，或者没有调拨到那里。请先登记入库或调拨。"[-15:],
        "（王二），每人只领一份，不能再领。"[-15:],
    ]
    assert held(goods.east)[ISSUED] == 3


def test_only_who_keeps_the_registers_of_that_town_hands_out_there(goods: Goods) -> None:
    goods.stocked()
    for by in (goods.wei, goods.place.actor("treasurer", goods.place.federation)):
        with pytest.raises(NotYours):
            goods.handed(goods.rider(), by=by)
    goods.handed(goods.rider(), by=goods.lin)


def test_the_database_holds_the_once_and_that_nothing_goes_unbooked(goods: Goods) -> None:
    goods.stocked()
    rider = goods.rider()
    first = goods.handed(rider)
    drafted = Issue(
        kind="parcel.issued",
        programme="spring_parcels",
        activity=CAMPAIGN,
        item=goods.item,
        store=goods.west,
        organisation=goods.place.west,
        desk="service",
        recipient="person",
        person=rider,
        on=today(),
        recorded_by="test",
        source="another",
    )
    begin([drafted], by=goods.wei)
    for columns, why in (({"voucher": first.voucher}, "issued_once_each"), ({"person": goods.rider()}, "is_booked")):
        with pytest.raises(IntegrityError, match=why), transaction.atomic():
            Issue.objects.filter(pk=drafted.pk).update(status="issued", phase="done", **columns)


@pytest.mark.parametrize("count", [1, 4])
def test_a_list_costs_the_same_for_one_and_for_four(goods: Goods, count: int, django_assert_num_queries: Any) -> None:
    goods.stocked()
    people, song = [goods.rider(f"职工{n}") for n in range(count)], goods.song
    with django_assert_num_queries(35):
        told = hand_out_many(goods.item, goods.east, people, on=today(), by=song)
    assert all(each.moved for each in told)
