"""Somebody reads the year's record and opens a figure."""

import pytest
from playwright.sync_api import Page, expect

from shenbian.record.actions import freeze, open_record, publish
from tests.record.conftest import District

pytestmark = pytest.mark.journey


def test_the_empty_house_says_what_to_do_first(page: Page, served: str, district: District) -> None:
    page.goto(f"{served}/desk/")
    expect(page.get_by_role("heading", name="还没有台账")).to_be_visible()


def test_a_reader_opens_a_figure_to_its_definition(page: Page, served: str, district: District) -> None:
    district.write("session.held", 126, programme="dialogues")
    district.write("paid", programme="epidemic_fund", form="goods", amount_fen=389_830_000)
    page.goto(f"{served}/desk/")
    expect(page.get_by_role("heading", name="某区总工会2022年工作纪实")).to_be_visible()
    expect(page.locator(".asof")).to_contain_text("尚未发布")
    page.get_by_role("link", name="389.83万元").click()
    opened = page.locator("#epidemic_fund\\.put_in")
    expect(opened).to_be_in_viewport()
    expect(opened).to_contain_text("3,898,300.00元")
    expect(opened).to_contain_text("依据1条记录")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_published_record_stays_as_it_was_frozen(page: Page, served: str, district: District) -> None:
    district.write("session.held", 5, programme="dialogues")
    record = freeze(open_record(district.federation, year=2022, by=district.operator), by=district.operator)
    publish(record, by=district.operator)
    district.write("session.held", 3, programme="dialogues")
    page.goto(f"{served}/desk/")
    expect(page.locator("article")).to_contain_text("双沟通会举办5场。")
    expect(page.locator(".asof")).to_contain_text("按已存证的前5条台账记录计数。")
