"""The bytes of a fact that are marked and sealed: equal facts give equal bytes, whoever computes them, whenever.

A fact is a JSON array in UTF-8 without blanks: "fact", then COLUMNS in their order. Days are ISO dates, instants are
RFC 3339 in UTC with six digits of the second, facets are an object with its keys sorted, the salt is hexadecimal. Left
out are the mark itself and `voided_at`, which is a cache. The mark is the HMAC-SM3 of these bytes, the leaf their
Merkle leaf hash; the salt inside keeps a leaf from being guessed.

A writing is the array "writing", first id, last id, instant.

Days and instants are read as text made by the database: a tampered one may be infinite, which no Python date can hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import orjson

COLUMNS = (
    "id kind happened_on occurred_at recorded_at organisation org_path edition person unit quantity amount_fen "
    "facets source evidence recorded_by batch voids salt"
).split()
_FACETS = COLUMNS.index("facets") + 1


def instant(moment: datetime) -> str:
    """An instant as canonical bytes say it."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def instant_of(column: str) -> str:
    """SQL that says an instant likewise, and infinity as such: to_char makes a null of it."""
    said = f"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
    return f"coalesce({said}, {column}::text)"


def fact(values: Sequence[Any]) -> bytes:
    """Canonical bytes of "fact" and the values of COLUMNS: instants as text, facets a mapping, the salt as hex text."""
    return orjson.dumps(values, option=orjson.OPT_SORT_KEYS)


def fact_row(row: Sequence[Any]) -> bytes:
    """Canonical bytes of a row read by SELECTED: the facets are still JSON text."""
    values = ["fact", *row]
    values[_FACETS] = orjson.loads(values[_FACETS])
    return orjson.dumps(values, option=orjson.OPT_SORT_KEYS)


_SAID = {
    "happened_on": "coalesce(to_char(e.happened_on, 'YYYY-MM-DD'), e.happened_on::text)",
    "occurred_at": instant_of("e.occurred_at"),
    "recorded_at": instant_of("e.recorded_at"),
    "facets": "e.facets::text",
    "salt": "encode(e.salt, 'hex')",
}
SELECTED = tuple(_SAID.get(column, f"e.{column}") for column in COLUMNS)


def writing(first: int, last: int, recorded_at: str) -> bytes:
    """Canonical bytes of one writing: the block of ids that one call of the door filled."""
    return orjson.dumps(("writing", first, last, recorded_at))
