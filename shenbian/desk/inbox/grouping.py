"""The inbox as it is read: what waits for me, put together by what I can do with it, the nearest deadline first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from shenbian.desk.waiting import ORDER, Line, lines
from shenbian.flow.models import Waiting
from shenbian.flow.queries import flowing_models
from shenbian.flow.table import Flow, State
from shenbian.rights.actor import Actor

SHOWN = 8  # rows of a group on the first page; the others are one step away
GROUP = ("flow", "state", "right")


@dataclass
class Group:
    """Things in one state of one flow: all of them ask the same of me."""

    flow: Flow
    state: State
    total: int
    overdue: int
    lines: list[Line] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.flow.name}.{self.state.key}"

    @property
    def verbs(self) -> str:
        """What may be done from here: 受理、退回补正."""
        return "、".join(dict.fromkeys(doing.move.title for line in self.lines for doing in line.doings))

    @property
    def more(self) -> int:
        return self.total - len(self.lines)


def groups(waiting: QuerySet[Waiting], *, actor: Actor, on: date) -> list[Group]:
    """The groups, that with the nearest deadline first, each with its first rows. One query, and those of `lines`."""
    parts = [F(name) for name in GROUP]
    ranked = waiting.annotate(
        place=Window(RowNumber(), partition_by=parts, order_by=ORDER),
        total=Window(Count("*"), partition_by=parts),
        overdue=Window(Count("pk", filter=Q(due_on__lt=on)), partition_by=parts),
    )
    rows: list[Any] = list(ranked.filter(place__lte=SHOWN).order_by(*ORDER))
    found: dict[tuple[str, str], Group] = {}
    tables = flows()
    for row, line in zip(rows, lines(rows, actor=actor, on=on), strict=True):
        flow = tables[row.flow]
        group = found.setdefault((row.flow, row.state), Group(flow, flow.state(row.state), row.total, row.overdue))
        group.lines.append(line)
    return list(found.values())


def flows() -> dict[str, Flow]:
    """Every table by its name."""
    return {flow.name: flow for model in flowing_models() for flow in model.flows()}
