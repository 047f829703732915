"""Reads over union bodies and units: the tree as it was, what units stated, who stands above them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from shenbian.orgs.models import Cover, Organisation, OrganisationPlace, Seat, Unit, UnitStatement


def by_number(numbers: Iterable[str]) -> dict[str, Organisation]:
    """Union bodies by their number. One query."""
    return {org.number: org for org in Organisation.objects.filter(number__in=set(numbers))}


def children(org: Organisation, *, after: str = "", size: int = 50) -> list[Organisation]:
    """A page of the bodies directly below, by number; `after` is the last number of the page before. One query."""
    return list(org.children.filter(number__gt=after).order_by("number")[:size])


def standing(day: date) -> Q:
    """Dated rows (from_on, until_on exclusive) that hold on a day."""
    return Q(from_on__lte=day) & (Q(until_on=None) | Q(until_on__gt=day))


def at(path: str, day: date) -> QuerySet[OrganisationPlace]:
    """The subtree below a path as the tree was on a day, its bodies fetched along, from the top down."""
    places = OrganisationPlace.objects.filter(standing(day), path__startswith=path)
    return places.select_related("organisation").order_by("path")


def bodies_under(path: str, day: date) -> QuerySet[OrganisationPlace, int]:
    """Ids of the bodies that stood under a path on a day; one dissolved by then counts where it stood last."""
    last = (
        OrganisationPlace.objects.filter(from_on__lte=day)
        .order_by("organisation", "-from_on", "-id")
        .distinct("organisation")
    )
    under = OrganisationPlace.objects.filter(pk__in=last.values("pk"), path__startswith=path)
    return under.values_list("organisation_id", flat=True)


def path_on(org: Organisation, day: date) -> str | None:
    """Where a body stood on a day; None before its founding and after its end."""
    return OrganisationPlace.objects.filter(standing(day), organisation=org).values_list("path", flat=True).first()


def paths_on(days: Iterable[tuple[int, date]]) -> dict[tuple[int, date], str]:
    """`path_on` for many (organisation id, day) at once. One query; pairs without a place are left out."""
    asked = sorted(set(days))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.org, a.day, p.path FROM unnest(%s::bigint[], %s::date[]) AS a(org, day) "
            "JOIN orgs_organisationplace p ON p.organisation_id = a.org AND p.from_on <= a.day "
            "AND (p.until_on IS NULL OR p.until_on > a.day)",
            [[org for org, _ in asked], [day for _, day in asked]],
        )
        return {(org, day): path for org, day, path in cursor.fetchall()}


def stated(unit: Unit, *, on: date) -> UnitStatement | None:
    """What a unit had stated of itself by a day: its last statement on or before it."""
    return UnitStatement.objects.filter(unit=unit, stated_on__lte=on).order_by("-stated_on").first()


def stated_many(units: Iterable[int], *, on: date) -> dict[int, UnitStatement]:
    """`stated` for many units. One query."""
    rows = UnitStatement.objects.filter(unit__in=set(units), stated_on__lte=on)
    return {row.unit_id: row for row in rows.order_by("unit_id", "-stated_on").distinct("unit_id")}


# The chain of units above, each link as stated by that day; it stops at the first unit of the rank.
_NEAREST = """
WITH RECURSIVE latest AS MATERIALIZED (
    SELECT DISTINCT ON (unit_id) unit_id, parent_id, rank FROM orgs_unitstatement
    WHERE stated_on <= %(on)s ORDER BY unit_id, stated_on DESC
), climb(origin, unit, seen) AS (
    SELECT unit, unit, ARRAY[unit] FROM unnest(%(units)s::bigint[]) AS unit
    UNION ALL
    SELECT origin, parent_id, seen || parent_id FROM climb JOIN latest ON latest.unit_id = climb.unit
    WHERE rank <> %(rank)s AND parent_id IS NOT NULL AND parent_id <> ALL (seen)
)
SELECT origin, unit FROM climb JOIN latest ON latest.unit_id = climb.unit WHERE rank = %(rank)s
"""


def nearest_of_rank(units: Iterable[int], *, rank: str, on: date) -> dict[int, int]:
    """For each unit the nearest of this rank at or above it on a day; those without one are left out. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_NEAREST, {"units": sorted(set(units)), "rank": rank, "on": on})
        return dict(cursor.fetchall())


# The chain of units above, each link as stated by that day; a ring is left where it closes.
_ABOVE = """
WITH RECURSIVE latest AS MATERIALIZED (
    SELECT DISTINCT ON (unit_id) unit_id, parent_id FROM orgs_unitstatement
    WHERE stated_on <= %(on)s ORDER BY unit_id, stated_on DESC
), climb(origin, unit, seen) AS (
    SELECT unit, unit, ARRAY[unit] FROM unnest(%(units)s::bigint[]) AS unit
    UNION ALL
    SELECT origin, parent_id, seen || parent_id FROM climb JOIN latest ON latest.unit_id = climb.unit
    WHERE parent_id IS NOT NULL AND parent_id <> ALL (seen)
)
SELECT origin, unit FROM climb ORDER BY origin, array_length(seen, 1)
"""


def units_above(units: Iterable[int], *, on: date) -> dict[int, list[int]]:
    """For each unit itself and the units above it, as stated by a day, the nearest first. One query."""
    chains: dict[int, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, {"units": sorted(set(units)), "on": on})
        for origin, unit in cursor.fetchall():
            chains.setdefault(origin, []).append(unit)
    return chains


def covered_on(day: date, *, under: Organisation) -> QuerySet[Cover]:
    """Units that unions of this subtree (as it is today) covered on a day."""
    return Cover.objects.filter(standing(day), organisation__path__startswith=under.path)


def seats_on(group: Organisation, day: date) -> QuerySet[Seat]:
    """The units of a coordination group on a day, the leading one first."""
    return group.seats.filter(standing(day)).select_related("unit").order_by("part", "unit__number")


def federation() -> Organisation | None:
    """The house's own federation: the first body entered that stands under no other. One query."""
    return Organisation.objects.filter(parent=None).order_by("id").first()
