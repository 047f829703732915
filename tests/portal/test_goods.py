"""我的物资: what is handed out by my unions and where, what I had, what I got."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shenbian.accounts.models import Account
from shenbian.editions.actions import SettingUp, set_up
from shenbian.flow.actions import perform
from shenbian.goods.actions import Handed, NewItem, add_item, hand_out
from shenbian.goods.declared import CONDOLENCE
from shenbian.goods.models import Item
from shenbian.kit.period import now, today
from shenbian.people.models import Person
from tests.goods.conftest import OPERATOR, SPRING, Goods, make_goods

PATH = "/me/goods/"


@pytest.fixture
def goods(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Goods:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    return make_goods()


def offered(goods: Goods, title: str = "暖心包", *, by: Any = None) -> Item:
    """An item of a campaign that is on, ten at the station in the east and five in the west."""
    body = by or goods.place.federation
    said = SettingUp(
        programme=SPRING, title=f"{title}活动", year=2026, organisation=body, desk="service", opens_at=now()
    )
    edition = perform("open", on=set_up(said, by=OPERATOR), by=OPERATOR)
    item = add_item(NewItem(programme=SPRING, edition=edition, title=title, organisation=body), by=OPERATOR)
    goods.bought(15, item=item, number=f"RK-{title}")
    goods.allotted(10, goods.east, item=item, number=f"DB-{title}")
    goods.allotted(5, goods.west, item=item, number=f"DB2-{title}")
    return item


def client_of(person: Person) -> Client:
    client = Client()
    account, _ = Account.objects.get_or_create(person=person, defaults={"login": f"w{person.pk}"})
    client.force_login(account)
    return client


def text_of(client: Client) -> str:
    page = client.get(PATH).content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", page.split(">", 1)[1]).split())


def test_what_i_may_fetch_says_where_and_what_i_had_says_when(goods: Goods) -> None:
    item, rider = offered(goods), goods.rider()
    client = client_of(rider)
    before = text_of(client)
    assert before.index("仁和驿站") < before.index("马坡驿站")  # that of my own town first
    assert "每人一份，带上身份证或打开会员卡。发完为止。" in before and "还没有领过。" in before
    hand_out(Handed(on=today(), item=item, store=goods.west, person=rider), by=goods.lin)
    after = text_of(client)
    assert ("已领取" in after, "仁和驿站" in after, "没有领过却列在这里的" in after) == (True, False, True)


def test_what_is_over_gone_or_of_another_town_is_not_offered(goods: Goods) -> None:
    client = client_of(goods.rider())
    assert "现在没有正在发放的物资" in text_of(client)
    over, gone, far = offered(goods), offered(goods, "福袋"), offered(goods, "米面", by=goods.place.west)
    perform("close", on=over.edition, by=OPERATOR)
    for store, count in ((goods.east, 10), (goods.west, 5)):
        said = Handed(on=today(), item=gone, store=store, slip=f"L{store.pk}", quantity=count, evidence="签领单")
        hand_out(said, by=goods.lin)
    assert far.organisation == goods.place.west
    assert "现在没有正在发放的物资" in text_of(client)


def test_a_visit_is_told_and_what_others_got_is_not(goods: Goods) -> None:
    rider, other = goods.rider(), goods.rider("李明")
    said = {"on": today(), "kind": CONDOLENCE, "programme": "winter_warmth", "activity": "2026年送温暖"}
    hand_out(Handed(**said, organisation=goods.place.east, person=rider, site="地铁工地"), by=goods.song)  # type: ignore[arg-type]
    assert "走访慰问" in text_of(client_of(rider)) and "地铁工地 · 2026年送温暖" in text_of(client_of(rider))
    assert "走访慰问" not in text_of(client_of(other))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(goods: Goods, count: int) -> None:
    rider = goods.rider()
    client = client_of(rider)
    for number in range(count):
        offered(goods, f"物品{number}")
        hand_out(Handed(on=today(), item=offered(goods, f"礼包{number}"), store=goods.east, person=rider), by=goods.lin)
    client.get(PATH)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(PATH).status_code == 200
    assert len(asked) == 9


def test_it_is_said_in_english(goods: Goods) -> None:
    offered(goods)
    client = client_of(goods.rider())
    client.cookies["django_language"] = "en"
    assert "Handed out now" in text_of(client)
