"""Who acts in whose place: now, of a post, for a worker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Now

from shenbian.flow.models import Waiting
from shenbian.flow.queries import flowing_models
from shenbian.kit.period import today
from shenbian.offices.models import Assistance, Delegation, Duty, Handover
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.models import Post
from shenbian.rights.queries import actor_of
from shenbian.rights.rules import covered, covered_by_any


def _keys(actor: Actor) -> list[int]:
    return sorted({*actor.also, *([actor.person] if actor.person is not None else [])})


def open_duty(actor: Actor) -> Duty | None:
    """The duty session that this person has open, run out or not. One query."""
    mine = Duty.objects.filter(person__key__in=_keys(actor), status="open")
    return mine.select_related("organisation", "person").first()


def open_assistance(actor: Actor) -> Assistance | None:
    """The assistance that this officer has open and that has not run out. One query."""
    mine = Assistance.objects.filter(helper__key__in=_keys(actor), status="open", until_at__gt=Now())
    return mine.select_related("organisation", "person", "helper").first()


def assisting(assistance: Assistance) -> Actor:
    """The helper acting for the worker: what concerns the worker is theirs, no post counts, traces name the consent."""
    worker = actor_of(assistance.person)
    return Actor(
        f"person:{assistance.helper.key}",
        person=worker.person,
        label=worker.label,
        also=worker.also,
        under=(assistance.subject,),
    )


def assisting_all(assistances: Sequence[Assistance], *, by: Actor, under: str) -> Actor:
    """The officer acting for all these workers at once: what concerns any of them is theirs, no post counts.

    `under` is the subject of what remembers each consent ("sheets.batch:5"); traces name it. One query.
    """
    workers = [each.person for each in assistances]
    merged = Person.objects.filter(merged_into__among=[each.pk for each in workers]).values_list("key", flat=True)
    return Actor(by.ref, label=by.label, also=frozenset({*(each.key for each in workers), *merged}), under=(under,))


def duties_seen(actor: Actor) -> QuerySet[Duty]:
    """Duty sessions that this person may review: those under whom they read traces, and their own."""
    seen = covered(actor, Right.TRACE_READ, desk="", owner="") | Q(person__key__in=_keys(actor))
    return Duty.objects.filter(seen).select_related("organisation", "person").order_by("-id")


def delegations_of(actor: Actor) -> QuerySet[Delegation]:
    """What this person lent or was lent, the latest first."""
    mine = Q(post__person__key__in=_keys(actor)) | Q(to__key__in=_keys(actor))
    return Delegation.objects.filter(mine).select_related(*Delegation.RELATED).order_by("-id")


def handovers_of(actor: Actor) -> QuerySet[Handover]:
    """Hand-overs that this person gives, takes, or may prepare."""
    mine = Q(post__person__key__in=_keys(actor)) | Q(to__key__in=_keys(actor))
    seen = mine | covered(actor, Right.POST_APPOINT, desk="", owner="")
    return Handover.objects.filter(seen).select_related(*Handover.RELATED).order_by("-id")


def open_work(post: Post) -> list[dict[str, Any]]:
    """The list that passes with a post: what waits for it, by flow, the largest first. One query."""
    holder = Actor(f"person:{post.person.key}", posts=(post,))
    waits = Waiting.objects.filter(covered_by_any(holder, post.role.rights))
    titles = {flow.name: flow.title for model in flowing_models() for flow in model.flows()}
    counted = waits.values_list("flow").annotate(count=Count("pk")).order_by("-count", "flow")
    return [{"title": titles[flow], "count": count} for flow, count in counted]


def colleagues(post: Post) -> QuerySet[Person]:
    """Who holds a post in the same federation today, the holder apart: to whom a post may be lent or passed."""
    root = post.organisation.path.split(".")[0]
    posts = Post.objects.standing_on(today()).filter(organisation__path__startswith=f"{root}.")
    return Person.objects.filter(merged_into=None, pk__in=posts.values("person")).exclude(pk=post.person_id)
