"""A household's file from the phone to the desk: applied for, reviewed, visited, checked, public, filed, and helped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, FilePayload, Page, expect

from shenbian.accounts.models import Account
from shenbian.aid.models import Dossier, Help
from shenbian.awards.models import PublicNotice
from shenbian.flow.actions import perform
from shenbian.kit.period import today
from shenbian.rights.actor import Actor
from tests.aid.conftest import CHECKED, On, make_help
from tests.aid.conftest import Help as Cast
from tests.files.conftest import photo
from tests.journeys.conftest import SIZES
from tests.people.making import number

pytestmark = pytest.mark.journey


class House:
    """The district of aid, served; whoever is asked for sits before the page."""

    def __init__(self, aid: Cast, served: str, page: Page) -> None:
        self.aid, self.served, self.page = aid, served, page
        self.problems: list[str] = []
        page.on("console", lambda told: self.problems.append(told.text) if told.type == "error" else None)

    def sit(self, who: Actor, size: str) -> Page:
        account, _ = Account.objects.get_or_create(person=self.aid.person(who), defaults={"login": f"x{who.person}"})
        door = Client()
        door.force_login(account)
        cookies = [{"name": each.key, "value": each.value, "url": self.served} for each in door.cookies.values()]
        self.page.context.clear_cookies()
        self.page.context.add_cookies(cookies)  # type: ignore[arg-type]
        width, height = SIZES[size]
        self.page.set_viewport_size({"width": width, "height": height})
        return self.page

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.served}{path}")
        return self.page

    def picture(self, name: str) -> None:
        folder = Path(__file__).parents[2] / "build" / "pictures"
        folder.mkdir(parents=True, exist_ok=True)
        width = (self.page.viewport_size or {"width": 0})["width"]
        self.page.screenshot(path=folder / f"aid-{name}-{width}.png", full_page=True)
        assert self.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> On:
    return On(monkeypatch)


@pytest.fixture
def house(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: Browser) -> Iterator[House]:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path))
    aid = make_help()
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler, port=0)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    page = browser.new_page()
    yield House(aid, f"http://127.0.0.1:{thread.port}", page)
    page.close()
    thread.terminate()


def fill_in(page: Page) -> None:
    """The worker tells how the household lives."""
    for name, value in {"identity": "employed", "housing": "rented", "area": "50", "hukou": "town"}.items():
        page.locator(f"[name={name}]").select_option(value)
    page.locator("[name=marriage]").select_option("married")
    page.locator("[name=phone]").fill("13800138000")
    page.locator("[name=address]").fill("石园北区1号楼")


def test_a_household_is_helped(house: House, on: On) -> None:
    aid = house.aid
    page = house.sit(aid.gao, "phone")
    house.go("/me/aid/"), house.picture("begin")
    page.get_by_role("button", name="开始申请").click()
    house.picture("steps")
    page.get_by_role("link", name="本人和住房").click()
    fill_in(page)
    house.picture("self")
    page.get_by_role("button", name="保存，下一步").click()
    page.get_by_role("link", name="高建国").click()
    page.locator("[name=income]").fill("48000")
    page.locator("[name=health]").select_option("healthy")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="加一位家人").click()
    page.locator("[name=relation]").select_option("spouse")
    page.locator("[name=name]").fill("李秀英")
    page.locator("[name=number]").fill(number(801)[:-1])
    page.locator("[name=income]").fill("0")
    page.locator("[name=health]").select_option("grave")
    page.get_by_role("button", name="保存").click()
    house.picture("member-wrong")
    page.locator("[name=number]").fill(number(801))
    page.get_by_role("button", name="保存").click()
    house.picture("home")
    page.get_by_role("link", name="下一步").click()
    page.locator("[name=medical]").fill("30000.50")
    house.picture("money")
    page.get_by_role("button", name="保存，下一步").click()
    page.locator("[name=main]").select_option("6")
    page.locator("[name=told]").fill("爱人患病")
    house.picture("causes")
    page.get_by_role("button", name="保存，下一步").click()
    sent = FilePayload(name="收入.jpg", mimeType="image/jpeg", buffer=photo())
    page.locator("[name=said]").select_option("收入证明")
    page.locator("[name=file]").set_input_files(files=[sent])
    page.get_by_role("button", name="上传").click()
    house.picture("papers")
    page.get_by_role("link", name="好了").click()
    page.get_by_role("link", name="核对后提交").click()
    page.get_by_role("checkbox").check()
    house.picture("send")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("待初审").first).to_be_visible()
    house.picture("followed")
    dossier = Dossier.objects.get()
    _desk(house, dossier, on)
    page = house.sit(aid.gao, "phone")
    house.go(f"/me/aid/{dossier.pk}/kept/"), house.picture("kept")
    house.go("/me/aid/"), house.picture("received")
    expect(page.get_by_text("医疗帮扶")).to_be_visible()
    assert [each for each in house.problems if "422" not in each] == []


def _desk(house: House, dossier: Dossier, on: On) -> None:
    """Officers lead the file: the pages at desk size and on a phone."""
    aid, at = house.aid, f"/desk/aid/{dossier.pk}/"
    perform("accept", on=dossier, by=aid.bo)
    aid.sign(dossier)
    visited = {"on": today(), "by_whom": "周、李", "found": "租住一室", "signed": True}
    perform("visit", on=dossier, by=aid.zhou, said=visited)
    page = house.sit(aid.dan, "desk")
    house.go(at), house.picture("closed")
    perform("verify", on=dossier, by=aid.dan, said={**CHECKED, "on": today()})
    house.go("/desk/aid/"), house.picture("list")
    house.go("/desk/aid/notice/"), house.picture("notice")
    page.locator("[name=contact]").fill("69441234")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="拟好公示").click()
    notice = PublicNotice.objects.get()
    on(date(2022, 9, 19))
    perform("start", on=notice, by=aid.dan)
    on(date(2022, 9, 19) + timedelta(days=8))
    perform("end", on=notice, by=aid.dan)
    for size in SIZES:
        house.sit(aid.fang, size)
        house.go(at), house.picture("to-file")
    perform("file", on=dossier, by=aid.fang)
    page = house.sit(aid.dan, "desk")
    house.go(at)
    page.locator("[name=why]").fill("提出帮扶前核对")
    page.get_by_role("button", name="打开档案").click()
    for size in SIZES:
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        house.picture("opened")
    page.get_by_role("link", name="提出一项帮扶").click()
    page.locator("[name=title]").fill("医疗帮扶")
    page.locator("[name=amount]").fill("3000")
    house.picture("help")
    page.get_by_role("button", name="提出帮扶").click()
    perform("decide", on=Help.objects.get(), by=aid.fang)
