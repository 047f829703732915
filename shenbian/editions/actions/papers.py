"""The papers of an entry (材料): sent beside its answers, attached under the title of the field that asks for them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from shenbian.editions.actions.answering import locked
from shenbian.editions.form import Field, FieldKind
from shenbian.editions.models import Entry
from shenbian.editions.queries import papers_of
from shenbian.files.actions import Paper, attach, detach, upload
from shenbian.files.models import Attachment
from shenbian.flow.filing import Sheet
from shenbian.flow.refusals import NotYours, Refused, WrongMoment
from shenbian.kit.privacy import Sensitivity
from shenbian.kit.sentence import Sentence
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may

MOST = 9  # papers of one field


@transaction.atomic
def add_papers(entry: Entry, *, field: str, sheets: Sequence[Sheet], by: Actor) -> list[Attachment]:
    """Take papers in and hang them on the entry; sealed where the field says so, and then about its owner.

    Raises KeyError for a field that asks for no papers, Refused for what is not taken or too many, WrongMoment once it
    was handed in, NotYours.
    """
    kept, asks = _open(entry, field, by)
    sealed = asks.sensitivity is Sensitivity.SEALED
    about = kept.owner if sealed else None
    files = [
        upload(each.content, name=each.name, by=by, client_key=each.client_key, sealed=sealed, about=about)
        for each in sheets
    ]
    there = {each.file_id for each in papers_of(kept).get(field, [])}
    if len(there | {each.pk for each in files}) > MOST:
        said = {"title": asks.title, "most": MOST, "count": len(there)}
        raise Refused(Sentence("“%(title)s”最多%(most)s份，已有%(count)s份。请先移除不要的，再上传。", **said))
    return attach([Paper(subject=kept.subject, file=each.pk, said=asks.title) for each in files], by=by)


@transaction.atomic
def remove_paper(entry: Entry, *, field: str, paper: int, by: Actor) -> None:
    """Take a paper (the attachment's id) off the entry; what hangs on nothing is swept. Raises as `add_papers` does."""
    kept, _ = _open(entry, field, by)
    detach([each.pk for each in papers_of(kept).get(field, []) if each.pk == paper])


def _open(entry: Entry, field: str, by: Actor) -> tuple[Entry, Field]:
    """The entry, locked, and the field, if papers may be added or removed there now."""
    kept = locked(entry)
    if not may(by, Right.ENTRY_MAKE, kept):
        raise NotYours
    if not kept.may_be_filled_in:
        raise WrongMoment(kept.title_of_state, "修改材料")
    asks = kept.kind.form.field(field)
    if asks.kind is not FieldKind.FILE:
        raise KeyError(field)
    return kept, asks
