"""Pure questions about mixers: how long choosing is open, when all is wiped, which bands of age there are, who is
mutual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from shenbian.kit.period import midnight

_BAND = 5


@dataclass(frozen=True)
class Rule:
    """What the rulebook says of mixers (联谊互选)."""

    apart: int
    choices: int
    hours: int
    days: int
    least: int


@dataclass
class Said:
    """What a sealed choice holds: profiles (ids), and the contact that is given to some of them."""

    chosen: list[int] = field(default_factory=list)
    contacts: dict[int, str] = field(default_factory=dict)


def closes_at(session: Any, rule: Rule) -> datetime:
    """Until when one may choose: so many hours after it ended, or was said to have been held where that came later."""
    ended: datetime = session.ends_at or midnight(session.on + timedelta(days=1))
    told: datetime | None = session.moved_at
    return max(ended, told or ended) + timedelta(hours=rule.hours)


def last_day(session: Any, rule: Rule) -> date:
    """The last day on which anything of it is kept."""
    on: date = session.on
    return on + timedelta(days=rule.days)


def age_band(born: date | None, on: date) -> str:
    """25—29; empty where the record does not say."""
    if born is None:
        return ""
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    least = years // _BAND * _BAND
    return f"{least}—{least + _BAND - 1}"


def mutual(said: Mapping[int, Said]) -> set[frozenset[int]]:
    """The pairs who chose each other, from what the owner of each profile (id) said."""
    return {
        frozenset((one, other))
        for one, words in said.items()
        for other in words.chosen
        if other in said and one in said[other].chosen
    }
