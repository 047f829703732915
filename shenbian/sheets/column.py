"""One column of a register: what it is called, what its cells hold, what an officer may choose from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Cell(StrEnum):
    """What a cell holds, and so how it is read."""

    TEXT = "text"
    DAY = "day"
    MOMENT = "moment"  # a day, with or without a time of day
    WHOLE = "whole"
    AMOUNT = "amount"  # yuan in the sheet, fen in the house
    YES = "yes"
    CODE = "code"  # one word of a list
    DOCUMENT = "document"  # kind of identity document
    IDENTITY = "identity"  # its number
    ORGANISATION = "organisation"  # number or name of a union body
    UNIT = "unit"  # credit code, number or name of a unit


@dataclass(frozen=True, kw_only=True)
class Column:
    """`codes` maps what is stored to the word that the sheet shows. `aliases` are other headers for the same thing.

    `also` maps other words that are understood to the code that they mean.

    `example` is shown in the template's example row, `hint` beside the cell and on the page that explains. `longest` is
    the most characters that a text may have.
    """

    key: str
    title: str
    cell: Cell = Cell.TEXT
    required: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    example: object = ""
    aliases: tuple[str, ...] = ()
    longest: int = 200
    hint: str = ""

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header by which the column is known."""
        return (self.title, *self.aliases)
