"""What `verify` asks of the books: every voucher adds up to nought, every balance is the sum of its postings."""

from collections.abc import Iterator

from django.db import connection

from shenbian.facts.checks import Fault, checks

_UNBALANCED = """
SELECT v.id FROM ledger_voucher v
LEFT JOIN (
    SELECT p.voucher_id AS id, h.measure, sum(p.amount) AS rest FROM ledger_posting p
    JOIN ledger_holding h ON h.id = p.holding_id GROUP BY 1, 2
) each USING (id)
GROUP BY v.id HAVING count(each.rest) = 0 OR bool_or(each.rest <> 0) ORDER BY v.id
"""
_DIFFERS = """
SELECT h.id FROM ledger_holding h
LEFT JOIN (SELECT holding_id AS id, sum(amount) AS told FROM ledger_posting GROUP BY 1) each USING (id)
WHERE h.balance <> coalesce(each.told, 0) ORDER BY h.id
"""


def faults() -> Iterator[Fault]:
    """Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_UNBALANCED)
        yield from (Fault("voucher", pk, "凭证的借贷不平，或没有分录") for (pk,) in cursor.fetchall())
        cursor.execute(_DIFFERS)
        yield from (Fault("holding", pk, "余额与分录之和不符") for (pk,) in cursor.fetchall())


checks.add("ledger", faults)
