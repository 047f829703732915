"""A parcel campaign: bought, moved, handed out, a second claim refused; what a worker may fetch and got."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from shenbian.editions.actions import SettingUp, set_up
from shenbian.editions.models import Edition
from shenbian.flow.actions import perform
from shenbian.goods.actions import Bought, NewItem, add_item, add_store, allot, buy
from shenbian.goods.models import Issue, Item, Store, StoreKind
from shenbian.kit.period import now, today
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from tests.field.conftest import Field, make_field
from tests.journeys.conftest import SIZES
from tests.journeys.looks import wrong_with
from tests.journeys.test_field import Phone, opened

pytestmark = pytest.mark.journey
OPERATOR = Actor.operator("test")


@pytest.fixture
def ground(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Field:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path))
    return make_field()


@pytest.fixture
def district(ground: Field) -> Field:
    """What `served` stands on."""
    return ground


@pytest.fixture
def desk(ground: Field, browser: Browser, served: str) -> Iterator[Phone]:
    """An officer of the federation's desk of service, at a desk."""
    officer = ground.place.officer("desk_officer", ground.place.federation, "service")
    context = opened(browser, served, ground, who=officer, viewport={"width": 1280, "height": 900})
    yield Phone(ground, served, context)
    context.close()


def campaign(field: Field) -> None:
    """It is on; the federation has a central store, each town a station."""
    told = {"programme": "spring_parcels", "title": "2027年春节慰问", "year": 2027, "desk": "service"}
    said = SettingUp(organisation=field.place.federation, opens_at=now() - timedelta(days=1), **told)  # type: ignore[arg-type]
    perform("open", on=set_up(said, by=OPERATOR), by=OPERATOR)
    add_store(field.place.federation, "中心库", kind=StoreKind.CENTRE, by=OPERATOR)
    for body, name in ((field.place.east, "石园驿站"), (field.place.west, "马坡驿站")):
        add_store(body, name, address="仁和路1号", hours="9点到17点", by=OPERATOR)


def sent(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).last.click()
    page.wait_for_load_state()


def test_a_campaign_from_the_purchase_to_the_second_claim(desk: Phone) -> None:
    field = desk.field
    campaign(field)
    for name in ("王小梅", "李明"):
        field.place.admit(field.place.plant, name)
    page = desk.go("/desk/goods/")
    expect(page.get_by_text("还没有物资")).to_be_visible()
    page.get_by_role("link", name="登记采购入库").click()
    page.get_by_label("活动(届期)").select_option(label="2027年春节慰问")
    page.get_by_label("物品").fill("温暖礼包")
    page.get_by_label("入库单号").fill("RK-1")
    page.get_by_label("入库库点").select_option(label="中心库（顺义区总工会）")
    page.get_by_label("数量(份)").fill("100")
    page.get_by_label("金额(元)").fill("3000")
    desk.picture("goods-buy")
    sent(page, "入库")
    for number, (station, body) in enumerate((("石园驿站", "仁和镇总工会"), ("马坡驿站", "马坡镇总工会"))):
        page.get_by_role("link", name="调拨").first.click()
        page.get_by_label("从哪里").select_option(label="中心库（顺义区总工会）")
        page.get_by_label("到哪里").select_option(label=f"{station}（{body}）")
        page.get_by_label("数量(份)").fill("40")
        page.get_by_label("调拨单号").fill(f"DB-{number}")
        sent(page, "调拨")
    page.get_by_role("link", name="发放", exact=True).first.click()
    page.get_by_label("发放点").select_option(label="石园驿站（仁和镇总工会）")
    page.get_by_label("领取人").fill("王小梅")
    sent(page, "发放")
    expect(page.get_by_text("发放了1份。")).to_be_visible()
    page.get_by_label("发放点").select_option(label="马坡驿站（马坡镇总工会）")
    page.get_by_label("领取人").fill("王小梅\n李明")
    sent(page, "发放")
    expect(page.get_by_role("alert")).to_contain_text("发放了1份，下面的没有发")
    expect(page.get_by_role("alert")).to_contain_text("已在“石园驿站”领过“温暖礼包”")
    desk.picture("goods-second-claim")
    assert Issue.objects.filter(status="issued").count() == 2
    desk.go(f"/desk/goods/{Item.objects.get().pk}/")
    desk.picture("goods-campaign")


@pytest.mark.parametrize("how", SIZES)
def test_axe_finds_nothing(how: str, ground: Field, browser: Browser, served: str) -> None:
    width, height = SIZES[how]
    campaign(ground)
    (worker,) = ground.place.admit(ground.place.plant, "王小梅")
    item, east = stocked(ground)
    paths = {
        "list": "/desk/goods/",
        "campaign": f"/desk/goods/{item.pk}/",
        "buy": "/desk/goods/buy/",
        "store": "/desk/goods/stores/new/",
        "allot": f"/desk/goods/{item.pk}/allot/",
        "issue": f"/desk/goods/{item.pk}/issue/",
        "slip": f"/desk/goods/{item.pk}/slip/",
        "count": f"/desk/goods/stores/{east.pk}/count/",
        "lost": f"/desk/goods/stores/{east.pk}/lost/",
    }
    officer = ground.place.officer("desk_officer", ground.place.federation, "service")
    found = looked_at(ground, browser, served, officer, paths, (width, height))
    found |= looked_at(ground, browser, served, worker.person, {"mine": "/me/goods/"}, (width, height))
    assert found == {}


def stocked(ground: Field) -> tuple[Item, Store]:
    """Parcels in the centre and at the station of the east."""
    edition = Edition.objects.get()
    told = {"programme": "spring_parcels", "title": "温暖礼包", "organisation": ground.place.federation}
    item = add_item(NewItem(edition=edition, price_fen=3_000, **told), by=OPERATOR)  # type: ignore[arg-type]
    centre, east = Store.objects.get(name="中心库"), Store.objects.get(name="石园驿站")
    buy(Bought(number="RK-1", item=item, store=centre, quantity=14_700, on=today()), by=OPERATOR)
    allot(item, out_of=centre, into=east, quantity=300, on=today(), number="DB-1", by=OPERATOR)
    return item, east


def looked_at(
    ground: Field, browser: Browser, served: str, who: Person, paths: dict[str, str], size: tuple[int, int]
) -> dict[str, list[str]]:
    """What axe, or a screen too narrow, finds wrong with these pages; each leaves its picture."""
    width, height = size
    context = opened(browser, served, ground, who=who, viewport={"width": width, "height": height})
    phone = Phone(ground, served, context)
    found: dict[str, list[str]] = {}
    for name, path in paths.items():
        page = phone.go(path)
        phone.picture(f"goods-{name}-{width}")
        if wrong := wrong_with(page):
            found[path] = wrong
    context.close()
    return found
