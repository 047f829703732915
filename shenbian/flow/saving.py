"""Writes a whole set in one statement each: columns of things, what waits.

Values go as one array for each column. Django's own bulk statements name every value of every row, which costs more
than the work itself once a sheet has thousands of rows.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

from shenbian.flow.models import Flowing, Waiting
from shenbian.flow.table import Phase


def save_columns(things: Sequence[Model], columns: Iterable[str]) -> None:
    """UPDATE these columns of all things, in one statement."""
    if not things:
        return
    table, key = _quoted(things[0]._meta.db_table), things[0]._meta.pk
    assert key is not None
    fields = [key.name, *dict.fromkeys(columns)]
    names, arrays, values = _arrays(things, fields)
    sets = ", ".join(f"{name} = said.{name}" for name in names[1:])
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {sets} FROM unnest({arrays}) AS said ({', '.join(names)}) "
            f"WHERE {table}.{names[0]} = said.{names[0]}",
            values,
        )


def add(rows: Sequence[Model], columns: Iterable[str], *, unless: Iterable[str] = ()) -> None:
    """INSERT these columns of all rows, in one statement; rows that are there by `unless` are brought up to date."""
    if not rows:
        return
    names, arrays, values = _arrays(rows, list(columns), new=True)
    keys = [_quoted(rows[0]._meta.get_field(name).column) for name in unless]  # type: ignore[union-attr, arg-type]
    sets = ", ".join(f"{name} = excluded.{name}" for name in names if name not in keys)
    conflict = f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {sets}" if keys else ""
    table, listed = _quoted(rows[0]._meta.db_table), ", ".join(names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({listed}) SELECT {listed} FROM unnest({arrays}) AS said ({listed}){conflict}", values
        )


def keep_waiting(things: Sequence[Flowing], *, before: Iterable[str]) -> None:
    """Bring the table of what waits up to date; `before` holds the phases that the things come from."""
    waits = [thing for thing in things if thing.phase == Phase.WAITING]
    rests = [thing for thing in things if thing.phase != Phase.WAITING]
    if rests and Phase.WAITING in set(before):
        Waiting.objects.filter(
            subject_type=rests[0]._meta.label_lower, subject_id__in=[thing.pk for thing in rests]
        ).delete()
    subject = ("subject_type", "subject_id")
    add([Waiting.of(thing) for thing in waits], [*subject, *Waiting.SAYS], unless=subject)


def _arrays(
    rows: Sequence[Model], columns: Sequence[str], *, new: bool = False
) -> tuple[list[str], str, list[list[Any]]]:
    """Quoted column names, typed placeholders, and for each column the values of all rows."""
    fields: list[Any] = [rows[0]._meta.get_field(name) for name in columns]
    values = [[each.get_db_prep_save(each.pre_save(row, new), connection) for row in rows] for each in fields]
    arrays = ", ".join(f"%s::{each.db_type(connection)}[]" for each in fields)
    return [_quoted(each.column) for each in fields], arrays, values


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
