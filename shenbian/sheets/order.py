"""In which order the sheets of a folder come in: what others name comes before them, whatever the files are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from shenbian.kit import typed
from shenbian.sheets.reading import Sheet, sheets_of

_KEPT = 500_000  # rows held in memory between recognising and applying; other files are read a second time
_WITH_UNITS = 30  # union bodies founded at a unit come after the units, the others before


class Stack:
    """The sheets of some files, in order. All files are opened and recognised before the first is applied."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._turns: list[tuple[int, int, int]] = []  # turn, file, sheet
        self._files = files
        self._held: dict[int, list[Sheet]] = {}
        held = 0
        for at, path in enumerate(files):
            sheets = _parted(sheets_of(path)) if len(files) > 1 else sheets_of(path)
            self._turns += [(_turn(sheet), at, place) for place, sheet in enumerate(sheets)]
            held += sum(len(sheet.body) for sheet in sheets)
            if held <= _KEPT:
                self._held[at] = sheets
        self._turns.sort()

    def __len__(self) -> int:
        """How many sheets there are."""
        return len(self._turns)

    def __iter__(self) -> Iterator[Sheet]:
        last = {at: n for n, (_, at, _) in enumerate(self._turns)}
        for n, (_, at, place) in enumerate(self._turns):
            sheets = self._held.get(at) or _parted(sheets_of(self._files[at]))
            yield sheets[place]
            if last[at] == n:
                self._held.pop(at, None)


def _turn(sheet: Sheet) -> int:
    if sheet.register.key == "organisations" and not _needs_no_unit(sheet):
        return _WITH_UNITS
    return sheet.register.turn


def _needs_no_unit(sheet: Sheet) -> bool:
    return all(map(typed.blank, sheet.cells("unit")))


def _parted(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Units name the town union where they lie, and unions the unit where they were founded.

    So a sheet of union bodies that holds both sorts is taken in two parts: the bodies that stand at no unit first.
    """
    parts = []
    for sheet in sheets:
        units = sheet.cells("unit") if sheet.register.key == "organisations" else []
        later = {place for place, unit in enumerate(units) if not typed.blank(unit)}
        if not later or len(later) == len(units):
            parts.append(sheet)
            continue
        _with_those_below(sheet, later)
        parts += [sheet.part([p for p in range(len(units)) if p not in later]), sheet.part(sorted(later))]
    return [part for part in parts if part.body or part.register.key != "organisations"]


def _with_those_below(sheet: Sheet, later: set[int]) -> None:
    """Bodies below one that comes later come later too."""
    numbers = list(map(typed.text, sheet.cells("number")))
    above = list(map(typed.text, sheet.cells("parent")))
    while True:
        waiting = {numbers[place] for place in later}
        more = {p for p in range(len(numbers)) if p not in later and above[p] in waiting}
        if not more:
            return
        later |= more
