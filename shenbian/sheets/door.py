"""What the rows of one batch are applied through: who imports, what they may see, what is written and remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shenbian.facts.actions import strike, write
from shenbian.facts.fact import NewFact
from shenbian.facts.kind import kinds
from shenbian.rights.actor import Actor
from shenbian.sheets.outside import SystemOfRecord
from shenbian.sheets.rows import Rows
from shenbian.sheets.settle import Counted

if TYPE_CHECKING:
    from shenbian.sheets.models import Batch

_LONGEST = 400


@dataclass
class Door:
    """`under`: paths of the subtrees that the importer may write in; None: everywhere.

    Facts are gathered and written in one go by `close`, together with what they correct.
    """

    by: Actor
    batch: Batch
    under: Sequence[str] | None = None
    system: SystemOfRecord | None = None
    facts: list[NewFact] = field(default_factory=list)
    corrected: list[int] = field(default_factory=list)  # ids of facts that some of `facts` replace
    touched: bool = False  # something was written that leaves no row to remember (a sealed field)
    _made: dict[str, list[int]] = field(default_factory=dict)
    _amended: list[tuple[str, int, dict[str, Any], dict[str, Any]]] = field(default_factory=list)

    def write(self, counted: Iterable[Counted]) -> None:
        """Gather the facts of these rows, and what they correct."""
        for each in counted:
            self.facts.append(each.fact)
            if each.stands is not None:
                self.corrected.append(each.stands)

    def made(self, table: str, ids: Iterable[int]) -> None:
        """Remember rows that this batch wrote, by table ("orgs.cover")."""
        self._made.setdefault(table, []).extend(ids)

    def amended(self, table: str, row: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Remember what a standing row held before this batch amended it, and what it holds now."""
        self._amended.append((table, row, _kept(before), _kept(after)))

    def evidence(self, rows: Rows, place: int) -> str:
        """What a fact of this row rests on: file, sheet row, and what the officer noted beside it."""
        notes = rows.columns.get("evidence")
        said = f"{self.batch.file} {rows.called(place)}"
        return f"{said}：{notes[place]}"[:_LONGEST] if notes and notes[place] else said

    @property
    def wrote(self) -> bool:
        """Whether this batch has anything to show for itself."""
        return bool(self.touched or self.facts or self._amended or any(self._made.values()))

    def close(self) -> None:
        """Write all facts of the batch, strike out what they correct, and keep what a reversal must know."""
        ref, number = self.by.ref, self.batch.pk
        if moved := {fact.kind for fact in self.facts if kinds[fact.kind].by_moves}:
            raise ValueError(f"{moved} are written by moves alone")
        if self.corrected:
            strike(self.corrected, by=ref, reason="导入更正", batch=number, replaced_by=self.facts)
        elif self.facts:
            write(self.facts, by=ref, batch=number)
        if self._made:
            self.batch.made.bulk_create(
                [
                    self.batch.made.model(batch=self.batch, table=table, rows=ids)
                    for table, ids in self._made.items()
                    if ids
                ]
            )
        if self._amended:
            self.batch.amended.bulk_create(
                [
                    self.batch.amended.model(batch=self.batch, table=table, row=row, before=before, after=after)
                    for table, row, before, after in self._amended
                ]
            )


def _kept(columns: Mapping[str, Any]) -> dict[str, Any]:
    """As they are kept; an instant to its last microsecond, which the encoder of JSON columns would cut off."""
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in columns.items()}
