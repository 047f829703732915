"""How an edition is named: by facts with its reference (edition:12), by sheets with its title where that is enough."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat

from shenbian.editions.models import Edition

PREFIX = "edition:"
_LONGEST = 120  # letters that a fact and a sheet hold


class Running(NamedTuple):
    """An edition as a row may name it. `host` is the name of the union that holds it."""

    pk: int
    programme: str
    title: str
    year: int
    host: str
    status: str

    @property
    def reference(self) -> str:
        return f"{PREFIX}{self.pk}"


class Runnings:
    """Editions by what they may be called. One that was called off is known by its reference alone."""

    def __init__(self, found: Iterable[Running]) -> None:
        self._all = {each.reference: each for each in found}
        self._titled: dict[tuple[str, str, int], list[Running]] = {}
        for each in self._all.values():
            if each.status != "cancelled":
                self._titled.setdefault((each.programme, each.title, each.year), []).append(each)

    def __bool__(self) -> bool:
        return bool(self._all)

    def get(self, reference: str) -> Running | None:
        return self._all.get(reference)

    def titled(self, title: str, *, programme: str, year: int) -> list[Running]:
        """The editions of a programme and a year that have this title."""
        return self._titled.get((programme, title, year), [])

    def title(self, name: str) -> str:
        """What people call that which a fact names so: the title of an edition, else the name itself."""
        found = self._all.get(name)
        return found.title if found else name

    def written(self, name: str, *, year: int) -> str:
        """As a sheet writes it: the title, where it leads back to this edition and no other; else the reference."""
        found = self._all.get(name)
        if found is None or len(found.title) > _LONGEST:
            return name
        leads = self.titled(found.title, programme=found.programme, year=year) == [found]
        return found.title if leads else name


def is_reference(name: str) -> bool:
    """Whether a name says an edition by its number."""
    return name.startswith(PREFIX) and name[len(PREFIX) :].isdecimal()


def called(names: Iterable[str | None]) -> Runnings:
    """The editions that these names may mean, titles and references. One query, none where there is no name."""
    texts = {name for name in names if name}
    return _found(Q(title__in=texts) | Q(pk__in=_numbers(texts))) if texts else Runnings(())


def referred(names: Iterable[str | None]) -> Runnings:
    """The editions that these names refer to, and all that share a title with one. One query, none where no name
    is a reference.
    """
    numbers = _numbers({name for name in names if name})
    if not numbers:
        return Runnings(())
    return _found(Q(title__in=Edition.objects.filter(pk__in=numbers).values("title")))


def references(typed: str) -> Q:
    """Of rows with a column `edition`: those of editions whose title holds what was typed."""
    held = Edition.objects.filter(title__icontains=typed)
    return Q(edition__in=held.values_list(Concat(Value(PREFIX), Cast("pk", CharField())), flat=True))


def _numbers(names: Iterable[str]) -> list[int]:
    numbers = (int(name[len(PREFIX) :]) for name in names if is_reference(name))
    return [number for number in numbers if number < 2**63]


def _found(wanted: Q) -> Runnings:
    fields = ("pk", "programme", "title", "year", F("organisation__name"), "status")
    return Runnings(Running(*row) for row in Edition.objects.filter(wanted).order_by("pk").values_list(*fields))
