"""Many values as one: how lists go to the database, and `__among`, the lookup that asks with one.

The driver writes a list item by item and looks at each for what must be quoted; Django names every value of `__in` in
the statement, where the driver looks for them again. Once a sheet has thousands of rows both cost more than the
question. Measured on 20,000 values, in µs a value: numbers 0.40 and 0.13, texts 0.62 and 0.06, bytes 2.04 and 0.19;
`__in` 4, `__among` 0.3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
from django.core.exceptions import EmptyResultSet
from django.db.models import Field, ForeignObject, Lookup
from django.db.models.sql.compiler import SQLCompiler
from psycopg.abc import Buffer
from psycopg.types.array import ListDumper

if TYPE_CHECKING:
    _Lookup = Lookup[Any]
else:
    _Lookup = Lookup


class Arrays(ListDumper):
    """Writes a list whose values are all numbers, texts or bytes at once; any other as the driver does."""

    def dump(self, obj: list[Any]) -> Buffer | None:
        kinds = set(map(type, obj))
        said = _WRITERS[kinds.pop()](obj) if len(kinds) == 1 and kinds <= _WRITERS.keys() else None
        return super().dump(obj) if said is None else said


def _numbers(values: list[int]) -> bytes:
    return f"{{{','.join(map(str, values))}}}".encode()


def _texts(values: list[str]) -> bytes | None:
    """In quotes, which nothing but a quote or a backslash inside them disturbs."""
    inside = '","'.join(values)
    if "\\" in inside or inside.count('"') != 2 * (len(values) - 1):
        return None
    return f'{{"{inside}"}}'.encode()


def _bytes(values: list[bytes]) -> bytes:
    return ('{"\\\\x' + '","\\\\x'.join(map(bytes.hex, values)) + '"}').encode()


_WRITERS: dict[type, Any] = {int: _numbers, str: _texts, bytes: _bytes}


class Among(_Lookup):
    """`person__among=people`: what `person__in=people` says of numbers or texts, with one array instead of their
    names. For what may be thousands, and is no query."""

    lookup_name = "among"

    def get_prep_lookup(self) -> list[Any]:
        field = self._field()
        return [field.get_prep_value(value) for value in self.rhs if value is not None]

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        if not value:
            raise EmptyResultSet  # nobody needs to be asked
        kind = self._field().db_type(connection)
        return f"%s::{'text' if kind.startswith('varchar') else kind}[]", (value,)  # a cast to varchar(40) cuts off

    def _field(self) -> Any:
        """The column that is asked: of a relation the one that it points at."""
        field = self.lhs.output_field
        return field.target_field if isinstance(field, ForeignObject) else field

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        left, said = self.process_lhs(compiler, connection)
        right, asked = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", [*said, *asked]


def install() -> None:
    """Once, before the first connection is opened."""
    psycopg.adapters.register_dumper(list, Arrays)
    Field.register_lookup(Among)
    ForeignObject.register_lookup(Among)
