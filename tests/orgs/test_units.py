"""Units: registered once, stating things of themselves, covered by one union at a time."""

from datetime import date as D

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from shenbian.kit.refusal import Refused
from shenbian.orgs import queries
from shenbian.orgs.actions import (
    Covering,
    Registration,
    Statement,
    close_unit,
    cover,
    cover_many,
    found,
    note_outside_keys,
    register_many,
    seat,
    state,
    state_many,
    uncover,
    unseat,
)
from shenbian.orgs.models import Cover, OutsideKey, Unit
from tests.orgs.growing import district

pytestmark = pytest.mark.django_db


def units(*numbers: str) -> list[Unit]:
    said = [Registration(number=each, name=f"{each}单位", kind="employer") for each in numbers]
    return register_many(said, by="test")


def test_a_number_or_a_credit_code_belongs_to_one_unit() -> None:
    said = [Registration(number="U1", name="甲", kind="employer", uscc="91110113MA01AAAA0X")]
    register_many(said, by="test")
    with pytest.raises(Refused) as refused:
        register_many(
            [
                Registration(number="U1", name="乙", kind="employer"),
                Registration(number="U2", name="丙", kind="employer", uscc="91110113MA01AAAA0X"),
                Registration(number="U3", name="丁", kind="employer"),
                Registration(number="U3", name="戊", kind="employer"),
            ],
            by="test",
        )
    assert refused.value.reasons == {
        0: "单位编号 U1 已属于“甲”。",
        1: "统一社会信用代码 91110113MA01AAAA0X 已属于“甲”。",
        3: "单位编号 U3 与第3行重复。",
    }
    assert Unit.objects.count() == 1


def test_the_last_statement_up_to_a_day_is_what_was_true_on_it() -> None:
    (unit,) = units("U1")
    state(unit, on=D(2021, 1, 1), by="test", workers=20)
    state(unit, on=D(2022, 6, 1), by="test", workers=30, two_new=True)
    state(unit, on=D(2022, 6, 1), by="test", workers=31, two_new=True)
    said = {day: queries.stated(unit, on=day) for day in (D(2020, 1, 1), D(2022, 5, 31), D(2022, 6, 1))}
    assert {day: each and (each.workers, each.two_new) for day, each in said.items()} == {
        D(2020, 1, 1): None,
        D(2022, 5, 31): (20, False),
        D(2022, 6, 1): (31, True),
    }
    assert queries.stated_many([unit.pk], on=D(2022, 5, 31))[unit.pk].workers == 20


def test_units_roll_up_to_the_nearest_of_a_rank_as_stated_by_that_day() -> None:
    bureau, office, team, lone = units("局", "科", "队", "独")
    state_many(
        [
            Statement(unit=bureau.pk, stated_on=D(2020, 1, 1), rank="division"),
            Statement(unit=office.pk, stated_on=D(2020, 1, 1), rank="section", parent=bureau.pk),
            Statement(unit=team.pk, stated_on=D(2020, 1, 1), parent=office.pk),
            Statement(unit=lone.pk, stated_on=D(2020, 1, 1)),
            Statement(unit=office.pk, stated_on=D(2022, 1, 1), rank="division", parent=bureau.pk),
        ],
        by="test",
    )
    everybody = [bureau.pk, office.pk, team.pk, lone.pk]
    with CaptureQueriesContext(connection) as seen:
        then = queries.nearest_of_rank(everybody, rank="division", on=D(2021, 1, 1))
    assert then == {bureau.pk: bureau.pk, office.pk: bureau.pk, team.pk: bureau.pk}
    assert len(seen) == 1
    now = queries.nearest_of_rank([team.pk], rank="division", on=D(2022, 1, 1))
    assert now == {team.pk: office.pk}


def test_units_that_stand_above_each_other_do_not_climb_for_ever() -> None:
    one, other = units("甲", "乙")
    state(one, on=D(2020, 1, 1), by="test", parent=other.pk)
    state(other, on=D(2020, 1, 1), by="test", parent=one.pk)
    assert queries.nearest_of_rank([one.pk], rank="division", on=D(2022, 1, 1)) == {}


def test_one_union_covers_a_unit_at_a_time() -> None:
    orgs = district()
    (unit,) = units("U1")
    cover(unit, by_union=orgs["机床"], on=D(2020, 1, 1), by="test")
    with pytest.raises(Refused) as refused:
        cover(unit, by_union=orgs["石园"], on=D(2021, 1, 1), by="test")
    assert str(refused.value) == "该单位自2020年1月1日起已由“机床工会”覆盖。"
    uncover(unit, on=D(2021, 1, 1), by="test")
    cover(unit, by_union=orgs["石园"], on=D(2021, 1, 1), by="test")
    assert [each.unit_id for each in queries.covered_on(D(2020, 6, 1), under=orgs["仁和"])] == [unit.pk]
    assert list(queries.covered_on(D(2021, 1, 1), under=orgs["仁和"])) == []


def test_the_database_refuses_a_second_cover_too() -> None:
    orgs = district()
    (unit,) = units("U1")
    Cover.objects.create(unit=unit, organisation=orgs["机床"], from_on=D(2020, 1, 1))
    with pytest.raises(IntegrityError, match="unit_covered_by_one"), transaction.atomic():
        Cover.objects.create(unit=unit, organisation=orgs["石园"], from_on=D(2021, 1, 1))


@pytest.mark.parametrize("count", [1, 200])
def test_bulk_verbs_cost_the_same_for_one_and_many(count: int) -> None:
    org = district()["机床"]
    with CaptureQueriesContext(connection) as registering:
        made = units(*(f"U{n}" for n in range(count)))
    with CaptureQueriesContext(connection) as stating:
        state_many([Statement(unit=unit.pk, stated_on=D(2022, 1, 1), workers=3) for unit in made], by="test")
    with CaptureQueriesContext(connection) as covering:
        cover_many([Covering(unit=u.pk, organisation=org.pk, from_on=D(2022, 1, 1)) for u in made], by="test")
    # each with a savepoint and its release, since a test is one transaction
    assert [len(registering), len(stating), len(covering)] == [4, 3, 4]


def test_covering_again_from_the_same_day_changes_nothing() -> None:
    org = district()["机床"]
    (unit,) = units("U1")
    said = [Covering(unit=unit.pk, organisation=org.pk, from_on=D(2022, 1, 1))]
    assert cover_many(said, by="test") == cover_many(said, by="test")
    assert Cover.objects.count() == 1


def test_a_closed_unit_is_covered_by_nobody() -> None:
    (unit,) = units("U1")
    cover(unit, by_union=district()["机床"], on=D(2020, 1, 1), by="test")
    ended = close_unit(unit, on=D(2022, 3, 1), by="test")
    assert [(each.unit_id, each.until_on) for each in ended] == [(unit.pk, D(2022, 3, 1))]
    with pytest.raises(Refused, match="已于2022年3月1日注销"):
        close_unit(unit, on=D(2022, 4, 1), by="test")


def test_units_sit_in_a_coordination_group_and_leave_it() -> None:
    home = district()["区"]
    group = found("产改协调小组", level="coordination", number="协", founded_on=D(2018, 1, 1), by="test", parent=home)
    lead, member = units("人社局", "教委")
    seat(member, group=group, on=D(2019, 1, 1), by="test")
    seat(lead, group=group, on=D(2019, 1, 1), by="test", part="lead")
    with pytest.raises(Refused, match="已是“产改协调小组”的成员单位"):
        seat(lead, group=group, on=D(2020, 1, 1), by="test")
    with pytest.raises(Refused, match="不是协调小组"):
        seat(lead, group=home, on=D(2020, 1, 1), by="test")
    unseat(member, group=group, on=D(2022, 1, 1), by="test")
    sat = {day: [each.unit.number for each in queries.seats_on(group, day)] for day in (D(2021, 1, 1), D(2022, 1, 1))}
    assert sat == {D(2021, 1, 1): ["人社局", "教委"], D(2022, 1, 1): ["人社局"]}


def test_the_number_of_another_system_is_kept_once() -> None:
    (unit,) = units("U1")
    for _ in range(2):
        note_outside_keys("全国基层组织系统", "unit", [("A-1", unit.pk)], by="test")
    assert list(OutsideKey.objects.values_list("system", "number", "subject_id")) == [
        ("全国基层组织系统", "A-1", unit.pk)
    ]
