"""A workbook of the demo year: which register it is, its headers, its rows as an officer would have typed them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Book:
    """`register` is the title of the register; `name` the file's, without its ending."""

    register: str
    name: str
    headers: tuple[str, ...]
    rows: Sequence[Row]


def by_month(register: str, name: str, headers: tuple[str, ...], rows: Iterable[Row], day: int) -> Iterator[Book]:
    """One workbook a month, as registers are kept. `day` is the column of the date (any text that starts with it)."""
    ordered = sorted(rows, key=lambda row: str(row[day])[:7])
    for month, group in groupby(ordered, key=lambda row: str(row[day])[:7]):
        yield Book(register, f"{name}-{month}", headers, list(group))
