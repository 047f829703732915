"""Papers that officers hang on a thing (材料): which it takes, who hangs them there, who takes one away again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from shenbian.files.actions import Paper, attach, detach, upload
from shenbian.files.models import Attachment
from shenbian.files.queries import attachments_of
from shenbian.flow import traces
from shenbian.flow.models import Flowing
from shenbian.flow.refusals import NotYours, Refused, WrongMoment
from shenbian.kit.sentence import Sentence
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may

MOST = 60  # papers of one thing


@dataclass(frozen=True, kw_only=True)
class Filing:
    """What a model says of the papers of its things, as `FILING`.

    `sorts`: what a paper is called, with the kind of attachment. `right`: of whoever hangs them there. In a state that
    is `closed` none is added, in one that is `fixed` none is taken away: what was paid keeps its proof. `inside`:
    officers alone see them, though the thing be somebody's own (a list names others too).
    """

    sorts: Mapping[str, Attachment.Kind]
    right: Right
    closed: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    inside: bool = False


@dataclass(frozen=True)
class Sheet:
    """What somebody hands in; the same `client_key` again is the same paper."""

    name: str
    content: bytes
    client_key: UUID | None = None


def filing_of(thing: Flowing) -> Filing | None:
    """What is said of its papers; None where officers hang none on it."""
    found: Filing | None = getattr(thing, "FILING", None)
    return found


def may_add(thing: Flowing, by: Actor) -> bool:
    """Whether somebody may hang a paper on it now."""
    filing = filing_of(thing)
    return filing is not None and thing.status not in filing.closed and _is_theirs(filing, thing, by)


def may_remove(thing: Flowing, by: Actor) -> bool:
    """Whether somebody may take a paper off it now."""
    filing = filing_of(thing)
    return filing is not None and thing.status not in filing.fixed and _is_theirs(filing, thing, by)


@transaction.atomic
def add_papers(thing: Flowing, *, what: str, sheets: Sequence[Sheet], by: Actor) -> list[Attachment]:
    """Take papers in and hang them on the thing; each says itself who added it and when. `what` is one of its sorts.

    Raises NotYours for whom it is not, KeyError for another sort, Refused for what is not taken or too many,
    WrongMoment where its state takes none.
    """
    kept, filing = _locked(thing, by)
    if kept.status in filing.closed:
        raise WrongMoment(kept.title_of_state, "添加材料")
    kind = filing.sorts[what]
    there = {each.file_id for each in attachments_of([kept.subject])}
    files = [upload(each.content, name=each.name, by=by, client_key=each.client_key) for each in sheets]
    if len(there | {each.pk for each in files}) > MOST:
        said = {"most": MOST, "count": len(there)}
        raise Refused(Sentence("最多%(most)s份材料，已有%(count)s份。请先移除不要的，再上传。", **said))
    return attach([Paper(subject=kept.subject, file=each.pk, kind=kind.value, said=what) for each in files], by=by)


@transaction.atomic
def remove_paper(thing: Flowing, *, paper: int, by: Actor) -> None:
    """Take a paper (the attachment's id) off the thing; leaves a trace, for the file is swept where it hangs on nothing
    else. Raises NotYours, WrongMoment, Refused.
    """
    kept, filing = _locked(thing, by)
    if kept.status in filing.fixed:
        raise WrongMoment(kept.title_of_state, "移除材料")
    found = attachments_of([kept.subject]).filter(pk=paper).first()
    if found is None:
        raise Refused("这份材料已经移除了。")
    detach([found.pk])
    at, numbers = traces.reserve(1)
    step = traces.Step(kept.subject, kept.flow.name, "remove_paper", kept.status, kept.status, {"papers": found.said})
    traces.tell([step], by=by, batch=None, at=at, numbers=numbers)


def _locked(thing: Flowing, by: Actor) -> tuple[Flowing, Filing]:
    rows = type(thing)._default_manager.select_for_update(of=("self",), no_key=True)
    kept = rows.select_related(*thing.RELATED).get(pk=thing.pk)
    filing = filing_of(kept)
    if filing is None or not _is_theirs(filing, kept, by):
        raise NotYours
    return kept, filing


def _is_theirs(filing: Filing, thing: Any, by: Actor) -> bool:
    return may(by, filing.right, thing)
