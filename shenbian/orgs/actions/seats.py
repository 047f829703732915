"""Coordination groups: which units sit in them, from when until when."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from shenbian.kit.refusal import Refused
from shenbian.orgs.levels import Level, Part
from shenbian.orgs.models import Organisation, Seat, Unit


@transaction.atomic
def seat(unit: Unit, *, group: Organisation, on: date, by: str, part: str = Part.MEMBER) -> Seat:
    """A unit becomes a member of a coordination group. Raises Refused when it sits there already."""
    if group.level != Level.COORDINATION:
        raise Refused({0: f"“{group.name}”不是协调小组，没有成员单位。"})
    if Seat.objects.filter(organisation=group, unit=unit, until_on=None).exists():
        raise Refused({0: f"“{unit.name}”已是“{group.name}”的成员单位。"})
    return Seat.objects.create(organisation=group, unit=unit, part=part, from_on=on)


@transaction.atomic
def unseat(unit: Unit, *, group: Organisation, on: date, by: str) -> Seat:
    """A unit leaves a coordination group; the row stays."""
    held = Seat.objects.select_for_update().filter(organisation=group, unit=unit, until_on=None).first()
    if held is None:
        raise Refused({0: f"“{unit.name}”不是“{group.name}”的成员单位。"})
    if on < held.from_on:
        raise Refused({0: "退出日期早于加入日期。"})
    held.until_on = on
    held.save(update_fields=["until_on"])
    return held
