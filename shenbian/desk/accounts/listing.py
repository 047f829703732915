"""The lists of accounts, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q

from shenbian.accounts.models import Account
from shenbian.accounts.queries import administered, people_to_open_for
from shenbian.people.models import Person
from shenbian.people.queries import found_by
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import APPOINTABLE
from shenbian.rights.models import Post

SIZE = 50  # rows of a page


@dataclass(frozen=True)
class Listed:
    """A page of rows; `after` is where the next one begins, empty on the last."""

    rows: Sequence[Any]
    after: str


def _posts(day: date, through: str) -> Prefetch[str, Any, str]:
    standing = Post.objects.standing_on(day).select_related("organisation").order_by("pk")
    return Prefetch(f"{through}posts", standing, to_attr="standing_posts")


def page_of_accounts(actor: Actor, *, typed: str, after: str, day: date) -> Listed:
    """The accounts that the actor keeps, the newest first: by name, login or role. Two queries."""
    rows = administered(actor).annotate(has_factor=_has_factor()).order_by("-pk")
    if typed:
        rows = rows.filter(_named(typed, "person__") | Q(login__startswith=typed.lower()))
    return _page(rows.filter(pk__lt=_number(after)).prefetch_related(_posts(day, "person__")))


def page_of_people(actor: Actor, *, typed: str, after: str, day: date) -> Listed:
    """Those who hold a post and have no account, the latest in the registers first. Two queries."""
    rows = people_to_open_for(actor, day).order_by("-pk")
    if typed:
        rows = rows.filter(_named(typed, ""))
    return _page(rows.filter(pk__lt=_number(after)).prefetch_related(_posts(day, "")))


def one_account(actor: Actor, *, day: date) -> Any:
    """The accounts of which one may be opened as a page."""
    return administered(actor).annotate(has_factor=_has_factor()).prefetch_related(_posts(day, "person__"))


def _has_factor() -> Exists:
    return Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP))


def _named(typed: str, person: str) -> Q:
    """By name or its sound, or by the title of a role."""
    roles = [role.key for role in APPOINTABLE if typed in role.title]
    holders = Exists(Post.objects.filter(person=OuterRef(f"{person}pk"), role_key__in=roles))
    return found_by(typed, at=person) | Q(holders) if roles else found_by(typed, at=person)


def _page(rows: Any) -> Listed:
    found: list[Account | Person] = list(rows[: SIZE + 1])
    return Listed(found[:SIZE], str(found[SIZE - 1].pk) if len(found) > SIZE else "")


def _number(after: str) -> int:
    return int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 2**63 - 1
