"""What the cells of a page say. What is sealed or somebody's name is masked here, once for page and workbook alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse

from shenbian.desk.registers.register import Column, Register, Shows
from shenbian.desk.registers.rows import Row
from shenbian.desk.rooms import address_of
from shenbian.editions.named import Runnings, referred
from shenbian.kit import mask
from shenbian.kit.money import written
from shenbian.look import words
from shenbian.orgs.models import Organisation, Unit
from shenbian.people.models import Person
from shenbian.people.rules import Marks
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import reaches

_ASKED = {Shows.BODY: "bodies", Shows.PATH: "paths", Shows.UNIT: "units", Shows.PERSON: "people"}


@dataclass(frozen=True)
class Reader:
    """Who reads: names are in full where they keep the register of the place; `revealed`: numbers opened for them."""

    duty: tuple[str, ...]
    revealed: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, actor: Actor) -> Reader:
        return cls(tuple(reach.path for reach in reaches(actor, Right.REGISTER_KEEP)))

    def name(self, name: str | None, place: str) -> str:
        if not name:
            return ""
        return name if self.duty and place.startswith(self.duty) else mask.name(name)


@dataclass
class Known:
    """What rows only point at, looked up for a whole page: a query for each kind of thing that is pointed at."""

    bodies: dict[int, str] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)
    editions: Runnings = field(default_factory=lambda: Runnings(()))


def known(register: Register, rows: Sequence[Row]) -> Known:
    """Look up what the rows point at."""
    wanted: dict[str, set[Any]] = {}
    for column in register.columns:
        if column.shows in _ASKED:
            wanted.setdefault(_ASKED[column.shows], set()).update(value(column, row) for row in rows)
    editions = [value(each, row) for each in register.columns if each.shows is Shows.EDITION for row in rows]
    found = Known(editions=referred(editions))
    for name, keys in wanted.items():
        model, by = _TABLES[name]
        asked = model._default_manager.filter(**{f"{by}__in": keys - {None}})
        setattr(found, name, dict(asked.values_list(by, "name")))
    return found


_TABLES: dict[str, tuple[type[Any], str]] = {
    "bodies": (Organisation, "pk"),
    "paths": (Organisation, "path"),
    "units": (Unit, "pk"),
    "people": (Person, "key"),
}


def value(column: Column, row: Row) -> Any:
    """What stands in the row for this column."""
    found = row[column.path]
    return (found or {}).get(column.part) if column.part else found


@dataclass(frozen=True)
class Cells:
    """Writes the cells of one page or workbook."""

    register: Register
    reader: Reader
    known: Known
    marks: Marks = field(default_factory=Marks)
    addresses: dict[str, tuple[str, str]] = field(default_factory=dict)

    def text(self, column: Column, row: Row) -> str:
        """As the page shows it."""
        found = self.plain(column, row)
        if found is None or found == "":
            return ""
        said = _SAID.get(column.shows)
        return said(found) if said else str(found)

    def plain(self, column: Column, row: Row) -> Any:
        """As the workbook keeps it: days as days, money in fen; words for codes, stars for what is hidden."""
        found, shows = value(column, row), column.shows
        if found is None:
            return None
        if shows in _ASKED:
            named = getattr(self.known, _ASKED[shows]).get(found, "")
            return self.reader.name(named, self._place(row)) if shows is Shows.PERSON else named
        return _WRITTEN[shows](self, column, row, found) if shows in _WRITTEN else found

    def _place(self, row: Row) -> str:
        return str(row.get(self.register.place, "")) if self.register.place else ""

    def _name(self, column: Column, row: Row, found: Any) -> str:
        return self.reader.name(found, self._place(row))

    def _code(self, column: Column, row: Row, found: Any) -> str:
        return str(column.codes.get(found, found))

    def _codes(self, column: Column, row: Row, found: Any) -> str:
        return "、".join(str(column.codes.get(each, each)) for each in found) or "全部"

    def _yes(self, column: Column, row: Row, found: Any) -> str:
        return "是" if found else "否"

    def _day(self, column: Column, row: Row, found: Any) -> Any:
        return date.fromisoformat(found) if isinstance(found, str) else found

    def _number(self, column: Column, row: Row, found: Any) -> str:
        key = row[_beside(column, "key")]
        if key in self.reader.revealed:
            return self.reader.revealed[key]
        return mask.number(self.marks.open("document", found, key=key))

    def _phone(self, column: Column, row: Row, found: Any) -> str:
        return mask.phone(self.marks.open("phone", found, key=row[_beside(column, "key")]))

    def _edition(self, column: Column, row: Row, found: Any) -> str:
        return self.known.editions.title(found)

    def link(self, column: Column, row: Row) -> str:
        """Where the cell leads; empty where nowhere."""
        if not column.link or not (said := row[column.link_by]):
            return ""
        if column.link not in self.addresses:
            self.addresses[column.link] = _address(column.link)
        before, after = self.addresses[column.link]
        return f"{before}{said}{after}" if before else ""


_NOBODY = 9_007_199_254_740_991


def _address(link: str) -> tuple[str, str]:
    """What stands before and after the id in the addresses of a page: found once, not for every cell."""
    page, _, label = link.partition("thing:")
    try:
        known = address_of(label, _NOBODY) if label else reverse(page, args=[_NOBODY])
    except NoReverseMatch:
        return "", ""
    before, _, after = known.partition(str(_NOBODY))
    return before, after


_SAID: dict[Shows, Callable[[Any], str]] = {
    Shows.DAY: words.day,
    Shows.MOMENT: words.moment,
    Shows.MONEY: written,
    Shows.WHOLE: "{:,}".format,
}
_WRITTEN = {
    Shows.NAME: Cells._name,
    Shows.CODE: Cells._code,
    Shows.CODES: Cells._codes,
    Shows.STATE: Cells._code,
    Shows.YES: Cells._yes,
    Shows.DAY: Cells._day,
    Shows.NUMBER: Cells._number,
    Shows.PHONE: Cells._phone,
    Shows.EDITION: Cells._edition,
}


def _beside(column: Column, name: str) -> str:
    before = column.path.rpartition("__")[0]
    return f"{before}__{name}" if before else name


def cells_of(register: Register, reader: Reader, rows: Iterable[Row]) -> Cells:
    """Cells over these rows, with what they point at looked up."""
    return Cells(register, reader, known(register, list(rows)))
