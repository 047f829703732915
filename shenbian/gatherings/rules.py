"""Whose places somebody takes who books for themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q

from shenbian.gatherings.models import Quota, Session
from shenbian.kit.period import today
from shenbian.orgs.models import Organisation
from shenbian.orgs.queries import units_above
from shenbian.orgs.rules import prefixes


def by_quota(session: Session) -> bool:
    """Whether a union's own people take its places by themselves (`SessionKind.by_quota`)."""
    return session.kind is not None and session.kind.by_quota


def quota_for(session: Session, union: Organisation | None, unit: int | None) -> Quota | None:
    """The quota of this unit (id), of the nearest one above it, of the union or of the nearest body above that, the
    first that there is; None: what everybody may book.

    One query, none where nobody books by quota; one more where units have quotas.
    """
    if union is None or not by_quota(session):
        return None
    kept = session.quotas.filter(Q(organisation__path__in=prefixes(union.path)) | Q(unit__isnull=False))
    found = list(kept.select_related("organisation", "unit"))
    theirs = _nearest({each.unit_id: each for each in found if each.unit_id}, {unit} if unit else ())
    if unit in theirs:
        return theirs[unit]
    unions = [each for each in found if each.organisation is not None]
    return max(unions, key=lambda each: len(each.organisation.path) if each.organisation else 0, default=None)


def unit_quotas(session: Session, units: Iterable[int]) -> dict[int, Quota]:
    """The quota of each of these units (ids) or of the nearest one above it; those without one are left out.

    One query, none where nobody books by quota; one more where units have quotas.
    """
    if not by_quota(session):
        return {}
    kept = session.quotas.filter(unit__isnull=False).select_related("unit")
    return _nearest({each.unit_id: each for each in kept if each.unit_id}, units)


def _nearest(quotas: Mapping[int, Quota], units: Iterable[int]) -> dict[int, Quota]:
    asked = set(units)
    if not quotas or not asked:
        return {}
    chains = units_above(asked, on=today())
    near = {unit: next((each for each in chains[unit] if each in quotas), None) for unit in asked}
    return {unit: quotas[found] for unit, found in near.items() if found is not None}
