"""A year of lessons: planned as a series, cloned for the next year; a union's officer books twelve and swaps one."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from shenbian.accounts.models import Account
from shenbian.editions.actions import SettingUp, set_up
from shenbian.gatherings.actions import set_quotas
from shenbian.gatherings.models import Booking, Quota, Session
from shenbian.kit.period import today
from shenbian.rights.actor import Actor
from tests.editions.conftest import Cast, make_cast, officer, person_of
from tests.gatherings.conftest import OPERATOR, opened
from tests.journeys.looks import wrong_with

pytestmark = pytest.mark.journey


@pytest.fixture
def cast(served: str) -> Iterator[Cast]:
    yield make_cast()


def sits_down(page: Page, served: str, who: Actor) -> None:
    account, _ = Account.objects.get_or_create(person=person_of(who), defaults={"login": f"p{who.person}"})
    client = Client()
    client.force_login(account)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": served}])


def test_a_series_is_planned_and_the_edition_cloned(page: Page, served: str, cast: Cast) -> None:
    said = SettingUp(programme="public_training", title="公益课", year=today().year, organisation=cast.district)
    edition = set_up(said, by=OPERATOR)
    sits_down(page, served, officer(30, "desk_head", cast.district, "culture"))
    page.goto(f"{served}/desk/editions/{edition.pk}/")
    page.get_by_role("link", name="安排场次").click()
    first = today() + timedelta(days=7)
    page.get_by_label("主题").fill("太极拳")
    page.get_by_label("开始时间").fill(f"{first}T14:00")
    page.get_by_label("结束时间").fill(f"{first}T16:00")
    page.get_by_text("安排几次", exact=True).click()
    page.get_by_label("每周重复").check()
    page.get_by_label(f"周{'一二三四五六日'[first.weekday()]}").check()
    page.get_by_label("重复到哪天").fill((first + timedelta(days=14)).isoformat())
    assert wrong_with(page) == []
    page.get_by_role("button", name="存为筹备中").click()
    expect(page.get_by_role("heading", name="太极拳：3次")).to_be_visible()
    assert wrong_with(page) == []
    page.get_by_role("checkbox").nth(1).uncheck()
    page.get_by_role("button", name="安排打勾的各次").click()
    expect(page.get_by_role("status")).to_contain_text("安排了2场，都在筹备中")
    assert wrong_with(page) == []
    page.goto(f"{served}/desk/editions/{edition.pk}/")
    page.get_by_role("button", name="照此筹备下一年").click()
    expect(page.get_by_role("status")).to_contain_text("带上了2场次")
    assert wrong_with(page) == []
    assert Session.objects.filter(edition__year=today().year + 1).count() == 2


def test_a_unions_officer_books_twelve_from_a_list_and_swaps_one(page: Page, served: str, cast: Cast) -> None:
    session = opened(cast, capacity=30)
    set_quotas(session, {cast.plant.pk: 12}, by=OPERATOR)
    names = [person_of(cast.worker(of=cast.plant)).name for _ in range(13)]
    strangers = [person_of(cast.worker(of=cast.shop)).name, "无名氏"]
    sits_down(page, served, cast.bo)
    page.goto(f"{served}/desk/sessions/")
    page.get_by_role("link", name="太极拳公益课").click()
    page.get_by_role("link", name="按名单预约").click()
    expect(page.get_by_text("还剩12个")).to_be_visible()
    page.get_by_label("名单").fill("\n".join([*names[:6], *strangers, *names[6:12]]))
    page.get_by_role("button", name="预约").click()
    expect(page.get_by_role("heading", name="退回的2行")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("已预约12人")
    expect(page.get_by_label("名单")).to_have_value("\n".join(strangers))
    assert wrong_with(page) == []
    page.goto(f"{served}/desk/sessions/{session.pk}/")
    assert wrong_with(page) == []
    page.get_by_role("link", name="换人").first.click()
    page.get_by_label("换成谁").fill(names[12])
    assert wrong_with(page) == []
    page.get_by_role("button", name="换人").click()
    expect(page.get_by_role("status")).to_contain_text(f"换成了{names[12]}")
    assert Booking.objects.filter(status="booked").count() == 12
    assert Quota.objects.get().left == 0
