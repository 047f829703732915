"""How much of a log waits for its seal."""

from __future__ import annotations

from django.db import connection

from shenbian.facts.log import Log

MANY = 10_000


def unsealed(log: Log) -> int:
    """Entries after the last sealed one that have no leaf yet, at most MANY; one query over the end of the log."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {log.table} e WHERE NOT EXISTS "
            "(SELECT FROM facts_leaf l WHERE l.log = %s AND l.entry = e.id) "
            "AND e.id > coalesce((SELECT entry FROM facts_leaf WHERE log = %s ORDER BY position DESC LIMIT 1), 0) - %s "
            "LIMIT %s) waiting",
            [log.name, log.name, MANY, MANY],
        )
        return int(cursor.fetchone()[0])
