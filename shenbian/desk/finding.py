"""Things of any flow by their label and number, and only for whom they exist."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from shenbian.flow.models import Flowing
from shenbian.flow.offers import may_see
from shenbian.flow.queries import flowing_models
from shenbian.rights.actor import Actor

Key = tuple[str, int]  # label of the model, number of the row


@dataclass(frozen=True)
class Kind:
    """A model that has a flow, as addresses name it."""

    label: str
    model: type[Flowing]

    def rows(self) -> Any:
        """Its rows with every relation that a page may name, in one statement."""
        return self.model._default_manager.select_related(*_relations(self.model))


def kinds() -> dict[str, Kind]:
    """Every model that has a flow, by its label ("record.record")."""
    return {model._meta.label_lower: Kind(model._meta.label_lower, model) for model in flowing_models()}


def thing_or_404(actor: Actor, label: str, pk: int) -> Flowing:
    """The thing, where it exists for this person. One query."""
    kind = kinds().get(label)
    thing: Flowing | None = kind.rows().filter(pk=pk).first() if kind else None
    if thing is None or not may_see(thing, actor):
        raise Http404
    return thing


def things_of(keys: Iterable[Key]) -> dict[Key, Flowing]:
    """These things, whoever asks. One query for each model among them."""
    wanted: dict[str, set[int]] = {}
    for label, pk in keys:
        wanted.setdefault(label, set()).add(pk)
    known = kinds()
    return {
        (label, thing.pk): thing
        for label, numbers in sorted(wanted.items())
        if label in known
        for thing in known[label].rows().filter(pk__in=numbers)
    }


def _relations(model: type[Flowing]) -> tuple[str, ...]:
    own = (field.name for field in model._meta.concrete_fields if field.many_to_one)
    return tuple(dict.fromkeys((*model.RELATED, *own)))
