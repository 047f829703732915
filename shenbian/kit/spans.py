"""Dated rows that may not overlap: the law, as a constraint of the database that needs no extension.

PostgreSQL's GiST index compares ranges, not numbers or texts. So a number becomes the range that holds nothing but
it, and a text the range that holds nothing but its 64-bit hash; "overlaps" then says "is the same".
"""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db.models import F, Func, Q, Value


def one_at_a_time(
    name: str, *numbers: str, texts: Sequence[str] = (), condition: Q | None = None
) -> ExclusionConstraint:
    """Rows alike in all these columns never overlap in `from_on`–`until_on` (until exclusive, None = still)."""
    alike = [*(_range(F(each)) for each in numbers), *(_range(_hash(each)) for each in texts)]
    days = Func(F("from_on"), F("until_on"), function="daterange")
    return ExclusionConstraint(
        name=name, expressions=[*((each, "&&") for each in alike), (days, "&&")], condition=condition
    )


def _range(only: F | Func) -> Func:
    return Func(only, only, Value("[]"), function="int8range")


def _hash(text: str) -> Func:
    return Func(F(text), Value(0), function="hashtextextended")
