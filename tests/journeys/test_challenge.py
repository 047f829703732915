"""A worker joins the walk on her phone, her program sends days, she sees which count, where she stands, and leaves."""

import pytest
from playwright.sync_api import expect

from shenbian.challenges.actions import send_own
from shenbian.challenges.models import DayCount
from shenbian.rights.queries import actor_of
from tests.challenges.conftest import Walk
from tests.journeys.test_portal import Phone, phone, wang

__all__ = ["phone", "wang"]

pytestmark = pytest.mark.journey


def test_a_walk_joined_sent_ranked_and_left(phone: Phone) -> None:
    walk = Walk.of(phone.cast)
    _, other = walk.joins()
    walk.provides(walk.steps(12_000, entry=other))
    page = phone.go("/take-part/")
    page.get_by_role("link", name="春季健步走").click()
    page.get_by_role("button", name="参加健步走").click()
    for box in page.get_by_role("checkbox").all():
        box.check()
    phone.picture("walk-agree"), phone.fits()
    page.locator("form button.primary").click()
    page.locator("form button.primary").click()
    expect(page.get_by_text("已参加").first).to_be_visible()
    page.get_by_role("link", name="我的每日数据和排名").click()
    expect(page.get_by_text("还没有收到您的数据")).to_be_visible()
    phone.picture("walk-empty"), phone.fits()
    days = (walk.steps(8421), walk.steps(7000, device="band"), walk.steps(90_000, ago=2), walk.steps(500, ago=3))
    send_own(walk.edition, days, by=actor_of(phone.person), client_key=walk.key())
    page.reload()
    expect(page.get_by_text("2人中")).to_be_visible()
    expect(page.get_by_text("同一天另一台设备的数已计")).to_be_visible()
    phone.picture("walk-days"), phone.fits()
    page.get_by_role("link", name="个人排名").click()
    expect(page.get_by_text("王小梅（我）")).to_be_visible()
    phone.picture("walk-people"), phone.fits()
    page = phone.go(f"/editions/{walk.edition.pk}/ranking/unions/")
    phone.picture("walk-unions"), phone.fits()
    page.get_by_role("link", name="返回").click()
    page.get_by_role("link", name="退出活动").click()
    page.locator("form button.primary, form button.danger").first.click()
    expect(page.get_by_text("已退出").first).to_be_visible()
    assert DayCount.objects.filter(status="counted").count() == 2
    assert phone.problems == []
