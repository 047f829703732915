"""The papers of a session (材料): photos, the sign-in sheet, minutes. Whoever reads its register sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from shenbian.files.actions import Paper, attach, detach, upload
from shenbian.files.models import Attachment
from shenbian.files.queries import attachments_of
from shenbian.flow import traces
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.models import Session
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may

MOST = 60  # papers of one session


class Filed(StrEnum):
    """What a paper is, as it is named where it is shown."""

    PHOTO = "现场照片"
    ROLL = "签到表"
    MINUTES = "会议记录"
    NOTICE = "通知"
    OTHER = "其他材料"


@dataclass(frozen=True)
class Sheet:
    """What an officer hands in; the same `client_key` again is the same paper."""

    name: str
    content: bytes
    client_key: UUID | None = None


@transaction.atomic
def add_papers(session: Session, *, what: Filed, sheets: Sequence[Sheet], by: Actor) -> list[Attachment]:
    """Take papers in and hang them on the session; each says itself who added it and when.

    Raises NotYours for whom its register is not, Refused for what is not taken, too many, or a session called off.
    """
    kept = _locked(session, by)
    if kept.status in ("cancelled", "struck"):
        raise Refused(f"这一场{kept.title_of_state}，不能再加材料。")
    there = {each.file_id for each in attachments_of([kept.subject])}
    files = [upload(each.content, name=each.name, by=by, client_key=each.client_key) for each in sheets]
    if len(there | {each.pk for each in files}) > MOST:
        raise Refused(f"一场最多{MOST}份材料，已有{len(there)}份。请先移除不要的，再上传。")
    kind = Attachment.Kind.PHOTO if what is Filed.PHOTO else Attachment.Kind.PAPER
    papers = [Paper(subject=kept.subject, file=each.pk, kind=kind.value, said=what.value) for each in files]
    return attach(papers, by=by)


@transaction.atomic
def remove_paper(session: Session, *, paper: int, by: Actor) -> None:
    """Take a paper (the attachment's id) off the session; leaves a trace, for the file is swept where it hangs on
    nothing else. Raises NotYours, Refused.
    """
    kept = _locked(session, by)
    found = attachments_of([kept.subject]).filter(pk=paper).first()
    if found is None:
        raise Refused("这份材料已经移除了。")
    detach([found.pk])
    at, numbers = traces.reserve(1)
    step = traces.Step(kept.subject, kept.flow.name, "remove_paper", kept.status, kept.status, {"papers": found.said})
    traces.tell([step], by=by, batch=None, at=at, numbers=numbers)


def _locked(session: Session, by: Actor) -> Session:
    rows = Session.objects.select_for_update(of=("self",), no_key=True).select_related(*Session.RELATED)
    kept = rows.get(pk=session.pk)
    if not may(by, Right.REGISTER_KEEP, kept):
        raise NotYours
    return kept
