"""A browser for each of the cast, signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

from shenbian.accounts.models import Account
from tests.offices.conftest import Cast

Browsers = Callable[[str], Client]


@pytest.fixture
def browsers(cast: Cast) -> Browsers:
    def of(name: str) -> Client:
        account, _ = Account.objects.get_or_create(person=cast.people[name], defaults={"login": f"p{name}"})
        client = Client()
        client.force_login(account)
        return client

    return of
