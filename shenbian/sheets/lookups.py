"""Numbers and names in a sheet become union bodies, units, people: each kind asked once for the whole sheet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from django.db.models import Q

from shenbian.orgs.models import Organisation, Unit, UnitStatement
from shenbian.orgs.queries import paths_on


class Body(NamedTuple):
    """A union body, as a row may name it."""

    id: int
    number: str
    name: str
    level: str
    path: str
    founded_on: date | None
    dissolved_on: date | None


class Employer(NamedTuple):
    """A unit, as a row may name it."""

    id: int
    number: str
    name: str


class Ambiguous(NamedTuple):
    """Several things of one name."""

    numbers: tuple[str, ...]


def bodies(texts: Iterable[str | None], *, under: Sequence[str] | None) -> dict[str, Body | Ambiguous]:
    """Union bodies by number, else by name. One query. Bodies outside the paths `under` are not there at all."""
    asked = {text for text in texts if text}
    if not asked:
        return {}
    found = Organisation.objects.filter(Q(number__among=asked) | Q(name__among=asked))
    fields = ("id", "number", "name", "level", "path", "founded_on", "dissolved_on")
    seen = [Body(*row) for row in found.order_by("id").values_list(*fields)]
    if under is not None:
        tops = tuple(under)
        seen = [body for body in seen if body.path.startswith(tops)]
    return _by_text(asked, seen)


def employers(texts: Iterable[str | None]) -> dict[str, Employer | Ambiguous]:
    """Units by credit code, by number, else by name. One query."""
    asked = {text for text in texts if text}
    if not asked:
        return {}
    upper = {text.upper() for text in asked}
    found = Unit.objects.filter(Q(number__among=asked) | Q(uscc__among=upper) | Q(name__among=asked))
    rows = list(found.order_by("id").values_list("id", "number", "name", "uscc"))
    by_code = {code: Employer(id_, number, name) for id_, number, name, code in rows if code}
    named = _by_text(asked, [Employer(id_, number, name) for id_, number, name, _ in rows])
    return named | {text: by_code[text.upper()] for text in asked if text.upper() in by_code}


T = TypeVar("T", Body, Employer)


def _by_text(asked: set[str], seen: Sequence[T]) -> dict[str, T | Ambiguous]:
    numbered = {each.number: each for each in seen}
    named: dict[str, list[T]] = {}
    for each in seen:
        named.setdefault(each.name, []).append(each)
    result: dict[str, T | Ambiguous] = {}
    for text in asked:
        if text in numbered:
            result[text] = numbered[text]
        elif text in named:
            same = named[text]
            result[text] = same[0] if len(same) == 1 else Ambiguous(tuple(each.number for each in same))
    return result


def paths(asked: Iterable[tuple[Body, date]]) -> dict[tuple[int, date], str]:
    """Where each body stood on each day; where it stood nowhere yet or any more, its own last path. One query."""
    pairs = set(asked)
    known = paths_on((body.id, day) for body, day in pairs) if pairs else {}
    return {(body.id, day): known.get((body.id, day), body.path) for body, day in pairs}


class Statements:
    """What units had stated by a day. One query for all."""

    def __init__(self, units: Iterable[int]) -> None:
        self._days: dict[int, list[date]] = {}
        self._two_new: dict[int, list[bool]] = {}
        found = UnitStatement.objects.filter(unit__among=set(units)).order_by("unit_id", "stated_on")
        for unit, day, two_new in found.values_list("unit_id", "stated_on", "two_new"):
            self._days.setdefault(unit, []).append(day)
            self._two_new.setdefault(unit, []).append(two_new)

    def two_new(self, unit: int | None, on: date) -> bool:
        """By its last statement on or before the day; before the first one, by the first; without any, no."""
        days = self._days.get(unit) if unit is not None else None
        if not days or unit is None:
            return False
        return self._two_new[unit][max(bisect_right(days, on) - 1, 0)]


def named(found: Mapping[str, NamedTuple], text: str, what: str) -> str:
    """Why a text names nothing: there is no such thing, or there are several."""
    several = found.get(text)
    if isinstance(several, Ambiguous):
        return f"有几个{what}叫“{text[:40]}”，请写编号（{'、'.join(several.numbers[:5])}）。"
    return f"没有“{text[:40]}”这个{what}。"
