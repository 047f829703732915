"""Every page that opens without arguments is asked by axe, at both widths, the portal's in elder mode too."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page

from shenbian.accounts.matrix import FOREIGN, addresses, open_to
from shenbian.accounts.models import Account
from shenbian.people.actions import admit
from shenbian.people.models import Person
from shenbian.rights.actions import appoint
from shenbian.rulebook.actions import load_starter
from tests.people.making import person
from tests.record.conftest import District

pytestmark = pytest.mark.journey
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def reader(district: District, who: str) -> Person:
    """A member of the town; with a role, its officer at the district."""
    one = person(700, "周小燕", phone="13911110700")
    admit(one, to=district.town, on=date(2020, 1, 1), by="test")
    if who != "member":
        appoint(one, role=who, at=district.federation, on=date(2020, 1, 1), by="test")
    return one


def pages_of(who: str, client: Client) -> list[str]:
    """The first pages that open for this reader: an officer's desk, a member's portal. Files and leads are no pages."""
    desk = who != "member"
    found = [page for page in addresses() if page.access and open_to(page.access)[who] and not page.arguments]
    routes = [page.route for page in found if not page.name.startswith(FOREIGN)]
    return [route for route in routes if route.startswith("/desk/") == desk and _is_page(client.get(route))]


def _is_page(answer: Any) -> bool:
    return answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")


def problems(page: Page, route: str) -> list[str]:
    """What axe finds wrong on the page, by rule and place."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{route} {each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]


@pytest.mark.parametrize("who", ["member", "desk_head", "security_administrator", "system_administrator"])
def test_no_page_shuts_anybody_out(page: Page, served: str, district: District, who: str) -> None:
    load_starter(by="test")
    district.write("session.held", 12, programme="dialogues")
    client = Client()
    client.force_login(Account.objects.create(person=reader(district, who), login="p"))
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": served}])
    routes = pages_of(who, client)
    wrong: list[str] = []
    for elder in (False, True) if who == "member" else (False,):
        if elder:
            page.context.add_cookies([{"name": "elder", "value": "1", "url": served}])
        for route in routes:
            page.goto(served + route)
            wrong += problems(page, f"{route}{' (elder)' if elder else ''}")
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            wrong += [f"{route} is {wide} px too wide"] if wide > 0 else []
    assert wrong == []
