"""The rows behind a figure, each with its source, its evidence, who wrote it, when, and its seal."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection

from shenbian.kit.period import Period
from shenbian.metrics.describe import describe
from shenbian.metrics.measure import measure
from shenbian.metrics.metric import Metric
from shenbian.metrics.rows import rows


@dataclass(frozen=True, kw_only=True)
class Row:
    """One fact as an auditor reads it. `position` and `leaf` are its place in the sealed log; None until sealed."""

    fact: int
    kind: str
    happened_on: str
    organisation: str
    quantity: int
    amount_fen: int | None
    source: str
    evidence: str
    recorded_by: str
    recorded_at: str
    batch: int | None
    position: int | None
    leaf: str | None


@dataclass(frozen=True, kw_only=True)
class Behind:
    """A figure's value, how many facts it rests on, and one page of them."""

    metric: Metric
    value: int | float | None
    count: int
    rows: tuple[Row, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "metric": self.metric.key,
            "title": self.metric.title,
            "definition": describe(self.metric),
            "value": self.value,
            "unit": self.metric.unit,
            "facts": self.count,
            "rows": [asdict(row) for row in self.rows],
        }

    def lines(self) -> Iterator[str]:
        for row in self.rows:
            seal = f"存证第{row.position}条 {row.leaf[:16]}" if row.leaf else "尚未存证"
            amount = f" {row.amount_fen / 100:,.2f}元" if row.amount_fen is not None else ""
            yield "\t".join(
                [
                    f"fact {row.fact}",
                    row.happened_on,
                    row.kind,
                    row.organisation,
                    f"{row.quantity}{amount}",
                    row.source,
                    row.evidence,
                    row.recorded_by,
                    row.recorded_at,
                    seal,
                ]
            )


def rows_behind(
    metric: Metric, *, under: str, period: Period, as_of: int | None = None, after: int = 0, limit: int = 50
) -> Behind:
    """A page of the facts behind a figure, by id; `after` is the last id of the page before. Four queries."""
    figure = measure([metric], under=under, period=period, as_of=as_of)[metric.key]
    found = rows(metric, under=under, period=period, as_of=as_of, after=after, limit=limit)
    return Behind(metric=metric, value=figure.json_value, count=figure.facts, rows=tuple(_read(found)))


def page_of_rows(
    metric: Metric, *, under: str, period: Period, as_of: int | None = None, after: int = 0, limit: int = 50
) -> list[Row]:
    """The rows alone, for the pages after the first. Two queries."""
    return list(_read(rows(metric, under=under, period=period, as_of=as_of, after=after, limit=limit)))


_ROWS = """
SELECT f.id, f.kind, f.happened_on::text, coalesce(o.name, ''), f.quantity, f.amount_fen, f.source, f.evidence,
       f.recorded_by, f.recorded_at, f.batch, l.position, l.hash
FROM facts_fact f
LEFT JOIN orgs_organisation o ON o.id = f.organisation
LEFT JOIN facts_leaf l ON l.log = 'facts' AND l.entry = f.id
WHERE f.id = ANY(%s) ORDER BY f.id
"""


def _read(ids: list[int]) -> Iterator[Row]:
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, [ids])
        for row in cursor.fetchall():
            yield Row(
                fact=row[0],
                kind=row[1],
                happened_on=row[2],
                organisation=row[3],
                quantity=row[4],
                amount_fen=row[5],
                source=row[6],
                evidence=row[7],
                recorded_by=row[8],
                recorded_at=row[9].isoformat(),
                batch=row[10],
                position=row[11],
                leaf=bytes(row[12]).hex() if row[12] is not None else None,
            )
