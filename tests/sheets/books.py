"""Workbooks as officers type them, for these tests."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from shenbian.kit.identity import check_digit


def book(path: Path, sheet: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> Path:
    """A workbook with one sheet; dates are written as a spreadsheet writes them."""
    formats = {"default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(str(path), formats) as made:
        page = made.add_worksheet(sheet)
        page.write_row(0, 0, headers)
        for number, row in enumerate(rows, 1):
            for at, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(number, at, cell)
                elif cell is not None:
                    page.write(number, at, cell)
    return path


def identity(n: int) -> str:
    """The n-th valid identity number of these tests."""
    body = f"11011319{60 + n // 10000 % 40:02d}0101{n % 10000 // 10:03d}"[:14] + f"{n % 1000:03d}"
    return body + check_digit(body)
