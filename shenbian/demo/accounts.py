"""Accounts for looking around in the demo: one for each role, and a few members with a phone.

Passwords come from this installation's own key: other installations have others, and a second start prints the same.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass

from django.db.models import Count

from shenbian.accounts.actions import open_account
from shenbian.accounts.models import Account
from shenbian.facts.models import Fact
from shenbian.kit.home import key
from shenbian.people.actions.revealing import reveal_many
from shenbian.people.models import Membership, Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import APPOINTABLE, Role
from shenbian.rights.models import Post

WHY = "演示：列出登录用的手机号"


@dataclass(frozen=True)
class RoleAccount:
    """Who holds a role longest, and how to sign in as them."""

    role: Role
    post: Post
    login: str
    password: str


@dataclass(frozen=True)
class MemberAccount:
    """A member and the phone to which a code goes."""

    name: str
    union: str
    phone: str


def role_accounts(by: Actor) -> list[RoleAccount]:
    """One for each role that somebody holds, in the catalogue's order; those who have no password yet get one."""
    standing = Post.objects.filter(until_on=None).select_related("person", "organisation")
    first = {post.role_key: post for post in standing.order_by("role_key", "from_on", "id").distinct("role_key")}
    return [_of_role(role, first[role.key], by) for role in APPOINTABLE if role.key in first]


def _of_role(role: Role, post: Post, by: Actor) -> RoleAccount:
    account = Account.objects.filter(person=post.person).first()
    if account is None or not account.has_usable_password():
        account = open_account(post.person, login=role.key, by=by)
        account.set_password(_password(account.login))
        account.save(update_fields=["password"])
    return RoleAccount(role, post, account.login, _password(account.login))


def _password(login: str) -> str:
    """Twelve letters and digits, in threes of four."""
    made = hmac.new(key("django"), f"demo account {login}".encode(), hashlib.sha256).digest()
    text = base64.b32encode(made).decode().lower()[:12]
    return "-".join(text[at : at + 4] for at in (0, 4, 8))


def member_accounts(count: int, by: Actor) -> list[MemberAccount]:
    """The members of whom the year tells the most kinds of things, and who hold no post."""
    members = Membership.objects.filter(until_on=None, person__phone_index__isnull=False, person__posts=None)
    told = Fact.objects.filter(person__in=members.values("person__key"), voided_at=None).values("person")
    richest = told.annotate(kinds=Count("kind", distinct=True)).order_by("-kinds", "person")[:count]
    keys: list[int] = [row["person"] for row in richest if row["person"] is not None]
    people = Person.objects.in_bulk(keys, field_name="key")
    phones = reveal_many([each.pk for each in people.values()], field="phone", by=by.ref, why=WHY)
    unions = {
        each.person_id: each.organisation.name
        for each in members.filter(person__key__in=keys).select_related("organisation")
    }
    return [
        MemberAccount(person.name, unions[person.pk], phones[person.pk])
        for person in (people[each] for each in keys if each in people)
    ]
