"""What stands in the rulebook and on the rosters, and what is about to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from shenbian.amendments.models import Amendment, Listing
from shenbian.facts.kind import kinds
from shenbian.facts.models import Fact
from shenbian.orgs.models import Organisation, Unit
from shenbian.rulebook.kinds import RULE_KINDS
from shenbian.rulebook.models import RuleTable
from shenbian.rulebook.shapes import RuleKind


@dataclass(frozen=True)
class Stands:
    """A rule as it stands on a day: its rows at different places, the widest first; empty where none was ever set."""

    kind: RuleKind
    rows: Sequence[RuleTable]


def rules_on(day: date) -> list[Stands]:
    """Every declared rule, in the order of the declaration. One query."""
    rows = RuleTable.objects.filter(
        Q(until_on=None) | Q(until_on__gt=day), from_on__lte=day, withdrawn_at=None
    ).select_related("document")
    found: dict[str, list[RuleTable]] = {}
    for row in rows.order_by("place", "id"):
        found.setdefault(row.key, []).append(row)
    return [Stands(kind, found.get(key, [])) for key, kind in RULE_KINDS.items()]


def story_of(key: str) -> QuerySet[RuleTable]:
    """All that a rule ever said, anywhere, the latest first, withdrawn rows too."""
    return RuleTable.objects.filter(key=key).select_related("document").order_by("-from_on", "-id")


def proposed(key: str) -> QuerySet[Amendment]:
    """Changes of this rule that wait for the second hand."""
    return Amendment.objects.filter(key=key, phase="waiting").select_related("organisation").order_by("id")


def place_names(rows: Sequence[RuleTable]) -> Mapping[str, str]:
    """Places as they are read: a body's name, a division's code, 各地. One query."""
    bodies = {int(row.place[4:]) for row in rows if row.place.startswith("org:")}
    names = dict(Organisation.objects.filter(pk__in=bodies).values_list("pk", "name"))
    found = {f"org:{pk}": name for pk, name in names.items()}
    return found | {r.place: f"区划{r.place[4:]}" for r in rows if r.place.startswith("div:")} | {"": "各地"}


def rosters() -> dict[str, str]:
    """The rosters that facts know: key and title."""
    facet = next(each for each in kinds["list.entry"].facets if each.key == "list")
    return dict(facet.codes or {})


@dataclass(frozen=True)
class Listed:
    """A body or unit on a roster, since a day."""

    name: str
    since: date
    organisation: int | None
    unit: int | None


def roster_on(roster: str, day: date, *, under: str) -> list[Listed]:
    """Who stands on a roster at the end of a day, below a path, by the day they joined. Three queries."""
    facts = Fact.objects.filter(
        kind__in=("list.entry", "list.removed"), happened_on__lte=day, voided_at=None, org_path__startswith=under
    ).filter(facets__list=roster)
    last: dict[tuple[int | None, int | None], Fact] = {}
    for fact in facts.order_by("happened_on", "id"):
        last[fact.organisation if fact.unit is None else None, fact.unit] = fact
    standing = {key: fact for key, fact in last.items() if fact.kind == "list.entry"}
    bodies = dict(Organisation.objects.filter(pk__in=[o for o, _ in standing if o]).values_list("pk", "name"))
    units = dict(Unit.objects.filter(pk__in=[u for _, u in standing if u]).values_list("pk", "name"))
    found = [
        Listed(units.get(unit, "") if unit else bodies.get(body or 0, ""), fact.happened_on, body, unit)
        for (body, unit), fact in standing.items()
    ]
    return sorted(found, key=lambda each: (each.since, each.name))


def listings(roster: str, *, under: str) -> QuerySet[Listing]:
    """Changes of this roster that wait for the second hand."""
    waiting = Listing.objects.filter(roster=roster, phase="waiting", organisation__path__startswith=under)
    return waiting.select_related("organisation", "body", "unit").order_by("id")
