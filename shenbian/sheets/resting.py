"""What came after a batch and rests on it. Asked before it is taken back; a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

from shenbian.facts.kind import kinds
from shenbian.flow.models import Flowing
from shenbian.sheets.withdrawing import STAY, too_far

# Rows that are parts of another and come and go with it: table -> (part, column that names the whole).
PARTS = {"orgs.organisation": (("orgs.organisationplace", "organisation_id"), ("orgs.term", "organisation_id"))}
PEOPLE = "people.person"  # who is known is not counted: a person whom something else names simply stays
_SUBJECTS = {"orgs.organisation": "organisation", "orgs.unit": "unit"}


def model_of(table: str) -> type[models.Model]:
    return apps.get_model(table)


def name_of(table: str) -> str:
    """What rows of a table are called."""
    return _NAMES.get(table) or str(model_of(table)._meta.verbose_name)


_NAMES = {
    "orgs.organisation": "工会",
    "orgs.organisationplace": "隶属关系",
    "orgs.unit": "单位",
    "orgs.unitstatement": "单位情况",
    "orgs.cover": "单位建会",
    "orgs.seat": "成员单位",
    "people.membership": "会籍",
    "people.groupspell": "重点群体",
    "people.person": "人员",
    "rights.post": "任职",
}


def resting(batch: Any) -> list[str]:
    """Everything later that rests on this batch, as Chinese sentences; empty when nothing does."""
    every = {each.table: each.rows for each in batch.made.all()}
    made = {table: ids for table, ids in every.items() if table not in STAY}
    return [
        *too_far(every),
        *_pointing(made),
        *_amended_since(batch, made),
        *_moved_since(made),
        *_told_of(batch, made),
        *_referring(batch),
        *_struck_since(batch),
    ]


def pointing_at(table: str) -> Iterator[tuple[type[models.Model], str]]:
    """The tables and columns that point at rows of this one."""
    for relation in model_of(table)._meta.related_objects:
        field = relation.field
        if field.model._meta.app_label != "sheets" and not field.many_to_many:
            yield field.model, str(field.column)


def _pointing(made: dict[str, list[int]]) -> Iterator[str]:
    for table, ids in made.items():
        if table == PEOPLE:
            continue
        parts = {part for part, _ in PARTS.get(table, ())}
        for model, column in pointing_at(table):
            other = model._meta.label_lower
            if other in parts:
                continue
            count = _count(
                f'SELECT count(*) FROM "{model._meta.db_table}" WHERE "{column}" = ANY(%s) AND NOT id = ANY(%s)',
                ids,
                made.get(other, []),
            )
            if count:
                yield f"{count} 条{name_of(other)}引用了本批的{name_of(table)}"


def _amended_since(batch: Any, made: dict[str, list[int]]) -> Iterator[str]:
    """Rows of this batch, or that it amended, that are no longer as it left them."""
    touched = {table: set(ids) for table, ids in made.items()}
    left: dict[str, dict[int, dict[str, Any]]] = {}
    for each in batch.amended.order_by("id"):
        touched.setdefault(each.table, set()).add(each.row)
        left.setdefault(each.table, {}).setdefault(each.row, {}).update(each.after)
    for table, ids in touched.items():
        later = batch.amended.model.objects.filter(table=table, row__in=ids, batch__gt=batch.pk)
        for number in sorted(set(later.filter(batch__status="applied").values_list("batch_id", flat=True))):
            yield f"批次 {number} 更改过本批的{name_of(table)}"
    for table, rows in left.items():
        count = sum(1 for now in model_of(table)._default_manager.filter(pk__in=rows) if _moved_on(now, rows[now.pk]))
        if count:
            yield f"{count} 条{name_of(table)}在这一批之后又有变动"


def _moved_since(made: dict[str, list[int]]) -> Iterator[str]:
    """Things of this batch that somebody moved: what the batch itself did with them its own trace tells."""
    for table, ids in made.items():
        if issubclass(model_of(table), Flowing):
            subjects = [f"{table}:{each}" for each in ids]
            count = _count("SELECT count(DISTINCT subject) FROM flow_trace WHERE subject = ANY(%s)", subjects)
            if count:
                yield f"{count} 条{name_of(table)}在这一批之后又办理过"


def _moved_on(now: models.Model, left: dict[str, Any]) -> bool:
    return any(column_of(type(now), name).to_python(value) != getattr(now, name) for name, value in left.items())


def column_of(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    """The field of this attribute; "unit_id" is that of `unit`, whose values are ids."""
    field = model._meta.get_field(name.removesuffix("_id"))
    assert isinstance(field, models.Field)
    return field


def _told_of(batch: Any, made: dict[str, list[int]]) -> Iterator[str]:
    """Standing facts of other doors about bodies and units that came with this batch."""
    for table, column in _SUBJECTS.items():
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT kind, count(*) FROM facts_fact WHERE {column} = ANY(%s) AND voided_at IS NULL "
                "AND kind <> 'void' AND batch IS DISTINCT FROM %s GROUP BY kind ORDER BY kind",
                [made.get(table, []), batch.pk],
            )
            for kind, count in cursor.fetchall():
                yield f"{count} 条{kinds[kind].title}台账记在本批的{name_of(table)}名下"


def _referring(batch: Any) -> Iterator[str]:
    """Standing facts of other doors that refer to facts of this batch."""
    for kind in kinds:
        for refers in kind.refers:
            count = _count(
                "SELECT count(*) FROM facts_fact o WHERE o.kind = %s AND o.voided_at IS NULL "
                "AND o.batch IS DISTINCT FROM %s AND o.facets->>%s IN "
                "(SELECT source FROM facts_fact WHERE batch = %s AND kind = %s AND voided_at IS NULL)",
                kind.key,
                batch.pk,
                refers.facet,
                batch.pk,
                refers.kind,
            )
            if count:
                yield f"{count} 条{kind.title}台账引用了本批的{kinds[refers.kind].title}"


def _struck_since(batch: Any) -> Iterator[str]:
    """Facts of this batch that a later batch has corrected."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT v.batch, count(*) FROM facts_fact f JOIN facts_fact v ON v.voids = f.id "
            "WHERE f.batch = %s AND v.batch <> f.batch GROUP BY v.batch ORDER BY v.batch",
            [batch.pk],
        )
        for number, count in cursor.fetchall():
            yield f"批次 {number} 更正过本批的 {count} 条台账"


def _count(sql: str, *said: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, said)
        return int(cursor.fetchone()[0])
