"""Writes a whole set in one statement each: columns of things, what waits."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

from shenbian.flow.models import Flowing, Waiting
from shenbian.flow.table import Phase


def save_columns(things: Sequence[Model], columns: Iterable[str]) -> None:
    """UPDATE these columns of all things in one statement that does not grow with the rows."""
    if not things:
        return
    meta, quote = things[0]._meta, connection.ops.quote_name
    fields: list[Any] = [meta.pk, *(meta.get_field(name) for name in dict.fromkeys(columns))]
    names = [quote(each.column) for each in fields]
    arrays = ", ".join(f"%s::{each.db_type(connection)}[]" for each in fields)
    values = [[each.get_db_prep_save(each.pre_save(thing, False), connection) for thing in things] for each in fields]
    table, key, sets = quote(meta.db_table), names[0], ", ".join(f"{name} = said.{name}" for name in names[1:])
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {sets} FROM unnest({arrays}) AS said ({', '.join(names)}) "
            f"WHERE {table}.{key} = said.{key}",
            values,
        )


def keep_waiting(things: Sequence[Flowing], *, before: Iterable[str]) -> None:
    """Bring the table of what waits up to date; `before` holds the phases that the things come from."""
    waits = [thing for thing in things if thing.phase == Phase.WAITING]
    rests = [thing for thing in things if thing.phase != Phase.WAITING]
    if rests and Phase.WAITING in set(before):
        Waiting.objects.filter(
            subject_type=rests[0]._meta.label_lower, subject_id__in=[thing.pk for thing in rests]
        ).delete()
    if waits:
        Waiting.objects.bulk_create(
            [Waiting.of(thing) for thing in waits],
            update_conflicts=True,
            unique_fields=["subject_type", "subject_id"],
            update_fields=Waiting.SAYS,
        )
