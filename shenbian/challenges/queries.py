"""Days of a challenge: one's own, what an officer may see, and the ranking, of people and of unions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Window
from django.db.models.functions import Coalesce, Rank

from shenbian.challenges.declared import ChallengeKind
from shenbian.challenges.flows import flow_of
from shenbian.challenges.judging import Rule
from shenbian.challenges.models import DayCount, Unnamed
from shenbian.editions.models import Edition, Entry
from shenbian.editions.queries import InState
from shenbian.flow.table import Phase
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered


def joined(edition: Edition) -> QuerySet[Entry]:
    """Who takes part today: entries that were handed in and not withdrawn."""
    return edition.entries.filter(phase=Phase.DONE)


def days_of(entry: Entry) -> QuerySet[DayCount]:
    """The days of one entry, the latest first; what was replaced is not among them."""
    return entry.days.exclude(status="struck").select_related("edition__umbrella").order_by("-on", "pk")


def days_by_date(entry: Entry) -> list[tuple[date, list[DayCount]]]:
    """Date by date, the latest first, what each device said: what counts first. One query."""
    found: dict[date, list[DayCount]] = {}
    for each in days_of(entry):
        found.setdefault(each.on, []).append(each)
    first = {"counted": 0, "doubtful": 1}
    return [(on, sorted(days, key=lambda day: first.get(day.status, 2))) for on, days in found.items()]


def days_covered(actor: Actor, edition: Edition) -> QuerySet[DayCount]:
    """The days of an edition within an officer's reach, the latest first."""
    found = DayCount.objects.filter(covered(actor, Right.REGISTER_READ, owner=""), edition=edition)
    return found.select_related("organisation", "person__merged_into", "entry", "edition__umbrella").order_by(
        "-on", "-pk"
    )


def days_in_state(days: QuerySet[DayCount], kind: ChallengeKind) -> list[InState]:
    """How many of these days are in each state, in the order of the table. One query."""
    found = dict(days.order_by().values_list("status").annotate(Count("pk")))
    states = flow_of(kind).states
    return [InState(each.key, each.title, each.phase.value, found[each.key]) for each in states if each.key in found]


@dataclass(frozen=True)
class Totals:
    """What an edition came to. `complete` have at least as many valid days as the rule asks for."""

    joined: int
    walked: int
    days: int
    quantity: int
    complete: int

    @property
    def rate(self) -> float | None:
        """Of those who joined, how many kept it up; None of nobody."""
        return self.complete / self.joined if self.joined else None

    @property
    def percent(self) -> str:
        """41.7%; empty of nobody."""
        return "" if self.rate is None else f"{self.rate:.1%}"


def totals(edition: Edition, rule: Rule, *, within: Q | None = None) -> Totals:
    """Of a whole edition, or of what lies `within` (over entries and days alike). Two queries."""
    mine = within if within is not None else Q()
    each = _counted(edition).filter(mine).values("entry").annotate(n=Count("pk"), sum=Coalesce(Sum("quantity"), 0))
    rows = list(each.order_by().values_list("n", "sum", "entry__phase"))
    return Totals(
        joined=joined(edition).filter(mine).count(),
        walked=len(rows),
        days=sum(n for n, _, _ in rows),
        quantity=sum(quantity for _, quantity, _ in rows),
        complete=sum(n >= rule.complete_days and phase == Phase.DONE for n, _, phase in rows),
    )


def _counted(edition: Edition) -> QuerySet[DayCount]:
    return DayCount.objects.filter(edition=edition, status="counted")


def ranking(edition: Edition, *, within: Q | None = None) -> QuerySet[Any]:
    """Who takes part and has a valid day, most first, each with `total`, `valid` and `place`. One query a page.

    Equal totals share a place, and the next one is left out (1, 2, 2, 4). `within` keeps some, with their places among
    all. `hidden` is who asked not to be named.
    """
    days = _counted(edition).filter(entry=OuterRef("pk")).order_by().values("entry")
    total = Subquery(days.annotate(sum=Sum("quantity")).values("sum"), output_field=IntegerField())
    valid = Subquery(days.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    rows = joined(edition).annotate(
        total=total, valid=valid, hidden=Exists(Unnamed.objects.filter(entry=OuterRef("pk")))
    )
    placed = rows.filter(total__gt=0).annotate(place=Window(Rank(), order_by=F("total").desc()))
    if within is not None:
        placed = placed.filter(within | Q(place=0))  # what names the place is asked once everybody has theirs
    return placed.select_related("person", "organisation").order_by("-total", "pk")


@dataclass(frozen=True)
class Standing:
    """How far one person has come. `place` is None before the first valid day."""

    total: int
    valid: int
    place: int | None
    among: int


def standing_of(entry: Entry) -> Standing:
    """One person's total, valid days and place among those who take part. Two queries."""
    mine = _counted(entry.edition).filter(entry=entry).aggregate(total=Sum("quantity"), valid=Count("pk"))
    total, valid = mine["total"] or 0, mine["valid"]
    others = _counted(entry.edition).filter(entry__phase=Phase.DONE).order_by().values("entry")
    sums = list(others.annotate(sum=Coalesce(Sum("quantity"), 0)).filter(sum__gt=0).values_list("sum", flat=True))
    place = 1 + sum(each > total for each in sums) if total and entry.phase == Phase.DONE else None
    return Standing(total, valid, place, len(sums))


@dataclass(frozen=True)
class UnionStanding:
    """One union in the ranking: `average` is by everybody of it who joined, whether they walked or not."""

    organisation: int
    name: str
    joined: int
    quantity: int
    place: int

    @property
    def average(self) -> int:
        return round(self.quantity / self.joined)


def union_ranking(edition: Edition, *, by: str = "average") -> list[UnionStanding]:
    """The unions of those who take part, most first, by "average" (per person who joined) or "total". Two queries.

    Equal ones share a place. Days of people who have left still belong to what their union came to.
    """
    members = dict(joined(edition).order_by().values_list("organisation").annotate(Count("pk")))
    sums = dict(_counted(edition).order_by().values_list("organisation").annotate(Sum("quantity")))
    names = dict(joined(edition).order_by().values_list("organisation", "organisation__name").distinct())
    rows = [UnionStanding(pk, names[pk], count, sums.get(pk) or 0, 0) for pk, count in members.items()]
    values = {row.organisation: row.average if by == "average" else row.quantity for row in rows}
    return _placed(rows, values)


def _placed(rows: Sequence[UnionStanding], values: Mapping[int, int]) -> list[UnionStanding]:
    """Sorted by their values, equal ones in one place."""
    told: list[UnionStanding] = []
    for number, row in enumerate(sorted(rows, key=lambda row: (-values[row.organisation], row.name)), start=1):
        tied = told and values[told[-1].organisation] == values[row.organisation]
        told.append(replace(row, place=told[-1].place if tied else number))
    return told
