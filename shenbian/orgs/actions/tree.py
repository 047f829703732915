"""Moving, merging and dissolving union bodies; the tree as it was stays readable in `OrganisationPlace`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from shenbian.kit.period import chinese_day, today
from shenbian.kit.refusal import Refused
from shenbian.orgs.actions.locks import lock_tree
from shenbian.orgs.models import Cover, Organisation, OrganisationPlace, Seat, Term
from shenbian.orgs.rules import why_not_move

# All paths below a body change in one statement; the ids in them are never reused, so old facts keep their meaning.
_PATHS = """
UPDATE orgs_organisation SET path = %(new)s || substr(path, %(cut)s)
WHERE path LIKE %(old)s || '%%' RETURNING id
"""
_CLOSE = "UPDATE orgs_organisationplace SET until_on = %(on)s WHERE organisation_id = ANY(%(ids)s) AND until_on IS NULL"
_OPEN = """
INSERT INTO orgs_organisationplace (organisation_id, parent_id, path, from_on)
SELECT id, parent_id, path, %(on)s FROM orgs_organisation WHERE id = ANY(%(ids)s) AND dissolved_on IS NULL
"""


@dataclass(frozen=True)
class Moved:
    """A subtree came under another body. `bodies`: ids of all that moved, the top included."""

    organisation: Organisation
    old_path: str
    on: date
    bodies: tuple[int, ...]


@dataclass(frozen=True)
class Dissolved:
    """A body was dissolved; the units it covered are covered by nobody. `rows`: ids of what stood of it until then (its
    place, covers, seats), by table."""

    organisation: Organisation
    on: date
    units: tuple[int, ...]
    rows: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Merged:
    """A body went up in another: what stood below it moved, the units it covered are covered there."""

    organisation: Organisation
    into: Organisation
    on: date
    moved: tuple[Moved, ...]
    units: tuple[int, ...]


@transaction.atomic
def move(org: Organisation, *, to: Organisation, on: date, by: str) -> Moved:
    """Put `org` and all below it under `to` from this day. Eight queries however large the subtree."""
    lock_tree()
    org, to = _fresh(org), _fresh(to)
    if reason := why_not_move(org, to, on, today()):
        raise Refused({0: reason})
    _nothing_later(org, on)
    return _moved(org, to, on)


def _nothing_later(org: Organisation, on: date) -> None:
    """Raise Refused where a body of the subtree came to its present place after this day."""
    later = OrganisationPlace.objects.filter(path__startswith=org.path, until_on=None, from_on__gt=on)
    if (late := later.select_related("organisation").order_by("path").first()) is not None:
        raise Refused({0: f"“{late.organisation.name}”现在的隶属关系始于{chinese_day(late.from_on)}，晚于调整日期。"})


def _moved(org: Organisation, to: Organisation, on: date) -> Moved:
    old, new = org.path, f"{to.path}{org.pk}."
    with connection.cursor() as cursor:
        cursor.execute(_PATHS, {"new": new, "old": old, "cut": len(old) + 1})
        bodies = [int(row[0]) for row in cursor.fetchall()]
        said: dict[str, Any] = {"on": on, "ids": bodies}
        org.parent, org.path = to, new
        org.save(update_fields=["parent"])
        cursor.execute(_CLOSE, said)
        cursor.execute(_OPEN, said)
    return Moved(org, old, on, tuple(sorted(bodies)))


@transaction.atomic
def dissolve(org: Organisation, *, on: date, by: str) -> Dissolved:
    """End a body that has nothing standing below it. Its members' status is kept: that is for `people` to say."""
    lock_tree()
    org = _fresh(org)
    below = org.children.filter(dissolved_on=None)
    if names := list(below.values_list("name", flat=True)[:3]):
        raise Refused({0: f"“{org.name}”之下还有{below.count()}个组织（{'、'.join(names)}等），请先调整或撤销它们。"})
    units, rows = _ended(org, on)
    return Dissolved(org, on, units, rows)


@transaction.atomic
def merge(org: Organisation, *, into: Organisation, on: date, by: str) -> Merged:
    """Let `org` go up in `into`: what stands below moves, its units are covered there, `org` is dissolved."""
    lock_tree()
    org, into = _fresh(org), _fresh(into)
    if org.pk == into.pk or into.path.startswith(org.path):
        raise Refused({0: f"不能把“{org.name}”并入它自己或它的下级。"})
    if into.dissolved_on is not None:
        raise Refused({0: f"“{into.name}”已于{chinese_day(into.dissolved_on)}撤销。"})
    _nothing_later(org, on)
    moved = []
    for child in org.children.filter(dissolved_on=None):
        if reason := why_not_move(child, into, on, today()):
            raise Refused({0: reason})
        moved.append(_moved(child, into, on))
    units, _ = _ended(org, on)
    Cover.objects.bulk_create(Cover(unit_id=unit, organisation=into, from_on=on) for unit in units)
    org.merged_into = into
    org.save(update_fields=["merged_into"])
    return Merged(org, into, on, tuple(moved), units)


@transaction.atomic
def renew_term(org: Organisation, *, from_on: date, until_on: date, by: str) -> Term:
    """A newly elected committee: its term stands in the organisation, earlier ones in `Term`."""
    if until_on <= from_on:
        raise Refused({0: "届期的止日应晚于起日。"})
    if Term.objects.filter(organisation=org, from_on__lt=until_on, until_on__gt=from_on).exists():
        raise Refused({0: f"“{org.name}”在这段时间已有届期。"})
    term = Term.objects.create(organisation=org, from_on=from_on, until_on=until_on)
    org.term_from, org.term_until = from_on, until_on
    org.save(update_fields=["term_from", "term_until"])
    return term


def _fresh(org: Organisation) -> Organisation:
    return Organisation.objects.select_for_update().get(pk=org.pk)


def _ended(org: Organisation, on: date) -> tuple[tuple[int, ...], Mapping[str, tuple[int, ...]]]:
    """Dissolve one body: its place, its covers and its seats end. The units it covered, and the rows by table."""
    if org.dissolved_on is not None:
        raise Refused({0: f"“{org.name}”已于{chinese_day(org.dissolved_on)}撤销。"})
    if on > today():
        raise Refused({0: "不能提前撤销，请在生效当日办理。"})
    if org.founded_on is not None and on < org.founded_on:
        raise Refused({0: "撤销日期早于成立日期。"})
    _nothing_later(org, on)
    covered = Cover.objects.filter(organisation=org, until_on=None, from_on__gt=on).select_related("unit")
    if (late := covered.order_by("from_on").first()) is not None:
        raise Refused({0: f"“{org.name}”自{chinese_day(late.from_on)}起覆盖“{late.unit.name}”，晚于撤销日期。"})
    org.dissolved_on = on
    org.save(update_fields=["dissolved_on"])
    covers = Cover.objects.filter(organisation=org, until_on=None)
    units = tuple(covers.order_by("unit_id").values_list("unit_id", flat=True))
    rows = {}
    for model in (OrganisationPlace, Cover, Seat):
        stood: QuerySet[Any] = model._default_manager.filter(organisation=org, until_on=None)
        rows[model._meta.label_lower] = tuple(stood.order_by("pk").values_list("pk", flat=True))
        stood.update(until_on=on)
    return units, rows
