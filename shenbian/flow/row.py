"""One row of a call, and what a move hangs on it: guards, effects, facts. Declarations; imports no models.

Bulk and single are one: a call has rows, often one. Whatever a guard must look up it asks once for the whole set
(`needs`), then judges row by row without asking again (`why`). Rows see each other: a row to which every guard agreed
is told to them (`takes`), so that the second row of one person, or the 501st of 500 places, is refused and can name
the row that took it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shenbian.facts.fact import NewFact
from shenbian.rights.actor import Actor


@dataclass(slots=True, eq=False)
class Row:
    """One row of a call: the thing, who moves it, what they said (cleaned by the move's form), the Beijing day.

    `called` is how a reader knows the row ("第3行"); empty when the call had one thing and no row names. Nobody changes
    a row; frozen it would take thrice as long to make.
    """

    thing: Any
    by: Actor
    said: Mapping[str, Any]
    day: date
    called: str = ""


class Guard(ABC):
    """A condition that a move demands, named for the good case. Answers None, or the reason in Chinese; never writes.

    `title` says the condition on the page that people review (docs/made/flows).
    `locks` names a relation of the thing whose rows are scarce (an edition with places): they are locked, in the order
    of their model and key and after the things themselves, before anything is looked up. `reads` names the relations
    that `why` follows: they are read along with the things, so that following them costs no query.
    """

    @property
    def title(self) -> str:
        return ""

    @property
    def locks(self) -> str:
        return ""

    @property
    def reads(self) -> tuple[str, ...]:
        return ()

    @property
    def refuses_members(self) -> bool:
        """Whether it says no to every member of a union: then lists do not offer them what it guards."""
        return False

    def needs(self, rows: Sequence[Row]) -> Any:
        """What `why` must know, looked up for the whole set in one query, or in none."""
        return None

    @abstractmethod
    def why(self, row: Row, known: Any) -> str | None:
        """Why this row may not move, or None. Pure: it reads the row and what is known."""

    def takes(self, row: Row, known: Any) -> None:  # noqa: B027  most guards look at each row by itself
        """Every guard agreed to this row: write into `known` what it takes from the rows after it."""


class Effect(ABC):
    """What a move causes, for the whole set at once, inside the transaction. It never sends anything.

    `title` says it on the page that people review.
    `sets` names the thing's own columns that `act` assigns; they are saved with the status, in one statement. What may
    fail is better asked by a guard; an effect that must refuse rows raises kit.refusal.Refused with their places in
    `rows`, then those rows alone are refused and the others done anew without them.
    """

    @property
    def title(self) -> str:
        return ""

    @property
    def sets(self) -> tuple[str, ...]:
        return ()

    @property
    def late(self) -> bool:
        """Whether it comes once the things are saved and counted: what follows from where they are now."""
        return False

    @abstractmethod
    def act(self, rows: Sequence[Row]) -> None:
        """Do it: assign the columns of `sets`, write other rows set-wise, in a fixed number of queries."""


@dataclass(frozen=True)
class Sets(Effect):
    """Assigns one column of the thing from its row: Sets("score", lambda row: row.said["score"])."""

    column: str
    value: Callable[[Row], Any]

    @property
    def title(self) -> str:
        return f"记下{self.column}"

    @property
    def sets(self) -> tuple[str, ...]:
        return (self.column,)

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            setattr(row.thing, self.column, self.value(row))


FactsOf = Callable[[Row], Iterable[NewFact]]
