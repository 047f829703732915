"""`voided_at` is a cache of the void facts; here it is derived again."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from shenbian.facts.checks import Fault


def check() -> Iterator[Fault]:
    """Facts marked as struck out that no void names, or named and not so marked; voids that name what may not be."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f.id, v.id FROM facts_fact f LEFT JOIN facts_fact v ON v.voids = f.id AND v.voids IS NOT NULL "
            "WHERE f.voided_at IS DISTINCT FROM v.recorded_at ORDER BY f.id"
        )
        for fact, void in cursor.fetchall():
            yield Fault("fact", fact, f"的作废标记与作废记录 {void} 不符。" if void else "被标为作废，却没有作废记录。")
        cursor.execute(
            "SELECT v.id, v.voids FROM facts_fact v LEFT JOIN facts_fact f ON f.id = v.voids "
            "WHERE v.kind = 'void' AND (f.id IS NULL OR f.kind = 'void') ORDER BY v.id"
        )
        for void, named in cursor.fetchall():
            yield Fault("fact", void, f"作废的 fact {named} 不存在，或本身是作废记录。")
