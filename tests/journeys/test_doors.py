"""At the door of a session: the screen's code changes by itself, a worker is in with one tap, a second try hears so; an
officer's phone without a network keeps a scanned card and sends it once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from shenbian.fieldwork.checking import called
from shenbian.flow.actions import perform
from shenbian.gatherings.actions import Planned, plan
from shenbian.gatherings.codes import code_of
from shenbian.gatherings.models import Session, Turn
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rulebook.actions import load_starter
from tests.field.conftest import Field, make_field
from tests.journeys.looks import wrong_with
from tests.journeys.test_field import Phone, opened

pytestmark = pytest.mark.journey
OPERATOR = Actor.operator("test")


@pytest.fixture
def ground(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Field:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path))
    load_starter(by="test")
    return make_field()


@pytest.fixture
def district(ground: Field) -> Field:
    """What `served` stands on."""
    return ground


@pytest.fixture
def talk(ground: Field) -> Session:
    """A model worker's talk that is about to begin."""
    starts = timezone.now() + timedelta(minutes=20)
    said = Planned(
        kind="model_talk",
        title="劳模讲自己的故事",
        organisation=ground.place.east,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        place="石园文化中心",
    )
    return perform("open", on=plan(said, by=OPERATOR), by=OPERATOR)


def member(ground: Field, name: str = "王小梅") -> Person:
    ground.place.admit(ground.place.plant, name)
    return Person.objects.get(name=name)


def calm(page: Page) -> None:
    assert wrong_with(page) == []


def test_the_code_at_the_door_changes_and_one_tap_is_enough(
    ground: Field, talk: Session, browser: Browser, served: str
) -> None:
    host = ground.place.officer("town_officer", ground.place.east)
    desk = opened(browser, served, ground, who=host, viewport={"width": 1280, "height": 900})
    door = Phone(ground, served, desk)
    screen = door.go(reverse("desk:session_screen", args=[talk.pk]))
    expect(screen.get_by_text("手机扫码签到")).to_be_visible()
    first = screen.locator("#door .qr svg path").get_attribute("d")
    calm(screen)

    mine = opened(browser, served, ground, who=member(ground))
    phone = Phone(ground, served, mine)
    page = phone.go(reverse("portal:check_in", args=[code_of(talk)]))
    phone.picture("check-in")
    calm(page)
    page.get_by_role("button", name="现在签到").click()
    expect(page.get_by_text("已签到")).to_be_visible()
    phone.picture("checked-in")
    page = phone.go(reverse("portal:check_in", args=[code_of(talk)]))
    page.get_by_role("button", name="现在签到").click()
    expect(page.get_by_text("已经签到，不用再签")).to_be_visible()

    expect(screen.locator(".door-count")).to_contain_text("1人已签到", timeout=20_000)
    assert screen.locator("#door .qr svg path").get_attribute("d") != first
    door.picture("door")
    desk.close()
    mine.close()


@pytest.fixture
def keeper(ground: Field, browser: Browser, served: str) -> Iterator[Phone]:
    context = opened(browser, served, ground, who=ground.place.officer("town_officer", ground.place.east))
    yield Phone(ground, served, context)
    context.close()


def test_offline_somebody_is_signed_in_once_and_the_second_stays_with_its_reason(talk: Session, keeper: Phone) -> None:
    member(keeper.field)
    keeper.kept()
    keeper.context.set_offline(True)
    for _ in range(2):
        page = keeper.reopen("/desk/field/check_in/")
        page.wait_for_selector("[data-ready]")
        page.get_by_label("本人").fill("王小梅")
        page.get_by_label("场次").fill(called(talk))
        keeper.picture("sign-in")
        page.get_by_role("button", name="登记这次签到").click()
        page.wait_for_url("**/desk/field/")
    assert Turn.objects.count() == 0
    keeper.context.set_offline(False)
    expect(keeper.page.get_by_text("其中1条被退回，点开修改")).to_be_visible(timeout=20_000)
    turn = Turn.objects.get()
    assert (turn.how, turn.session) == ("offline", talk)
    page = keeper.reopen("/desk/field/")
    page.get_by_role("link", name="签到：王小梅").click()
    expect(page.get_by_role("alert")).to_contain_text("已经签到，不用再签")
