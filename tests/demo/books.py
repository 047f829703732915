"""The year's workbooks in memory: found by name, cut to the rows that matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from shenbian.demo.book import Book, Row

Test = Callable[[Mapping[str, Any]], bool]


@dataclass(frozen=True)
class Books:
    """Every workbook of the year by name."""

    by_name: Mapping[str, Book]

    def where(self, name: str, test: Test = lambda row: True) -> Book:
        """The workbook with the rows of which `test` holds; a row is shown to it by header."""
        book = self.by_name[name]
        return replace(book, rows=[row for row in book.rows if test(dict(zip(book.headers, row, strict=True)))])

    def again(self, name: str, *by: str) -> Book:
        """The rows whose cells in these columns (in all, where none is named) stood in an earlier row."""
        book = self.by_name[name]
        places = [book.headers.index(header) for header in by] or range(len(book.headers))
        seen: Counter[Row] = Counter()
        rows = []
        for row in book.rows:
            key = tuple(row[place] for place in places)
            if seen[key]:
                rows.append(row)
            seen[key] += 1
        return replace(book, rows=rows)
