"""The rankings of a challenge as a workbook; names in full, as the officer may read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from shenbian.challenges.declared import ChallengeKind
from shenbian.challenges.queries import union_ranking
from shenbian.editions.models import Edition
from shenbian.flow import traces
from shenbian.kit import workbook
from shenbian.rights.actor import Actor


def write_ranking(edition: Edition, kind: ChallengeKind, people: Any, target: BinaryIO, *, by: Actor) -> None:
    """People of `people` on one sheet, all unions on the other; a trace says who took it and how many."""
    unit = kind.unit
    columns = [
        workbook.Column("名次", kind="number"),
        workbook.Column("报名编号", width=18),
        workbook.Column("姓名"),
        workbook.Column("所属工会", width=28),
        workbook.Column("有效日", kind="number"),
        workbook.Column(f"合计（{unit}）", kind="number"),
    ]
    unions = [
        workbook.Column("名次", kind="number"),
        workbook.Column("工会", width=28),
        workbook.Column("报名人数", kind="number"),
        workbook.Column(f"人均（{unit}/人）", kind="number"),
        workbook.Column(f"合计（{unit}）", kind="number"),
    ]
    rows = list(_people(people))
    ranked = union_ranking(edition)
    told = [[each.place, each.name, each.joined, each.average, each.quantity] for each in ranked]
    workbook.write(target, [workbook.Sheet("个人", columns, rows), workbook.Sheet("工会", unions, told)])
    at, numbers = traces.reserve(1)
    step = traces.Step(
        edition.subject, edition.flow.name, "export", edition.status, edition.status, {"rows": len(rows)}
    )
    traces.tell([step], by=by, batch=None, at=at, numbers=numbers)


def _people(people: Any) -> Iterator[list[object]]:
    for each in people:
        yield [each.place, each.number, each.person.name, each.organisation.name, each.valid, each.total]
