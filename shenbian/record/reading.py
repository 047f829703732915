"""What a reader opens: the record of a body and a year, in the state in which it is, with what was corrected in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, QuerySet, When

from shenbian.facts.models import Head
from shenbian.facts.queries import last_head
from shenbian.metrics.metric import metrics
from shenbian.orgs.levels import ROOTS, Level
from shenbian.orgs.models import Organisation
from shenbian.record.kept import draft_now
from shenbian.record.models import Correction, FrozenRecord, Record
from shenbian.record.opened import amount
from shenbian.record.queries import record_of
from shenbian.record.told import Told
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One text of a record: the draft of this moment, or a revision as it was frozen. `size` is 0 for a draft."""

    told: Told
    record: Record | None
    revision: int = 0
    size: int = 0
    digest: str = ""

    @property
    def is_draft(self) -> bool:
        return not self.revision

    @property
    def as_of(self) -> int | None:
        return self.size or None

    @property
    def is_last(self) -> bool:
        return self.record is not None and self.revision == self.record.revision


def edition_of(organisation: Organisation, *, year: int, revision: int | None = None) -> Edition | None:
    """The text that stands: the last revision where there is one, else a draft. `revision` 0 asks for the draft.

    None where there is no such revision. Two queries for a frozen one, four for a draft that is kept.
    """
    record = record_of(organisation, year=year)
    wanted = (record.revision if record else 0) if revision is None else revision
    if not wanted:
        return Edition(told=draft_now(organisation, year=year), record=record)
    frozen = FrozenRecord.objects.filter(record=record, revision=wanted).first() if record else None
    if frozen is None:
        return None
    told = frozen.told
    return Edition(
        told=told, record=record, revision=wanted, size=told["as_of"] or 0, digest=bytes(frozen.digest).hex()
    )


def published_edition(organisation: Organisation, *, year: int) -> Edition | None:
    """What everybody may read: the last revision of a published record. Two queries."""
    record = record_of(organisation, year=year)
    if record is None or record.status != "published":
        return None
    frozen = record.frozen.get(revision=record.revision)
    return Edition(
        told=frozen.told,
        record=record,
        revision=record.revision,
        size=record.size,
        digest=bytes(frozen.digest).hex(),
    )


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A correction as it is read. `reason` is empty while it is only noticed."""

    metric: str
    title: str
    was: str
    now: str
    revision: int
    reason: str
    noticed_at: Any


def notices(record: Record | None, *, only_last: bool = False) -> list[Notice]:
    """What differs from what was printed and what was corrected, the latest first; at most 200. One query."""
    if record is None:
        return []
    rows = Correction.objects.filter(record=record)
    if only_last:
        rows = rows.filter(Q(revision=record.revision) | ~Q(reason=""))
    return [_notice(each) for each in rows.order_by("-id")[:200]]


def _notice(each: Correction) -> Notice:
    if each.metric in metrics:
        metric = metrics[each.metric]
        title, was, now = metric.title, amount(metric, each.was), amount(metric, each.now)
    else:
        title, was, now = each.metric, str(each.was), str(each.now)
    return Notice(
        metric=each.metric,
        title=title,
        was=was,
        now=now,
        revision=each.revision,
        reason=each.reason,
        noticed_at=each.noticed_at,
    )


def readable(actor: Actor) -> QuerySet[Organisation]:
    """The bodies whose record somebody may read: those of their registers, whatever their line of work."""
    return Organisation.objects.filter(covered(actor, Right.REGISTER_READ, place="path", desk="", owner=""))


def bodies_with_records(actor: Actor, *, named: str = "") -> QuerySet[Organisation]:
    """The bodies to choose from: the federation, then its towns, their like and one's own; by name any of them."""
    found = readable(actor)
    if named:
        return found.filter(Q(name__icontains=named) | Q(number=named)).order_by("number")
    own = [post.organisation_id for post in actor.posts]
    return found.filter(Q(level__in=ROOTS) | Q(pk__in=own)).order_by(
        Case(When(level=Level.FEDERATION, then=0), default=1), "number"
    )


def states_of(bodies: Iterable[Organisation], years: Sequence[int]) -> dict[tuple[int, int], Record]:
    """The records that somebody began, by body and year. One query."""
    rows = Record.objects.filter(organisation__in=list(bodies), year__in=years)
    return {(each.organisation_id, each.year): each for each in rows}


def head_of(size: int) -> Head | None:
    """The signed head of this size; the last one for 0. One query."""
    return Head.objects.filter(log="facts", size=size).first() if size else last_head("facts")
