"""Where the facts lie and who counts them. All that differs between PostgreSQL and Parquet is said in this file.

An engine knows its dialect, how a selection of visible facts begins, how a facet is read, and how a statement is run.
Everything else is built once, as an expression, and only written out in the dialect at the last moment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import duckdb
from django.db import connection, transaction
from sqlglot import exp

from shenbian.facts import asof
from shenbian.facts.kind import Type

_FILES = "facts"  # the view of an export's files
_SQL_TYPES = {Type.WHOLE: "bigint", Type.UNIT: "bigint", Type.YES: "boolean", Type.DAY: "date"}


class Engine(Protocol):
    """Facts under the alias `f`. `as_of` is a size of the sealed tree, None the live ledger."""

    @property
    def dialect(self) -> str: ...

    def facts(self, as_of: int | None) -> exp.Select:
        """SELECT without columns, FROM the facts, WHERE visible: not struck out, sealed up to there."""

    def tables(self, as_of: int | None) -> Mapping[str, exp.Query]:
        """Common tables that `facts` refers to."""

    def facet(self, key: str, type: Type) -> exp.Expr: ...

    def reads_once(self) -> bool:
        """Whether a statement that looks at the facts many times should read them once and keep them."""

    def ask(self, text: str) -> list[tuple[Any, ...]]:
        """The rows of a statement in this engine's dialect."""

    def reading(self) -> AbstractContextManager[None]:
        """All that is asked inside sees the ledger at one moment."""


@dataclass(frozen=True)
class Postgres:
    """The live ledger, through Django's own connection."""

    dialect: str = "postgres"

    def facts(self, as_of: int | None) -> exp.Select:
        """As of a size: what stands now but for what did not yet, and what was struck out only later.

        Both are few when the size is recent, and the live facts are found by their index, not through their positions.
        """
        facts, live = exp.select().from_(exp.to_table("facts_fact", alias="f")), asof.live("f")
        if as_of is None:
            return facts.where(live)
        return facts.where(f"({live} AND f.id NOT IN (SELECT id FROM later)) OR f.id IN (SELECT id FROM struck_later)")

    def tables(self, as_of: int | None) -> Mapping[str, exp.Query]:
        if as_of is None:
            return {}
        seen = exp.select("s.id").from_(exp.to_table(asof.SEEN, alias="s"))
        now, then = asof.live("s"), f"COALESCE({asof.as_of(as_of, 's')}, FALSE)"
        return {
            "later": seen.where(now, f"NOT {then}"),
            "struck_later": seen.where(f"NOT ({now})", then),
        }

    def facet(self, key: str, type: Type) -> exp.Expr:
        path = exp.JSONPath(expressions=[exp.JSONPathRoot(), exp.JSONPathKey(this=key)])
        text = exp.JSONExtractScalar(this=exp.column("facets", "f"), expression=path, only_json_types=True)
        return exp.cast(text, _SQL_TYPES[type]) if type in _SQL_TYPES else text

    def reads_once(self) -> bool:
        return False  # there is an index by kind and day

    def ask(self, text: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(text)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows

    def reading(self) -> AbstractContextManager[None]:
        return self._planned() if connection.in_atomic_block else self._one_moment()

    @classmethod
    @contextmanager
    def _one_moment(cls) -> Iterator[None]:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            with cls._planned():
                yield

    @staticmethod
    @contextmanager
    def _planned() -> Iterator[None]:
        """Our statements join whole sets. The planner takes common tables for tiny and would join them row by row."""
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_nestloop = off")
        yield
        with connection.cursor() as cursor:  # after an error the transaction ends, and the setting with it
            cursor.execute("SET LOCAL enable_nestloop = on")


@dataclass(frozen=True)
class Parquet:
    """A Parquet export of the ledger (`facts.parquet`), read by DuckDB in this process."""

    folder: Path
    dialect: str = "duckdb"

    def facts(self, as_of: int | None) -> exp.Select:
        seen = asof.live("f") if as_of is None else asof.as_of(as_of, "f")
        return exp.select().from_(exp.to_table(_FILES, alias="f")).where(seen)

    def facet(self, key: str, type: Type) -> exp.Expr:
        return exp.column(exp.to_identifier(f"facet_{key}", quoted=True), "f")

    def tables(self, as_of: int | None) -> Mapping[str, exp.Query]:
        return {}

    def reads_once(self) -> bool:
        return True

    def ask(self, text: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(text).fetchall()

    def reading(self) -> AbstractContextManager[None]:
        return nullcontext()  # an export does not change

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        opened = duckdb.connect(":memory:")
        files = str(self.folder / "**" / "*.parquet")
        read = f"read_parquet({exp.Literal.string(files).sql(self.dialect)}, hive_partitioning = false)"
        opened.execute("SET parquet_metadata_cache = true")
        opened.execute(f"CREATE VIEW {_FILES} AS SELECT * FROM {read}")
        return opened


postgres = Postgres()
