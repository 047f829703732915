"""Dated code lists: one CSV file each, with its standard and the source it was taken from in its first lines.

A code that is abolished stays in its list with the day it ended: an old register must still be read. `valid_until` is
exclusive; an empty bound means that the list sets none, not that the day is known.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_HEAD = ("title", "standard", "source")
_COLUMNS = ["code", "name", "aliases", "valid_from", "valid_until", "note"]


class UnknownCode(ValueError):
    """A word or code that the list does not hold on that day; the text is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One code, its name, what else it is called, and the days on which it is valid."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    note: str = ""

    def is_valid(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on < self.valid_until
        )


@dataclass(frozen=True)
class CodeList:
    """All entries of one list, in the order of the file."""

    key: str
    title: str
    standard: str
    source: str
    entries: tuple[Entry, ...]

    def on(self, day: date | None) -> tuple[Entry, ...]:
        """The entries valid on a day; all, the abolished too, when no day is given."""
        return self.entries if day is None else tuple(entry for entry in self.entries if entry.is_valid(day))

    def choices(self, *, on: date | None) -> list[tuple[str, str]]:
        """(code, name) of the entries valid on a day, for forms and drop-downs."""
        return [(entry.code, entry.name) for entry in self.on(on)]

    def name(self, code: str) -> str:
        """The name of a code, valid today or not. Raises UnknownCode."""
        for entry in self.entries:
            if entry.code == code:
                return entry.name
        raise UnknownCode(f"{self.title}中没有代码“{code}”。")

    def code(self, said: str, *, on: date | None = None) -> str:
        """The code of a name, an alias or a code itself, valid on the day if one is given. Raises UnknownCode."""
        said = said.strip()
        known = _words(self)
        for entry in known.get(said, ()):
            if on is None or entry.is_valid(on):
                return entry.code
        if said in known:
            raise UnknownCode(f"{self.title}中的“{said}”在 {on} 无效。")
        raise UnknownCode(f"{self.title}中没有“{said}”。")


@lru_cache(maxsize=32)
def read(key: str) -> CodeList:
    """The list of that key: `sex`, `nations`, `politics`, `education`, `industries`, `unit_categories`, `divisions`
    (Beijing's districts, those abolished too) or `towns` (of Shunyi). Read once per process."""
    if key not in keys():
        raise UnknownCode(f"没有代码表“{key}”。")
    lines = (_FOLDER / f"{key}.csv").read_text("utf-8").splitlines()
    head = dict(line[1:].strip().split(": ", 1) for line in lines if line.startswith("#"))
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    if rows.fieldnames != _COLUMNS or tuple(head) != _HEAD:
        raise ValueError(f"The code list {key} lacks a column or a line of its head.")
    return CodeList(key=key, entries=tuple(_entries(rows)), **head)


def keys() -> list[str]:
    """The keys of all lists."""
    return sorted(file.stem for file in _FOLDER.glob("*.csv"))


def _entries(rows: csv.DictReader[str]) -> Iterator[Entry]:
    for row in rows:
        yield Entry(
            code=row["code"],
            name=row["name"],
            aliases=tuple(row["aliases"].split("|")) if row["aliases"] else (),
            valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
            valid_until=date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
            note=row["note"],
        )


@lru_cache(maxsize=32)
def _index(key: str, entries: tuple[Entry, ...]) -> dict[str, tuple[Entry, ...]]:
    known: dict[str, tuple[Entry, ...]] = {}
    for entry in entries:
        for word in dict.fromkeys((entry.code, entry.name, *entry.aliases)):
            known[word] = (*known.get(word, ()), entry)
    return known


def _words(codes: CodeList) -> dict[str, tuple[Entry, ...]]:
    """Every word of the list with the entries it may mean."""
    return _index(codes.key, codes.entries)
