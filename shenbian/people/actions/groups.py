"""Which group a person belongs to (劳模工匠, 产业工人, 新就业形态劳动者), from when until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from shenbian.kit.period import chinese_day
from shenbian.kit.refusal import Refused, refuse_if
from shenbian.people.models import Group, GroupSpell, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Entering:
    """A person (id) belongs to a group from a day; new-form workers with the code of their occupation."""

    person: int
    group: str
    from_on: date
    until_on: date | None = None
    occupation: str = ""


def enter_group(person: Person, *, group: str, on: date, by: str, occupation: str = "") -> GroupSpell:
    """One person enters a group."""
    return enter_group_many([Entering(person=person.pk, group=group, from_on=on, occupation=occupation)], by=by)[0]


@transaction.atomic
def enter_group_many(entering: Sequence[Entering], *, by: str) -> list[GroupSpell]:
    """All enter; aligned with the call. Two queries. Refused by index: already there, unknown group, no occupation."""
    held: dict[tuple[int, str, str], list[GroupSpell]] = {}
    for spell in GroupSpell.objects.filter(person__in={each.person for each in entering}):
        held.setdefault((spell.person_id, spell.group, spell.occupation), []).append(spell)
    made, reasons = [], {}
    for index, each in enumerate(entering):
        mine = held.setdefault((each.person, each.group, each.occupation), [])
        if reason := _why_not(each, mine):
            reasons[index] = reason
            continue
        mine.append(
            GroupSpell(
                person_id=each.person,
                group=each.group,
                occupation=each.occupation,
                from_on=each.from_on,
                until_on=each.until_on,
            )
        )
        made.append(mine[-1])
    refuse_if(reasons)
    return GroupSpell.objects.bulk_create(made)


@transaction.atomic
def leave_group(spell: GroupSpell, *, on: date, by: str) -> GroupSpell:
    """The person no longer belongs to the group."""
    mine = GroupSpell.objects.select_for_update().get(pk=spell.pk)
    if mine.until_on is not None:
        raise Refused({0: f"已于{chinese_day(mine.until_on)}退出该群体。"})
    if on < mine.from_on:
        raise Refused({0: "退出日期早于进入日期。"})
    mine.until_on = on
    mine.save(update_fields=["until_on"])
    return mine


def _why_not(each: Entering, held: list[GroupSpell]) -> str:
    if each.group not in Group.values:
        return f"没有这个群体“{each.group}”。"
    if each.group == Group.NEW_FORM_WORKER and not each.occupation:
        return "新就业形态劳动者应写明职业。"
    if each.until_on is not None and each.until_on < each.from_on:
        return "退出日期早于进入日期。"
    for spell in held:
        before = spell.until_on is not None and spell.until_on <= each.from_on
        after = each.until_on is not None and each.until_on <= spell.from_on
        if not before and not after:
            return f"此人自{chinese_day(spell.from_on)}起已在该群体。"
    return ""
