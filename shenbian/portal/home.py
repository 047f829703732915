"""The first page's reads: who I am, what is under way for me, what is near."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from shenbian.accounts.access import PageRequest
from shenbian.flow.models import Waiting
from shenbian.flow.queries import flowing_models
from shenbian.flow.table import Flow
from shenbian.kit.period import today
from shenbian.people.models import Membership
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import OWNERS_RIGHTS

MINE = frozenset(right.value for right in OWNERS_RIGHTS)


@dataclass(frozen=True)
class Open:
    """Something of mine that is under way. `mine`: it is my turn."""

    title: str
    state: str
    phase: str
    due_on: date | None
    url: str
    mine: bool


def flows_by_name() -> dict[str, Flow]:
    """Every flow by its name."""
    return {flow.name: flow for model in flowing_models() for flow in model.flows()}


def open_things(actor: Actor) -> list[Open]:
    """What of mine is under way, my own turn first, then by deadline. One query."""
    rows = Waiting.objects.filter(owner__in=[actor.person, *actor.also])
    flows = flows_by_name()
    told = [_open(row, flows) for row in rows]
    return sorted(told, key=lambda each: (not each.mine, each.due_on or date.max))


def _open(row: Waiting, flows: dict[str, Flow]) -> Open:
    flow = flows[row.flow]
    state = flow.state(row.state)
    return Open(flow.title, state.title, state.phase.value, row.due_on, url_of(row), row.right in MINE)


def url_of(row: Waiting) -> str:
    """Where a person sees this thing of theirs."""
    if row.subject_type == "editions.entry":
        return reverse("portal:entry", args=[row.subject_id])
    return reverse("portal:requests")


def membership_of(actor: Actor, day: date) -> Membership | None:
    """The membership that stands, with its union. One query."""
    rows = Membership.objects.filter(person__key__in=[actor.person, *actor.also], from_on__lte=day)
    return rows.exclude(until_on__lte=day).select_related("organisation").order_by("-from_on").first()


@dataclass(frozen=True)
class Reader:
    """Who reads the first page: their name, their union, what is under way."""

    name: str
    union: str
    open: list[Open]


def of_reader(request: PageRequest) -> Reader | None:
    """The reader, or None for a stranger. Two queries beside those of signing in."""
    if not request.user.is_authenticated:
        return None
    membership = membership_of(request.actor, today())
    union = membership.organisation.name if membership else ""
    return Reader(request.actor.label, union, open_things(request.actor))


def public_links() -> list[dict[str, str]]:
    """What anybody may read."""
    return [
        {"url": reverse("portal:public_notices"), "title": _("公示")},
        {"url": reverse("portal:verify"), "title": _("核验凭据")},
    ]
