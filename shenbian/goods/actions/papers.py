"""The papers of what was handed out or lost."""

from __future__ import annotations

from collections.abc import Sequence

from shenbian.files.actions import Paper, attach
from shenbian.files.models import Attachment, StoredFile
from shenbian.flow.models import Flowing
from shenbian.rights.actor import Actor


def attach_papers(thing: Flowing, papers: Sequence[StoredFile], *, by: Actor) -> None:
    """Photos and signed slips belong to what they prove."""
    kinds = [Attachment.Kind.PHOTO if each.media.startswith("image/") else Attachment.Kind.VOUCHER for each in papers]
    attach(
        [Paper(subject=thing.subject, file=each.pk, kind=kind.value) for each, kind in zip(papers, kinds, strict=True)],
        by=by,
    )
