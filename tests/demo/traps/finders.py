"""Ways to find a trap's rows in the books of the year."""

from typing import Any

from shenbian.demo import corrections, identities
from shenbian.demo.world import World
from tests.demo.traps.trap import Found


def where(name: str, **cells: object) -> Found:
    """Rows of one workbook whose cells are these (of a set or tuple: one of these)."""

    def holds(row: Any) -> bool:
        return all(row[k] in v if isinstance(v, tuple) else row[k] == v for k, v in cells.items())

    return lambda books: [books.where(name, holds)]


def starts(name: str, header: str, prefix: str) -> Found:
    return lambda books: [books.where(name, lambda row: str(row[header]).startswith(prefix))]


def again(name: str, *by: str) -> Found:
    return lambda books: [books.again(name, *by)]


def every_row(name: str) -> Found:
    return lambda books: [books.where(name)]


def wrong_digit(name: str) -> Found:
    def wrong(row: Any) -> bool:
        number = row["证件号码"]
        return bool(identities.check_digit(number[:17]) != number[17])

    return lambda books: [books.where(name, wrong)]


def mistaken(register: str) -> Found:
    return lambda books: [book for book in corrections.mistaken(World()) if book.register == register]
