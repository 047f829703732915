"""Of what shape a rule is, in words that an officer knows: declared once, derived everywhere.

A rule is one whole number (`parts` empty), a few named values (`parts`), or a list of such rows (`rows`). What a rule
says lives in dated tables; only its shape lives here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Shape(Enum):
    """Of what kind one value is."""

    WHOLE = "whole"
    TEXT = "text"
    YES = "yes"


@dataclass(frozen=True)
class Part:
    """One value of a rule: its Chinese title and its shape."""

    title: str
    shape: Shape = Shape.WHOLE


@dataclass(frozen=True, kw_only=True)
class RuleKind:
    """A rule of the rulebook. `sentence` says what it decides; `unit` counts it where it is one number."""

    key: str
    title: str
    sentence: str
    unit: str = ""
    parts: Mapping[str, Part] = field(default_factory=dict)
    rows: bool = False

    def problems(self, values: Any) -> Iterator[str]:
        """What is wrong with a rule's content, in Chinese; nothing where it fits the shape."""
        if self.rows:
            if not isinstance(values, list) or not values:
                yield f"{self.title}至少要有一行。"
                return
            for number, row in enumerate(values, 1):
                yield from (f"第{number}行：{each}" for each in self._row(row))
            return
        yield from self._row(values) if self.parts else self._one(values, Part(self.title))

    def _row(self, row: Any) -> Iterator[str]:
        if not isinstance(row, dict) or set(row) != set(self.parts):
            yield f"应写明：{'、'.join(part.title for part in self.parts.values())}。"
            return
        for key, part in self.parts.items():
            yield from self._one(row[key], part)

    def _one(self, value: Any, part: Part) -> Iterator[str]:
        if part.shape is Shape.WHOLE and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
            yield f"{part.title}应是不小于0的整数。"
        elif part.shape is Shape.YES and not isinstance(value, bool):
            yield f"{part.title}应是“是”或“否”。"
        elif part.shape is Shape.TEXT and not (isinstance(value, str) and value.strip()):
            yield f"{part.title}没有填。"
