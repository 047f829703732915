"""How far an importer's or a reader's right reaches."""

from __future__ import annotations

from shenbian.flow.refusals import NotYours
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import OPERATORS_RIGHTS, Right
from shenbian.rights.rules import reaches


def reach(by: Actor, right: Right) -> list[str] | None:
    """The paths of the subtrees in which `by` holds the right; None: everywhere. Raises NotYours when nowhere."""
    if by.operates and right in OPERATORS_RIGHTS:
        return None
    paths = sorted({each.path for each in reaches(by, right)})
    if not paths:
        raise NotYours
    return paths


def top_of(under: list[str] | None) -> Organisation | None:
    """The body for which a batch comes in: the first that the importer's right reaches; None for the operator."""
    return Organisation.objects.filter(path=under[0]).first() if under else None
