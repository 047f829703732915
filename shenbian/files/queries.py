"""Reads over files: what is attached to things, and whether somebody may see one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet

from shenbian.files.models import Attachment, StoredFile
from shenbian.files.seeing import opens, owns, sees
from shenbian.rights.actor import Actor


def attachments_of(subjects: Iterable[str]) -> QuerySet[Attachment]:
    """What is attached to these things ("app.model:pk"), in the order it came. One query, files joined."""
    found = Attachment.objects.filter(subject__in=set(subjects)).select_related("file")
    return found.order_by("subject", "attached_at", "id")


@dataclass(frozen=True)
class View:
    """What somebody may do with a file. `tells`: opening it takes a reason, which the one whom it shows can read."""

    file: StoredFile
    tells: bool


def seen_by(actor: Actor, pk: int) -> View | None:
    """The file as this person may see it, or None: then it does not exist for them."""
    file = StoredFile.objects.filter(pk=pk).first()
    if file is None:
        return None
    own = file.uploaded_by == actor.ref
    things = [] if own and not file.sealed else _things_with(file)
    if not file.sealed:
        return View(file, tells=False) if own or any(sees(actor, thing) for thing in things) else None
    if actor.owns(file.about) or any(owns(actor, thing) for thing in things):
        return View(file, tells=False)
    open_to = own or any(sees(actor, thing) and opens(actor, thing) for thing in things)
    return View(file, tells=True) if open_to else None


def unattached() -> QuerySet[StoredFile]:
    """Files that belong to nothing."""
    return StoredFile.objects.filter(~Exists(Attachment.objects.filter(file=OuterRef("pk"))))


def _things_with(file: StoredFile) -> list[Any]:
    """The things it is attached to, of each model in one query; those that are gone are left out."""
    wanted: dict[str, list[str]] = {}
    for subject in Attachment.objects.filter(file=file).values_list("subject", flat=True):
        label, _, pk = subject.rpartition(":")
        wanted.setdefault(label, []).append(pk)
    return [thing for label, pks in wanted.items() for thing in _read(label, pks)]


def _read(label: str, pks: list[str]) -> QuerySet[Any]:
    model: Any = apps.get_model(label)
    related = getattr(model, "RELATED", ("organisation",) if hasattr(model, "organisation") else ())
    things: QuerySet[Any] = model._default_manager.filter(pk__in=pks)
    return things.select_related(*related) if related else things
