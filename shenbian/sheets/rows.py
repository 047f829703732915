"""The rows of one sheet on their way in: their cells by column, and what has become of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from shenbian.sheets.register import Register

PROBLEM = "整行"  # the field of a reason that concerns no single column


class Verdict(NamedTuple):
    """What a row turned out to be, and what differs or what took it."""

    fate: Literal["new", "changed", "same"]
    said: str = ""


class Rows:
    """Every column is a list as long as the sheet has rows; a row is known by its place in them, from 0.

    A row has at most one fate: refused (with field and reason), left out (with the kind's reason), the same (with what
    took it), changed (with what differs) or new. Rows without a fate are live. `conflicts` are fields that were not
    applied because another system is their master; such a row may still be new or changed in its other fields.
    """

    def __init__(self, register: Register, numbers: Sequence[int], columns: dict[str, list[Any]]) -> None:
        self.register = register
        self.numbers = numbers
        self.columns = columns
        self.refused: dict[int, list[tuple[str, str]]] = {}
        self.left_out: dict[int, str] = {}
        self.same: dict[int, str] = {}
        self.changed: dict[int, str] = {}
        self.new: set[int] = set()
        self.conflicts: dict[int, list[str]] = {}

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, key: str) -> list[Any]:
        return self.columns[key]

    def live(self) -> list[int]:
        """Places of the rows whose fate is open."""
        gone = self.refused.keys() | self.left_out.keys() | self.same.keys() | self.changed.keys() | self.new
        return [place for place in range(len(self)) if place not in gone] if gone else list(range(len(self)))

    def refuse(self, place: int, field: str, reason: str) -> None:
        self.refused.setdefault(place, []).append((field, reason))

    def refuse_all(self, places: Iterable[int], field: str, reason: str) -> None:
        for place in places:
            self.refuse(place, field, reason)

    def called(self, place: int) -> str:
        """How a reader knows the row."""
        return f"第{self.numbers[place]}行"

    def twice(self, keys: Sequence[Any], places: Sequence[int]) -> list[int]:
        """Of these places, those whose key did not come before; the others are the same as the row that took it."""
        first: dict[Any, int] = {}
        kept = []
        for place, key in zip(places, keys, strict=True):
            taken = first.setdefault(key, place)
            if taken == place:
                kept.append(place)
            else:
                self.same[place] = f"与{self.called(taken)}是同一条"
        return kept

    def decide(self, verdicts: Mapping[int, Verdict]) -> None:
        """Give rows their fate."""
        for place, verdict in verdicts.items():
            if verdict.fate == "new":
                self.new.add(place)
            elif verdict.fate == "changed":
                self.changed[place] = verdict.said
            else:
                self.same[place] = verdict.said

    def counts(self) -> dict[str, int]:
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "same": len(self.same),
            "left_out": len(self.left_out),
            "conflicting": len(self.conflicts),
            "refused": len(self.refused),
        }

    def reasons(self) -> dict[str, dict[str, int]]:
        """For rows left out and refused: how many for each reason."""
        return {
            "left_out": dict(Counter(self.left_out.values()).most_common()),
            "refused": dict(Counter(f"{said[0][0]}：{said[0][1]}" for said in self.refused.values()).most_common()),
        }
