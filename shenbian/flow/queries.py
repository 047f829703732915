"""What happened, what waits for whom, what has run over. Each answer is one query."""

from collections.abc import Sequence
from datetime import date

from django.apps import apps
from django.db.models import Q, QuerySet

from shenbian.flow.models import Flowing, Trace, Waiting
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered_by_any


def traces_of(thing: Flowing) -> QuerySet[Trace]:
    """What happened to this thing, in order; of a bulk call the trace of its whole batch."""
    return Trace.objects.filter(subject__in=subjects_of(thing)).order_by("id")


def subjects_of(thing: Flowing) -> list[str]:
    """Under which subjects traces speak of this thing: its own, and that of the batch it came with."""
    batch = getattr(thing, "batch", None)
    return [thing.subject] if batch is None else [thing.subject, f"batch:{batch}"]


def touched_by(actor: Actor, things: Sequence[Flowing], *, moves: Sequence[str] = ()) -> set[str]:
    """The subjects of those things that this actor has moved before (by one of these moves; any when empty).

    What is in no table yet they are beginning just now.
    """
    named = {thing.subject: subjects_of(thing) for thing in things}
    found = Trace.objects.filter(subject__in={each for all_ in named.values() for each in all_}, actor__in=refs(actor))
    began = not moves or "begin" in moves
    if moves:
        found = found.filter(Q(move__in=moves) | Q(before="") if began else Q(move__in=moves))
    touched = set(found.values_list("subject", flat=True))
    if began:
        touched |= {thing.subject for thing in things if thing._state.adding}
    return {subject for subject, all_ in named.items() if touched & set(all_)}


def authors_of(things: Sequence[Flowing]) -> dict[str, int]:
    """Who began each of these, as Person.key, by its subject; nobody where no person did. One query."""
    named = {thing.subject: subjects_of(thing) for thing in things}
    wanted = {each for all_ in named.values() for each in all_}
    found = Trace.objects.filter(subject__in=wanted, before="", actor__startswith="person:").order_by("-id")
    began = {subject: int(ref.removeprefix("person:")) for subject, ref in found.values_list("subject", "actor")}
    return {subject: began[each] for subject, all_ in named.items() for each in all_ if each in began}


def refs(actor: Actor) -> list[str]:
    """Under which names traces know this actor: their own, and those of records that were merged into theirs."""
    return [actor.ref, *(f"person:{key}" for key in sorted(actor.also))]


def waiting_for(actor: Actor) -> QuerySet[Waiting]:
    """The inbox (待办): what waits for this person, across all flows, the nearest deadline first.

    What is one's own waits for oneself where the right to move it is an owner's.
    """
    return Waiting.objects.filter(covered_by_any(actor, rights_in_flows())).select_related("organisation")


def rights_in_flows() -> list[Right]:
    """Every right for which something may wait, in the order of the catalogue."""
    waited = {flow.waits_for(s.key) for model in flowing_models() for flow in model.flows() for s in flow.states}
    return [right for right in Right if right in waited]


def overdue(on: date) -> QuerySet[Waiting]:
    """What waits though the last day of its clock lies before this Beijing day, the oldest first."""
    return Waiting.objects.filter(due_on__lt=on).select_related("organisation").order_by("due_on", "id")


def flowing_models() -> list[type[Flowing]]:
    """Every model that has a flow, by name."""
    return sorted((m for m in apps.get_models() if issubclass(m, Flowing)), key=lambda m: m._meta.label_lower)
