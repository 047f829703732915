"""A token's life: made, used, ended; what it opens and what it never does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from shenbian.accounts.actions import block, unblock
from shenbian.accounts.models import Token
from shenbian.accounts.tokens import LONGEST, MOST, PER_MINUTE, WITHHELD, make_token, revoke_token, use
from shenbian.flow.models import Trace
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.rights.actor import Actor
from shenbian.rights.models import Post
from shenbian.rights.rules import reaches
from tests.api.conftest import account_of
from tests.editions.conftest import LONG_AGO, OPERATOR, Cast, officer

MONTH = timedelta(days=30)


def made(actor: Actor, *, post: Post | None = None, title: str = "年报程序") -> tuple[Token, str]:
    return make_token(account_of(actor), title=title, until_on=today() + MONTH, by=OPERATOR, post=post)


def asks(secret: str, at: str = "/api/me", *, scheme: str = "Bearer") -> int:
    return Client(headers={"Authorization": f"{scheme} {secret}"}).get(at).status_code


def test_it_acts_in_its_post_alone(cast: Cast) -> None:
    second = Post.objects.create(
        person=account_of(cast.bo).person,
        organisation=cast.shop,
        role_key="grassroots_officer",
        from_on=LONG_AGO,
        appointed_by="test",
    )
    _, secret = made(cast.bo, post=second)
    used = use(secret)
    assert used is not None
    assert [post.pk for post in used.actor.posts] == [second.pk]
    _, bare = made(cast.bo)
    assert (asks(bare), asks(bare, "/api/inbox"), asks(secret, "/api/inbox")) == (200, 404, 200)


def test_only_its_hash_is_kept(cast: Cast) -> None:
    token, secret = made(cast.bo)
    assert (len(secret), len(bytes(Token.objects.get(pk=token.pk).digest))) == (47, 32)
    assert [(t.move, t.said) for t in Trace.objects.filter(flow="account")] == [("make_token", {"why": "年报程序"})]


def test_it_notes_when_it_was_used(cast: Cast) -> None:
    token, secret = made(cast.bo)
    assert token.used_at is None
    asks(secret), asks(secret)
    token.refresh_from_db()
    assert (token.calls, token.used_at is not None) == (2, True)


@pytest.mark.parametrize("wrong", ["", "x", "sbt_", "sbt_" + "x" * 43, "sbt_" + "x" * 500, "基 层"])
def test_what_is_no_token_opens_nothing(wrong: str, cast: Cast) -> None:
    answer = Client().get("/api/programmes", headers={"Authorization": f"Bearer {wrong}"})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="shenbian"')


def test_another_scheme_opens_nothing(cast: Cast) -> None:
    _, secret = made(cast.bo)
    assert (asks(secret, scheme="Basic"), asks(secret, scheme="bearer")) == (401, 200)


def test_it_dies_with_its_day(cast: Cast) -> None:
    token, secret = made(cast.bo)
    Token.objects.filter(pk=token.pk).update(until_on=today())
    assert asks(secret) == 200
    Token.objects.filter(pk=token.pk).update(until_on=today() - timedelta(days=1))
    assert asks(secret) == 401


def test_it_dies_with_its_post(cast: Cast) -> None:
    post = cast.bo.posts[0]
    _, secret = made(cast.bo, post=post)
    assert asks(secret) == 200
    Post.objects.filter(pk=post.pk).update(until_on=today())
    assert asks(secret) == 401


def test_it_dies_with_its_account_and_stays_dead(cast: Cast) -> None:
    _, secret = made(cast.bo)
    block(account_of(cast.bo), by=OPERATOR, why="离岗")
    assert asks(secret) == 401
    unblock(account_of(cast.bo), by=OPERATOR, why="回岗")
    assert asks(secret) == 401


def test_it_is_revoked_once(cast: Cast) -> None:
    token, secret = made(cast.bo)
    revoke_token(token, by=OPERATOR)
    assert asks(secret) == 401
    with pytest.raises(Refused, match="这个令牌已经停用"):
        revoke_token(token, by=OPERATOR)


@pytest.mark.parametrize("days", [-1, LONGEST + 1])
def test_it_lasts_a_year_at_most(days: int, cast: Cast) -> None:
    with pytest.raises(Refused, match="令牌最长有效一年"):
        make_token(account_of(cast.bo), title="年报程序", until_on=today() + timedelta(days=days), by=OPERATOR)


def test_the_database_holds_the_year_too(cast: Cast) -> None:
    token, _ = made(cast.bo)
    with pytest.raises(IntegrityError, match="token_ends_within_a_year"), transaction.atomic():
        Token.objects.filter(pk=token.pk).update(until_on=date(2999, 1, 1))


def test_nobody_elses_post_and_not_too_many(cast: Cast) -> None:
    with pytest.raises(Refused, match="令牌只能用本人现任的职务"):
        made(cast.bo, post=cast.gu.posts[0])
    with pytest.raises(Refused, match="请写明令牌的用途"):
        made(cast.bo, title=" ")
    for _ in range(MOST):
        made(cast.bo)
    with pytest.raises(Refused, match=f"最多有{MOST}个令牌"):
        made(cast.bo)


@pytest.mark.parametrize("at", ["/me/", "/desk/", "/accounts/sessions/", "/desk/registers/", "/notices/"])
def test_it_opens_no_page(at: str, cast: Cast) -> None:
    _, secret = made(cast.bo, post=cast.bo.posts[0])
    answer = Client(headers={"Authorization": f"Bearer {secret}"}).get(at)
    assert (answer.status_code, answer.headers["Location"].startswith("/accounts/login/")) == (302, True)


def test_it_never_opens_what_is_sealed(cast: Cast) -> None:
    person = officer(8, "desk_officer", cast.district)
    _, secret = made(person, post=person.posts[0])
    used = use(secret)
    assert used is not None
    assert {right: bool(reaches(person, right)) for right in WITHHELD} != dict.fromkeys(WITHHELD, False)
    assert {right: reaches(used.actor, right) for right in WITHHELD} == {right: [] for right in WITHHELD}
    rights = Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/me").json()["rights"]
    assert "person.reveal" not in rights and "register.read" in rights


def test_it_is_slowed_down(cast: Cast) -> None:
    token, secret = made(cast.bo)
    assert asks(secret) == 200
    Token.objects.filter(pk=token.pk).update(calls=PER_MINUTE)
    answer = Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/me")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")


def test_guessing_is_slowed_down(cast: Cast) -> None:
    assert [asks(f"sbt_{n}") for n in range(31)] == [401] * 30 + [429]
