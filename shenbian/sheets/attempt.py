"""Calling a bulk verb that refuses by row: what it refuses is refused in the sheet, the others are done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import transaction

from shenbian.kit.refusal import Refused
from shenbian.sheets.rows import PROBLEM, Rows

Item = TypeVar("Item")
Result = TypeVar("Result")


def attempt(
    rows: Rows,
    places: Sequence[int],
    items: Sequence[Item],
    verb: Callable[[list[Item]], Sequence[Result]],
) -> list[tuple[int, Result]]:
    """Do `verb` for all items at once; when it refuses some, refuse their rows and do the others anew.

    `places` are the rows of the items. Returns place and result of those that were done.
    """
    left = list(zip(places, items, strict=True))
    while left:
        try:
            with transaction.atomic():
                done = verb([item for _, item in left])
        except Refused as why:
            for index, reason in why.reasons.items():
                rows.refuse(left[index][0], PROBLEM, reason)
            left = [each for index, each in enumerate(left) if index not in why.reasons]
        else:
            return [(place, result) for (place, _), result in zip(left, done, strict=True)]
    return []
