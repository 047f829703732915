"""What a household says of itself is sealed with the ring of keys, each row to itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from shenbian.kit.keys import ring


def seal(row: Any, told: Mapping[str, Any]) -> None:
    """Put what was told into the row (a model with `key` and `sealed`). Does not save."""
    row.sealed = ring().seal(orjson.dumps(dict(told)), _place(row))


def opened(row: Any) -> dict[str, Any]:
    """What was told; empty where nothing is. Whoever shows it to somebody leaves a trace (`actions.reading`)."""
    if row.sealed is None:
        return {}
    told: dict[str, Any] = orjson.loads(ring().open(bytes(row.sealed), _place(row)))
    return told


def _place(row: Any) -> bytes:
    """Where it belongs, so that nobody can copy it into another row."""
    return f"{row._meta.label_lower}:{row.key}".encode()
