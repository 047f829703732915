"""The sessions of an edition and what they have come to; of an umbrella what lies below it, counted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Case, Count, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from shenbian.editions.models import Edition
from shenbian.gatherings.declared import session_kinds
from shenbian.gatherings.models import Session, Turn
from shenbian.gatherings.queries import sessions_covered
from shenbian.rights.actor import Actor

SHOWN = 10  # sessions on the page of their edition; the rest is one step away


@dataclass(frozen=True)
class Come:
    """What sessions have come to, in units that are never added to each other."""

    sessions: int = 0
    held: int = 0
    persons: int = 0
    turns: int = 0  # person-times, slips too

    @property
    def said(self) -> str:
        """In words: 12场，已办8场，300人，412人次."""
        return f"{self.sessions:,}场，已办{self.held:,}场，{self.persons:,}人，{self.turns:,}人次"


@dataclass(frozen=True)
class Below:
    """An edition below an umbrella."""

    edition: Edition
    come: Come


def has_sessions(edition: Edition) -> bool:
    """Whether its programme holds sessions. No query."""
    return bool(session_kinds.of(edition.programme))


def sessions_shown(edition: Edition, actor: Actor) -> list[Session]:
    """The latest of its sessions that this person may see. One query."""
    return list(sessions_covered(actor).filter(edition=edition)[:SHOWN])


def come_of(edition: Edition) -> Come:
    """What the sessions of one edition have come to. Two queries."""
    sessions = _standing().filter(edition=edition).aggregate(**_SESSIONS)
    return Come(**sessions, **_turned(_counted().filter(session__edition=edition).aggregate(**_TURNS)))


def below_of(umbrella: Edition) -> tuple[list[Below], Come]:
    """What lies directly below an umbrella, each with what its own sessions and those below it have come to; and all of
    it together: whoever came to two of them is one person. Four queries, one for each level further down.
    """
    editions = list(umbrella.editions.select_related("organisation").order_by("pk"))
    if not editions:
        return [], Come()
    tops = _tops(editions)
    sessions, turns = _standing().filter(edition__in=tops), _counted().filter(session__edition__in=tops)
    held = {row.pop("top"): row for row in _by(sessions, tops, "edition").annotate(**_SESSIONS)}
    came = {row.pop("top"): _turned(row) for row in _by(turns, tops, "session__edition").annotate(**_TURNS)}
    told = [Below(each, Come(**held.get(each.pk, {}), **came.get(each.pk, {}))) for each in editions]
    return told, Come(
        sum(each.come.sessions for each in told),
        sum(each.come.held for each in told),
        **_turned(turns.aggregate(**_TURNS)),
    )


def _tops(editions: Sequence[Edition]) -> dict[int, int]:
    """Every edition below these, and themselves, by id: under which of them it lies."""
    tops = {each.pk: each.pk for each in editions}
    level = list(tops)
    while level:
        below = Edition.objects.filter(umbrella__in=level).exclude(pk__in=tops).values_list("pk", "umbrella")
        found = {pk: tops[above] for pk, above in below if above is not None}
        tops |= found
        level = list(found)
    return tops


def _by(rows: QuerySet[Any], tops: dict[int, int], edition: str) -> QuerySet[Any, dict[str, Any]]:
    cases = (When(**{edition: pk, "then": Value(top)}) for pk, top in tops.items())
    return rows.order_by().values(top=Case(*cases, output_field=BigIntegerField()))


def _standing() -> QuerySet[Session]:
    return Session.objects.exclude(status__in=("cancelled", "struck"))


def _counted() -> QuerySet[Turn]:
    return Turn.objects.filter(status="counted")


_SESSIONS = {"sessions": Count("pk"), "held": Count("pk", filter=Q(status="held"))}
_TURNS = {"persons": Count(Coalesce("person__merged_into", "person"), distinct=True), "turns": Sum("quantity")}


def _turned(row: dict[str, Any]) -> dict[str, int]:
    return {name: row[name] or 0 for name in _TURNS}
