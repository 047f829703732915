"""Who watches, as far as a beat must know: said once by the page, signed, and handed back with each beat.

A beat brings no session and no cookie; what it counts for stands in its token, which only a page that was opened has.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing
from django.http import HttpResponse

from shenbian.accounts.access import PageRequest
from shenbian.accounts.models import Account
from shenbian.portal.person import person_of
from shenbian.streams.actions import Beat
from shenbian.streams.models import Stream
from shenbian.streams.rules import viewer_of_browser, viewer_of_person

COOKIE = "viewer"  # a random key of this browser; it says nothing of anybody and is sent to the pages of streams alone
PATH = "/live/"
_SALT = "shenbian.streams.beat"
_GOOD_FOR = timedelta(hours=12)
_KEPT_FOR = timedelta(days=180)


def beat_of(request: PageRequest, stream: Stream, phase: str, browser: UUID) -> Beat:
    """What the beats of this page will be. While an officer acts for a worker nobody is counted by name."""
    if isinstance(request.user, Account) and not getattr(request, "assisting", None):
        person = person_of(request)
        return Beat(stream.pk, phase, viewer_of_person(stream, person.key), person.pk)
    return Beat(stream.pk, phase, viewer_of_browser(stream, browser))


def signed(beat: Beat) -> str:
    return signing.dumps([beat.stream, beat.phase, beat.viewer.hex, beat.person], salt=_SALT)


def read(token: str) -> Beat | None:
    """The beat that was signed; None for what this house did not sign, or too long ago."""
    try:
        stream, phase, viewer, person = signing.loads(token, salt=_SALT, max_age=_GOOD_FOR)
    except signing.BadSignature:
        return None
    return Beat(stream, phase, UUID(viewer), person)


def browser_of(request: PageRequest) -> UUID:
    """The random key of this browser: the one it has, else a new one."""
    try:
        return UUID(request.COOKIES.get(COOKIE, ""))
    except ValueError:
        return uuid4()


def keep(response: HttpResponse, browser: UUID) -> None:
    response.set_cookie(
        COOKIE, browser.hex, max_age=_KEPT_FOR, path=PATH, httponly=True, samesite="Lax", secure=settings.HTTPS
    )
