"""One membership at a time; it follows the job, is kept without one, and ends in a named way."""

from datetime import date as D
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.orgs.actions import dissolve, found, move
from shenbian.people import queries
from shenbian.people.actions import (
    Admission,
    Ending,
    Retention,
    Transfer,
    admit,
    admit_many,
    end,
    end_many,
    enter_group,
    find_or_create_many,
    lapse,
    leave_group,
    resign,
    resume,
    retain,
    retain_many,
    transfer,
    transfer_many,
)
from shenbian.people.models import Membership
from tests.orgs.growing import district
from tests.people.making import person, stated

pytestmark = pytest.mark.django_db


def spells() -> list[tuple[str, D, D | None, str, str]]:
    rows = Membership.objects.order_by("from_on", "pk")
    return list(rows.values_list("organisation__number", "from_on", "until_on", "began", "ended"))


def test_a_member_is_counted_from_the_first_day_to_the_day_before_the_last() -> None:
    orgs = district()
    mine = admit(person(1), to=orgs["机床"], on=D(2022, 3, 1), by="test")
    resign(mine, on=D(2022, 6, 1), by="test")
    days = (D(2022, 2, 28), D(2022, 3, 1), D(2022, 5, 31), D(2022, 6, 1))
    assert [queries.how_many_members(day, under=orgs["区"]) for day in days] == [0, 1, 1, 0]
    assert [queries.how_many_members(day, under=orgs["石园"]) for day in days] == [0, 0, 0, 0]


def test_members_are_counted_under_the_tree_as_it_was() -> None:
    orgs = district()
    admit(person(1), to=orgs["车间"], on=D(2020, 1, 1), by="test")
    move(orgs["机床"], to=orgs["石园"], on=D(2022, 7, 1), by="test")
    counts = {
        town: [queries.how_many_members(day, under=orgs[town]) for day in (D(2022, 6, 30), D(2022, 7, 1))]
        for town in ("仁和", "石园")
    }
    assert counts == {"仁和": [1, 0], "石园": [0, 1]}


def test_members_of_a_dissolved_body_still_count_where_it_stood() -> None:
    orgs = district()
    admit(person(1), to=orgs["车间"], on=D(2020, 1, 1), by="test")
    dissolve(orgs["车间"], on=D(2022, 7, 1), by="test")
    assert queries.how_many_members(D(2022, 8, 1), under=orgs["仁和"]) == 1


def test_a_second_membership_is_refused_by_name_and_by_the_database() -> None:
    orgs = district()
    one = person(1)
    admit(one, to=orgs["机床"], on=D(2020, 5, 4), by="test")
    with pytest.raises(Refused) as refused:
        admit(one, to=orgs["石园"], on=D(2022, 1, 1), by="test")
    assert str(refused.value) == "此人2020年5月4日起已是“机床工会”会员，应办理会籍转移。"
    with pytest.raises(IntegrityError, match="one_membership_at_a_time"), transaction.atomic():
        Membership.objects.create(person=one, organisation=orgs["石园"], from_on=D(2022, 1, 1), began="admitted")
    assert len(spells()) == 1


def test_rows_of_one_call_see_each_other_and_each_refusal_names_its_row() -> None:
    orgs = district()
    young = found("新厂", level="grassroots", number="新厂", founded_on=D(2022, 1, 1), by="test", parent=orgs["仁和"])
    group = found("协调", level="coordination", number="协", founded_on=D(2010, 1, 1), by="test", parent=orgs["区"])
    one, two, three = person(1), person(2), person(3)
    plant = orgs["机床"].pk
    rows = [
        Admission(person=one.pk, organisation=plant, from_on=D(2020, 1, 1), until_on=D(2021, 1, 1), ended="resigned"),
        Admission(person=one.pk, organisation=plant, from_on=D(2021, 1, 1)),
        Admission(person=one.pk, organisation=plant, from_on=D(2022, 1, 1)),
        Admission(person=two.pk, organisation=young.pk, from_on=D(2021, 6, 1)),
        Admission(person=two.pk, organisation=group.pk, from_on=D(2021, 6, 1)),
        Admission(person=three.pk, organisation=plant, from_on=today() + timedelta(days=1)),
        Admission(person=three.pk, organisation=plant, from_on=D(2020, 1, 1), until_on=D(2021, 1, 1)),
        Admission(person=three.pk, organisation=0, from_on=D(2020, 1, 1)),
    ]
    with pytest.raises(Refused) as refused:
        admit_many(rows, by="test")
    assert refused.value.reasons == {
        2: "与第2行是同一人，会籍时间重叠。",
        3: "入会日期早于“新厂”的成立日期（2022年1月1日）。",
        4: "“协调”是协调小组，不发展会员。",
        5: "入会日期还没有到。",
        6: "离会日期和离会方式应同时填写。",
        7: "没有这个工会。",
    }
    assert str(refused.value).startswith("第3行：与第2行是同一人")
    assert spells() == []


def test_a_transfer_closes_one_membership_and_opens_the_next_on_the_same_day() -> None:
    orgs = district()
    mine = admit(person(1), to=orgs["机床"], on=D(2020, 1, 1), by="test")
    done = transfer(mine, to=orgs["石园"], on=D(2022, 4, 1), by="test")
    assert spells() == [
        ("机床", D(2020, 1, 1), D(2022, 4, 1), "admitted", "transferred_out"),
        ("石园", D(2022, 4, 1), None, "transferred_in", ""),
    ]
    assert (done.closed, done.left, done.person) == (mine.pk, orgs["机床"].pk, mine.person_id)
    assert queries.how_many_members(D(2022, 4, 1)) == 1


def test_a_transfer_that_cannot_be_changes_nothing() -> None:
    orgs = district()
    mine = admit(person(1), to=orgs["机床"], on=D(2020, 1, 1), by="test")
    gone = admit(person(2), to=orgs["机床"], on=D(2020, 1, 1), by="test")
    lapse(gone, on=D(2021, 1, 1), by="test")
    dissolve(orgs["石园"], on=D(2022, 1, 1), by="test")
    before = spells()
    said = [
        Transfer(membership=mine.pk, to=orgs["机床"].pk, on=D(2022, 2, 1)),
        Transfer(membership=gone.pk, to=orgs["仁和"].pk, on=D(2022, 2, 1)),
        Transfer(membership=0, to=orgs["仁和"].pk, on=D(2022, 2, 1)),
    ]
    with pytest.raises(Refused) as refused:
        transfer_many(said, by="test")
    assert refused.value.reasons == {
        1: "会籍已于2021年1月1日结束。",
        2: "没有这条会籍。",
        0: "转入的工会就是现在的工会。",
    }
    with pytest.raises(Refused, match="“石园工会”已于2022年1月1日撤销"):
        transfer(mine, to=orgs["石园"], on=D(2022, 2, 1), by="test")
    assert spells() == before


def test_a_retained_member_stays_a_member_until_the_end() -> None:
    orgs = district()
    mine = admit(person(1), to=orgs["机床"], on=D(2020, 1, 1), by="test")
    kept = retain(mine, why="unemployed", on=D(2021, 1, 1), by="test")
    assert (kept.until_on, kept.retained_from, kept.get_retained_why_display()) == (None, D(2021, 1, 1), "失业")
    assert queries.how_many_members(D(2022, 1, 1)) == 1
    with pytest.raises(Refused, match="已经在保留中"):
        retain(mine, why="retired", on=D(2022, 1, 1), by="test")
    resume(mine, on=D(2022, 1, 1), by="test")
    with pytest.raises(Refused, match="不在保留中"):
        resume(mine, on=D(2022, 1, 1), by="test")
    with pytest.raises(Refused, match="不认识保留会籍的原因"):
        retain(mine, why="tired", on=D(2022, 2, 1), by="test")
    assert end(mine, how="deceased", on=D(2022, 6, 1), by="test").ended == "deceased"


def test_an_ending_is_dated_after_the_beginning_and_not_in_the_future() -> None:
    mine = admit(person(1), to=district()["机床"], on=D(2020, 1, 1), by="test")
    for on, how, why in (
        (D(2019, 1, 1), "resigned", "离会日期早于入会日期（2020年1月1日）。"),
        (today() + timedelta(days=1), "resigned", "离会日期还没有到。"),
        (D(2021, 1, 1), "vanished", "不认识离会方式“vanished”。"),
    ):
        with pytest.raises(Refused) as refused:
            end(mine, how=how, on=on, by="test")
        assert str(refused.value) == why
    with pytest.raises(IntegrityError, match="membership_end_says_how"), transaction.atomic():
        Membership.objects.update(until_on=D(2021, 1, 1))


@pytest.mark.parametrize("count", [2, 800])
def test_bulk_verbs_cost_the_same_for_few_and_many(count: int) -> None:
    orgs = district()
    people = [each.person for each in find_or_create_many([stated(n) for n in range(count)], by="test")]
    costs = []
    with CaptureQueriesContext(connection) as seen:
        ids = admit_many(
            [Admission(person=each, organisation=orgs["机床"].pk, from_on=D(2020, 1, 1)) for each in people], by="test"
        )
    costs.append(len(seen))
    with CaptureQueriesContext(connection) as seen:
        done = transfer_many(
            [Transfer(membership=each, to=orgs["石园"].pk, on=D(2021, 1, 1)) for each in ids], by="test"
        )
    costs.append(len(seen))
    moved = [each.opened for each in done]
    with CaptureQueriesContext(connection) as seen:
        retain_many([Retention(membership=each, on=D(2021, 6, 1), why="retired") for each in moved], by="test")
    costs.append(len(seen))
    with CaptureQueriesContext(connection) as seen:
        end_many([Ending(membership=each, on=D(2022, 1, 1), how="resigned") for each in moved], by="test")
    costs.append(len(seen))
    # a savepoint and its release each (a transfer admits inside its own: four)
    assert costs == [7, 11, 4, 4]
    counted = [queries.how_many_members(day) for day in (D(2020, 1, 1), D(2021, 12, 31), D(2022, 1, 1))]
    assert counted == [count, count, 0]


def test_members_among_the_asked_are_found_by_key() -> None:
    orgs = district()
    one, two = person(1), person(2)
    admit(one, to=orgs["机床"], on=D(2020, 1, 1), by="test")
    assert queries.members_on(D(2022, 1, 1), {one.key, two.key, None}) == {one.key}
    assert queries.members_on(D(2022, 1, 1), under=orgs["石园"]) == set()


def test_groups_are_dated_and_not_entered_twice() -> None:
    one = person(1)
    spell = enter_group(one, group="new_form_worker", on=D(2021, 1, 1), by="test", occupation="courier")
    enter_group(one, group="model_worker", on=D(2021, 5, 1), by="test")
    for occupation, why in (("courier", "此人自2021年1月1日起已在该群体。"), ("", "新就业形态劳动者应写明职业。")):
        with pytest.raises(Refused) as refused:
            enter_group(one, group="new_form_worker", on=D(2022, 1, 1), by="test", occupation=occupation)
        assert str(refused.value) == why
    leave_group(spell, on=D(2022, 1, 1), by="test")
    enter_group(one, group="new_form_worker", on=D(2022, 1, 1), by="test", occupation="courier")
    then = {day: queries.group_on("new_form_worker", day).count() for day in (D(2020, 12, 31), D(2022, 1, 1))}
    assert then == {D(2020, 12, 31): 0, D(2022, 1, 1): 1}


@pytest.mark.parametrize(
    ("first", "second", "stands"),
    [
        ((D(2020, 1, 1), D(2021, 1, 1)), (D(2021, 1, 1), None), True),
        ((D(2020, 1, 1), D(2021, 1, 1)), (D(2020, 12, 31), None), False),
        ((D(2020, 1, 1), None), (D(2019, 1, 1), D(2020, 1, 1)), True),
        ((D(2020, 1, 1), None), (D(2019, 1, 1), D(2020, 1, 2)), False),
        ((D(2020, 1, 1), None), (D(2020, 6, 1), D(2020, 6, 1)), True),
        ((D(2020, 6, 1), D(2020, 6, 2)), (D(2020, 6, 1), D(2020, 6, 2)), False),
        ((D(1960, 1, 1), D(1990, 1, 1)), (D(1989, 12, 31), D(1990, 1, 1)), False),
    ],
)
def test_the_database_knows_which_days_meet(
    first: tuple[D, D | None], second: tuple[D, D | None], stands: bool
) -> None:
    org, one = district()["机床"], person(1)

    def write(from_on: D, until_on: D | None) -> None:
        Membership.objects.create(
            person=one,
            organisation=org,
            from_on=from_on,
            until_on=until_on,
            began="admitted",
            ended="" if until_on is None else "resigned",
        )

    write(*first)
    if stands:
        write(*second)
    else:
        with pytest.raises(IntegrityError, match="one_membership_at_a_time"), transaction.atomic():
            write(*second)
    assert Membership.objects.count() == (2 if stands else 1)
