"""What a register at the desk is (台账): a value. Its columns, how it is searched, filtered and ordered, who sees what.

Titles, kinds of cells and words of codes come from the model's own fields; a column says only what differs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from shenbian.rights.actor import Actor


class Shows(StrEnum):
    """What the value of a column is, and so how it is written on the page and in the workbook."""

    TEXT = "text"
    DAY = "day"
    MOMENT = "moment"
    WHOLE = "whole"
    MONEY = "money"  # fen
    YES = "yes"
    CODE = "code"  # one of `codes`
    CODES = "codes"  # a list of them
    STATE = "state"  # of a flow: phase and title
    NAME = "name"  # of a person: in full within one's duty, else masked
    NUMBER = "number"  # of an identity document: masked
    PHONE = "phone"  # masked
    BODY = "body"  # id of a union body
    PATH = "path"  # path of a union body
    UNIT = "unit"  # id of a unit
    PERSON = "person"  # key of a person: the name, as NAME
    EDITION = "edition"  # how facts name an activity: the title, where it is an edition that is kept


@dataclass(frozen=True, kw_only=True)
class Column:
    """`path` leads from the row to the value; `part` names a key within it where it is a JSON object.

    `sort` is the path of the indexed column by which the register can be ordered; `link` the page to which the cell
    leads and `link_by` the path of what names it there.
    """

    key: str
    path: str
    title: str
    shows: Shows = Shows.TEXT
    part: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    link: str = ""
    link_by: str = ""

    @property
    def is_number(self) -> bool:
        return self.shows in (Shows.WHOLE, Shows.MONEY)


@dataclass(frozen=True, kw_only=True)
class Option:
    """One choice of a filter and the rows that it keeps."""

    key: str
    title: str
    keeps: Q


@dataclass(frozen=True, kw_only=True)
class Filter:
    """`options`: one of several. Without options `path` is a date, and the filter a range of days."""

    key: str
    title: str
    options: tuple[Option, ...] = ()
    path: str = ""

    def option(self, key: str) -> Option | None:
        return next((each for each in self.options if each.key == key), None)


Scope = Callable[[Actor], QuerySet[Any]]  # what of the register the actor may see
Search = Callable[[str], Q]


@dataclass(frozen=True, kw_only=True)
class Register:
    """`scope` gives the rows, `place` the path of the union body at which a row lies (empty: it has none).

    `order` is a column's sort path, with "-" for descending; rows alike in it follow their id. `one` is the classifier
    of its rows (人, 家). `sheet` is the key of the import register of the same nouns. `flows`: its rows can be moved.
    """

    key: str
    title: str
    one: str
    group: str
    columns: tuple[Column, ...]
    scope: Scope
    search: Search
    asks: str  # what can be searched for, as the search field says it
    filters: tuple[Filter, ...] = ()
    place: str = ""
    order: str = "-pk"
    sheet: str = ""
    flows: type[Any] | None = None

    def column(self, key: str) -> Column | None:
        return next((each for each in self.columns if each.key == key), None)

    def paths(self) -> list[str]:
        """Every value that a page needs of its rows."""
        named = {"pk"}
        if self.place:
            named.add(self.place)
        for each in self.columns:
            named |= {each.path} | ({each.link_by} if each.link_by else set()) | set(_BESIDE.get(each.shows, ()))
        return sorted(_near(named, self.columns))


_BESIDE = {
    Shows.NUMBER: ("key", "document_sealed"),
    Shows.PHONE: ("key", "phone_sealed"),
    Shows.STATE: ("phase",),
}  # read beside the column's own path, from the same row


def _near(named: set[str], columns: tuple[Column, ...]) -> set[str]:
    for each in columns:
        beside = _BESIDE.get(each.shows, ())
        before = each.path.rpartition("__")[0]
        if beside and before:
            named = (named - set(beside)) | {f"{before}__{name}" for name in beside}
    return named


def column(model: type[models.Model], path: str, **said: Any) -> Column:
    """A column of a model's field, its title, kind and codes as the field declares them."""
    at, own = model, path.split("__")
    for name in own[:-1]:
        at = at._meta.get_field(name).related_model  # type: ignore[assignment]
    found: Any = at._meta.get_field(own[-1]) if own[-1] != "pk" else at._meta.pk
    told = {"title": str(found.verbose_name), "shows": _shows(found), "codes": dict(found.flatchoices)}
    return Column(**{"key": path, "path": path, **told, **said})


def _shows(found: Any) -> Shows:
    if found.choices:
        return Shows.CODE
    if str(found.name).endswith("_fen"):
        return Shows.MONEY
    for kind, shows in _OF_FIELD:
        if isinstance(found, kind):
            return shows
    return Shows.TEXT


_OF_FIELD: tuple[tuple[type[Any], Shows], ...] = (
    (models.DateTimeField, Shows.MOMENT),
    (models.DateField, Shows.DAY),
    (models.BooleanField, Shows.YES),
    (models.IntegerField, Shows.WHOLE),
)


def choices(model: type[models.Model], name: str, *, key: str = "", at: str = "") -> Filter:
    """A filter over the codes of a model's field; `at` leads from the row to the model ("organisation__")."""
    found: Any = model._meta.get_field(name)
    options = (Option(key=str(code), title=str(word), keeps=Q(**{at + name: code})) for code, word in found.flatchoices)
    return Filter(key=key or name, title=str(found.verbose_name), options=tuple(options))


def days(model: type[models.Model], name: str) -> Filter:
    """A range of days over a model's date."""
    found: Any = model._meta.get_field(name)
    return Filter(key=name, title=str(found.verbose_name), path=name)
