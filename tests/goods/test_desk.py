"""At the desk: bought, moved, handed out from a list or on a slip, counted, written off; each within one's reach."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shenbian.editions.actions import SettingUp, set_up
from shenbian.editions.models import Edition
from shenbian.flow.actions import perform
from shenbian.goods.actions import add_store
from shenbian.goods.declared import STOCK
from shenbian.goods.models import Allotment, Issue, Item, Purchase, StockTake, Store, WriteOff
from shenbian.kit.period import chinese_day, now, today
from shenbian.people.cards import code_of
from tests.files.conftest import photo
from tests.goods.conftest import OPERATOR, SPRING, Goods, facts, held

FRAME = 4  # session and account, person, what they hold; the bell


def main_of(client: Client, path: str) -> str:
    """The page's text, between the menu and the footer."""
    page = client.get(path).content.decode()
    inside = page.split('<main id="main"')[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", inside.split(">", 1)[1]).split())


def edition_of(goods: Goods, title: str = "2027年春节慰问") -> Edition:
    said = SettingUp(
        programme=SPRING, title=title, year=2027, organisation=goods.place.federation, desk="service", opens_at=now()
    )
    return perform("open", on=set_up(said, by=OPERATOR), by=OPERATOR)


@pytest.fixture
def lin(goods: Goods) -> Client:
    return goods.place.client("desk_officer", goods.place.federation, "service")


@pytest.fixture
def song(goods: Goods) -> Client:
    return goods.place.client("social_worker", goods.place.east)


def test_what_is_bought_and_allotted_at_the_desk_lies_in_its_store(goods: Goods, lin: Client) -> None:
    edition = edition_of(goods)
    said: dict[str, Any] = {"edition": edition.pk, "title": "毛毯", "number": "RK-7", "on": today(), "quantity": 100}
    said |= {"store": goods.centre.pk, "amount": "3,000元", "supplier": "供销社"}
    assert lin.post("/desk/goods/buy/", said | {"amount": "三千"}).status_code == 422
    sent = lin.post("/desk/goods/buy/", said)
    item = Item.objects.get(title="毛毯")
    assert sent.headers["Location"] == f"/desk/goods/{item.pk}/"
    assert (item.price_fen, item.activity, Purchase.objects.get().supplier) == (3_000, edition.reference, "供销社")
    again = lin.post("/desk/goods/buy/", said)
    assert (again.status_code, "入库单号“RK-7”已经用过。" in again.content.decode()) == (422, True)
    told = {"item": item.pk, "out_of": goods.centre.pk, "into": goods.east.pk, "number": "DB-1", "on": today()}
    too_many = lin.post(f"/desk/goods/{item.pk}/allot/", told | {"quantity": 101})
    assert (too_many.status_code, "只剩100份，这里要101份" in too_many.content.decode()) == (422, True)
    lin.post(f"/desk/goods/{item.pk}/allot/", told | {"quantity": 40})
    assert (held(goods.east)[STOCK], Allotment.objects.get().number) == (40, "DB-1")
    text = main_of(lin, f"/desk/goods/{item.pk}/")
    assert "中心库 顺义区总工会 60 0 100 -40 0" in text and "仁和驿站 仁和镇总工会 40 0 0 40 0" in text
    assert "合计 100 0 100 0" in text


def test_a_new_store_stands_at_a_body_of_ones_own(goods: Goods, lin: Client) -> None:
    said = {"organisation": goods.place.west.pk, "name": "马坡二站", "kind": "station", "hours": "9点到17点"}
    wei = goods.place.client("town_officer", goods.place.west)
    assert wei.post("/desk/goods/stores/new/", said | {"organisation": goods.place.east.pk}).status_code == 422
    assert wei.post("/desk/goods/stores/new/", said).headers["Location"] == "/desk/goods/"
    twice = lin.post("/desk/goods/stores/new/", said)
    assert "马坡镇总工会已经有叫“马坡二站”的库点。" in twice.content.decode()
    assert Store.objects.get(name="马坡二站").hours == "9点到17点"


def test_a_list_is_handed_out_and_who_had_theirs_is_told_where(goods: Goods, song: Client) -> None:
    goods.stocked()
    one, two, far = goods.rider("王一"), goods.rider("王二"), goods.place.admit(goods.place.mill, "李远")[0].person
    goods.handed(one, store=goods.west, by=goods.wei, on=today())
    told = {"item": goods.item.pk, "store": goods.east.pk, "on": today()}
    path = f"/desk/goods/{goods.item.pk}/issue/"
    unknown = song.post(path, told | {"listed": "王一\n没有这个人"})
    assert (unknown.status_code, "没有找到“没有这个人”" in unknown.content.decode()) == (422, True)
    card = f"https://shenbian.example/verify/card/{code_of(far)}/"
    answer = song.post(path, told | {"listed": f"王一\n王二\n{card}"})
    text = answer.content.decode()
    where = f"王一：这个人{chinese_day(today())}已在“马坡驿站”领过“温暖礼包”"
    assert (answer.status_code, "发放了2份，下面的没有发" in text, where in text) == (409, True, True)
    assert [fact.person for fact in facts()] == [one.key, two.key, far.key]
    three = goods.rider("王三")
    after = song.post(path, told | {"listed": three.name})
    assert after.headers["Location"] == f"{path}?store={goods.east.pk}&item={goods.item.pk}"
    assert held(goods.east)[STOCK] == 7


def test_a_slip_is_signed_with_a_photo_that_proves_once(goods: Goods, song: Client) -> None:
    goods.stocked()
    goods.rider("李明")
    told = {"item": goods.item.pk, "store": goods.east.pk, "on": today(), "quantity": 3, "signed_by": "李明"}
    path, paper = f"/desk/goods/{goods.item.pk}/slip/", photo()

    def sent(slip: str) -> Any:
        return song.post(path, told | {"slip": slip, "paper": SimpleUploadedFile("签领单.jpg", paper)})

    assert sent("LQ-1").headers["Location"] == f"/desk/goods/{goods.item.pk}/"
    again = sent("LQ-2")
    assert (again.status_code, "这张照片已经用在" in again.content.decode()) == (422, True)
    nobody = song.post(path, told | {"slip": "LQ-3", "signed_by": "查无此人"})
    assert (nobody.status_code, Issue.objects.count(), held(goods.east)[STOCK]) == (422, 1, 7)


def test_a_store_is_counted_and_a_loss_reported_for_another_hand(goods: Goods, song: Client) -> None:
    goods.stocked()
    path, key = f"/desk/goods/stores/{goods.east.pk}/count/", goods.item.pk
    silent = song.post(path, {"on": today(), f"counted_{key}": 8, f"why_{key}": ""})
    assert "账面10份，实盘8份，请写明原因。" in silent.content.decode()
    assert "请写至少一种物品的实盘数。" in song.post(path, {"on": today()}).content.decode()
    song.post(path, {"on": today(), f"counted_{key}": 8, f"why_{key}": "摔坏两份"})
    assert (StockTake.objects.get().difference, held(goods.east)[STOCK]) == (-2, 10)
    loss = {"item": key, "quantity": 1, "reason": "damaged", "on": today()}
    song.post(f"/desk/goods/stores/{goods.east.pk}/lost/", loss)
    assert WriteOff.objects.get().status == "reported"
    head = goods.place.client("town_officer", goods.place.east)
    assert "待确认" in main_of(head, "/desk/") or "盘点" in main_of(head, "/desk/")
    head.post(f"/desk/things/goods.stocktake/{StockTake.objects.get().pk}/moves/settle/", {"back": "/desk/goods/"})
    assert held(goods.east)[STOCK] == 8


def test_a_town_sees_its_own_stores_and_nothing_of_others(goods: Goods, song: Client) -> None:
    goods.bought(20)
    assert "还没有物资" in main_of(song, "/desk/goods/")
    goods.allotted(5, goods.east)
    text = main_of(song, f"/desk/goods/{goods.item.pk}/")
    assert ("仁和驿站 仁和镇总工会 5 0 0 5 0" in text, "中心库" in text, "调拨" in main_of(song, "/desk/goods/")) == (
        True,
        False,
        True,
    )
    wei = goods.place.client("town_officer", goods.place.west)
    assert wei.get(f"/desk/goods/{goods.item.pk}/").status_code == 404
    for path in ("buy/", "stores/new/", f"{goods.item.pk}/allot/"):
        assert song.get(f"/desk/goods/{path}").status_code in (403, 404)
    for path in (f"{goods.item.pk}/issue/", f"stores/{goods.centre.pk}/count/", f"stores/{goods.centre.pk}/lost/"):
        assert wei.get(f"/desk/goods/{path}").status_code == 404


def test_goods_are_found_by_name_or_campaign(goods: Goods, lin: Client) -> None:
    goods.another("福字春联")
    shown = [main_of(lin, f"/desk/goods/?q={typed}") for typed in ("春联", "春节慰问", "雨伞")]
    assert [("温暖礼包" in text, "福字春联" in text) for text in shown] == [(False, True), (True, True), (False, False)]
    assert "没有找到" in shown[2]


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_for_one_and_three(goods: Goods, lin: Client, count: int) -> None:
    goods.stocked(20, 20)
    for number in range(count):
        store = add_store(goods.place.east, f"仁和{number}站", by=OPERATOR)
        goods.allotted(2, store, number=f"DB-1{number}")
        goods.handed(goods.rider(f"职工{number}"), store=store)
        goods.another(f"物品{number}")
    costs = {}
    for path in ("/desk/goods/", f"/desk/goods/{goods.item.pk}/", f"/desk/goods/stores/{goods.centre.pk}/count/"):
        lin.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert lin.get(path).status_code == 200
        costs[re.sub(r"\d+", "n", path)] = len(asked) - FRAME
    assert costs == {"/desk/goods/": 3, "/desk/goods/n/": 6, "/desk/goods/stores/n/count/": 5}
