"""Closing months of the books (月结): a month that is closed takes no more vouchers."""

from __future__ import annotations

from datetime import date

from shenbian.flow.refusals import NotYours
from shenbian.ledger.actions import close_month
from shenbian.ledger.models import Month
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered

_SHOWN = 60


def close(organisation: Organisation, month: date, *, by: Actor) -> Month:
    """Close a month. Raises NotYours for who pays nothing there, Refused where it is not over or one before is open."""
    own = [post for post in by.posts if Right.PAYMENT_RELEASE in post.role.rights]
    if not by.operates and organisation.pk not in {post.organisation_id for post in own}:
        raise NotYours
    return close_month(organisation, month, by=by)


def months_of(actor: Actor) -> list[Month]:
    """The months with vouchers within one's reach, the latest first, open ones before closed ones. One query."""
    rows = Month.objects.filter(covered(actor, Right.REGISTER_READ, desk="", owner=""), numbered__gt=0)
    return list(rows.select_related("organisation").order_by("closed_at", "-first", "organisation")[:_SHOWN])
