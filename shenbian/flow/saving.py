"""Writes a whole set in one statement each: columns of things, what waits.

Values go as one array for each column, and into new rows by COPY. Django's own bulk statements name every value of
every row, which costs more than the work itself once a sheet has thousands of rows.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from operator import itemgetter
from types import NoneType
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import (
    AutoField,
    BigAutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKey,
    IntegerField,
    Model,
    PositiveIntegerField,
    PositiveSmallIntegerField,
    TextField,
    UUIDField,
)

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


def add(rows: Sequence[Model], columns: Iterable[str]) -> None:
    """Copy these columns of all rows in, in one statement."""
    if not rows:
        return
    fields = _fields(rows, columns)
    table, listed = _quoted(rows[0]._meta.db_table), ", ".join(_quoted(each.column) for each in fields)
    values = _values(rows, fields, new=True)
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy,
    ):
        for row in zip(*values, strict=True):
            copy.write_row(row)


def keep(rows: Sequence[Model], columns: Iterable[str], *, by: Sequence[str]) -> None:
    """INSERT these columns of all rows, in one statement; rows that are there by `by` are brought up to date."""
    if not rows:
        return
    names, arrays, values = _arrays(rows, list(columns))
    keys = [_quoted(each.column) for each in _fields(rows, by)]
    sets = ", ".join(f"{name} = excluded.{name}" for name in names if name not in keys)
    table, listed = _quoted(rows[0]._meta.db_table), ", ".join(names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({listed}) SELECT {listed} FROM unnest({arrays}) AS said ({listed}) "
            f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {sets}",
            values,
        )


def keep_waiting(things: Sequence[Flowing], *, before: Iterable[str]) -> None:
    """Bring the table of what waits up to date; `before` holds the phases that the things come from."""
    waits = [thing for thing in things if thing.phase == Phase.WAITING]
    rests = [thing for thing in things if thing.phase != Phase.WAITING]
    if rests and Phase.WAITING in set(before):
        Waiting.objects.filter(
            subject_type=rests[0]._meta.label_lower, subject_id__among=[thing.pk for thing in rests]
        ).delete()
    subject = ("subject_type", "subject_id")
    keep([Waiting.of(thing) for thing in waits], [*subject, *Waiting.SAYS], by=subject)


def _arrays(rows: Sequence[Model], columns: Sequence[str]) -> tuple[list[str], str, list[list[Any]]]:
    """Quoted column names, typed placeholders, and for each column the values of all rows."""
    fields = _fields(rows, columns)
    arrays = ", ".join(f"%s::{each.db_type(connection)}[]" for each in fields)
    return [_quoted(each.column) for each in fields], arrays, _values(rows, fields, new=False)


def _fields(rows: Sequence[Model], columns: Iterable[str]) -> list[Any]:
    return [rows[0]._meta.get_field(name) for name in columns]


def _values(rows: Sequence[Model], fields: Sequence[Any], *, new: bool) -> list[list[Any]]:
    """The columns of all rows as the driver takes them; what is of the column's own type already is taken as it is."""
    plain = {field.attname: kind for field in fields if (kind := _plain(field)) is not None}
    held = dict(zip(plain, _held(rows, list(plain)), strict=True))
    return [
        _taken(field, plain[field.attname], held[field.attname])
        if field.attname in plain
        else [field.get_db_prep_save(field.pre_save(row, new), connection) for row in rows]
        for field in fields
    ]


def _held(rows: Sequence[Model], names: Sequence[str]) -> list[list[Any]]:
    """What rows hold under these names, by name."""
    if len(names) > 1:
        try:  # what the descriptors would look up too, at ten times the cost
            return [list(each) for each in zip(*map(itemgetter(*names), map(vars, rows)), strict=True)]
        except KeyError:
            pass
    return [[getattr(row, name) for row in rows] for name in names]


def _taken(field: Any, plain: type, values: list[Any]) -> list[Any]:
    if set(map(type, values)) <= {plain, NoneType}:
        return values
    return [
        value if value is None or type(value) is plain else field.get_db_prep_save(value, connection)
        for value in values
    ]


def _plain(field: Any) -> type | None:
    """The type that values of this column have in the driver as they have on a row; None where that must be asked."""
    if isinstance(field, ForeignKey):
        return _plain(field.target_field)
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return None
    return _PLAIN.get(type(field))


_PLAIN: dict[type[Any], type] = {
    AutoField: int,
    BigAutoField: int,
    BigIntegerField: int,
    BooleanField: bool,
    CharField: str,
    DateField: date,
    DateTimeField: datetime,
    IntegerField: int,
    PositiveIntegerField: int,
    PositiveSmallIntegerField: int,
    TextField: str,
    UUIDField: UUID,
}


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
