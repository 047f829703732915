"""Dated rows that may not overlap: the law, as a constraint of the database that needs no extension.

PostgreSQL's GiST index compares shapes and ranges, not numbers or texts. Two ways say "the same, at the same time":

* One number (a person, a unit): the row is a box in the plane, as wide as the number and as tall as its days. Boxes
  that meet are refused. A quarter of the cost of ranges (60,000 new rows: 2.5 s against 9 s on a busy machine).
* Several numbers or texts: each becomes the range that holds nothing but it (of a text, its 64-bit hash).

A row that began and ended on the same day stood on no day and is in nobody's way.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db.models import F, Func, Q, Value

_NOT_EMPTY = Q(until_on=None) | Q(until_on__gt=F("from_on"))


def one_at_a_time(
    name: str, *numbers: str, texts: Sequence[str] = (), condition: Q | None = None
) -> ExclusionConstraint:
    """Rows alike in all these columns never overlap in `from_on`–`until_on` (until exclusive, None = still)."""
    if len(numbers) == 1 and not texts and condition is None:
        return ExclusionConstraint(name=name, expressions=[(_box(numbers[0]), "&&")], condition=_NOT_EMPTY)
    alike = [*(_range(F(each)) for each in numbers), *(_range(_hash(each)) for each in texts)]
    days = Func(F("from_on"), F("until_on"), function="daterange")
    return ExclusionConstraint(
        name=name, expressions=[*((each, "&&") for each in alike), (days, "&&")], condition=condition
    )


def _box(number: str) -> Func:
    """From the first day up to half a day before the end, so that boxes of days that touch do not meet."""
    first = Func(F("from_on"), template="(%(expressions)s - DATE '2000-01-01')")
    last = Func(F("until_on"), template="(coalesce(%(expressions)s, DATE '9999-12-31') - DATE '2000-01-01' - 0.5)")
    return Func(Func(F(number), first, function="point"), Func(F(number), last, function="point"), function="box")


def _range(only: F | Func) -> Func:
    return Func(only, only, Value("[]"), function="int8range")


def _hash(text: str) -> Func:
    return Func(F(text), Value(0), function="hashtextextended")
