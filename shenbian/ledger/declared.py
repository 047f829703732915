"""What is counted, where it is held, and what is to be written: the words in which higher floors speak to the books."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

FEN = "fen"  # the measure of money; goods are measured in pieces of one item: "item:<id>"


class Key(NamedTuple):
    """Which holding is meant: of whom (Organisation.pk), under which heading, for what, counted in what.

    `heading` is a code of the chart of accounts ("102") or the key of a declared control ("budget.free"). `of` is what
    it is held for, as traces name things ("funds.budgetitem:7"); empty for a heading that has one holding a body.
    """

    organisation: int
    heading: str
    of: str = ""
    measure: str = FEN


@dataclass(frozen=True, slots=True)
class Line:
    """So much goes into a holding (借, above nought) or out of it (贷, below nought), in fen or in pieces."""

    holding: Key
    amount: int


@dataclass(frozen=True)
class NewVoucher:
    """One voucher to be written: its day, what it is about (摘要), the thing and move it books, its lines.

    `source` books once and never again ("funds.payment:12:paid"), so that what is tried twice is booked once.
    `reverses` is the Voucher.pk of the one that this one takes back.
    """

    on: date
    title: str
    source: str
    lines: tuple[Line, ...]
    reverses: int | None = None

    def __post_init__(self) -> None:
        for problem in self.problems():
            raise ValueError(f"voucher {self.source}: {problem}")

    @property
    def organisation(self) -> int:
        """In whose books it stands."""
        return self.lines[0].holding.organisation

    def problems(self) -> Iterator[str]:
        """What is wrong with it; a slip of the programmer, not of the user."""
        if not self.source or not self.title:
            yield "it says neither what it books nor why"
        if len({line.holding for line in self.lines}) != len(self.lines) or any(not line.amount for line in self.lines):
            yield "it needs one line for each holding, and none of nought"
        if len({line.holding.organisation for line in self.lines}) != 1:
            yield "it stands in the books of one body"
        for measure in sorted({line.holding.measure for line in self.lines}):
            if sum(line.amount for line in self.lines if line.holding.measure == measure):
                yield f"its lines in {measure} do not add up to nought"


@dataclass(frozen=True)
class Control:
    """A heading of our own beside the chart of accounts, for what is watched rather than accounted (控制科目).

    `floored`: its holdings never go below nought. `lacks` is the sentence of who wants more than there is.
    """

    key: str
    title: str
    floored: bool = False
    lacks: str = "只剩{left}，要用{wanted}。"


@dataclass
class Controls:
    """The registry of controls. A heading without a dot is one of the chart of accounts, and never floored."""

    _all: dict[str, Control] = field(default_factory=dict)

    def add(self, *controls: Control) -> None:
        for each in controls:
            if each.key in self._all or "." not in each.key:
                raise ValueError(f"control {each.key} is there already, or looks like a code of the chart")
            self._all[each.key] = each

    def of(self, heading: str) -> Control | None:
        """The control of this heading; None for a code of the chart. Raises KeyError for a control nobody declared."""
        return self._all[heading] if "." in heading else None


controls = Controls()
