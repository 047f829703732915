"""The facts as Parquet, by year and district, each facet a column of its own type: for a laptop, or a cluster.

PostgreSQL writes CSV, DuckDB makes Parquet of it: no third library in between. The rows are those of the view
`facts_seen`, struck-out ones included, so that the conditions of `facts.asof` mean the same there as here.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb
import orjson
from django.db import connection

from shenbian.facts.kind import Type, kinds
from shenbian.facts.queries import snapshot

NOTE = "export.json"  # says what an export holds; only a folder that has it is ever replaced
_COLUMNS = {
    "id": "BIGINT",
    "kind": "VARCHAR",
    "happened_on": "DATE",
    "occurred_at": "TIMESTAMPTZ",
    "recorded_at": "TIMESTAMPTZ",
    "organisation": "BIGINT",
    "org_path": "VARCHAR",
    "edition": "VARCHAR",
    "person": "BIGINT",
    "unit": "BIGINT",
    "quantity": "BIGINT",
    "amount_fen": "BIGINT",
    "source": "VARCHAR",
    "evidence": "VARCHAR",
    "recorded_by": "VARCHAR",
    "batch": "BIGINT",
    "voided_at": "TIMESTAMPTZ",
    "position": "BIGINT",
    "struck_position": "BIGINT",
}
_TYPES = {Type.WHOLE: "BIGINT", Type.UNIT: "BIGINT", Type.YES: "BOOLEAN", Type.DAY: "DATE"}
_PARTS = {
    "year": ("extract(year FROM f.happened_on)::integer", "INTEGER"),
    # the first two ids of the path: a body right under the federation; the federation itself is its own district
    "district": ("coalesce(substring(f.org_path FROM '^[0-9]+(?:[.][0-9]+)?'), '')", "VARCHAR"),
}


class NotAnExport(Exception):
    """The folder holds something else, which is not overwritten; says so in Chinese."""


@dataclass(frozen=True)
class Exported:
    """What an export holds: facts (struck-out ones too) and the size of the sealed tree, 0 where nothing is sealed."""

    rows: int
    size: int


def export(folder: Path) -> Exported:
    """Write all facts below `folder`, as year=…/district=…/*.parquet; an earlier export there is replaced whole.

    Columns: those of `facts_seen`, `facet_<key>` for each declared facet, `year` and `district`. Raises NotAnExport.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / NOTE).exists():
        raise NotAnExport(f"文件夹 {folder} 里有别的东西，不覆盖。请另指一个空文件夹。")
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        csv, new = draft / "facts.csv", draft / "new"
        size = _write_csv(csv)
        rows = _convert(csv, new)
        (new / NOTE).write_bytes(orjson.dumps({"rows": rows, "size": size}))
        if folder.exists():
            os.rename(folder, draft / "old")
        os.rename(new, folder)
    finally:
        shutil.rmtree(draft)
    return Exported(rows, size)


def facets() -> dict[str, Type]:
    """Every declared facet and its type. Raises ValueError where two kinds give one key two types."""
    types: dict[str, Type] = {}
    for kind in kinds:
        for facet in kind.facets:
            if types.setdefault(facet.key, facet.type) is not facet.type:
                raise ValueError(f"facet {facet.key} has several types")
    return dict(sorted(types.items()))


def _write_csv(file: Path) -> int:
    """All rows as PostgreSQL says them; empty text is quoted, null is not. The size of the tree at that moment."""
    said = [*(f"f.{column}" for column in _COLUMNS), *(sql for sql, _ in _PARTS.values())]
    said += [f'x."{key}"' for key in facets()]
    record = ", ".join(f'"{key}" {_TYPES.get(type_, "TEXT")}' for key, type_ in facets().items())
    rows = f"SELECT {', '.join(said)} FROM facts_seen f CROSS JOIN LATERAL jsonb_to_record(f.facets) AS x ({record})"
    with snapshot(), connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.execute("SET LOCAL timezone TO 'UTC'")
        cursor.execute("SELECT coalesce(max(size), 0) FROM facts_head WHERE log = 'facts'")
        size: int = cursor.fetchone()[0]
        with file.open("wb") as out, cursor.copy(f"COPY ({rows} ORDER BY f.id) TO STDOUT (FORMAT csv)") as copy:
            for data in copy:
                out.write(data)
    return size


def _convert(csv: Path, folder: Path) -> int:
    """CSV to Parquet in one stream, so that memory does not grow with the ledger. Gives the number of rows."""
    types = _COLUMNS | {name: type_ for name, (_, type_) in _PARTS.items()}
    types |= {f"facet_{key}": _TYPES.get(type_, "VARCHAR") for key, type_ in facets().items()}
    columns = ", ".join(f"{_text(name)}: {_text(type_)}" for name, type_ in types.items())
    read = (
        f"read_csv({_text(csv)}, columns = {{{columns}}}, header = false, delim = ',', quote = '\"', escape = '\"', "
        "nullstr = '', allow_quoted_nulls = false, auto_detect = false)"
    )
    with duckdb.connect(":memory:") as duck:
        duck.execute("SET TimeZone = 'UTC'")
        done = duck.execute(
            f"COPY (SELECT * FROM {read}) TO {_text(folder)} "
            "(FORMAT parquet, PARTITION_BY (year, district), WRITE_PARTITION_COLUMNS true, COMPRESSION zstd)"
        ).fetchone()
    return int(done[0]) if done else 0


def _text(value: str | Path) -> str:
    return "'" + str(value).replace("'", "''") + "'"
