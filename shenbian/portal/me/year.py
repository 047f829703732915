"""My year: what the ledger counts of me, and the proof of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from shenbian.facts.kind import Kind, Type, codes_of, kinds
from shenbian.facts.models import Fact
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor

PAGE = 30


@dataclass(frozen=True)
class Counted:
    """How often one kind of fact tells of me in a year."""

    kind: Kind
    count: int


@dataclass(frozen=True)
class Told:
    """One fact about me in words."""

    fact: int
    title: str
    day: date
    where: str
    what: tuple[tuple[str, str], ...]
    amount_fen: int | None


def facts_of(actor: Actor) -> QuerySet[Fact]:
    """Every fact about this person that is not struck out."""
    keys = [key for key in (actor.person, *actor.also) if key is not None]
    return Fact.objects.filter(person__in=keys, voided_at=None)


def years_of(actor: Actor) -> dict[int, Counter[str]]:
    """Year → kind → how many facts, the latest year first. One query."""
    rows = facts_of(actor).annotate(year=ExtractYear("happened_on")).values_list("year", "kind")
    found: dict[int, Counter[str]] = {}
    for year, kind in rows:
        found.setdefault(year, Counter())[kind] += 1
    return dict(sorted(found.items(), reverse=True))


def counted(kinds_told: Counter[str]) -> list[Counted]:
    """The kinds of one year, in the order in which they are declared."""
    return [Counted(kind, kinds_told[kind.key]) for kind in kinds if kinds_told[kind.key]]


def told_in(actor: Actor, year: int, *, before: int | None = None) -> tuple[list[Told], int | None]:
    """A page of the year's facts, the latest first, and the id that the next page begins below. Two queries."""
    rows = facts_of(actor).filter(happened_on__year=year)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    page = found[:PAGE]
    names = dict(Organisation.objects.filter(pk__in={fact.organisation for fact in page}).values_list("pk", "name"))
    return [_told(fact, names) for fact in page], page[-1].pk if len(found) > PAGE else None


def _told(fact: Fact, names: dict[int, str]) -> Told:
    kind = kinds[fact.kind]
    where = names.get(fact.organisation or 0, "")
    return Told(fact.pk, kind.title, fact.happened_on, where, tuple(_facets(kind, fact.facets)), fact.amount_fen)


def _facets(kind: Kind, said: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """What the fact says beside day and place, in words; paths and ids are the machine's business."""
    for facet in kind.facets:
        value = said.get(facet.key)
        if value in (None, "") or facet.type in (Type.ORGANISATION, Type.UNIT) or facet.key in QUIET:
            continue
        if isinstance(value, bool):
            yield _(facet.title), _("是") if value else _("否")
        else:
            yield _(facet.title), _(str(codes_of(facet).get(str(value), value)))


QUIET = frozenset({"session", "survivor", "fingerprint", "receipt"})  # keys of registers, not words for people
