"""The last place of a course: one worker books it, another waits, the first gives it up, the second confirms."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from shenbian.gatherings.models import Booking, Session
from shenbian.people.actions import admit
from shenbian.portal import frame, near
from tests.editions.conftest import LONG_AGO
from tests.gatherings.conftest import opened as published
from tests.journeys.looks import wrong_with
from tests.journeys.test_portal import Phone, opened, phone, wang
from tests.people import making

__all__ = ["phone", "wang"]

pytestmark = pytest.mark.journey


@pytest.fixture
def other(phone: Phone, browser: Browser, served: str) -> Iterator[Phone]:
    """Somebody else of the same union, on a phone that shows the page without script."""
    person = making.person(501, "李大力", "13912345679")
    admit(person, to=phone.cast.plant, on=LONG_AGO, by="test")
    context = opened(browser, served, person, java_script_enabled=False)
    yield Phone(phone.cast, person, phone.edition, served, context)
    context.close()


@pytest.fixture
def lesson(phone: Phone) -> Session:
    near.forget(), frame.forget()
    told = {"capacity": 1, "place": "城关镇文化活动中心", "room": "二楼排练厅", "teacher": "赵老师"}
    return published(phone.cast, title="太极拳公益课（八式入门）", **told)


def seen(phone: Phone, name: str) -> list[str]:
    """A picture; what axe finds."""
    phone.picture(f"sessions-{name}")
    return [f"{name} {each}" for each in wrong_with(phone.page)]


def test_the_last_place_is_booked_waited_for_given_up_and_confirmed(
    phone: Phone, other: Phone, lesson: Session
) -> None:
    page = other.go("/take-part/")
    page.get_by_role("link", name="太极拳公益课").click()
    page.get_by_role("link", name="预约", exact=True).click()
    page.get_by_role("button", name="确认预约").click()
    expect(page.get_by_text("位置已为您留好")).to_be_visible()
    page = phone.go("/")
    page.get_by_role("link", name="太极拳公益课").click()
    wrong = seen(phone, "full")
    page.get_by_role("link", name="加入候补").click()
    wrong += seen(phone, "line")
    page.get_by_role("button", name="加入候补").click()
    expect(page.get_by_text("您排在候补第1位")).to_be_visible()
    wrong += seen(phone, "listed")
    other.page.get_by_role("link", name="取消预约").click()
    other.page.get_by_role("button", name="取消预约").click()
    expect(other.page.get_by_text("已办好：已取消预约。")).to_be_visible()
    page = phone.go("/")
    expect(page.get_by_text("前答复。")).to_be_visible()
    wrong += seen(phone, "home")
    page.get_by_role("link", name="候补到位").click()
    wrong += seen(phone, "offered")
    page.get_by_role("button", name="确认参加").click()
    expect(page.get_by_text("位置已为您留好")).to_be_visible()
    wrong += seen(phone, "booked")
    with page.expect_download() as file:
        page.get_by_role("link", name="放进手机日历").click()
    assert f"UID:{lesson.number}@shenbian" in file.value.path().read_text(encoding="utf-8")
    page = phone.go("/me/sessions/")
    wrong += seen(phone, "mine")
    assert [each.status for each in Booking.objects.order_by("pk")] == ["withdrawn", "booked"]
    assert (wrong, phone.problems, other.problems) == ([], [], [])


def test_what_was_typed_about_the_family_stays_on_the_phone_and_is_sent_once(phone: Phone) -> None:
    day = published(phone.cast, kind="family_day", capacity=20, insurance="PICC-1", title="亲子农耕日")
    page = phone.go(f"/sessions/{day.pk}/book/")
    page.get_by_label("称呼").first.fill("小明")
    page.get_by_label("年龄").first.fill("6")
    page.get_by_text("第2位").click()
    page.get_by_label("称呼").nth(1).fill("妞妞")
    page.get_by_label("年龄").nth(1).fill("8")
    page.wait_for_timeout(300)
    page.reload()
    expect(page.get_by_label("称呼").nth(1)).to_have_value("妞妞")
    expect(page.get_by_label("称呼").nth(1)).to_be_visible()
    page.get_by_role("button", name="确认预约").click()
    expect(page.get_by_text("带孩子参加，请先勾选这一项。", exact=True)).to_be_visible()
    page.get_by_role("checkbox").check()
    wrong = seen(phone, "family")
    phone.context.set_offline(True)
    page.get_by_role("button", name="确认预约").click()
    expect(page.get_by_text("现在没有网络")).to_be_visible()
    phone.context.set_offline(False)
    expect(page.get_by_text("一共3人：我、小明（6岁）、妞妞（8岁）")).to_be_visible()
    wrong += seen(phone, "family-booked")
    assert (wrong, Booking.objects.get().places) == ([], 3)
