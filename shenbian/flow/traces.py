"""The second sealed log (留痕): how a trace is numbered, dated, marked and written.

The number and the database's instant are fetched first, so that the mark (HMAC-SM3 with a key outside the database)
covers them too: a trace changed, added or moved behind our back is found before any seal.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import orjson
from django.db import connection

from shenbian.facts.canonical import instant, instant_of
from shenbian.facts.log import Log, logs
from shenbian.flow.models import Trace
from shenbian.flow.saving import add
from shenbian.flow.table import Move
from shenbian.kit import keys
from shenbian.rights.actor import Actor

_SEQUENCE = "flow_trace_number"
_SALT = 16  # bytes: a leaf cannot be guessed from what somebody knows about a trace


def reserve(count: int) -> tuple[datetime, list[int]]:
    """The instant of this transaction as the database sees it, and so many numbers. One query."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT now(), ARRAY(SELECT nextval('{_SEQUENCE}') FROM generate_series(1, %s))", [count])
        at, numbers = cursor.fetchone()
    return at, numbers


def plain(move: Move, said: Mapping[str, Any]) -> dict[str, Any]:
    """What may stay in a trace: the fields that the form declares as plain, and nothing else."""
    if not said:
        return {}
    named: frozenset[str] = getattr(getattr(move.asks, "Privacy", None), "plain", frozenset())
    return {key: _simple(value) for key, value in said.items() if key in named}


def _simple(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(getattr(value, "pk", value))


_COMMON = ("flow", "move", "before", "after", "said")
COLUMNS = ["id", "at", "actor", "subject", "flow", "move", "before", "after", "said", "count", "salt"]
_SAID = COLUMNS.index("said") + 1


def canonical(trace: Trace) -> bytes:
    """The bytes that mark and leaf stand for: the array "trace", then COLUMNS, in the forms that facts have."""
    told = [trace.actor, trace.subject, trace.flow, trace.move, trace.before, trace.after, trace.said, trace.count]
    return orjson.dumps(["trace", trace.id, instant(trace.at), *told, trace.salt.hex()], option=orjson.OPT_SORT_KEYS)


def canonical_row(row: Sequence[Any]) -> bytes:
    """The same bytes from a row as the log selects it."""
    values = ["trace", *row]
    values[_SAID] = orjson.loads(values[_SAID])
    return orjson.dumps(values, option=orjson.OPT_SORT_KEYS)


_SELECTED = {"at": instant_of("e.at"), "said": "e.said::text", "salt": "encode(e.salt, 'hex')"}
TRACES = Log(
    name="traces",
    title="留痕",
    word="trace",
    table=Trace._meta.db_table,
    selected=tuple(_SELECTED.get(column, f"e.{column}") for column in COLUMNS),
    canonical=canonical_row,
)
logs.add(TRACES)


def write(traces: Sequence[Trace]) -> None:
    """Salt, mark and add traces, in one statement."""
    mark = keys.ring().mac
    salts = os.urandom(_SALT * len(traces))
    for index, trace in enumerate(traces):
        trace.salt = salts[index * _SALT : (index + 1) * _SALT]
        trace.mac = mark(canonical(trace))
    add(traces, [*COLUMNS, "mac"])


@dataclass(frozen=True)
class Step:
    """What happened to one thing, as a trace tells it."""

    subject: str
    flow: str
    move: str
    before: str
    after: str
    said: Mapping[str, Any]


def tell(
    story: Sequence[Step],
    *,
    by: Actor,
    batch: int | None,
    at: datetime,
    numbers: Sequence[int],
    count: int | None = None,
) -> None:
    """One trace for each step; for a batch one in all, which says what its steps have in common.

    `count`: of how many things a batch tells, where steps that are alike stand once.

    Whoever acts under a duty session, a delegation or somebody's consent leaves its name in the trace.
    """
    if by.under:
        story = [replace(step, said={**step.said, "under": list(by.under)}) for step in story]
    if batch is None:
        write([Trace(id=n, at=at, actor=by.ref, **vars(step)) for step, n in zip(story, numbers, strict=True)])
        return
    first = vars(story[0])
    common = {name: first[name] for name in _COMMON if all(vars(step)[name] == first[name] for step in story)}
    write([Trace(id=numbers[0], at=at, actor=by.ref, subject=f"batch:{batch}", count=count or len(story), **common)])
