"""An administrator goes on duty; an officer at the window acts for a worker who has no phone."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from shenbian.accounts.models import Account
from shenbian.people.actions import admit
from shenbian.people.models import Person
from shenbian.rights.actions import appoint
from shenbian.rulebook.actions import load_starter
from tests.people.making import number, person
from tests.record.conftest import District

pytestmark = pytest.mark.journey


@pytest.fixture(autouse=True)
def rules(district: District) -> None:
    load_starter(by="test")


def sits_down(page: Page, served: str, who: Person) -> None:
    """This person signs in at the browser, both factors given."""
    client = Client()
    client.force_login(Account.objects.create(person=who, login=f"p{who.pk}"))
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": served}])


def officer(district: District, name: str, role: str) -> Person:
    who = person(800, name)
    appoint(who, role=role, at=district.federation, on=date(2020, 1, 1), by="test")
    return who


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_duty_session_has_a_reason_a_limit_and_an_end(page: Page, served: str, district: District) -> None:
    sits_down(page, served, officer(district, "孙维护", "system_administrator"))
    page.goto(f"{served}/desk/duty/")
    page.get_by_label("值守角色").select_option(label="区总工会部门经办")
    page.get_by_label("几个小时").fill("9")
    page.get_by_label("事由").fill("名册导入出错，帮组织部核对")
    page.get_by_role("button", name="开启值守").click()
    expect(page.locator(".callout.refusal")).to_contain_text("最长4小时")
    expect(page.get_by_label("事由")).to_have_value("名册导入出错，帮组织部核对")
    page.get_by_label("几个小时").fill("2")
    page.get_by_role("button", name="开启值守").click()
    expect(page.locator(".callout.warn")).to_contain_text("您正以区总工会部门经办的身份办理某区总工会的事项")
    page.goto(f"{served}/desk/registers/")
    expect(page.locator(".callout.warn")).to_contain_text("这期间的每一步都会写明依据")
    fits(page)
    page.goto(f"{served}/desk/duty/")
    page.get_by_role("button", name="结束值守").click()
    expect(page.locator(".callout.warn")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("已结束")
    fits(page)


def test_the_window_acts_for_a_worker_with_consent(page: Page, served: str, district: District) -> None:
    admit(person(3, "刘小妹"), to=district.town, on=date(2020, 1, 1), by="test")
    sits_down(page, served, officer(district, "何窗口", "town_officer"))
    page.goto(f"{served}/desk/assist/")
    page.get_by_label("职工的证件号码或手机号").fill(number(3))
    page.get_by_label("代办什么").fill("申请入会")
    page.get_by_label("当面按手印").check()
    page.get_by_label("见证人或凭证").fill("窗口同事赵某")
    page.get_by_label("职工本人在场").check()
    fits(page)
    page.get_by_role("button", name="记下同意，开始代办").click()
    expect(page.locator(".callout.warn")).to_contain_text("正在为刘*妹代办")
    expect(page.locator("main")).to_contain_text("东镇总工会")
    fits(page)
    page.get_by_role("button", name="结束代办").click()
    expect(page).to_have_url(f"{served}/desk/assist/")
