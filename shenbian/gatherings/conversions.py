"""What a talk came to (转化): applications on the spot, members soon after, whether the firm has a union now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from shenbian.gatherings.models import Session, SessionEntry
from shenbian.orgs.models import Cover
from shenbian.people.models import Membership
from shenbian.rulebook.queries import look_up

DAYS = "dialogue_conversion_days"


@dataclass(frozen=True)
class Conversions:
    """Of one session. `came` and `members` are persons, `applied` are applications; `unionised_on`: since when the
    firm that was met has a union, which it had not before.
    """

    days: int
    came: int
    applied: int
    members: int
    unionised_on: date | None


def days_of(session: Session) -> int:
    """Within how many days an admission is a conversion of this session. Raises NoRule."""
    return int(look_up(DAYS, at=session.organisation, on=session.on))


def applied_through(session: Session) -> QuerySet[SessionEntry]:
    """The applications that were made on the spot, the latest first."""
    return session.entered.select_related("entry", "entry__organisation").order_by("-id")


def conversions_of(session: Session) -> Conversions:
    """Seven queries at most. Whoever was a member before (a transfer, an old member who came along) is no conversion.
    Raises NoRule.
    """
    days = days_of(session)
    there = session.turns.filter(status__in=("present", "counted"), person__isnull=False)
    came = set(there.values_list("person", flat=True))
    entries = dict(session.entered.values_list("entry", "entry__person"))
    return Conversions(
        days=days,
        came=len(came),
        applied=len(entries),
        members=_admitted(came | set(entries.values()), session.on, days),
        unionised_on=_unionised(session),
    )


def _admitted(people: set[int], on: date, days: int) -> int:
    if not people:
        return 0
    before = Membership.objects.filter(person=OuterRef("person"), from_on__lt=on)
    found = Membership.objects.filter(person__in=people, from_on__gte=on, from_on__lte=on + timedelta(days=days))
    return found.exclude(Exists(before)).values("person").distinct().count()


def _unionised(session: Session) -> date | None:
    """The first day of the first union of the firm that was met, where it came after the talk."""
    if session.held_with_id is None:
        return None
    first = Cover.objects.filter(unit=session.held_with_id).order_by("from_on").first()
    return first.from_on if first is not None and first.from_on > session.on else None
