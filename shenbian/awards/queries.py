"""Notices within one's reach, those that everybody may read, and what was said against them."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from shenbian.awards.models import NoticeLine, Objection, PublicNotice
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered

PUBLIC = ("running", "paused", "ended")  # states in which everybody may read a notice


def notices_covered(actor: Actor) -> QuerySet[PublicNotice]:
    """The notices that an officer may see, the latest first, with how many lines and open objections they have."""
    rows = PublicNotice.objects.filter(covered(actor, Right.REGISTER_READ, owner=""))
    return counted(rows).select_related("organisation").order_by("-id")


def counted(rows: QuerySet[PublicNotice]) -> QuerySet[PublicNotice]:
    """With `line_count` and `open_count`."""
    return rows.annotate(
        line_count=Count("lines", distinct=True),
        open_count=Count("objections", filter=Q(objections__status="open"), distinct=True),
    )


def public_notices() -> QuerySet[PublicNotice]:
    """What everybody may read, the latest first."""
    return PublicNotice.objects.filter(status__in=PUBLIC).select_related("organisation").order_by("-starts_on", "-id")


def lines_of(notice: PublicNotice) -> QuerySet[NoticeLine]:
    """The lines of a notice, in their order."""
    return notice.lines.select_related("person", "unit").order_by("place")


def objections_covered(actor: Actor) -> QuerySet[Objection]:
    """The objections that an officer may see, the latest first."""
    rows = Objection.objects.filter(covered(actor, Right.REGISTER_READ, owner="")).exclude(status="draft")
    return rows.select_related("organisation", "notice", "line__person", "line__unit").order_by("-id")


def objections_of(actor: Actor) -> QuerySet[Objection]:
    """What this person objected to, the latest first."""
    keys = [actor.person, *actor.also] if actor.person is not None else []
    return (
        Objection.objects.filter(person_key__in=keys)
        .select_related("notice", "line__person", "line__unit")
        .order_by("-id")
    )


def run_out(on: date) -> QuerySet[PublicNotice]:
    """Running notices whose last day lies before this day."""
    return PublicNotice.objects.filter(status="running", last_on__lt=on).order_by("pk")
