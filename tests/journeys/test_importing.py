"""An officer brings a sheet in: looks first, gets the wrong rows back, puts them right, brings them in again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from playwright.sync_api import Page

from shenbian.accounts.models import Account
from shenbian.kit import workbook
from shenbian.orgs.actions import register_unit
from shenbian.people.models import Person
from shenbian.rights.actions import appoint
from tests.journeys.looks import fits, wrong_with
from tests.people.making import number, person
from tests.record.conftest import District

TITLES = ("姓名", "证件号码", "手机号", "工会编号", "单位", "入会日期", "入会方式", "状态")

pytestmark = pytest.mark.journey


@pytest.fixture
def officer(page: Page, served: str, district: District) -> Person:
    """An officer of the whole district, signed in."""
    who = person(900, "陈建国")
    appoint(who, role="desk_officer", at=district.federation, on=date(2020, 1, 1), by="test")
    register_unit("东镇机械厂", number="U1", kind="employer", by="test")
    client = Client()
    client.force_login(Account.objects.create(person=who, login="chen"))
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": served}])
    return who


def sheet(path: Path) -> Path:
    rows = [
        (name, number(n), f"1380000{n:04d}", "ZJ", "U1", "2022-03-05", "入会", "在册")
        for n, name in enumerate(("王小明", "单晓明", "欧阳敏", "李强"), 1)
    ]
    rows[1] = ("单晓明", number(2)[:-1] + "?", *rows[1][2:])
    rows[3] = (*rows[3][:5], "去年春天", *rows[3][6:])
    columns = [workbook.Column(title) for title in TITLES]
    path.write_bytes(workbook.write(None, [workbook.Sheet("会员登记表", columns, rows)]))
    return path


def test_a_sheet_with_mistakes_comes_back_is_put_right_and_comes_in(
    page: Page, served: str, officer: Person, tmp_path: Path
) -> None:
    page.goto(f"{served}/desk/imports/")
    assert fits(page)
    page.locator("input[type=file]").set_input_files(sheet(tmp_path / "会员登记表.xlsx"))
    page.get_by_role("button", name="上传，先看看会导入什么").click()
    assert page.get_by_text("这是预览，现在什么都还没有改").is_visible()
    assert fits(page)
    page.get_by_role("button", name="导入2行").click()
    given = page.context.request.get(served + str(page.get_by_role("link", name="下载退回件").get_attribute("href")))
    copy = tmp_path / "会员登记表_退回.xlsx"
    copy.write_bytes(given.body())
    book = openpyxl.load_workbook(copy)
    told = {cell.value: cell.column for cell in book.active[1]}
    assert [row[0].value for row in book.active.iter_rows(min_row=2)] == ["单晓明", "李强"]
    book.active.cell(2, told["证件号码"]).value = number(2)
    book.active.cell(3, told["入会日期"]).value = "2022-04-01"
    book.save(copy)
    page.goto(f"{served}/desk/imports/")
    page.locator("input[type=file]").set_input_files(copy)
    page.get_by_role("button", name="上传，先看看会导入什么").click()
    page.get_by_role("button", name="导入2行").click()
    page.goto(f"{served}/desk/registers/members/?sort=name")
    assert fits(page)
    shown = page.locator("tbody th a").all_inner_texts()
    assert shown == ["李强", "欧阳敏", "单晓明", "王小明"]
    page.get_by_role("searchbox", name="姓名、拼音").fill("shanx")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=shanx*")
    assert page.locator("tbody th a").all_inner_texts() == ["单晓明"]


ADDRESSES = ("", "members/", "members/?standing=yes&q=w", "members/export/", "organisations/", "thing.sheets.batch/")


def test_axe_finds_nothing(page: Page, served: str, officer: Person) -> None:
    for address in (*(f"/desk/registers/{each}" for each in ADDRESSES), "/desk/imports/"):
        page.goto(served + address)
        assert (address, wrong_with(page)) == (address, [])
