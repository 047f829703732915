"""Statements that are planned once by each connection."""

from typing import Any

import pytest
from django.db import connection, transaction

from shenbian.kit.prepared import prepared

ADDING = "SELECT %s::bigint + 1 AS planned_once"


def ask(number: int) -> int:
    with prepared() as cursor:
        cursor.execute(ADDING, [number])
        answer: int = cursor.fetchone()[0]
    return answer


def plans() -> list[int]:
    """How often each plan of the statement was used by this connection."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans + custom_plans FROM pg_prepared_statements"
            " WHERE statement LIKE '%%AS planned_once' ORDER BY name"
        )
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.django_db
def test_a_statement_is_planned_once_and_asked_with_many_values() -> None:
    assert [ask(number) for number in (1, 2, 3)] == [2, 3, 4]
    assert plans() == [3]


@pytest.mark.django_db
def test_asking_counts_as_a_query_as_any_other(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        assert (ask(1), ask(1)) == (2, 2)


@pytest.mark.django_db
def test_after_a_rollback_it_is_planned_anew() -> None:
    with transaction.atomic():
        ask(1)
        transaction.set_rollback(True)
    assert (ask(1), ask(2), plans()) == (2, 3, [2])
