"""Which facts count: now, or as of a position in the log. One set of conditions for PostgreSQL and for Parquet.

The view `facts_seen` and the Parquet export have the columns of a fact that figures read, and two more: `position`,
where it was sealed (null: not yet), and `struck_position`, where the void that struck it out was sealed (null: not
struck out, or not sealed). Voids themselves are not in it. The conditions below are SQL that PostgreSQL and DuckDB read
alike; their columns may be given the alias of the relation.
"""

from __future__ import annotations

from datetime import date, timedelta

from shenbian.facts.models import Head
from shenbian.kit.period import midnight

SEEN = "facts_seen"


def live(alias: str = "") -> str:
    """SQL: the fact counts now, sealed or not."""
    return f"{_of(alias)}voided_at IS NULL"


def as_of(size: int, alias: str = "") -> str:
    """SQL: the fact counted when the log had `size` leaves: sealed by then, and not struck out by then."""
    of = _of(alias)
    return f"{of}position < {size:d} AND ({of}struck_position IS NULL OR {of}struck_position >= {size:d})"


def head_for(*, day: date | None = None, size: int | None = None, log: str = "facts") -> Head | None:
    """The head that a user means: the last one signed before that Beijing day ended, that of `size`, or the last.

    None where there was none yet.
    """
    heads = Head.objects.filter(log=log)
    if size is not None:
        heads = heads.filter(size=size)
    if day is not None:
        heads = heads.filter(signed_at__lt=midnight(day + timedelta(days=1)))
    return heads.order_by("-size").first()


def _of(alias: str) -> str:
    return f"{alias}." if alias else ""
