"""Every page that somebody comes to is asked by axe, at both widths, the portal's in elder mode too.

It begins with the pages that open without arguments and follows their links, to one page of each address. Pages that
a head of a desk comes to are not asked a second time for those who run the machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from shenbian.accounts.matrix import FOREIGN, addresses, open_to
from shenbian.accounts.models import Account
from shenbian.people.actions import admit
from shenbian.people.models import Person
from shenbian.rights.actions import appoint
from shenbian.rulebook.actions import load_starter
from tests.journeys.conftest import SIZES
from tests.journeys.looks import wrong_with
from tests.people.making import person
from tests.record.conftest import District

pytestmark = pytest.mark.journey
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
}


def reader(district: District, who: str) -> Person:
    """A member of the town; with a role, its officer at the district."""
    one = person(700, "周小燕", phone="13911110700")
    admit(one, to=district.town, on=date(2020, 1, 1), by="test")
    if who != "member":
        appoint(one, role=who, at=district.federation, on=date(2020, 1, 1), by="test")
    return one


def first_pages(who: str) -> list[str]:
    """The pages without arguments that open for this reader: an officer's desk, a member's portal."""
    found = [page for page in addresses() if page.access and open_to(page.access)[who] and not page.arguments]
    return [page.route for page in found if not page.name.startswith(FOREIGN) and _on_this_side(page.route, who)]


def _on_this_side(path: str, who: str) -> bool:
    return path.startswith("/desk/") == (who != "member") and not path.startswith(("/accounts/", "/static/", "/api/"))


def _is_page(answer: Any) -> bool:
    shown = "attachment" not in answer.headers.get("Content-Disposition", "")
    return answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html") and shown


def problems(page: Page, route: str) -> list[str]:
    """What is wrong with the page, by width, rule and place. It is asked at both widths as it stands open."""
    found: list[str] = []
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{route} ({size}) {each}" for each in wrong_with(page, **RULES)]
    return found


def links(page: Page, who: str) -> list[str]:
    """Where the page leads on this side, without what stands behind the question mark."""
    found = page.evaluate("[...document.querySelectorAll('main a[href], nav a[href]')].map(a => a.href)")
    paths = [urlsplit(each).path for each in found if each.startswith(page.url.split("/", 3)[0])]
    return [path for path in dict.fromkeys(paths) if path.startswith("/") and _on_this_side(path, who)]


def asked_elsewhere(who: str) -> set[str]:
    """The names of the pages that are asked as somebody else's."""
    if not who.endswith("_administrator"):
        return set()
    return {page.name for page in addresses() if page.access and open_to(page.access)["desk_head"]}


def walk(page: Page, served: str, who: str, client: Client) -> Iterator[str]:
    """One page of each address that is reached, as it stands open."""
    waiting, seen = first_pages(who), asked_elsewhere(who)
    while waiting:
        path = waiting.pop(0)
        try:
            name = resolve(path).view_name
        except Resolver404:
            continue
        if name in seen or not _is_page(client.get(path)):
            continue
        seen.add(name)
        page.goto(served + path)
        yield path
        waiting += links(page, who)


@pytest.mark.parametrize("page", ["desk"], indirect=True)
@pytest.mark.parametrize("who", ["member", "desk_head", "security_administrator", "system_administrator"])
def test_no_page_shuts_anybody_out(page: Page, served: str, district: District, who: str) -> None:
    load_starter(by="test")
    district.write("session.held", 12, programme="dialogues")
    one = reader(district, who)
    district.write("turn", programme="public_training", person=one.key)
    client = Client()
    client.force_login(Account.objects.create(person=one, login="p"))
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": served}])
    wrong: list[str] = []
    for elder in (False, True) if who == "member" else (False,):
        if elder:
            page.context.add_cookies([{"name": "elder", "value": "1", "url": served}])
        for path in walk(page, served, who, client):
            wrong += problems(page, f"{path}{' (elder)' if elder else ''}")
    assert wrong == []
