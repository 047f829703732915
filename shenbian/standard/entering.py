"""What happens to an entry on its way: where it goes, its number, and words written to whom it concerns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from shenbian.editions.declared import Place
from shenbian.flow.row import Effect, Row
from shenbian.kit.period import today
from shenbian.people.queries import standing_membership


class Reason(forms.Form):
    """Why it is sent back or refused. It may name people, so it stays out of traces; the applicant reads it."""

    reason = forms.CharField(label="原因", max_length=500, widget=forms.Textarea, help_text="申请人会看到这段话")

    class Privacy:
        plain: frozenset[str] = frozenset()


class Opinion(forms.Form):
    """What somebody says of it, where they wish."""

    reason = forms.CharField(label="意见", max_length=500, required=False, widget=forms.Textarea)

    class Privacy:
        plain: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Numbered(Effect):
    """The first time it is handed in an entry gets its number (RH-2026-000012), for good."""

    title = "编号并记下提交时间"
    sets = ("number", "submitted_at")

    def act(self, rows: Sequence[Row]) -> None:
        now = timezone.now()
        for row in rows:
            entry = row.thing
            entry.number = entry.number or f"{entry.kind.letters}-{entry.edition.year}-{entry.pk:06d}"
            entry.submitted_at = now


@dataclass(frozen=True)
class Remark(Effect):
    """Keeps what the mover said for the applicant: which move, the words, the day."""

    move: str
    called: str
    field: str = "reason"

    @property
    def title(self) -> str:
        return "把话告诉申请人"

    @property
    def sets(self) -> tuple[str, ...]:
        return ("remarks",)

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            if text := str(row.said.get(self.field, "")).strip():
                told = {"move": self.move, "title": self.called, "text": text, "on": row.day.isoformat()}
                row.thing.remarks = [*row.thing.remarks, told]


def own_union(entry: Any, answers: Mapping[str, Any]) -> Place | None:
    """An entry is handled by the applicant's own union; by whom the edition is run, of somebody who has none.

    One query.
    """
    member = standing_membership(entry.person.merged_into or entry.person, today())
    return Place(member.organisation_id, member.unit_id) if member else None


numbered = Numbered()
