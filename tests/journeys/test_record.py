"""An officer reads the year's record, opens a figure to its rows and its proof, publishes, corrects, checks a draft."""

from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from shenbian.facts import proofs
from shenbian.facts.seal import seal
from shenbian.kit.keys import ring
from tests.desk_record.conftest import Room, make_room
from tests.record.conftest import District

pytestmark = pytest.mark.journey


@pytest.fixture
def room(district: District) -> Room:
    return make_room(district)


def sit_down(page: Page, served: str, room: Room, who: str = "drafter") -> None:
    """Somebody at the desk, signed in."""
    client = Client()
    client.force_login(room.account(who))
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": served}])


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_a_figure_opens_to_its_rows_and_its_proof(page: Page, served: str, room: Room) -> None:
    room.sessions(26)
    seal(by="test")
    sit_down(page, served, room)
    page.goto(f"{served}/desk/record/2022/")
    expect(page.get_by_role("heading", name="某区总工会2022年工作纪实")).to_be_visible()
    assert fits(page)
    page.get_by_role("link", name="26", exact=True).click()
    drawer = page.locator("#drawer")
    expect(drawer).to_contain_text("依据26条台账记录")
    drawer.get_by_role("link", name="看26条记录").click()
    drawer.get_by_role("link", name="下一页").click()
    expect(drawer.get_by_role("link", name="第一页")).to_be_visible()
    drawer.locator("a[href*='/desk/record/facts/']").first.click()
    expect(drawer).to_contain_text("登记表 第2行")
    with page.expect_download() as begun:
        drawer.get_by_role("link", name="下载存证证明").click()
    assert proofs.check(Path(begun.value.path()).read_bytes(), ring().public_key()).holds


def test_a_record_is_frozen_published_by_another_hand_and_corrected(page: Page, served: str, room: Room) -> None:
    room.sessions(5)
    sit_down(page, served, room)
    page.goto(f"{served}/desk/record/2022/")
    page.get_by_role("button", name="锁定").click()
    expect(page.locator("main")).to_contain_text("已锁定")
    sit_down(page, served, room, "chair")
    page.reload()
    page.get_by_role("button", name="发布").click()
    expect(page.locator("main")).to_contain_text("已发布")
    room.sessions(3)
    page.reload()
    expect(page.locator("main")).to_contain_text("原为5场，现台账为8场")
    page.get_by_role("link", name="更正并重新发布").click()
    page.get_by_label("更正原因").fill("补录三场双沟通会")
    page.get_by_role("button", name="更正并重新发布").click()
    expect(page.locator("main")).to_contain_text("补录三场双沟通会")
    page.context.clear_cookies()
    page.goto(f"{served}/record/2022/")
    expect(page.locator("article")).to_contain_text("双沟通会举办8场。")
    expect(page.locator("main")).to_contain_text("原为5场，更正为8场")
    page.get_by_role("link", name="8", exact=True).click()
    expect(page.locator("main")).to_contain_text("依据8条台账记录")
    assert fits(page)


def test_a_draft_is_checked_and_a_wrong_claim_opens_to_the_true_value(page: Page, served: str, room: Room) -> None:
    room.sessions(5)
    sit_down(page, served, room)
    page.goto(f"{served}/desk/check/")
    page.get_by_label("文稿", exact=True).fill("双沟通会举办5场。\n全年双沟通会举办8场。<script>alert(1)</script>")
    page.get_by_role("button", name="核对", exact=True).click()
    expect(page.locator("mark.claim.false")).to_contain_text("8场不符")
    expect(page.locator("mark.claim.holds")).to_contain_text("5场属实")
    page.get_by_label("不符 1处").check()
    expect(page.locator(".verdicts > li:visible")).to_have_count(1)
    assert fits(page)
    page.locator("mark.claim.false a").click()
    expect(page.locator("#drawer .value")).to_have_text("5场")


def test_the_district_at_a_glance(page: Page, served: str, room: Room) -> None:
    room.district.write("union.founded", how="new", two_new=False, at=room.other)
    sit_down(page, served, room)
    page.goto(f"{served}/desk/district/2022/")
    expect(page.locator(".tilemap figcaption")).to_have_text("新建工会组织：西镇最多，1家，1个镇街还没有记录")
    assert fits(page)
