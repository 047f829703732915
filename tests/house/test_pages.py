"""Every page, asked by a stranger, by a worker and by each role: who is not meant is led to the door or finds nothing.

The matrix is read off the views (`accounts.matrix`); twenty of its cells are written here by hand and never generated.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from shenbian.accounts.matrix import FOREIGN, Address, addresses, open_to
from shenbian.accounts.models import Account
from shenbian.people.models import Person
from shenbian.rights.actions import appoint
from shenbian.rights.catalogue import APPOINTABLE
from tests.offices.conftest import BEGAN, Cast
from tests.offices.conftest import cast as cast

PAGES = addresses()
HELD = [role.key for role in APPOINTABLE]
# Said by hand: role (or stranger, member), page, whether it opens.
BY_HAND = [
    ("stranger", "/", True),
    ("stranger", "/verify/", True),
    ("stranger", "/me/", False),
    ("stranger", "/desk/", False),
    ("member", "/me/", True),
    ("member", "/me/looked/", True),
    ("member", "/desk/", False),
    ("member", "/desk/registers/", False),
    ("grassroots_officer", "/desk/", True),
    ("grassroots_officer", "/desk/imports/", True),
    ("grassroots_officer", "/desk/traces/", False),
    ("grassroots_officer", "/desk/duty/", False),
    ("treasurer", "/desk/registers/", True),
    ("treasurer", "/desk/imports/", False),
    ("auditor", "/desk/traces/", True),
    ("auditor", "/desk/accounts/", False),
    ("system_administrator", "/desk/duty/", True),
    ("system_administrator", "/desk/registers/", False),
    ("security_administrator", "/desk/accounts/", True),
    ("audit_administrator", "/desk/accounts/", False),
]


@pytest.fixture
def browser(cast: Cast) -> Callable[[str], Client]:
    """A browser for each kind of reader, all in one district; officers hold their one role at its top."""

    def of(who: str) -> Client:
        client = Client()
        if who == "stranger":
            return client
        person, made = Person.objects.get_or_create(
            name=who, defaults={"key": 1000 + [*HELD, "member"].index(who), "document": "citizen"}
        )
        account, _ = Account.objects.get_or_create(person=person, defaults={"login": who})
        if made and who != "member":
            appoint(person, role=who, at=cast.federation, on=BEGAN, by="test")
        client.force_login(account)
        return client

    return of


def asked(client: Client, page: Address) -> Any:
    """The answer to GET, or to POST where the page takes nothing else."""
    path = re.sub(r"<(\w+):\w+>", lambda found: "1" if found[1] == "int" else "x", page.route)
    path = re.sub(r"\(\?P<\w+>[^)]*\)", "x", path)
    answer = client.get(path)
    return client.post(path) if answer.status_code == 405 else answer


def turned_away(answer: Any) -> bool:
    """Led to the sign-in, told by the API to sign in, or nothing there."""
    return answer.status_code in (401, 404) or (
        answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/login/")
    )


def test_every_page_says_to_whom_it_is_open() -> None:
    assert [page.route for page in PAGES if page.access is None] == []


def test_no_two_pages_share_an_address() -> None:
    routes = [page.route for page in PAGES]
    assert len(routes) == len(set(routes))


@pytest.mark.parametrize("who", ["stranger", "member", *HELD])
def test_who_is_not_meant_is_turned_away_from_every_page(who: str, browser: Callable[[str], Client]) -> None:
    client = browser(who)
    closed = [page for page in PAGES if page.access and not open_to(page.access)[who]]
    own = [page for page in closed if not page.name.startswith(FOREIGN)]
    assert len(own) > 20 or who not in ("stranger", "member")
    assert [page.route for page in own if not turned_away(asked(client, page))] == []


def test_a_stranger_is_led_to_the_door_by_every_page_of_the_sign_in(browser: Callable[[str], Client]) -> None:
    client = browser("stranger")
    closed = [page for page in PAGES if page.name.startswith(FOREIGN) and page.access and page.access.signed_in]
    assert [page.route for page in closed if not turned_away(asked(client, page))] == []


@pytest.mark.parametrize("who", ["stranger", "member", *HELD])
def test_every_first_page_opens_for_whom_it_is_open(who: str, browser: Callable[[str], Client]) -> None:
    client = browser(who)
    pages = [page for page in PAGES if page.access and open_to(page.access)[who] and not page.arguments]
    found = {page.route: client.get(page.route).status_code for page in pages if not page.name.startswith(FOREIGN)}
    assert {route: code for route, code in found.items() if code not in (200, 302, 405)} == {}
    assert 200 in found.values()


@pytest.mark.parametrize(("who", "path", "opens"), BY_HAND)
def test_a_cell_written_by_hand(who: str, path: str, opens: bool, browser: Callable[[str], Client]) -> None:
    answer = browser(who).get(path)
    assert (answer.status_code == 200, turned_away(answer)) == (opens, not opens)


def test_there_are_twenty_of_them() -> None:
    assert len(set(BY_HAND)) == 20
