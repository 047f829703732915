"""Whose places somebody takes who books for themselves."""

from __future__ import annotations

from shenbian.gatherings.models import Quota, Session
from shenbian.orgs.models import Organisation
from shenbian.orgs.rules import prefixes


def by_quota(session: Session) -> bool:
    """Whether a union's own people take its places by themselves (`SessionKind.by_quota`)."""
    return session.kind is not None and session.kind.by_quota


def quota_for(session: Session, union: Organisation | None) -> Quota | None:
    """The quota of this union, else of the nearest body above it that has one; None: what everybody may book.

    One query, none where nobody books by quota.
    """
    if union is None or not by_quota(session):
        return None
    near = session.quotas.filter(organisation__path__in=prefixes(union.path)).select_related("organisation")
    return max(near, key=lambda each: len(each.organisation.path), default=None)
