"""An officer's morning: what waits, a thing opened and moved, one done from the list, a member's life, the search."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from shenbian.accounts.models import Account
from shenbian.facts.kind import kinds
from shenbian.flow.actions import perform
from shenbian.people.models import Membership, Person
from shenbian.rights.actor import Actor
from tests.flow.conftest import Cast, make_cast
from tests.journeys.looks import wrong_with
from tests.people.making import person
from tests.sample_app.flows import TICKET_KIND
from tests.sample_app.models import Ticket

pytestmark = pytest.mark.journey


@pytest.fixture
def cast(served: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    monkeypatch.setitem(kinds._all, TICKET_KIND.key, TICKET_KIND)
    yield make_cast()


def sign_in(page: Page, served: str, actor: Actor) -> None:
    """As if both factors had been given."""
    account = Account.objects.create(person=Person.objects.get(key=actor.person), login="officer")
    client = Client()
    client.force_login(account)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": served}])


def test_an_officer_does_what_waits(page: Page, served: str, cast: Cast) -> None:
    sign_in(page, served, cast.bo)
    first, second = cast.tickets(2)
    perform("hand_in", on=[first, second], by=cast.ning)
    page.goto(f"{served}/desk/")
    expect(page.get_by_role("heading", name="测试票 · 待核实")).to_be_visible()
    assert wrong_with(page) == []
    page.get_by_role("link", name=str(first), exact=True).click()
    assert wrong_with(page) == []
    page.get_by_role("link", name="公示…").click()
    page.get_by_label("分值").fill("50")
    assert wrong_with(page) == []
    page.get_by_role("button", name="公示").click()
    expect(page.get_by_role("status")).to_contain_text("已公示")
    page.get_by_role("button", name="要求补正").click()
    expect(page.get_by_role("status")).to_contain_text("现在是“待补正”。")
    assert Ticket.objects.get(pk=first.pk).status == "stopped"


def test_a_thing_is_moved_from_the_list_and_a_refusal_stands_in_its_row(page: Page, served: str, cast: Cast) -> None:
    (mine,) = cast.tickets(1)
    perform("hand_in", on=mine, by=cast.ning)
    perform("notice", on=mine, by=cast.ning, said={"points": 5})
    perform("stop", on=mine, by=cast.bo)
    sign_in(page, served, cast.bo)
    page.goto(f"{served}/desk/")
    page.get_by_role("button", name="继续公示").click()
    expect(page.get_by_role("alert")).to_contain_text("须由不同的人办理")
    assert wrong_with(page) == []
    assert Ticket.objects.get(pk=mine.pk).status == "stopped"


def test_a_life_is_found_by_its_sound(page: Page, served: str, cast: Cast) -> None:
    found = person(1, "王小明", phone="13911110001")
    Membership.objects.create(person=found, organisation=cast.plant, from_on="2020-01-01", began="admitted")
    sign_in(page, served, cast.bo)
    page.goto(f"{served}/desk/")
    expect(page.get_by_role("heading", name="没有等您办理的事项")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("wxm")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="王小明").click()
    expect(page.get_by_role("heading", name="王小明")).to_be_visible()
    expect(page.locator("main")).to_contain_text("139****0001")
    assert wrong_with(page) == []
    page.get_by_role("link", name="机床厂工会").first.click()
    expect(page.get_by_role("heading", name="机床厂工会")).to_be_visible()
    expect(page.locator("#figures")).to_contain_text("这一年还没有数字")
    assert wrong_with(page) == []
