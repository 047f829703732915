"""Reads for a person about themselves: consents, requests, who looked, and everything that the house holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from shenbian.people.models import Person, PersonReading
from shenbian.people.queries import readings_of
from shenbian.personal.models import Consent, DataRequest
from shenbian.personal.purposes import ASKED, Purpose
from shenbian.rights.actor import Actor
from shenbian.rights.models import Post


def consents_of(person: Person) -> list[Consent]:
    """Every consent this person gave, the latest first. One query."""
    rows = Consent.objects.filter(Q(person=person) | Q(person__merged_into=person))
    return list(rows.order_by("-given_at", "-pk"))


def agreed(consents: Iterable[Consent]) -> list[tuple[Purpose, Consent | None]]:
    """Each purpose that is asked, with the one of these consents that stands. No query."""
    standing = {each.purpose: each for each in consents if each.withdrawn_at is None}
    return [(purpose, standing.get(purpose.key)) for purpose in ASKED]


def agrees(person: Person, purpose: str) -> bool:
    """Whether a consent of this person stands. One query."""
    return Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).exists()


def requests_of(actor: Actor) -> QuerySet[DataRequest]:
    """What this person asked about their own data, the latest first."""
    keys = [key for key in (actor.person, *actor.also) if key is not None]
    return DataRequest.objects.filter(owner__in=keys).select_related("organisation").order_by("-asked_at", "-pk")


@dataclass(frozen=True)
class Looked:
    """Somebody looked: what, when, why; who by role and body, never by a name that is no business of the reader."""

    at: datetime
    what: str
    why: str
    role: str
    body: str


WHAT = {
    "document": "证件号码",
    "phone": "手机号",
    "account": "银行账号",
    "erased": "清除个人信息",
    "dossier": "困难档案",
}


def who_looked(person: Person, *, limit: int = 50, before: int | None = None) -> tuple[list[Looked], int | None]:
    """A page of who looked at this person's sealed fields, and the key of the next page. Two queries."""
    rows = readings_of(person)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: limit + 1])
    page, more = found[:limit], len(found) > limit
    posts = _posts(row.read_by for row in page)
    told = [_looked(row, person, posts.get(row.read_by, [])) for row in page]
    return told, page[-1].pk if more else None


def _posts(refs: Iterable[str]) -> dict[str, list[Post]]:
    keys = [int(ref.removeprefix("person:")) for ref in set(refs) if ref.startswith("person:")]
    found: dict[str, list[Post]] = {}
    for post in Post.objects.filter(person__key__in=keys).select_related("organisation", "person").order_by("pk"):
        found.setdefault(f"person:{post.person.key}", []).append(post)
    return found


def _looked(row: PersonReading, person: Person, posts: list[Post]) -> Looked:
    day = row.read_at.date()
    held = [post for post in posts if post.from_on <= day and (post.until_on is None or post.until_on > day)]
    if row.read_by == f"person:{person.key}":
        role, body = "您本人", ""
    elif held or posts:
        post = (held or posts)[-1]
        role, body = post.role.title, post.organisation.name
    elif row.read_by.startswith("operator:"):
        role, body = "服务器操作员", ""
    else:
        role, body = "工作人员", ""
    return Looked(row.read_at, WHAT.get(row.field, row.field), row.why, role, body)
