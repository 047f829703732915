"""The cast of the editions' tests, asking by JSON: with a session, or with a token of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from shenbian.accounts.models import Account
from shenbian.accounts.tokens import make_token
from shenbian.kit.period import today
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from tests.editions.conftest import OPERATOR, card, cast, data_folder

__all__ = ["card", "cast", "data_folder"]


@pytest.fixture(autouse=True)
def uncounted(db: None) -> None:
    """No attempts of another test."""
    cache.clear()


def account_of(actor: Actor) -> Account:
    person = Person.objects.get(key=actor.person)
    return Account.objects.get_or_create(person=person, defaults={"login": f"p{person.pk}"})[0]


def session(actor: Actor) -> Client:
    """A browser, signed in; what is read once a session is read."""
    client = Client()
    client.force_login(account_of(actor))
    client.get("/api/me")
    return client


def program(actor: Actor, *, in_post: bool = True) -> Client:
    """A program with a token, in the actor's first post where they have one; it has made its first call."""
    account = account_of(actor)
    post = actor.posts[0] if in_post and actor.posts else None
    _, secret = make_token(account, title="测试程序", until_on=today() + timedelta(days=30), by=OPERATOR, post=post)
    return Client(headers={"Authorization": f"Bearer {secret}"})


@pytest.fixture
def queries(django_assert_num_queries: Callable[..., Any]) -> Callable[..., Any]:
    return django_assert_num_queries
