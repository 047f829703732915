"""Somebody comes in: a worker with the phone's code, an officer with password and authenticator."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from shenbian.accounts.actions import open_account
from shenbian.accounts.rules import setup_path
from shenbian.people.actions import admit
from shenbian.rights.actions import appoint
from tests.people.making import person
from tests.record.conftest import District

pytestmark = pytest.mark.journey
PASSWORD = "劳动最光荣-2022"


@pytest.fixture(autouse=True)
def demo(district: District, settings: object) -> None:
    settings.SMS = "screen"  # type: ignore[attr-defined]
    cache.clear()


def shown_code(page: Page) -> str:
    found = re.search(r"(?<!\d)\d{6}(?!\d)", page.locator(".callout.warn").inner_text())
    assert found
    return found.group()


def test_a_worker_signs_in_with_the_code_of_the_phone(page: Page, served: str, district: District) -> None:
    admit(person(1, "王小明", phone="13911110001"), to=district.town, on=date(2020, 1, 1), by="test")
    page.goto(f"{served}/accounts/sessions/")
    page.get_by_label("手机号").fill("139 1111 0001")
    page.get_by_role("button", name="获取验证码").click()
    expect(page.locator("main")).to_contain_text("139****0001")
    page.get_by_label("验证码").fill("000000")
    page.get_by_role("button", name="登录").click()
    expect(page.locator(".errors")).to_have_text("验证码不对，请看清短信再写一遍。")
    page.get_by_label("验证码").fill(shown_code(page))
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="我的登录")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_an_officer_sets_up_password_and_authenticator_and_is_at_the_desk(
    page: Page, served: str, district: District
) -> None:
    officer = person(2, "张干部", phone="13911110002")
    appoint(officer, role="town_officer", at=district.town, on=date(2020, 1, 1), by="test")
    page.goto(served + setup_path(open_account(officer, login="zhang", by=district.operator)))
    page.get_by_label("新密码").fill(PASSWORD)
    page.get_by_label("再写一遍").fill(PASSWORD)
    page.get_by_role("button", name="设好密码，下一步").click()
    page.get_by_label("手机上显示的 6 位数字").fill(shown_code(page))
    page.get_by_role("button", name="设好了，下一步").click()
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("button", name="已经收好，进入工作台").click()
    expect(page.locator(".scope")).to_contain_text("东镇总工会 · 镇街工会干部")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.get_by_text("张干部").click()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url(f"{served}/")
    page.goto(f"{served}/desk/")
    expect(page.get_by_role("heading", name="登录工作台")).to_be_visible()
