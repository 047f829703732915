"""What an edition demands of its moves, and an entry of being handed in. Declarations; they ask through the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils import timezone

from shenbian.editions.form import FieldKind
from shenbian.files.queries import attachments_of
from shenbian.flow.row import Guard, Row
from shenbian.flow.table import Phase
from shenbian.kit.sentence import Sentence

_TAKEN = (Phase.WAITING.value, Phase.DONE.value)


def _entries(rows: Sequence[Row], phases: Sequence[str]) -> dict[int, int]:
    """How many entries of each edition are in these phases. One query."""
    entries = type(rows[0].thing).entries.rel.related_model._default_manager
    found = entries.filter(edition__in={row.thing.pk for row in rows}, phase__in=phases)
    return dict(found.values_list("edition").annotate(Count("pk")))


@dataclass(frozen=True)
class HasWindow(Guard):
    """An edition is opened with a first instant, and not after its last."""

    title = "有开始时间，且尚未截止"

    def needs(self, rows: Sequence[Row]) -> datetime:
        return timezone.now()

    def why(self, row: Row, known: datetime) -> str | None:
        if row.thing.opens_at is None:
            return "还没有填写开始时间，请先在“修改设置”中填写。"
        if row.thing.closes_at is not None and row.thing.closes_at <= known:
            return "截止时间已过，请先在“修改设置”中改期。"
        return None


@dataclass(frozen=True)
class NothingWaits(Guard):
    """No entry is still being handled."""

    title = "没有在办的申报"

    def needs(self, rows: Sequence[Row]) -> dict[int, int]:
        return _entries(rows, (Phase.WAITING.value,))

    def why(self, row: Row, known: dict[int, int]) -> str | None:
        count = known.get(row.thing.pk, 0)
        return Sentence("还有%(count)s件申报在办，请先办结或退回，再办这一步。", count=count) if count else None


@dataclass(frozen=True)
class QuotaHolds(Guard):
    """A quota is not set below what is taken already."""

    title = "名额不少于已占用的"

    def needs(self, rows: Sequence[Row]) -> dict[int, int]:
        return _entries(rows, _TAKEN)

    def why(self, row: Row, known: dict[int, int]) -> str | None:
        taken, quota = known.get(row.thing.pk, 0), row.said["quota"]
        return (
            None
            if quota is None or quota >= taken
            else Sentence("已有%(taken)s个名额占用，名额不能改为%(quota)s个。", taken=taken, quota=quota)
        )


@dataclass(frozen=True)
class EditionOpen(Guard):
    """The edition takes entries now. What was sent back may be handed in again after the last day."""

    title = "在申报期内"
    reads = ("edition",)

    def needs(self, rows: Sequence[Row]) -> datetime:
        return timezone.now()

    def why(self, row: Row, known: datetime) -> str | None:
        return why_closed(row.thing.edition, known, again=row.thing.submitted_at is not None)


def why_closed(edition: Any, now: datetime, *, again: bool = False) -> str | None:
    """Why this edition takes no entries at this instant, or None. `again`: what it sent back itself."""
    opens, closes = edition.opens_at, edition.closes_at
    if edition.status == "cancelled":
        return Sentence("“%(title)s”已取消。", title=edition.title)
    if again and edition.status in ("open", "closed"):
        return None
    if edition.status == "planned" or (opens and now < opens):
        return Sentence("%(at)s开始受理，请届时再来。", at=opens) if opens else "还没有开始受理。"
    if edition.status != "open" or (closes and now > closes):
        return Sentence("已于%(at)s截止受理，下一期开放时会在“首页”列出。", at=closes) if closes else "已截止受理。"
    return None


@dataclass(frozen=True)
class Complete(Guard):
    """Every step of the form was filled in and saved, and every paper that it demands hangs on the entry.

    A paper is attached to the entry with the field's title as what is said of it.
    """

    title = "各步骤都已填写"

    def needs(self, rows: Sequence[Row]) -> set[tuple[str, str]]:
        wanting = [row.thing.subject for row in rows if _papers(row.thing)]
        return set(attachments_of(wanting).values_list("subject", "said")) if wanting else set()

    def why(self, row: Row, known: set[tuple[str, str]]) -> str | None:
        entry = row.thing
        missing = [step.title for step in entry.kind.form.steps if step.key not in entry.saved]
        if missing:
            return Sentence("还没有填完：%(steps)s。请回到这一步填写并保存。", steps=missing)
        papers = [title for title in _papers(entry) if (entry.subject, title) not in known]
        return Sentence("还缺材料：%(papers)s。请拍照或上传后再提交。", papers=papers) if papers else None


def _papers(entry: Any) -> list[str]:
    """The papers that the form of an entry demands."""
    return [each.title for each in entry.kind.form.fields if each.kind is FieldKind.FILE and each.required]


has_window = HasWindow()
nothing_waits = NothingWaits()
quota_holds = QuotaHolds()
edition_open = EditionOpen()
complete = Complete()
