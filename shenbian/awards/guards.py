"""Why a public notice does not begin or end, and who may not handle an objection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Count

from shenbian.flow.models import Trace
from shenbian.flow.queries import refs
from shenbian.flow.row import Guard, Row
from shenbian.kit.sentence import Sentence

CLOSED = {
    "drafted": "这个公示还没有开始。",
    "ended": "公示已经期满，不再受理对公示的异议；有新情况请向%(where)s反映。",
    "cancelled": "这个公示已经取消。",
}


@dataclass(frozen=True)
class HasEnded(Guard):
    """What a sheet brings was over before the day on which it comes in; nobody draws up such a one by hand."""

    title = "公示早已期满"

    def why(self, row: Row, known: None) -> str | None:
        notice = row.thing
        if notice.batch is None or notice.ended_on is None:
            return "新的公示从“开始公示”办起；只有导入台账时才登记已经期满的公示。"
        return Sentence("公示到%(on)s为止，还没有期满。", on=notice.last_on) if notice.last_on >= row.day else None


@dataclass(frozen=True)
class HasLines(Guard):
    """An empty list is not made public."""

    title = "已列入公示事项"

    def needs(self, rows: Sequence[Row]) -> dict[int, int]:
        lines: Any = apps.get_model("awards", "NoticeLine")
        found = lines.objects.filter(notice__in=[row.thing.pk for row in rows], outcome="open").order_by()
        return dict(found.values_list("notice").annotate(Count("pk")))

    def why(self, row: Row, known: dict[int, int]) -> str | None:
        return None if known.get(row.thing.pk) else "公示里还没有任何一行。"


def _open(rows: Sequence[Row]) -> dict[int, int]:
    """How many objections to each of these notices are open. One query."""
    model: Any = apps.get_model("awards", "Objection")
    found = model.objects.filter(notice__in=[row.thing.pk for row in rows], status="open").order_by()
    return dict(found.values_list("notice").annotate(Count("pk")))


@dataclass(frozen=True)
class NothingOpen(Guard):
    """No objection waits to be handled."""

    title = "没有待核实的异议"

    def needs(self, rows: Sequence[Row]) -> dict[int, int]:
        return _open(rows)

    def why(self, row: Row, known: dict[int, int]) -> str | None:
        count = known.get(row.thing.pk, 0)
        return Sentence("还有%(count)s件异议待核实，核实之后公示才能继续。", count=count) if count else None


@dataclass(frozen=True)
class Objected(Guard):
    """The clock stands still for an objection, and for nothing else."""

    title = "有待核实的异议"

    def needs(self, rows: Sequence[Row]) -> dict[int, int]:
        return _open(rows)

    def why(self, row: Row, known: dict[int, int]) -> str | None:
        return None if known.get(row.thing.pk) else "没有待核实的异议，公示不能暂停。"


@dataclass(frozen=True)
class MayObject(Guard):
    """The notice is public, and its line still stands. The notice is locked: it does not end at the same moment."""

    title = "在公示期内"
    locks = "notice"
    reads = ("notice", "line", "notice__organisation")

    def why(self, row: Row, known: None) -> str | None:
        notice, line = row.thing.notice, row.thing.line
        if notice.status in CLOSED:
            return Sentence(CLOSED[notice.status], where=notice.organisation.name)
        if line is not None and line.outcome != "open":
            return Sentence("这一行已经处理（%(outcome)s）。", outcome=line.get_outcome_display())
        return None


@dataclass(frozen=True)
class Uninvolved(Guard):
    """Whoever handled what is objected to, or made it public, does not judge the objection."""

    title = "没有经办过被异议的事项"
    reads = ("line",)

    def needs(self, rows: Sequence[Row]) -> set[str]:
        subjects = {subject for row in rows for subject in _about(row)}
        found = Trace.objects.filter(subject__in=subjects, actor__in=refs(rows[0].by))
        return set(found.values_list("subject", flat=True))

    def why(self, row: Row, known: set[str]) -> str | None:
        mine = known & set(_about(row))
        return "被异议的事项您经办过，请由没有经办过的同事核实。" if mine else None


def _about(row: Row) -> list[str]:
    """What an objection is about, as traces name it."""
    thing = row.thing
    return [thing.notice.subject, *([thing.line.subject] if thing.line else [])]
