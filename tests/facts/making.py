"""Facts to write, and a hand that tampers with the ledger as an owner of the database could."""

from datetime import date
from typing import Any

from django.db import connection

from shenbian.facts.fact import NewFact

_PLAIN = {
    "kind": "gift",
    "happened_on": date(2022, 7, 1),
    "evidence": "慰问.xlsx|发放|3",
    "organisation": 7,
    "org_path": "1.7.",
    "person": 90071992547409931,
    "quantity": 2,
    "amount_fen": 15000,
    "facets": {"why": "heat", "pieces": 3, "first": True, "on": date(2022, 7, 1)},
}


def a_gift(source: str = "a", **said: Any) -> NewFact:
    return NewFact(**{**_PLAIN, "source": source, **said})


def gifts(number: int, tag: str = "g") -> list[NewFact]:
    return [a_gift(f"{tag}{index}") for index in range(number)]


def tamper(statement: str, *values: object, table: str = "facts_fact") -> None:
    """Run a statement that the triggers would refuse."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def rows(statement: str, *values: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
