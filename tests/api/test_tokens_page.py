"""My tokens at the desk: made, seen once, ended; nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from shenbian.accounts.models import Token
from tests.api.conftest import session
from tests.editions.conftest import Cast

AT = "/desk/tokens/"


def test_an_officer_makes_one_and_sees_it_once(cast: Cast) -> None:
    desk = session(cast.bo)
    page = desk.post(AT, {"title": "年报", "post": str(cast.bo.posts[0].pk), "days": "30"})
    secret = page.context["secret"]
    assert (page.status_code, secret in page.content.decode()) == (200, True)
    assert secret not in desk.get(AT).content.decode()
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    assert [each["role"] for each in program.get("/api/me").json()["posts"]] == ["grassroots_officer"]


def test_an_officer_ends_their_own_alone(cast: Cast) -> None:
    desk, other = session(cast.bo), session(cast.gu)
    secret = desk.post(AT, {"title": "年报", "post": "self", "days": "30"}).context["secret"]
    at = f"{AT}{Token.objects.get().pk}/revoke/"
    assert other.post(at).status_code == 404
    assert desk.post(at).status_code == 302
    assert Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/me").status_code == 401


@pytest.mark.parametrize(
    "said", [{"title": "", "post": "self", "days": "30"}, {"title": "年报", "post": "self", "days": "400"}]
)
def test_what_is_not_filled_in_is_said_beside_it(said: dict[str, str], cast: Cast) -> None:
    answer = session(cast.bo).post(AT, said)
    assert (answer.status_code, Token.objects.count()) == (422, 0)


def test_somebody_elses_post_is_no_choice(cast: Cast) -> None:
    said = {"title": "年报", "post": str(cast.gu.posts[0].pk), "days": "30"}
    assert (session(cast.bo).post(AT, said).status_code, Token.objects.count()) == (422, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_costs_the_same_for_one_row_and_three(
    count: int, cast: Cast, django_assert_num_queries: Callable[..., Any]
) -> None:
    desk = session(cast.bo)
    for n in range(count):
        desk.post(AT, {"title": f"年报{n}", "post": str(cast.bo.posts[0].pk), "days": "30"})
    desk.get(AT)
    with django_assert_num_queries(6):
        assert desk.get(AT).status_code == 200
