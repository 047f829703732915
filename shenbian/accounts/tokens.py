"""Tokens for programs (接口令牌): made by their owner or on the machine, shown once, good until a day, revocable.

A token opens the API alone: no page reads it. It never opens what is sealed (`WITHHELD`), whatever its post may.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from shenbian.accounts.actions import write_down
from shenbian.accounts.models import Account, Token
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.kit.sm import sm3
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.models import Post
from shenbian.rights.queries import actor_of

LONGEST = 366  # days
MOST = 20  # that stand at a time, of one account
PER_MINUTE = 600
WITHHELD = frozenset({Right.PERSON_REVEAL, Right.CASE_READ_SEALED})
_BEGINS = "sbt_"  # so that a token in the wrong place is known for one


@dataclass(frozen=True)
class Used:
    """A token that was shown: who acts by it, and how often it came this minute."""

    token: Token
    actor: Actor
    calls: int

    @property
    def too_often(self) -> bool:
        return self.calls > PER_MINUTE


@transaction.atomic
def make_token(
    account: Account, *, title: str, until_on: date, by: Actor, post: Post | None = None
) -> tuple[Token, str]:
    """A token and its secret, which nobody can read again. Raises Refused where it is too long, nameless, one too many,
    or for a post that is not the owner's.
    """
    title, last = title.strip(), today() + timedelta(days=LONGEST)
    account = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=account.pk)
    if not title or len(title) > 60:
        raise Refused({0: "请写明令牌的用途，不超过60个字。"})
    if not today() <= until_on <= last:
        raise Refused({0: "令牌最长有效一年。请选今天起一年之内的日期。"})
    if post is not None and post.pk not in {each.pk for each in own_posts(account)}:
        raise Refused({0: "令牌只能用本人现任的职务。"})
    if not account.is_active:
        raise Refused({0: "账号已经停用，不能开令牌。请先恢复账号。"})
    if standing(account).count() >= MOST:
        raise Refused({0: f"一个账号最多有{MOST}个令牌，请先停用不用的。"})
    secret = _BEGINS + secrets.token_urlsafe(32)
    token = Token.objects.create(
        account=account, title=title, digest=sm3(secret.encode()), post=post, until_on=until_on
    )
    write_down(account, "make_token", "open", "open", by, title)
    return token, secret


@transaction.atomic
def revoke_token(token: Token, *, by: Actor) -> None:
    """It opens nothing any more. Raises Refused where it was revoked before."""
    if not Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=Now()):
        raise Refused({0: "这个令牌已经停用。"})
    write_down(token.account, "revoke_token", "open", "open", by, token.title)


def standing(account: Account) -> QuerySet[Token]:
    """The tokens of an account that open something today, the latest first."""
    return Token.objects.filter(account=account, revoked_at=None, until_on__gte=today()).select_related(
        "post__organisation"
    )


def own_posts(account: Account) -> list[Post]:
    """The posts that a token of this account may act in: the owner's own, nothing that was lent to them."""
    person = account.person.merged_into or account.person
    mine = Post.objects.standing_on(today()).filter(Q(person=person) | Q(person__merged_into=person))
    return list(mine.select_related("organisation").order_by("pk"))


def use(secret: str) -> Used | None:
    """Who acts by this secret; None where it opens nothing. Three queries, and none for what looks like no token.

    A token dies with its day, its account, its post, and with its owner's record.
    """
    if not secret.startswith(_BEGINS) or len(secret) > 200:
        return None
    alive = Q(revoked_at=None, until_on__gte=today(), account__is_active=True, account__person__erased_at=None)
    found = Token.objects.filter(alive, digest=sm3(secret.encode()))
    token = found.select_related("account__person__merged_into").first()
    if token is None:
        return None
    actor = _actor(token)
    return Used(token, actor, _counted(token)) if actor is not None else None


def _actor(token: Token) -> Actor | None:
    whole = actor_of(token.account.person)
    posts = tuple(post for post in whole.posts if post.pk == token.post_id)
    if token.post_id is not None and not posts:
        return None
    return replace(whole, posts=posts, under=(f"accounts.token:{token.pk}",), without=WITHHELD)


_COUNT = """
UPDATE accounts_token
SET used_at = now(), minute = date_trunc('minute', now()),
    calls = CASE WHEN minute = date_trunc('minute', now()) THEN calls + 1 ELSE 1 END
WHERE id = %s RETURNING calls
"""


def _counted(token: Token) -> int:
    """Note the use; how often it was used in this minute."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [token.pk])
        row: Any = cursor.fetchone()
    return int(row[0])
