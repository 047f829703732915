"""Notices within one's reach, those that everybody may read, and what was said against them."""

from __future__ import annotations

from datetime import date

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from shenbian.awards.declared import subsidies
from shenbian.awards.entitling import SUBJECT
from shenbian.awards.models import Benefit, NoticeLine, Objection, PublicNotice
from shenbian.awards.models.benefit import STANDS
from shenbian.editions.declared import entry_kinds
from shenbian.editions.models import Edition, Entry
from shenbian.editions.queries import why_not
from shenbian.funds.models import Commitment, Payment
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


def benefits_covered(actor: Actor) -> QuerySet[Benefit]:
    """The benefits that an officer may see, the latest first."""
    rows = Benefit.objects.filter(covered(actor, Right.REGISTER_READ, owner=""))
    return rows.select_related("organisation", "person", "unit").order_by("-id")


def my_benefits(actor: Actor) -> QuerySet[Benefit]:
    """What this person gets and got, by whichever programme and office, the latest first."""
    keys = [actor.person, *actor.also] if actor.person is not None else []
    mine = Q(person__key__in=keys) | Q(person__merged_into__key__in=keys)
    rows = Benefit.objects.filter(mine, status__in=STANDS)
    return rows.select_related("organisation", "line__notice").order_by("-id")


def to_announce(actor: Actor) -> QuerySet[Entry]:
    """The reviewed applications that somebody may make public and that stand in no notice, the earliest first."""
    mine = Entry.objects.filter(covered(actor, Right.EDITION_MANAGE, owner=""), status="reviewed")
    listed = NoticeLine.objects.filter(
        outcome="open", subject=Concat(Value("editions.entry:"), Cast(OuterRef("pk"), CharField()))
    )
    return mine.filter(~Exists(listed), kind_key__in=subsidy_kinds()).select_related("person", "edition").order_by("pk")


def payable(actor: Actor) -> QuerySet[Benefit]:
    """What was decided and no payment is under way for, within what somebody may prepare, the earliest first."""
    mine = Benefit.objects.filter(covered(actor, Right.PAYMENT_PREPARE, owner=""), status="granted")
    live = Payment.objects.filter(pays=Concat(Value(SUBJECT), Cast(OuterRef("pk"), CharField())))
    under_way = live.exclude(status__in=("cancelled", "dropped"))
    return mine.filter(~Exists(under_way)).select_related("person", "unit").order_by("decided_on", "pk")


def commitments_for(actor: Actor, *programmes: str, form: str = "person") -> QuerySet[Commitment]:
    """The open commitments of these programmes out of which persons may be paid, within an officer's reach; of the
    form `transfer` out of which units may be."""
    mine = Commitment.objects.filter(covered(actor, Right.PAYMENT_PREPARE, owner=""), status="approved", form=form)
    return mine.filter(item__programme__in=programmes).select_related("item").order_by("-pk")


def open_for(actor: Actor) -> list[tuple[Edition, list[str]]]:
    """What is open of all that is given by decision, with why this person may not apply now (nothing where they may).

    A fixed number of queries for each that is open.
    """
    found = Edition.objects.filter(status="open", kind_key__in=subsidy_kinds()).select_related("organisation")
    return [(each, why_not(actor, each)) for each in found.order_by("-year", "pk")[:12]]


def subsidy_kinds() -> list[str]:
    """The kinds of entry that lead to a decision of this kernel."""
    return [kind.key for kind in entry_kinds if entry_kinds.programme_of(kind.key) in subsidies]
