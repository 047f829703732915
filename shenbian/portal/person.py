"""Who sits before the page."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from shenbian.accounts.access import PageRequest
from shenbian.accounts.models import Account
from shenbian.offices.models import Assistance
from shenbian.people.models import Person

RECENT = timedelta(minutes=15)  # after signing in, one's own numbers may be shown and taken home


def account_of(request: PageRequest) -> Account:
    """The account that is signed in; only on pages that are SIGNED_IN."""
    account = request.user
    if not isinstance(account, Account):
        raise TypeError("this page is not open to strangers")
    return account


def person_of(request: PageRequest) -> Person:
    """The human being: the worker for whom an officer acts; of a merged record its survivor, as the actor is."""
    helped: Assistance | None = getattr(request, "assisting", None)
    person = helped.person if helped else account_of(request).person
    return person.merged_into or person


def signed_in_recently(request: PageRequest) -> bool:
    """Whether it was this hand that just signed in, and not one that found the phone on a table."""
    at = account_of(request).last_login
    return at is not None and timezone.now() - at < RECENT
