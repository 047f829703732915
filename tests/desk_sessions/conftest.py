"""The cast of gatherings at their desks: the host's officer, the plant's union and another's."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from shenbian.accounts.models import Account
from shenbian.gatherings.models import Session
from shenbian.rights.actor import Actor
from tests.editions.conftest import Cast, cast, data_folder, officer, person_of, queries

__all__ = ["Cast", "cast", "data_folder", "queries"]

SeenBy = Callable[[Actor], Client]
BOOKED = '<th scope="row"><a href="/desk/things/gatherings.booking/'


@pytest.fixture
def host(cast: Cast) -> Actor:
    """Head of the desk that runs the lessons, at the district."""
    return officer(30, "desk_head", cast.district, "culture")


@pytest.fixture
def seen_by(client: Client) -> SeenBy:
    def sign_in(actor: Actor) -> Client:
        account, _ = Account.objects.get_or_create(person=person_of(actor), defaults={"login": f"p{actor.person}"})
        client.force_login(account)
        return client

    return sign_in


def at(session: Session, page: str = "") -> str:
    return f"/desk/sessions/{session.pk}/{page}"


def text(client: Client, address: str) -> str:
    """What a page says, without its tags."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return plain(answer.content.decode())


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition("<main")[2]))
