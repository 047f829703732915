"""What a household said of itself goes with the person who asks, and by itself when the years are over; not before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shenbian.aid.forgetting import erase_dossiers, forget
from shenbian.aid.models import Assessment, Dossier, Finding, HouseholdMember
from shenbian.files.models import Attachment
from shenbian.flow.actions import perform
from shenbian.kit.period import midnight
from shenbian.kit.refusal import Refused
from shenbian.rights.actor import Actor
from tests.aid.conftest import DAY, Help, On

ON = DAY + timedelta(days=8)
CLOCK = Actor("timed:test", operates=True)
TEN_YEARS = date(2032, 9, 27)


def left(aid: Help, on: On) -> Dossier:
    return perform("exit", on=aid.filed(on), by=aid.fang, said={"on": ON, "reason": "lifted", "found": "找到了工作"})


def sealed() -> list[int]:
    """How many rows still hold something sealed, by table."""
    return [
        model.objects.filter(sealed__isnull=False).count() for model in (Dossier, HouseholdMember, Finding, Assessment)
    ]


def test_a_file_that_stands_is_not_erased_with_any_of_its_household(aid: Help, on: On) -> None:
    aid.filed(on)
    assert aid.gao.person is not None
    with pytest.raises(Refused, match="还是在办或在册困难档案的家庭成员"):
        erase_dossiers([aid.gao.person])
    assert sealed() == [1, 3, 2, 1]


def test_a_file_that_ended_keeps_number_class_and_days_alone(aid: Help, on: On) -> None:
    dossier = left(aid, on)
    assert aid.gao.person is not None
    erase_dossiers([aid.gao.person])
    dossier.refresh_from_db()
    assert (sealed(), Attachment.objects.count(), dossier.reason) == ([0, 0, 0, 0], 0, "")
    assert (dossier.number, dossier.klass, dossier.filed_on, dossier.left_on) == (
        f"KN2022-{dossier.pk:06d}", "deep", ON, ON
    )  # fmt: skip
    assert set(HouseholdMember.objects.values_list("relation", "mark")) == {("", None)}


def test_a_file_is_emptied_when_its_years_are_over_and_once(aid: Help, on: On) -> None:
    left(aid, on)
    assert forget(CLOCK, midnight(TEN_YEARS - timedelta(days=1))) == ""
    assert forget(CLOCK, midnight(TEN_YEARS)) == "1份档案保存期满"
    assert forget(CLOCK, midnight(TEN_YEARS)) == ""
    assert sealed() == [0, 0, 0, 0]
