"""How a kernel takes the rows of a register whose facts are written by its moves (随办理生成的台账). A declaration.

`sheets` reads a sheet as it reads any other: cells, people, bodies, references, and whether a row is new, changed, the
same, left out or refused. Of a kind that says `by_moves` it then writes no fact: the rows that count are handed to the
kernel's `Taker`, and the kernel begins or moves things of its own, whose moves write the facts.

A kernel, whole (gatherings/taking.py):

    class Turns(Taker):
        kind = "turn"
        tables = ("gatherings.turn",)

        def take(self, rows, *, by, batch):
            sessions = ...                                          # one query, by row.fact.facets["session"]
            turns = [Turn(session=..., person_id=row.person, came=row.fact, batch=batch) for row in rows]
            return taken(enter("come", turns, by=by, rows=[row.called for row in rows], batch=batch), "gatherings.turn")

    takers.add(Turns())                                             # imported by the app's `ready`

What a taker owes:

* **The fact is that of the row.** Its move writes `row.fact` as it is: natural key, content, evidence. So the
  same sheet again brings nothing, and the export of the register is the sheet.
* **Set-wise.** A fixed number of queries, however many rows; the largest sheet of a district has 20,000.
* **One batch.** `flow.actions` is called with `batch`, things keep it in a column `batch`, and their traces are found.
* **Vouchers carry the batch too** (`ledger.actions.post(…, batch=…)`): taking the batch back reverses them.
* **A thing that is there already is moved, not made a second time**: a planned session of that number becomes held.
* **What cannot be is refused with a sentence for its row**, the others are taken (an Outcome's `why` is just that).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from shenbian.facts.fact import NewFact
from shenbian.flow.actions import Outcome
from shenbian.rights.actor import Actor


@dataclass(slots=True)
class SheetRow:
    """One row, read and judged.

    `fact` is what the kernel's move writes. `person` is the Person.pk that the row names (its fact holds the key),
    `called` how a reader knows the row ("第3行"), `status` the word in its status column ("迟到"), empty where the
    register has none. `stands` is the id of the standing fact that a changed row corrects.
    """

    fact: NewFact
    person: int | None
    called: str
    status: str = ""
    stands: int | None = None


@dataclass(frozen=True, slots=True)
class Amended:
    """A standing row of a table that was changed: columns as they were and as they are now; none that is sealed."""

    table: str
    row: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True)
class Taken:
    """What came of rows: `refused` says why by place in the call (from 0); `made` holds ids of new rows by table.

    Taking the batch back takes away what was made and puts back what was amended.
    """

    refused: Mapping[int, str] = field(default_factory=dict)
    made: Mapping[str, Sequence[int]] = field(default_factory=dict)
    amended: Sequence[Amended] = ()


def taken(outcomes: Sequence[Outcome[Any]], table: str) -> Taken:
    """The same from what `flow.actions.enter` answered."""
    refused = {place: each.why for place, each in enumerate(outcomes) if not each.moved}
    return Taken(refused, {table: [each.thing.pk for each in outcomes if each.moved and each.thing is not None]})


class Taker(ABC):
    """`kind` is the fact kind whose rows it takes; `tables` those that it makes rows of, what points at others first:
    in this order they are taken away again. `claims`: a row is somebody's claim to what each gets once; a second one of
    the same sheet that differs from the first is handed over too, so that it is refused and not passed over.
    `names_editions`: the activity that a row names is an edition (届期); the one that its programme ran under that
    title is named by its reference in the fact."""

    kind: ClassVar[str]
    tables: ClassVar[tuple[str, ...]]
    claims: ClassVar[bool] = False
    names_editions: ClassVar[bool] = True

    @abstractmethod
    def take(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        """Begin and move things, so that the fact of each row is written."""

    @abstractmethod
    def correct(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        """What stands with other content: the fact `row.stands` is struck out and `row.fact` written in its place, with
        `batch` (`facts.actions.strike(…, replaced_by=…)`); the thing of this natural key says the same from now on."""

    def take_left_out(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        """Rows that do not count by their status word (a session that was cancelled or is planned): the thing is kept
        in that state, and no fact is written. Their `fact` says what it would have been; they name no person. What is
        there already stays as it is. Nothing by default."""
        return Taken()


class Follower(Taker):
    """A taker whose things may become what their fact does not say (by the status word of the row: 在读 became 退学):
    the thing follows its row, the fact stands."""

    @abstractmethod
    def differs(self, rows: Sequence[SheetRow]) -> Mapping[int, str]:
        """Rows that say of a thing what it is not yet, by place, and what they say otherwise, for the report. Asked of
        rows whose fact stands, whether it is corrected or the same."""

    @abstractmethod
    def catch_up(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        """The things of the rows that differ become what they say, before anything is corrected; no fact changes."""


class Takers:
    """The registry: by whom the rows of a kind are taken."""

    def __init__(self) -> None:
        self._all: dict[str, Taker] = {}

    def add(self, *takers: Taker) -> None:
        for taker in takers:
            if taker.kind in self._all:
                raise ValueError(f"rows of {taker.kind} are taken twice")
            self._all[taker.kind] = taker

    def __getitem__(self, kind: str) -> Taker:
        return self._all[kind]

    def __contains__(self, kind: object) -> bool:
        return kind in self._all

    def __iter__(self) -> Iterator[Taker]:
        return iter(self._all.values())

    def tables(self) -> Iterable[str]:
        """Every table of which rows are made, in the order in which they are taken away."""
        return dict.fromkeys(table for taker in reversed(self._all.values()) for table in taker.tables)


takers = Takers()
