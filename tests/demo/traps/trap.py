"""One trap: what the year's sheets hold that must not leak into a figure, and the rule that keeps it out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shenbian.demo.book import Book
from shenbian.record.year import REFS
from tests.demo.books import Books
from tests.demo.rules import Rule

Found = Callable[[Books], Sequence[Book]]


@dataclass(frozen=True, kw_only=True)
class Trap:
    """`size` rows of the sheets; with the rule the figure is `right`, without it `wrong` (money in yuan).

    `sheets` are the workbooks that come in again without the rule; the trap's rows, where none are named.
    """

    holds: str
    found: Found
    size: int
    ref: str
    rule: Rule
    right: float
    wrong: float
    sheets: Found | None = None

    @property
    def metric(self) -> str:
        return REFS[self.ref]
