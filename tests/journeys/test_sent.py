"""Out there with a phone: a parcel and a day of one's own are taken down without a network and sent once; a second
parcel is refused and stays on the phone with its reason. The desk's pages of who is sent where."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from shenbian.deployments.actions import Noted, Planned, assign, note, plan
from shenbian.deployments.models import DutyDay, Order
from shenbian.facts.models import Fact
from shenbian.fieldwork.models import FieldRecord
from shenbian.flow.actions import perform
from shenbian.kit.period import today
from shenbian.people.models import Person
from shenbian.rights.queries import actor_of
from tests.field.conftest import Field, make_field
from tests.field.test_handing import opened as open_edition
from tests.journeys.conftest import SIZES
from tests.journeys.looks import wrong_with
from tests.journeys.test_field import Phone, opened

pytestmark = pytest.mark.journey
PLACE = "石园北区社区"


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


def hand_out(phone: Phone, name: str) -> None:
    page = phone.reopen("/desk/field/spring_parcel/")
    page.wait_for_selector("[data-ready]")
    page.get_by_label("本人").fill(name)
    page.get_by_label("物品").fill("温暖礼包")
    page.get_by_label("发放点").fill("石园驿站")
    phone.picture("parcel")
    page.get_by_role("button", name="登记这次发放春节慰问品").click()
    page.wait_for_url("**/desk/field/")


def test_offline_a_parcel_is_sent_once_and_the_second_stays_on_the_phone_with_its_reason(phone: Phone) -> None:
    phone.field.place.admit(phone.field.place.plant, "王小梅")
    open_edition(phone.field)
    phone.kept()
    phone.context.set_offline(True)
    hand_out(phone, "王小梅")
    hand_out(phone, "王小梅")
    expect(phone.page.get_by_text("还有2条没送达，有网以后自动送出")).to_be_visible()
    assert FieldRecord.objects.count() == 0
    phone.context.set_offline(False)
    expect(phone.page.get_by_text("其中1条被退回，点开修改")).to_be_visible(timeout=20_000)
    expect(phone.page.get_by_text("已送达", exact=True)).to_be_visible()
    expect(phone.page.get_by_text("退回", exact=True)).to_be_visible()
    phone.picture("parcel-returned")
    assert (FieldRecord.objects.count(), Fact.objects.filter(kind="parcel.issued").count()) == (1, 1)
    page = phone.reopen("/desk/field/")
    page.get_by_role("link", name="发放春节慰问品：王小梅").click()
    expect(page.get_by_role("alert")).to_contain_text("已在“石园驿站”领过“温暖礼包”")
    expect(page.get_by_label("物品")).to_have_value("温暖礼包")


def test_offline_a_day_of_ones_own_is_sent_once(phone: Phone) -> None:
    phone.kept()
    phone.context.set_offline(True)
    page = phone.reopen("/desk/field/")
    page.get_by_role("link", name="下沉值守").click()
    page.wait_for_selector("[data-ready]")
    page.get_by_label("社区(村)").fill(PLACE)
    page.get_by_label("工作内容").fill("卡口值守")
    phone.shoot()
    phone.picture("duty")
    page.get_by_role("button", name="登记这次下沉值守").click()
    expect(page.get_by_text("等网络", exact=True)).to_be_visible()
    phone.context.set_offline(False)
    expect(page.get_by_text("已送达", exact=True)).to_be_visible()
    page = phone.reopen("/desk/field/")
    page.get_by_role("link", name=f"下沉值守：{PLACE}").click()
    expect(page.get_by_role("heading", name=f"下沉值守：{PLACE}")).to_be_visible()
    phone.picture("duty-day")
    assert (DutyDay.objects.count(), Fact.objects.filter(kind="duty.day").count()) == (1, 1)


def sent_out(field: Field) -> Order:
    """Two people under an order, a day of each, a problem."""
    place = field.place
    head = actor_of(place.officer("desk_head", place.federation))
    walker = Person.objects.get(key=field.walker.person)
    said = Planned(
        programme="stationing",
        title="石园北区蹲点",
        organisation=place.federation,
        from_on=today() - timedelta(days=2),
        until_on=today() + timedelta(days=2),
        place=PLACE,
        work="入户走访，听取意见",
    )
    order = plan(said, by=head)
    assign(order, [walker, place.officer("treasurer", place.federation)], by=head)
    order = perform("issue", on=order, by=head)
    day = Noted(programme="stationing", person=walker, day=today(), place=PLACE, problem="楼道里堆了杂物")
    note(day, by=field.walker)
    return order


@pytest.mark.parametrize("how", SIZES)
def test_axe_finds_nothing(how: str, ground: Field, browser: Browser, served: str) -> None:
    width, height = SIZES[how]
    order = sent_out(ground)
    open_edition(ground)
    context = opened(
        browser, served, ground, who=ground.place.officer("desk_head", ground.place.federation),
        viewport={"width": width, "height": height},
    )  # fmt: skip
    phone = Phone(ground, served, context)
    found: dict[str, list[str]] = {}
    paths = {
        "orders": "/desk/deployments/",
        "new": "/desk/deployments/new/deployment/",
        "order": f"/desk/deployments/{order.pk}/",
        "assign": f"/desk/deployments/{order.pk}/assign/",
        "note": f"/desk/deployments/{order.pk}/note/",
        "problems": "/desk/deployments/problems/",
        "missing": "/desk/deployments/missing/",
        "tasks": "/me/tasks/",
        "parcel-form": "/desk/field/spring_parcel/",
        "stationing": "/desk/field/stationing/",
    }
    for name, path in paths.items():
        page = phone.go(path)
        phone.picture(f"sent-{name}")
        if wrong := wrong_with(page):
            found[path] = wrong
    context.close()
    assert found == {}
