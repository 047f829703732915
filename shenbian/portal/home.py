"""The first page's reads: who I am, what is under way for me, what is near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shenbian.editions.models import Entry
from shenbian.flow.models import Waiting
from shenbian.flow.queries import flowing_models
from shenbian.flow.table import Flow, Phase
from shenbian.gatherings.models import LIVE, Booking
from shenbian.gatherings.queries import STAYS
from shenbian.kit.period import beijing_date, now
from shenbian.people.models import Membership
from shenbian.portal.glance import MOST, Glance
from shenbian.record.models import Record
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import OWNERS_RIGHTS

MINE = frozenset(right.value for right in OWNERS_RIGHTS)
ENTRY = "editions.entry"
BOOKING = "gatherings.booking"


@dataclass(frozen=True)
class Open:
    """Something of mine that is under way. `mine`: it is my turn. A booking says when its session is (`on`), or until
    when an answer is waited for.
    """

    title: str
    state: str
    phase: str
    due_on: date | None
    url: str
    mine: bool
    on: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Reader:
    """Who reads the first page: their name, their union, what is under way, how many notices are new."""

    name: str
    union: str
    open: list[Open]
    unread: int = 0
    officer: bool = False


def flows_by_name() -> dict[str, Flow]:
    """Every flow by its name."""
    return {flow.name: flow for model in flowing_models() for flow in model.flows()}


def open_things(actor: Actor) -> list[Open]:
    """What of mine is under way, my own turn first, then by deadline; drafts before all. Three queries."""
    keys = [key for key in (actor.person, *actor.also) if key is not None]
    rows = Waiting.objects.filter(owner__in=keys).exclude(subject_type=BOOKING).values_list(*COLUMNS)
    drafts = Entry.objects.filter(person__key__in=keys, phase=Phase.DRAFT).order_by("-pk")
    told = [waits(*row) for row in rows] + [booked(*row) for row in coming(keys)]
    return [draft(*row) for row in drafts.values_list("pk", "edition__title")] + in_order(told)


COLUMNS = ("subject_type", "subject_id", "flow", "state", "right", "due_on")


def in_order(told: list[Open]) -> list[Open]:
    """My own turn first, then what must be answered or happens soonest."""
    return sorted(told, key=lambda each: (not each.mine, each.due_on or _day(each.until or each.on)))


def _day(at: datetime | None) -> date:
    return beijing_date(at) if at else date.max


def coming(keys: Sequence[int]) -> list[tuple[Any, ...]]:
    """What of these persons' bookings lies ahead, as `booked` reads it. One query."""
    rows = Booking.objects.filter(person__key__in=keys, status__in=LIVE, session__status="open")
    ahead = rows.filter(session__starts_at__gte=now() - STAYS).order_by("session__starts_at", "pk")
    return list(ahead.values_list("pk", "status", "session__title", "session__starts_at", "answer_by")[:MOST])


def booked(pk: int, state: str, title: str, starts_at: datetime | str, answer_by: datetime | str | None) -> Open:
    """A booking that lies ahead, as a person reads it."""
    there = Booking.FLOW.state(state)
    until = _instant(answer_by) if there.phase is Phase.WAITING else None
    url = reverse("portal:booking", args=[pk])
    return Open(title, there.title, there.phase.value, None, url, until is not None, _instant(starts_at), until)


def _instant(said: datetime | str | None) -> datetime | None:
    return datetime.fromisoformat(said) if isinstance(said, str) else said


def waits(subject: str, pk: int, flow: str, state: str, right: str, due_on: date | str | None) -> Open:
    """A row of what waits, as a person reads it."""
    table = flows_by_name()[flow]
    there = table.state(state)
    day = date.fromisoformat(due_on) if isinstance(due_on, str) else due_on
    url = reverse("portal:entry", args=[pk]) if subject == ENTRY else reverse("portal:requests")
    return Open(table.title, there.title, there.phase.value, day, url, right in MINE)


def draft(pk: int, title: str) -> Open:
    """A form that was begun and not sent."""
    return Open(title, "填写中", Phase.DRAFT.value, None, reverse("portal:entry", args=[pk]), True)


def reader(name: str, said: Glance) -> Reader:
    """The reader, from one statement's answer."""
    told = [waits(*row) for row in said.waiting] + [booked(*row) for row in said.bookings]
    things = [draft(*row) for row in said.drafts] + in_order(told)
    return Reader(name, said.union, things, said.unread, said.officer)


def membership_of(actor: Actor, day: date) -> Membership | None:
    """The membership that stands, with its union. One query."""
    keys = [key for key in (actor.person, *actor.also) if key is not None]
    rows = Membership.objects.filter(person__key__in=keys, from_on__lte=day).exclude(until_on__lte=day)
    return rows.select_related("organisation").order_by("-from_on").first()


def public_links() -> list[dict[str, str]]:
    """What anybody may read: the last published record, public notices, verification. One query."""
    last = Record.objects.filter(status="published").order_by("-year").values_list("year", flat=True).first()
    told = [{"url": reverse("portal:record", args=[last]), "title": _("年度工作纪实")}] if last else []
    told.append({"url": reverse("portal:public_notices"), "title": _("公示")})
    return [*told, {"url": reverse("portal:verify"), "title": _("核验凭据")}]
