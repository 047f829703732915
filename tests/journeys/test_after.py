"""After the day, and before it: a list from paper is typed in late and says so; a session is called off and who had
booked hears of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from shenbian.facts.models import Fact
from shenbian.gatherings.actions import book
from shenbian.gatherings.models import Session, Turn
from tests.editions.conftest import Cast, officer, person_of
from tests.gatherings.conftest import held, opened
from tests.journeys.looks import wrong_with
from tests.journeys.test_planning import cast, sits_down

__all__ = ["cast"]
pytestmark = pytest.mark.journey


def test_a_list_comes_in_late_and_says_so(page: Page, served: str, cast: Cast) -> None:
    talk = held(opened(cast, kind="model_talk"), minutes=60 * 50)
    people = [person_of(cast.worker(of=cast.plant)) for _ in range(3)]
    sits_down(page, served, officer(31, "desk_head", cast.district, "culture"))
    page.goto(f"{served}/desk/sessions/{talk.pk}/roll/")
    listed = "\n".join([*(person.name for person in people), "查无此人"])
    page.get_by_label("名单").fill(listed)
    assert wrong_with(page) == []
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("查无此人").first).to_be_visible()
    assert [turn.late for turn in Turn.objects.filter(status="counted")] == [True] * 3
    assert Fact.objects.filter(kind="turn", voided_at=None).count() == 3
    page.goto(f"{served}/desk/sessions/{talk.pk}/")
    expect(page.get_by_text("补登").first).to_be_visible()
    assert wrong_with(page) == []


def test_a_session_is_called_off_and_who_booked_hears(page: Page, served: str, cast: Cast) -> None:
    lesson, wang = opened(cast), cast.worker(of=cast.plant)
    book(lesson, by=wang)
    sits_down(page, served, officer(31, "desk_head", cast.district, "culture"))
    page.goto(f"{served}/desk/sessions/{lesson.pk}/")
    page.get_by_role("link", name="取消…").click()
    page.get_by_label("原因").fill("讲师生病")
    page.get_by_role("button", name="取消").first.click()
    expect(page.get_by_text("已取消").first).to_be_visible()
    assert wrong_with(page) == []
    sits_down(page, served, wang)
    page.goto(f"{served}/notices/")
    expect(page.get_by_text("取消：太极拳公益课")).to_be_visible()
    assert Session.objects.get(pk=lesson.pk).taken == 0
