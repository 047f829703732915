"""The tree changes under one lock: a body founded while its parent moves would remember a path that nobody has."""

from django.db import connection

_TREE = 7_310_001


def lock_tree() -> None:
    """Wait until nobody else changes the tree; held until the transaction ends. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TREE])


def next_ids(table: str, count: int) -> list[int]:
    """Fresh ids of a table, known before the rows are written. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, count],
        )
        return [int(row[0]) for row in cursor.fetchall()]
