"""What is bought lies in a store, what is allotted in another: neither is handed out. No more leaves than is there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours
from shenbian.goods.actions import Bought, add_store, order
from shenbian.goods.queries import shelves_of
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.ledger.verifying import faults
from tests.goods.conftest import ISSUED, PASSED, STOCK, SUPPLIER, Goods, facts, held


def test_what_is_bought_lies_in_the_store_and_counts_as_bought_alone(goods: Goods) -> None:
    purchase = goods.bought(500, amount_fen=1_500_000)
    assert held(goods.centre) == {STOCK: 500, SUPPLIER: -500}
    (fact,) = facts("stock.bought")
    assert (fact.source, fact.quantity, fact.amount_fen, fact.edition, fact.evidence) == (
        "RK-001",
        500,
        1_500_000,
        "2026年春节慰问",
        purchase.subject,
    )
    assert fact.facets == {"programme": "spring_parcels", "no": "RK-001", "item": "温暖礼包", "store": "中心库"}
    assert facts("parcel.issued") == []


def test_what_is_on_its_way_lies_nowhere_until_it_comes(goods: Goods) -> None:
    said = Bought(number="RK-9", item=goods.item, store=goods.centre, quantity=5, on=today())
    ordered = order(said, by=goods.lin)
    assert (held(goods.centre), facts("stock.bought")) == ({}, [])
    perform("stock", on=ordered, by=goods.lin)
    assert held(goods.centre) == {STOCK: 5, SUPPLIER: -5}
    with pytest.raises(Refused, match="入库单号“RK-9”已经用过"):
        order(said, by=goods.lin)


def test_an_allotment_passes_from_the_books_of_one_body_to_those_of_another(goods: Goods) -> None:
    goods.bought(100)
    goods.allotted(30, goods.east)
    assert held(goods.centre) == {STOCK: 70, PASSED: 30, SUPPLIER: -100}
    assert held(goods.east) == {STOCK: 30, PASSED: -30}
    (fact,) = facts("stock.allotted")
    assert (fact.source, fact.quantity, fact.organisation) == ("DB-001|温暖礼包", 30, goods.place.east.pk)
    assert fact.facets == {
        "programme": "spring_parcels",
        "no": "DB-001",
        "item": "温暖礼包",
        "out_of": "中心库",
        "station": "仁和驿站",
    }
    assert list(faults()) == []


def test_within_one_body_it_is_one_voucher_without_anything_passed(goods: Goods) -> None:
    goods.bought(100)
    goods.allotted(30, add_store(goods.place.federation, "礼堂", by=goods.lin))
    assert held(goods.centre) == {STOCK: 70, SUPPLIER: -100}


def test_a_store_gives_no_more_than_it_has(goods: Goods) -> None:
    goods.bought(10)
    with pytest.raises(Refused, match="“中心库”的“温暖礼包”只剩10份，这里要11份。"):
        goods.allotted(11, goods.east)
    with pytest.raises(Refused, match="“仁和驿站”的“温暖礼包”已经没有了"):
        goods.allotted(1, goods.west, out_of=goods.east, by=goods.lin)
    assert (held(goods.centre)[STOCK], facts("stock.allotted")) == (10, [])


def test_a_purchase_is_struck_out_while_nothing_of_it_has_gone_on(goods: Goods) -> None:
    purchase = goods.bought(10)
    allotment = goods.allotted(4, goods.east)
    with pytest.raises(Refused, match="库里只剩6件，要出10件。"):
        perform("strike", on=purchase, by=goods.lin, said={"reason": "记错"})
    perform("strike", on=allotment, by=goods.lin, said={"reason": "没有送到"})
    perform("strike", on=purchase, by=goods.lin, said={"reason": "记错"})
    assert (held(goods.centre), held(goods.east)) == ({}, {})
    assert (facts("stock.bought"), facts("stock.allotted")) == ([], [])
    assert goods.bought(9).status == "stocked"  # the number is free again


def test_only_who_runs_the_campaign_buys_and_only_who_keeps_a_store_gives(goods: Goods) -> None:
    goods.bought(10)
    for who in (goods.song, goods.wei):
        with pytest.raises(NotYours):
            goods.bought(1, number="RK-2", by=who)
        with pytest.raises(NotYours):
            goods.allotted(1, goods.west, by=who)
    goods.allotted(5, goods.west)
    second = add_store(goods.place.west, "马坡二站", by=goods.wei)
    goods.allotted(2, second, out_of=goods.west, by=goods.wei, number="MP-1")
    assert held(second) == {STOCK: 2}


def test_expired_food_is_neither_moved_nor_handed_out(goods: Goods) -> None:
    goods.item.expires_on = today() - timedelta(days=1)
    goods.item.save()
    goods.bought(10)
    with pytest.raises(Refused, match="到期，过期的不能再发。请登记报损。"):
        goods.allotted(1, goods.east)
    goods.item.expires_on = today()
    goods.item.save()
    goods.allotted(1, goods.east)
    goods.handed(goods.rider())


def test_a_campaign_shows_for_each_store_what_came_went_and_is_left(goods: Goods) -> None:
    goods.stocked(10, 20)
    goods.handed(goods.rider())
    goods.handed(slip="LQ-1", quantity=4, signed_by=goods.rider("李明"))
    told = [
        (each.store.name, each.bought, each.passed, each.issued, each.lost, each.left)
        for each in shelves_of([goods.item])
    ]
    assert told == [("中心库", 60, -30, 0, 0, 30), ("仁和驿站", 0, 10, 5, 0, 5), ("马坡驿站", 0, 20, 0, 0, 20)]
    assert held(goods.east) == {STOCK: 5, ISSUED: 5, PASSED: -10}
