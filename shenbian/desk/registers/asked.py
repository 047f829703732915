"""What a reader asks of a register: searched, filtered, ordered, and from which row on. From an address, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.http import urlencode

from shenbian.desk.registers.register import Filter, Register
from shenbian.kit.searching import MARK
from shenbian.look.words import day as zh_day

_SINCE, _UNTIL = ".since", ".until"


@dataclass(frozen=True)
class Asked:
    """`chosen`: filters by key ("since" and "until" of a range apart). `under`: the id of a union body.

    `after` and `before` name a row by its id; `last` asks for the end; `page` is only said, never used to find rows.
    """

    register: Register
    typed: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    under: int | None = None
    sort: str = ""
    after: int | None = None
    before: int | None = None
    last: bool = False
    page: int = 1

    @classmethod
    def of(cls, register: Register, said: Mapping[str, str]) -> Asked:
        """What the address says; what means nothing in it is left out."""
        known = {key: value for each in register.filters for key, value in _chosen(each, said)}
        sort = said.get("sort", "")
        return cls(
            register,
            typed=said.get("q", "").strip()[:120],
            chosen=known,
            under=_id(said.get("under")) if register.place else None,
            sort=sort if _sortable(register, sort) else "",
            after=_id(said.get("after")),
            before=_id(said.get("before")),
            last=bool(said.get("last")),
            page=_id(said.get("page")) or 1,
        )

    @property
    def order(self) -> str:
        """The path by which rows are ordered, with "-" for descending."""
        if not self.sort:
            return self.register.order
        column = self.register.column(self.sort.removeprefix("-"))
        assert column is not None
        return ("-" if self.sort.startswith("-") else "") + column.sort

    def rows(self) -> Q:
        """The condition that search and filters make."""
        found = self.register.search(self.typed) if self.typed else Q()
        for each in self.register.filters:
            if each.options and (option := each.option(self.chosen.get(each.key, ""))):
                found &= option.keeps
            if since := self._day(each, _SINCE):
                found &= Q(**{f"{each.path}__gte": since})
            if until := self._day(each, _UNTIL):
                found &= Q(**{f"{each.path}__lte": until})
        return found

    def _day(self, each: Filter, end: str) -> date | None:
        said = self.chosen.get(each.key + end)
        return date.fromisoformat(said) if said else None

    @property
    def narrowed(self) -> bool:
        return bool(self.typed or self.chosen or self.under)

    def parts(self) -> dict[str, str]:
        """What makes the same selection and order again, without the place in it."""
        said = {"q": self.typed, "under": str(self.under or ""), "sort": self.sort, **self.chosen}
        return {key: value for key, value in said.items() if value}

    def address(self, **more: Any) -> str:
        """The query of an address: the same selection, and `more` (an empty value takes a part away)."""
        said = {key: value for key, value in (self.parts() | more).items() if value}
        return "?" + urlencode(said)

    def without(self, key: str) -> str:
        gone = {key, key + _SINCE, key + _UNTIL}
        return "?" + urlencode({name: value for name, value in self.parts().items() if name not in gone})

    def chips(self, body: str) -> Iterator[dict[str, Any]]:
        """What narrows the rows, each to be taken away by pressing it."""
        if self.typed:
            said = "按完整号码" if self.typed.startswith(MARK) else f"“{self.typed}”"
            yield {"label": "查找", "value": said, "href": self.without("q")}
        if self.under:
            yield {"label": "所属", "value": body or "不在范围内", "href": self.without("under")}
        for each in self.register.filters:
            if said := self._said(each):
                yield {"label": each.title, "value": said, "href": self.without(each.key)}

    def _said(self, each: Filter) -> str:
        if each.options:
            option = each.option(self.chosen.get(each.key, ""))
            return option.title if option else ""
        since, until = self._day(each, _SINCE), self._day(each, _UNTIL)
        return (f"{zh_day(since)}起" if since else "") + (f"至{zh_day(until)}" if until else "")

    def at_start(self) -> Asked:
        return replace(self, after=None, before=None, last=False, page=1)


def _chosen(each: Filter, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if each.options:
        if each.option(said.get(each.key, "")):
            yield each.key, said[each.key]
        return
    for end in (_SINCE, _UNTIL):
        if day := _iso(said.get(each.key + end, "")):
            yield each.key + end, day


def _iso(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _id(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def _sortable(register: Register, sort: str) -> bool:
    column = register.column(sort.removeprefix("-"))
    return bool(column and column.sort)
