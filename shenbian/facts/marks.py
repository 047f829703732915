"""What is asked of the ledger before anything is counted: whether it has changed, and which years it tells of."""

from __future__ import annotations

from django.db import connection

from shenbian.facts.kind import kinds


def mark() -> str:
    """Changes with everything that is written: how many calls of the door there were, and the last fact of all.

    The count notices a writing that began before another and was committed after it. One query over an index.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(max(last_fact), 0) FROM facts_writing")
        writings, last = cursor.fetchone()
        return f"{writings}.{last}"


def years(back: int = 10) -> list[int]:
    """The calendar years in which something happened, the latest first, at most so many years back from the last.

    Two queries, a probe of an index for each kind and year.
    """
    names = [kind.key for kind in kinds if kind.key != "void"]  # striking out is no work of a year
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(year FROM max(m.day))::int FROM unnest(%s::text[]) k(kind) CROSS JOIN LATERAL "
            "(SELECT max(happened_on) AS day FROM facts_fact f WHERE f.kind = k.kind) m",
            [names],
        )
        (last,) = cursor.fetchone()
        if last is None:
            return []
        cursor.execute(
            "SELECT y FROM generate_series(%s, %s, -1) y WHERE EXISTS (SELECT FROM unnest(%s::text[]) k(kind) "
            "CROSS JOIN LATERAL (SELECT FROM facts_fact f WHERE f.kind = k.kind "
            "AND f.happened_on >= make_date(y, 1, 1) AND f.happened_on < make_date(y + 1, 1, 1) LIMIT 1) one)",
            [last, last - back + 1, names],
        )
        return [year for (year,) in cursor.fetchall()]
