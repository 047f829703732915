"""The second sealed log (留痕): how a trace is numbered, dated, marked and written.

The number and the database's instant are fetched first, so that the mark (HMAC-SM3 with a key outside the database)
covers them too: a trace changed, added or moved behind our back is found before any seal.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import orjson
from django.db import connection

from shenbian.flow.models import Trace
from shenbian.flow.table import Move
from shenbian.kit import keys

_SEQUENCE = "flow_trace_number"


def reserve(count: int) -> tuple[datetime, list[int]]:
    """The instant of this transaction as the database sees it, and so many numbers. One query."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT now(), ARRAY(SELECT nextval('{_SEQUENCE}') FROM generate_series(1, %s))", [count])
        at, numbers = cursor.fetchone()
    return at, numbers


def plain(move: Move, said: Mapping[str, Any]) -> dict[str, Any]:
    """What may stay in a trace: the fields that the form declares as plain, and nothing else."""
    named = getattr(getattr(move.asks, "Privacy", None), "plain", frozenset())
    return {key: _simple(value) for key, value in said.items() if key in named}


def _simple(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(getattr(value, "pk", value)) if not isinstance(value, Decimal) else str(value)


def canonical(trace: Trace) -> bytes:
    """The bytes that mark and seal stand for: every column but the mark, in one fixed form."""
    return orjson.dumps(
        {
            "id": trace.id,
            "at": trace.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": trace.actor,
            "subject": trace.subject,
            "flow": trace.flow,
            "move": trace.move,
            "before": trace.before,
            "after": trace.after,
            "said": trace.said,
            "count": trace.count,
        },
        option=orjson.OPT_SORT_KEYS,
    )


def write(traces: Sequence[Trace]) -> None:
    """Mark and add traces, in one statement."""
    mark = keys.ring().mac
    for trace in traces:
        trace.mac = mark(b"trace\x00" + canonical(trace))
    Trace.objects.bulk_create(traces)
