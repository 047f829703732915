"""Reads over certificates: mine, those within a duty, the one that a code names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from shenbian.certificates.models import Certificate
from shenbian.certificates.rules import read
from shenbian.kit import mask
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered


def certificates_of(actor: Actor) -> QuerySet[Certificate]:
    """What this person holds or held, the latest first; of records that were merged into theirs too. One query."""
    mine = Q(person__key__in=[actor.person, *actor.also]) if actor.person is not None else Q(pk__in=[])
    return Certificate.objects.filter(mine).select_related(*Certificate.RELATED).order_by("-issued_on", "-id")


def certificates_covered(actor: Actor) -> QuerySet[Certificate]:
    """Those that lie within an officer's reach, the latest first."""
    rows = Certificate.objects.filter(covered(actor, Right.REGISTER_READ, owner=""))
    return rows.select_related(*Certificate.RELATED).order_by("-issued_on", "-id")


def standing(kind: str, sources: Iterable[str]) -> dict[str, Certificate]:
    """The certificates that stand, by what they rest on. One query."""
    rows = Certificate.objects.filter(kind_key=kind, source__in=set(sources), status="issued")
    return {each.source: each for each in rows.select_related(*Certificate.RELATED)}


@dataclass(frozen=True)
class Shown:
    """What whoever verifies a certificate learns; the name masked, nothing else of the person."""

    certificate: Certificate
    name: str
    state: str  # "holds", "expired" or "revoked"


def shown(typed: str, on: date) -> Shown | None:
    """What a code shows on a day; None where it is no code, or its holder was erased. One query at most."""
    code = read(typed)
    if not code:
        return None
    rows = Certificate.objects.filter(code=code, person__erased_at=None).select_related(*Certificate.RELATED)
    found = rows.first()
    if found is None:
        return None
    state = "revoked" if found.status == "revoked" else "holds" if found.holds_on(on) else "expired"
    return Shown(found, mask.name((found.person.merged_into or found.person).name), state)
