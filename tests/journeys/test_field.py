"""An officer on the street: a visit with a photo and no network, closed and opened, sent once when there is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from shenbian.accounts.models import Account
from shenbian.facts.models import Fact
from shenbian.fieldwork.models import FieldRecord
from shenbian.files.queries import attachments_of
from shenbian.people.models import Person
from tests.field.conftest import Field, make_field
from tests.files.conftest import photo
from tests.journeys.conftest import SIZES
from tests.journeys.looks import wrong_with

pytestmark = pytest.mark.journey
ANSWERS = {
    "见到的人": "店长",
    "一问：职工人数": "24",
    "二问：建会意愿": "愿意，想办职工之家",
    "三问：困难和需要": "招工难",
}


class Phone:
    """A social worker's phone."""

    def __init__(self, field: Field, served: str, context: BrowserContext) -> None:
        self.field, self.served, self.context = field, served, context
        self.page = context.new_page()

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.served}{path}")
        return self.page

    def reopen(self, path: str) -> Page:
        """As if the phone had been put away: the page is closed, another is opened."""
        self.page.close()
        self.page = self.context.new_page()
        return self.go(path)

    def picture(self, name: str) -> None:
        folder = Path(__file__).parents[2] / "build" / "pictures"
        folder.mkdir(parents=True, exist_ok=True)
        width = (self.page.viewport_size or {"width": 0})["width"]
        self.page.screenshot(path=folder / f"field-{name}-{width}.png", full_page=True)

    def kept(self) -> None:
        """The first page was opened once, and what it needs is on the phone."""
        self.go("/desk/field/")
        self.page.wait_for_selector("html[data-kept]")

    def fill(self, unit: str = "清风商店") -> None:
        self.page.wait_for_selector("[data-ready]")
        self.page.get_by_label("单位", exact=True).fill(unit)
        for label, value in ANSWERS.items():
            self.page.get_by_label(label).fill(value)

    def shoot(self, colour: str = "teal") -> None:
        content = photo(size=(2400, 1800), colour=colour)
        self.page.get_by_label("现场照片").set_input_files(
            {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": content}
        )
        expect(self.page.get_by_role("img", name="第1张照片")).to_be_visible()


def opened(browser: Browser, served: str, field: Field, *, who: Person | None = None, **said: object) -> BrowserContext:
    person = who or field.place.officer("social_worker", field.place.east)
    account, _ = Account.objects.get_or_create(person=person, defaults={"login": f"walker{person.pk}"})
    door = Client()
    door.force_login(account)
    known = {"viewport": {"width": 360, "height": 740}, "geolocation": {"latitude": 40.12816, "longitude": 116.65417}}
    context = browser.new_context(permissions=["geolocation"], **{**known, **said})  # type: ignore[arg-type]
    context.add_cookies([{"name": "sessionid", "value": door.cookies["sessionid"].value, "url": served}])
    return context


@pytest.fixture
def ground(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Field:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path))
    return make_field()


@pytest.fixture
def district(ground: Field) -> Field:
    """What `served` stands on."""
    return ground


@pytest.fixture
def phone(ground: Field, browser: Browser, served: str) -> Iterator[Phone]:
    context = opened(browser, served, ground)
    yield Phone(ground, served, context)
    context.close()


def test_offline_a_visit_with_a_photo_is_sent_once_and_seen_once(phone: Phone) -> None:
    phone.kept()
    phone.picture("first")
    phone.context.set_offline(True)
    page = phone.reopen("/desk/field/")  # from the phone
    page.get_by_role("link", name="走访", exact=False).first.click()
    phone.fill()
    phone.shoot()
    page.get_by_role("button", name="记下我在哪里").click()
    expect(page.get_by_text("位置已记下")).to_be_visible()
    phone.picture("form")
    page.get_by_role("button", name="登记这次走访").click()
    expect(page.get_by_text("还有1条没送达，有网以后自动送出")).to_be_visible()
    expect(page.get_by_text("等网络", exact=True)).to_be_visible()
    phone.picture("waiting")
    assert FieldRecord.objects.count() == 0
    page = phone.reopen("/desk/field/")
    expect(page.get_by_text("等网络", exact=True)).to_be_visible()
    phone.context.set_offline(False)
    expect(page.get_by_text("已送达", exact=True)).to_be_visible()
    phone.picture("delivered")
    (record,) = FieldRecord.objects.all()
    (attached,) = attachments_of([record.subject])
    assert (record.unit.name, record.latitude, record.answers["met"]) == ("清风商店", 40.12816, "店长")
    assert max(attached.file.width or 0, attached.file.height or 0) == 1600
    assert attached.taken_at is not None
    assert Fact.objects.filter(kind="visit").count() == 1
    page = phone.reopen("/desk/field/")
    expect(page.get_by_text("走访：清风商店")).to_have_count(1)  # the server's line; the phone holds nothing more
    expect(page.get_by_text("还有1条没送达")).to_have_count(0)


def test_what_the_house_refuses_stays_on_the_phone_with_the_reason_and_is_put_right(phone: Phone) -> None:
    phone.kept()
    phone.context.set_offline(True)
    page = phone.reopen("/desk/field/visit/")
    phone.fill("没有这家商店")
    page.get_by_role("button", name="登记这次走访").click()
    expect(page.get_by_text("等网络", exact=True)).to_be_visible()
    phone.context.set_offline(False)
    expect(page.get_by_text("退回", exact=True)).to_be_visible()
    phone.picture("returned")
    page.get_by_role("link", name="走访：没有这家商店").click()
    expect(page.get_by_role("alert")).to_contain_text("您的辖区里没有找到“没有这家商店”。")
    expect(page.get_by_label("三问：困难和需要")).to_have_value("招工难")
    page.get_by_label("单位", exact=True).fill("清风商店")
    page.get_by_role("button", name="登记这次走访").click()
    page.wait_for_url("**/desk/field/")
    expect(page.get_by_text("走访：清风商店")).to_have_count(1)
    assert Fact.objects.filter(kind="visit").count() == 1


def test_a_draft_is_there_again_and_nothing_is_left_after_signing_out(phone: Phone) -> None:
    phone.kept()
    page = phone.go("/desk/field/visit/")
    phone.fill()
    phone.shoot()
    page = phone.reopen("/desk/field/visit/")
    expect(page.get_by_label("见到的人")).to_have_value("店长")
    expect(page.get_by_role("img", name="第1张照片")).to_be_visible()
    page.get_by_label("单位", exact=True).fill("没有这家商店")
    page.get_by_role("button", name="登记这次走访").click()
    expect(page.get_by_role("alert")).to_contain_text("您的辖区里没有找到“没有这家商店”。")
    page.get_by_text("我的账号：").locator("..").click()
    page.get_by_role("button", name="退出登录").click()
    page.get_by_role("button", name="还有1条没送达，再按一次就清除并退出").click()
    page.wait_for_url(f"{phone.served}/")
    left = page.evaluate(
        "new Promise((done) => { const asked = indexedDB.open('shenbian', 1); asked.onsuccess = () => "
        "asked.result.transaction('typed').objectStore('typed').getAllKeys().onsuccess = "
        "(got) => done(got.target.result); })"
    )
    assert left == []
    assert page.evaluate("caches.has('own')") is False


def test_everything_works_without_script(ground: Field, browser: Browser, served: str) -> None:
    context = opened(browser, served, ground, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/desk/field/")
    page.get_by_role("link", name="扫一扫").click()
    page.get_by_label("输入号码或名称").fill("U2")
    page.get_by_role("button", name="去看看").click()
    page.get_by_role("link", name="走访这家单位").click()
    for label, value in ANSWERS.items():
        page.get_by_label(label).fill(value)
    page.get_by_label("现场照片").set_input_files({"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.get_by_role("button", name="登记这次走访").click()
    expect(page.get_by_text("走访：清风商店")).to_be_visible()
    assert FieldRecord.objects.count() == 1
    context.close()


@pytest.mark.parametrize("how", SIZES)
def test_axe_finds_nothing(how: str, ground: Field, browser: Browser, served: str) -> None:
    width, height = SIZES[how]
    context = opened(browser, served, ground, viewport={"width": width, "height": height})
    phone = Phone(ground, served, context)
    record = ground.visit()
    found: dict[str, list[str]] = {}
    paths = {
        "first": "/desk/field/",
        "unit": f"/desk/field/?unit={ground.shop.pk}",
        "scan": "/desk/field/scan/",
        "gone": "/desk/field/scan/?code=https://elsewhere.example/",
        "visit": "/desk/field/visit/",
        "inspection": "/desk/field/inspection/",
        "record": f"/desk/things/fieldwork.fieldrecord/{record.pk}/",
        "correct": f"/desk/things/fieldwork.fieldrecord/{record.pk}/moves/correct/",
    }
    for name, path in paths.items():
        page = phone.go(path)
        phone.picture(name)
        if wrong := wrong_with(page):
            found[path] = wrong
    context.close()
    assert found == {}
