"""What `verify` asks of the money: the facts of payments say what the books say, purse by purse and month by month."""

from collections.abc import Iterator

from django.db import connection

from shenbian.facts.checks import Fault, checks

# A voucher stands unless what takes it back stands: the parity of the chain behind it. Two vouchers that book one
# payment anew belong to the month of each.
_DIFFERS = """
WITH RECURSIVE chain(id, last, depth) AS (
    SELECT v.id, v.id, 0 FROM ledger_voucher v WHERE v.reverses_id IS NULL
    UNION ALL
    SELECT c.id, r.id, c.depth + 1 FROM chain c JOIN ledger_voucher r ON r.reverses_id = c.last
),
standing AS (SELECT id FROM chain GROUP BY id HAVING max(depth) % 2 = 0),
booked AS (
    SELECT i.programme AS purse, date_trunc('month', v."on"::timestamp)::date AS month, sum(p.amount) AS fen
    FROM ledger_posting p
    JOIN standing s ON s.id = p.voucher_id
    JOIN ledger_voucher v ON v.id = p.voucher_id
    JOIN ledger_holding h ON h.id = p.holding_id AND h.heading = 'budget.spent'
    JOIN funds_budgetitem i ON h."of" = 'funds.budgetitem:' || i.id
    GROUP BY 1, 2
),
told AS (
    SELECT facets->>'programme' AS purse, date_trunc('month', happened_on::timestamp)::date AS month,
        sum(CASE kind WHEN 'paid' THEN amount_fen ELSE -amount_fen END) AS fen
    FROM facts_fact WHERE kind IN ('paid', 'money.returned') AND voided_at IS NULL
    GROUP BY 1, 2
)
SELECT purse, month, coalesce(told.fen, 0), coalesce(booked.fen, 0)
FROM told FULL JOIN booked USING (purse, month)
WHERE coalesce(told.fen, 0) <> coalesce(booked.fen, 0) ORDER BY 1, 2
"""


def differing() -> list[tuple[str, str, int, int]]:
    """Where facts and postings of budget.spent differ: purse, month (2022-05), fen told, fen booked. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERS)
        return [(purse, f"{month:%Y-%m}", int(told), int(booked)) for purse, month, told, booked in cursor.fetchall()]


def faults() -> Iterator[Fault]:
    for purse, month, told, booked in differing():
        yield Fault("money", None, f"{purse} {month}：台账{told}分，账上{booked}分，两者不符")


checks.add("funds", faults)
