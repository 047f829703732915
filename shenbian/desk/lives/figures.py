"""Figures of a year for a subtree: those that programmes declare, by line of work, only where something was counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar

from django.core.cache import cache
from django.http import QueryDict

from shenbian.facts.marks import mark, years
from shenbian.facts.queries import fullest_year
from shenbian.kit.period import Period
from shenbian.metrics.figure import Figure
from shenbian.metrics.measure import measure
from shenbian.record.told import exactly
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme, catalogue

T = TypeVar("T")
_DAY = 86_400  # seconds


@dataclass(frozen=True)
class Stat:
    """A figure set large: the number and its unit apart."""

    metric: str
    title: str
    number: str
    unit: str
    note: str = ""


@dataclass(frozen=True)
class OfLine:
    """The figures of one line of work."""

    desk: Desk
    stats: list[Stat]


def figures_by_line(under: str, *, year: int) -> list[OfLine]:
    """All figures of programmes for a subtree and a year, of those lines that counted anything."""
    stats = stats_of(catalogue, under=under, year=year)
    lines = {desk: [stats[each.key] for each in catalogue if each.desk == desk] for desk in Desk}
    found = [OfLine(desk, [stat for part in parts for stat in part]) for desk, parts in lines.items()]
    return [each for each in found if each.stats]


def stats_of(programmes: Iterable[Programme], *, under: str, year: int) -> dict[str, list[Stat]]:
    """For each programme (by key) its figures that count anything.

    Counted once until the ledger changes, which takes one statement; then read back.
    """
    wanted = list(programmes)
    names = ",".join(programme.key for programme in wanted)
    return kept(f"{year}:{under}:{names}", lambda: _counted(wanted, under, year))


def _counted(wanted: list[Programme], under: str, year: int) -> dict[str, list[Stat]]:
    metrics = [metric for programme in wanted for metric in programme.metrics]
    figures = measure(metrics, under=under, period=Period.year(year)) if metrics else {}
    return {
        programme.key: [stat(figures[each.key]) for each in programme.metrics if _tells(figures[each.key])]
        for programme in wanted
    }


def _tells(figure: Figure) -> bool:
    return bool(figure.facts) and figure.value is not None


def stat(figure: Figure) -> Stat:
    """As it is printed, cut into number and unit; a share keeps how much of what beside it."""
    told = exactly(figure)
    number, _, note = told.partition("（")
    unit = figure.metric.unit if number.endswith(figure.metric.unit) else ""
    return Stat(
        metric=figure.metric.key,
        title=figure.metric.title,
        number=number.removesuffix(unit),
        unit=unit,
        note=note.removesuffix("）"),
    )


def year_of(said: QueryDict) -> dict[str, Any]:
    """The year that an address names, else that of which most is told; and the years to choose from."""
    known = years()
    asked = said.get("year", "")
    if asked.isdigit() and int(asked) in known:
        return {"year": int(asked), "years": known}
    fullest = kept("fullest", fullest_year) if known else None
    return {"year": fullest, "years": known}


def kept(what: str, count: Callable[[], T]) -> T:
    """What was counted, kept until anything is written to the ledger; a day at the longest."""
    key = f"desk.figures:{mark()}:{sha256(what.encode()).hexdigest()}"
    found: T | None = cache.get(key)
    if found is None:
        found = count()
        cache.set(key, found, timeout=_DAY)
    return found
