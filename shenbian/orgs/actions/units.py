"""Units: registered once, stating things of themselves from day to day, covered by a union or by none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from shenbian.kit.period import chinese_day
from shenbian.kit.refusal import Refused, refuse_if
from shenbian.orgs.levels import Rank
from shenbian.orgs.models import Cover, Organisation, OutsideKey, Unit, UnitStatement
from shenbian.orgs.rules import why_not_registered


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A unit to be put on the register. `uscc`: the 18 characters of GB 32100, or empty where a body has none."""

    number: str
    name: str
    kind: str
    uscc: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a unit states of itself on a day. `workers` in persons; `industry` a section of GB/T 4754 (A–T)."""

    unit: int
    stated_on: date
    parent: int | None = None
    workers: int | None = None
    industry: str = ""
    rank: str = Rank.NONE.value
    two_new: bool = False
    party_organisation: bool = False
    should_have_union: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Covering:
    """A unit shall be covered by a union from a day, until another or still."""

    unit: int
    organisation: int
    from_on: date
    until_on: date | None = None


def register_unit(name: str, *, number: str, kind: str, by: str, uscc: str = "") -> Unit:
    """Put one unit on the register."""
    return register_many([Registration(number=number, name=name, kind=kind, uscc=uscc)], by=by)[0]


@transaction.atomic
def register_many(registrations: Sequence[Registration], *, by: str) -> list[Unit]:
    """Put units on the register; aligned with the call. Two queries. Raises Refused by index."""
    numbers = [each.number for each in registrations]
    codes = [each.uscc for each in registrations if each.uscc]
    taken = Unit.objects.filter(Q(number__in=numbers) | Q(uscc__in=codes))
    stated = [(each.number, each.name, each.uscc) for each in registrations]
    refuse_if(why_not_registered(stated, list(taken)))
    return Unit.objects.bulk_create(
        Unit(number=each.number, name=each.name.strip(), kind=each.kind, uscc=each.uscc or None)
        for each in registrations
    )


@transaction.atomic
def close_unit(unit: Unit, *, on: date, by: str) -> list[Cover]:
    """A unit is struck off (注销). Returns the covers that end; to keep its members' status is for `people`."""
    if unit.closed_on is not None:
        raise Refused({0: f"“{unit.name}”已于{chinese_day(unit.closed_on)}注销。"})
    unit.closed_on = on
    unit.save(update_fields=["closed_on"])
    ended = list(Cover.objects.select_for_update().filter(unit=unit, until_on=None))
    return [_end(each, on) for each in ended]


def state(unit: Unit, *, on: date, by: str, **said: Any) -> UnitStatement:
    """Write down what one unit states of itself on a day; said again for the same day, the later word stands."""
    return state_many([Statement(unit=unit.pk, stated_on=on, **said)], by=by)[0]


@transaction.atomic
def state_many(statements: Sequence[Statement], *, by: str) -> list[UnitStatement]:
    """One query. Two statements of one unit for one day in a call are refused, naming both rows."""
    seen: dict[tuple[int, date], int] = {}
    reasons = {}
    for index, each in enumerate(statements):
        first = seen.setdefault((each.unit, each.stated_on), index)
        if first != index:
            reasons[index] = f"与第{first + 1}行是同一单位同一日期的情况。"
        elif each.parent == each.unit:
            reasons[index] = "上级单位不能是自己。"
    refuse_if(reasons)
    fields = ["parent", "workers", "industry", "rank", "two_new", "party_organisation", "should_have_union"]
    return UnitStatement.objects.bulk_create(
        [
            UnitStatement(
                unit_id=each.unit,
                stated_on=each.stated_on,
                parent_id=each.parent,
                workers=each.workers,
                industry=each.industry,
                rank=each.rank,
                two_new=each.two_new,
                party_organisation=each.party_organisation,
                should_have_union=each.should_have_union,
            )
            for each in statements
        ],
        update_conflicts=True,
        unique_fields=["unit", "stated_on"],
        update_fields=fields,
    )


def cover(unit: Unit, *, by_union: Organisation, on: date, by: str) -> Cover:
    """A union begins to cover a unit."""
    return cover_many([Covering(unit=unit.pk, organisation=by_union.pk, from_on=on)], by=by)[0]


@transaction.atomic
def cover_many(coverings: Sequence[Covering], *, by: str) -> list[Cover]:
    """Cover units; aligned with the call. A cover that stands already is returned as it is. Two queries.

    Raises Refused by index where another union covers the unit on one of these days.
    """
    held: dict[int, list[tuple[Cover, int | None]]] = {}
    for found in Cover.objects.filter(unit__in={each.unit for each in coverings}).select_related("organisation"):
        held.setdefault(found.unit_id, []).append((found, None))
    reasons, result, new = {}, [], []
    for index, each in enumerate(coverings):
        row = Cover(unit_id=each.unit, organisation_id=each.organisation, from_on=each.from_on, until_on=each.until_on)
        mine = held.setdefault(each.unit, [])
        meeting = next(((old, at) for old, at in mine if _meet(old, row)), None)
        if meeting is None:
            mine.append((row, index))
            new.append(row)
            result.append(row)
        elif meeting[0].organisation_id == each.organisation and meeting[0].from_on == each.from_on:
            result.append(meeting[0])
        else:
            reasons[index] = _covered_already(*meeting)
    refuse_if(reasons)
    Cover.objects.bulk_create(new)
    return result


def _covered_already(old: Cover, at: int | None) -> str:
    if at is not None:
        return f"该单位在这段时间已由第{at + 1}行的工会覆盖。"
    return f"该单位自{chinese_day(old.from_on)}起已由“{old.organisation.name}”覆盖。"


def _meet(one: Cover, other: Cover) -> bool:
    return (one.until_on is None or other.from_on < one.until_on) and (
        other.until_on is None or one.from_on < other.until_on
    )


@transaction.atomic
def uncover(unit: Unit, *, on: date, by: str) -> Cover:
    """The unit's union ceases to cover it."""
    held = Cover.objects.select_for_update().filter(unit=unit, until_on=None).first()
    if held is None:
        raise Refused({0: f"“{unit.name}”现在没有工会覆盖。"})
    return _end(held, on)


def _end(held: Cover, on: date) -> Cover:
    if on < held.from_on:
        raise Refused({0: "结束日期早于建会日期。"})
    held.until_on = on
    held.save(update_fields=["until_on"])
    return held


@transaction.atomic
def note_outside_keys(system: str, subject: str, keys: Iterable[tuple[str, int]], *, by: str) -> int:
    """Keep numbers that another system of record gives to ours: (its number, our id). Known ones stay. One query."""
    rows = [OutsideKey(system=system, subject=subject, number=number, subject_id=ours) for number, ours in keys]
    return len(OutsideKey.objects.bulk_create(rows, ignore_conflicts=True))
