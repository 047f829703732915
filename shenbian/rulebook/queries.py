"""Looking a rule up: always for a place, always on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from django.db.models import Q

from shenbian.kit.sentence import Sentence
from shenbian.orgs.models import Organisation
from shenbian.orgs.rules import ids
from shenbian.rulebook.models import RuleTable

EVERYWHERE = ""
K = TypeVar("K")


class NoRule(LookupError):
    """No rule of this key holds there on that day; `why` says so in Chinese, and in the language of its reader."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def look_up(key: str, *, at: Organisation | str, on: date) -> Any:
    """What the rule says at a union body, or in a division (GB/T 2260 code; "" is everywhere), on a day.

    The nearest place wins: the body itself, then the bodies above it, then the divisions they lie in from the
    smallest to the largest, then everywhere. Raises NoRule. Two queries (one for a division).
    """
    return rule(key, at=at, on=on).values


def rule(key: str, *, at: Organisation | str, on: date) -> RuleTable:
    """The row that `look_up` reads: with its paper and whether it was verified."""
    found = _rules(key, {None: _places(at)}, on)
    if None not in found:
        raise no_rule(key, at=at, on=on)
    return found[None]


def look_up_many(key: str, *, at: Iterable[Organisation], on: date) -> dict[int, Any]:
    """What `look_up` says at each of these bodies, by their ids; those without a rule are left out. Two queries."""
    return {pk: row.values for pk, row in rules_at(key, at=at, on=on).items()}


def rules_at(key: str, *, at: Iterable[Organisation], on: date) -> dict[int, RuleTable]:
    """The rows that `look_up_many` reads: for whoever keeps what a decision rested on. Two queries."""
    chains = {org.pk: ids(org.path) for org in at}
    codes = _codes({each for chain in chains.values() for each in chain})
    return _rules(key, {pk: _climb(chain, codes) for pk, chain in chains.items()}, on)


def rules_on(asked: Iterable[tuple[str, Organisation, date]]) -> dict[tuple[str, int, date], RuleTable]:
    """The rows that hold for each (key, body, day), by key, the body's id and day; what has none is left out.

    Two queries, however many are asked about.
    """
    wanted = {(key, org.pk, day): ids(org.path) for key, org, day in asked}
    codes = _codes({each for chain in wanted.values() for each in chain})
    climbs = {each: _climb(chain, codes) for each, chain in wanted.items()}
    rows: dict[tuple[str, str], list[RuleTable]] = {}
    told = RuleTable.objects.filter(
        key__in={key for key, _, _ in wanted},
        place__in={place for places in climbs.values() for place in places},
        withdrawn_at=None,
    )
    for row in told:
        rows.setdefault((row.key, row.place), []).append(row)
    found = {}
    for (key, org, day), places in climbs.items():
        stands = (row for place in places for row in rows.get((key, place), ()) if _holds(row, day))
        if (nearest := next(stands, None)) is not None:
            found[key, org, day] = nearest
    return found


def _holds(row: RuleTable, day: date) -> bool:
    return row.from_on <= day and (row.until_on is None or day < row.until_on)


def no_rule(key: str, *, at: Organisation | str, on: date) -> NoRule:
    """The words in which a missing rule is told."""
    where = at.name if isinstance(at, Organisation) else at or "任何地区"
    why = "规则表里没有“%(key)s”在%(where)s、%(on)s适用的规定，请先补上规则和它的文件依据。"
    return NoRule(Sentence(why, key=key, where=where, on=on))


def _rules(key: str, places: Mapping[K, list[str]], on: date) -> dict[K, RuleTable]:
    """For each list of places the row of the first of them that has one. One query."""
    rows = RuleTable.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on),
        key=key,
        place__in={each for all_ in places.values() for each in all_},
        from_on__lte=on,
        withdrawn_at=None,
    )
    by_place = {row.place: row for row in rows.select_related("document")}
    nearest = {name: next((by_place[each] for each in all_ if each in by_place), None) for name, all_ in places.items()}
    return {name: row for name, row in nearest.items() if row is not None}


def history(key: str, *, place: str) -> list[RuleTable]:
    """All that ever stood for this key and place, withdrawn rows too, the newest first."""
    return list(RuleTable.objects.filter(key=key, place=place).select_related("document").order_by("-from_on", "-id"))


def unverified(on: date) -> list[RuleTable]:
    """Rules in use on a day that nobody has checked against their paper."""
    rows = RuleTable.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on, verified=False, withdrawn_at=None
    )
    return list(rows.order_by("key", "place"))


def _places(at: Organisation | str) -> list[str]:
    """Where to look, the nearest first."""
    if isinstance(at, str):
        return [*(f"div:{code}" for code in _divisions(at)), EVERYWHERE]
    chain = ids(at.path)
    return _climb(chain, _codes(chain))


def _codes(chain: Iterable[int]) -> dict[int, str]:
    """In which division each of these bodies lies. One query."""
    return dict(Organisation.objects.filter(pk__in=chain).values_list("pk", "division"))


def _climb(chain: Sequence[int], codes: Mapping[int, str]) -> list[str]:
    """From a body up to everywhere."""
    divisions = [code for org in reversed(chain) for code in _divisions(codes[org])]
    bodies = [f"org:{org}" for org in reversed(chain)]
    return [*bodies, *(f"div:{code}" for code in sorted(set(divisions), key=len, reverse=True)), EVERYWHERE]


def _divisions(code: str) -> list[str]:
    """A code and the larger divisions it lies in: 110113001 → 110113001, 110113, 1101, 11 (trailing zeros cut)."""
    short = code
    while len(short) > 2 and short.endswith("00"):
        short = short[:-2]
    cuts = [length for length in (2, 4, 6, 9, 12) if length < len(short)]
    return [short, *(short[:cut] for cut in reversed(cuts))] if short else []
