"""What a change would do to figures that are frozen already: done, looked at, and undone, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F

from shenbian.kit.period import Period
from shenbian.metrics.measure import measure
from shenbian.metrics.metric import metrics
from shenbian.record.models import FrozenFigure, Record
from shenbian.record.place import path_in


@dataclass(frozen=True)
class Foreseen:
    """A frozen figure that a change would move: as it was frozen, as the ledger says now, and as it would say then."""

    record: str
    metric: str
    title: str
    frozen: Any
    now: Any
    then: Any

    def __str__(self) -> str:
        said = f"锁定为 {self.frozen}"
        if self.now != self.frozen:
            said += f"，现为 {self.now}"
        return f"《{self.record}》的“{self.title}”（{said}）将变为 {self.then}"


def would_change(act: Callable[[], object]) -> list[Foreseen]:
    """The frozen figures whose live value would be another after `act`, by record; nothing of the act stays.

    Whatever the act raises is raised. Two queries; before and after it one for the records and
    two for each of them.
    """
    figures: dict[int, list[FrozenFigure]] = {}
    last = FrozenFigure.objects.filter(revision=F("record__revision")).order_by("record_id", "id")
    for figure in last:
        if figure.metric in metrics:
            figures.setdefault(figure.record_id, []).append(figure)
    with transaction.atomic():
        now = _live(figures)
        act()
        then = _live(figures)
        transaction.set_rollback(True)
    titles = {record.pk: str(record) for record in Record.objects.select_related("organisation").filter(pk__in=figures)}
    return [
        Foreseen(titles[key], each.metric, each.content["title"], each.content["value"], was, will)
        for key, kept in figures.items()
        for each in kept
        if (was := now[key, each.metric]) != (will := then[key, each.metric])
    ]


def _live(figures: dict[int, list[FrozenFigure]]) -> dict[tuple[int, str], Any]:
    """What the ledger says at this moment of every frozen figure."""
    said = {}
    for record in Record.objects.select_related("organisation").filter(pk__in=figures):
        asked = [metrics[each.metric] for each in figures[record.pk]]
        live = measure(asked, under=path_in(record.organisation, record.year), period=Period.year(record.year))
        said.update({(record.pk, key): figure.json_value for key, figure in live.items()})
    return said
