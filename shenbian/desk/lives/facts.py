"""What the ledger tells of one life: how much of each kind in each year, and the rows, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.http import QueryDict

from shenbian.desk.counted import amount, kind_title
from shenbian.facts.kind import kinds
from shenbian.facts.models import Fact
from shenbian.orgs.models import Organisation
from shenbian.standard.programme import catalogue

SIZE = 20  # rows of a page
_TITLES = {programme.key: programme.title for programme in catalogue}


@dataclass(frozen=True)
class Choice:
    """Which rows: of a kind, of a year (0: all), after a place."""

    kind: str = ""
    year: int = 0
    after: str = ""

    @classmethod
    def of(cls, said: QueryDict) -> Choice:
        year = said.get("year", "")
        kind = said.get("kind", "")
        return cls(kind if kind in kinds else "", int(year) if year.isdigit() else 0, said.get("after", ""))

    def url(self) -> str:
        said = {"kind": self.kind, "year": str(self.year or ""), "after": self.after}
        return "?" + urlencode({key: value for key, value in said.items() if value}) + "#facts"


@dataclass(frozen=True)
class Heap:
    """So many facts of one kind in one year."""

    title: str
    year: int
    count: int
    one: str
    url: str
    chosen: bool


@dataclass(frozen=True)
class Told:
    """One fact as a reader sees it."""

    fact: Fact
    kind: str
    programme: str
    place: str
    amount: str


@dataclass(frozen=True)
class Life:
    """The facts of a life: heaps by kind and year, the rows of a page, the address of the next one."""

    heaps: list[Heap]
    rows: list[Told]
    choice: Choice
    next_url: str

    @property
    def first_url(self) -> str:
        """Where the rows begin; empty where this is the beginning."""
        return replace(self.choice, after="").url() if self.choice.after else ""

    @property
    def total(self) -> int:
        return sum(heap.count for heap in self.heaps)


def life(facts: QuerySet[Fact], choice: Choice) -> Life:
    """Three queries, however many facts: the heaps, the rows of the page, the places they name."""
    live = facts.filter(voided_at=None).exclude(kind="void")
    heaps = _heaps(live, choice)
    rows = list(_chosen(live, choice).order_by("-happened_on", "-id")[: SIZE + 1])
    page = rows[:SIZE]
    after = f"{page[-1].happened_on.isoformat()}_{page[-1].id}" if len(rows) > SIZE else ""
    return Life(heaps, told(page), choice, replace(choice, after=after).url() if after else "")


def told(facts: Sequence[Fact]) -> list[Told]:
    """Facts in words, with the names of the bodies they name. One query."""
    names = dict(Organisation.objects.filter(pk__in={each.organisation for each in facts}).values_list("pk", "name"))
    return [
        Told(
            fact=each,
            kind=kind_title(each.kind),
            programme=_TITLES.get(str(each.facets.get("programme", "")), ""),
            place=names.get(each.organisation or 0, ""),
            amount=amount(each),
        )
        for each in facts
    ]


def _heaps(live: QuerySet[Fact], choice: Choice) -> list[Heap]:
    counted = live.values("kind", year=ExtractYear("happened_on")).annotate(count=Count("pk")).order_by("-year", "kind")
    return [
        Heap(
            title=kind_title(each["kind"]),
            year=each["year"],
            count=each["count"],
            one=kinds[each["kind"]].one if each["kind"] in kinds else "条",
            url=Choice(each["kind"], each["year"]).url(),
            chosen=(choice.kind, choice.year) == (each["kind"], each["year"]),
        )
        for each in counted
    ]


def _chosen(live: QuerySet[Fact], choice: Choice) -> QuerySet[Fact]:
    if choice.kind:
        live = live.filter(kind=choice.kind)
    if choice.year:
        live = live.filter(happened_on__gte=date(choice.year, 1, 1), happened_on__lt=date(choice.year + 1, 1, 1))
    try:
        day, number = choice.after.split("_")
        before = date.fromisoformat(day)
        return live.filter(Q(happened_on__lt=before) | Q(happened_on=before, id__lt=int(number)))
    except ValueError:
        return live  # no place, or one that cannot be read: the beginning
