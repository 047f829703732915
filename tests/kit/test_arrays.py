"""Lists as the database reads them, and what is asked with one."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from shenbian.orgs.models import Organisation
from shenbian.people.models import Person

pytestmark = pytest.mark.django_db

AWKWARD = ["", "null", "NULL", "{x}", "a,b", " 前后 ", "it's", "两\n行", "\t", "%s", "{}", "，"]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("bigint", [0, -1, 2**62, -(2**62)]),
        ("text", AWKWARD),
        ("text", [*AWKWARD, 'a"b']),
        ("text", [*AWKWARD, "a\\b"]),
        ("text", ['","', "\\", '"']),
        ("text", ['x","y']),
        ("bytea", [b"", b"\x00\xff", b'"\\', bytes(range(256))]),
        ("text", ["一", None]),
        ("bigint", [1, None]),
        ("bigint", []),
        ("boolean", [True, False]),
        ("date", [date(2022, 1, 1), date(1900, 12, 31)]),
        ("uuid", [UUID(int=7)]),
    ],
)
def test_a_list_comes_back_as_it_went(kind: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT %s::{kind}[]", [values])
        (came,) = cursor.fetchone()
    assert [bytes(each) if kind == "bytea" else each for each in came] == values


@pytest.fixture
def bodies() -> list[Organisation]:
    above = Organisation.objects.create(number="A", name="一" * 90, level="federation", path="1.")
    below = Organisation.objects.create(number="B", name="二", level="town", path="1.2.", parent=above)
    return [above, below]


def test_among_finds_what_in_finds(bodies: list[Organisation]) -> None:
    above, below = bodies
    for said, found in (
        ({"pk__among": {above.pk, below.pk, 0}}, [above, below]),
        ({"number__among": ["B", "C", None]}, [below]),
        ({"parent__among": [above.pk]}, [below]),
        ({"parent__number__among": {"A"}}, [below]),
    ):
        asked = Organisation.objects.filter(**said).order_by("path")
        same = Organisation.objects.filter(**{key.replace("among", "in"): value for key, value in said.items()})
        assert (list(asked), list(same.order_by("path"))) == (found, found)


def test_a_text_too_long_for_its_column_is_not_cut_to_one_that_stands(bodies: list[Organisation]) -> None:
    Organisation.objects.filter(pk=bodies[0].pk).update(number="9" * 40)  # as long as the column
    assert list(Organisation.objects.filter(number__among=["9" * 41])) == []


def test_nobody_is_asked_for_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert list(Person.objects.filter(pk__among=[])) == []
        assert list(Person.objects.filter(merged_into__among={None})) == []
