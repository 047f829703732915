"""The tree of union bodies: founded in any order, moved whole, dissolved from below; as it was stays readable."""

from datetime import date as D

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.orgs import queries
from shenbian.orgs.actions import dissolve, found, found_many, merge, move, renew_term
from shenbian.orgs.models import Cover, Organisation, OrganisationPlace
from shenbian.orgs.rules import Founding, ids, prefixes
from tests.orgs.growing import district, founding

pytestmark = pytest.mark.django_db


def path(number: str) -> list[str]:
    """The numbers from the root down to a body, by its path of today."""
    org = Organisation.objects.get(number=number)
    names = dict(Organisation.objects.values_list("pk", "number"))
    return [names[each] for each in ids(org.path)]


def numbers_at(top: str, day: D) -> list[str]:
    return sorted(place.organisation.number for place in queries.at(top, day))


def test_children_may_come_before_their_parents_in_a_call() -> None:
    made = found_many(
        [founding("丙", "乙", "team"), founding("乙", "甲"), founding("甲", level="federation")], by="test"
    )
    assert [org.number for org in made] == ["丙", "乙", "甲"]
    assert path("丙") == ["甲", "乙", "丙"]


@pytest.mark.parametrize("count", [3, 300])
def test_founding_costs_the_same_for_three_and_three_hundred(count: int) -> None:
    district()
    rows = [founding(f"基{n}", "仁和") for n in range(count)]
    with CaptureQueriesContext(
        connection,
    ) as seen:
        found_many(rows, by="test")
    assert len(seen) == 7  # savepoint and its release, lock, what stands, ids, bodies, places


def test_each_row_that_may_not_be_founded_is_named_and_none_is_founded() -> None:
    district()
    rows = [
        founding("机床", "仁和"),
        founding("新甲", "没有的"),
        founding("新乙", "车间"),
        founding("新丙", "机床", "town"),
        founding("新丁", "仁和"),
        founding("新丁", "仁和"),
        founding("新戊"),
        Founding(
            number="新己",
            name="己",
            level="grassroots",
            parent="仁和",
            founded_on=D(2020, 1, 1),
            dissolved_on=D(2019, 1, 1),
        ),
    ]
    with pytest.raises(Refused) as refused:
        found_many(rows, by="test")
    assert refused.value.reasons == {
        0: "工会编号 机床 已属于“机床工会”。",
        1: "没有编号为 没有的 的上级工会。",
        2: "工会小组之下不能再设组织。",
        3: "镇街总工会不能设在基层工会之下。",
        5: "工会编号 新丁 与第5行重复。",
        6: "基层工会必须有上级工会。",
        7: "撤销日期早于成立日期。",
    }
    assert Organisation.objects.count() == 5


def test_a_circle_of_parents_is_refused_on_every_row_of_it() -> None:
    with pytest.raises(Refused) as refused:
        found_many([founding("甲", "乙"), founding("乙", "甲")], by="test")
    assert refused.value.reasons == dict.fromkeys((0, 1), "上级工会的关系成了一个圈。")


def test_a_moved_subtree_takes_everything_below_along_and_was_elsewhere_before() -> None:
    orgs = district()
    before = orgs["仁和"].path
    moved = move(orgs["机床"], to=orgs["石园"], on=D(2022, 7, 1), by="test")
    assert moved.bodies == tuple(sorted((orgs["机床"].pk, orgs["车间"].pk)))
    assert path("车间") == ["区", "石园", "机床", "车间"]
    assert numbers_at(before, D(2022, 6, 30)) == ["仁和", "机床", "车间"]
    assert numbers_at(before, D(2022, 7, 1)) == ["仁和"]
    assert numbers_at(orgs["石园"].path, D(2022, 7, 1)) == ["机床", "石园", "车间"]
    assert queries.path_on(orgs["车间"], D(2022, 6, 30)) == orgs["车间"].path


def test_paths_on_many_days_are_one_query() -> None:
    orgs = district()
    shop = orgs["车间"]
    move(orgs["机床"], to=orgs["石园"], on=D(2022, 7, 1), by="test")
    now = Organisation.objects.get(pk=shop.pk).path
    asked = [(shop.pk, D(2022, 6, 30)), (shop.pk, D(2022, 7, 1)), (shop.pk, D(1999, 1, 1))]
    with CaptureQueriesContext(connection) as seen:
        found_paths = queries.paths_on(asked)
    assert found_paths == {(shop.pk, D(2022, 6, 30)): shop.path, (shop.pk, D(2022, 7, 1)): now}
    assert len(seen) == 1


def test_moving_costs_the_same_for_one_and_fifty_below() -> None:
    orgs = district()
    costs = []
    for target in ("石园", "仁和"):
        with CaptureQueriesContext(connection) as seen:
            move(Organisation.objects.get(number="机床"), to=orgs[target], on=today(), by="test")
        costs.append(len(seen))
        found_many([founding(f"{target}组{n}", "机床", "team") for n in range(50)], by="test")
    assert costs == [11, 11]  # eight, a savepoint and its release, and the read of this test


def test_a_body_cannot_move_below_itself_nor_into_the_future_nor_before_its_last_move() -> None:
    orgs = district()
    other = found(
        "石园厂", level="grassroots", number="石园厂", founded_on=D(2021, 1, 1), by="test", parent=orgs["机床"]
    )
    move(orgs["机床"], to=orgs["石园"], on=D(2022, 7, 1), by="test")
    refusals = []
    for org, to, on in (
        (orgs["机床"], other, D(2022, 8, 1)),
        (orgs["机床"], orgs["石园"], D(2022, 8, 1)),
        (orgs["机床"], orgs["仁和"], D(2999, 1, 1)),
        (orgs["机床"], orgs["仁和"], D(2022, 6, 1)),
        (orgs["机床"], orgs["车间"], D(2022, 8, 1)),
    ):
        with pytest.raises(Refused) as refused:
            move(org, to=to, on=on, by="test")
        refusals.append(str(refused.value))
    assert refusals == [
        "不能把“机床工会”移到它自己或它的下级“石园厂”之下。",
        "“机床工会”已经隶属于“石园工会”。",
        "隶属关系不能提前调整，请在生效当日办理。",
        "“机床工会”现在的隶属关系始于2022年7月1日，晚于调整日期。",
        "不能把“机床工会”移到它自己或它的下级“车间工会”之下。",
    ]
    assert path("车间") == ["区", "石园", "机床", "车间"]


def test_a_body_with_others_below_is_not_dissolved() -> None:
    orgs = district()
    with pytest.raises(Refused) as refused:
        dissolve(orgs["机床"], on=D(2022, 5, 1), by="test")
    assert str(refused.value) == "“机床工会”之下还有1个组织（车间工会等），请先调整或撤销它们。"
    dissolve(orgs["车间"], on=D(2022, 5, 1), by="test")
    gone = dissolve(orgs["机床"], on=D(2022, 5, 1), by="test")
    assert (gone.organisation.dissolved_on, gone.units) == (D(2022, 5, 1), ())
    assert numbers_at(orgs["仁和"].path, D(2022, 5, 1)) == ["仁和"]
    with pytest.raises(Refused, match="已于2022年5月1日撤销"):
        dissolve(orgs["机床"], on=D(2022, 6, 1), by="test")


def test_merging_moves_what_stood_below_and_whom_it_covered() -> None:
    orgs = district()
    unit = queries.Unit.objects.create(number="U1", name="机床厂", kind="employer")
    Cover.objects.create(unit=unit, organisation=orgs["仁和"], from_on=D(2015, 1, 1))
    done = merge(orgs["仁和"], into=orgs["石园"], on=D(2022, 9, 1), by="test")
    assert (done.units, [each.organisation.number for each in done.moved]) == ((unit.pk,), ["机床"])
    assert path("车间") == ["区", "石园", "机床", "车间"]
    gone = Organisation.objects.get(number="仁和")
    assert (gone.dissolved_on, gone.merged_into_id) == (D(2022, 9, 1), orgs["石园"].pk)
    covers = Cover.objects.order_by("from_on").values_list("organisation__number", "from_on", "until_on")
    assert list(covers) == [("仁和", D(2015, 1, 1), D(2022, 9, 1)), ("石园", D(2022, 9, 1), None)]


def test_two_bodies_cannot_share_a_place_in_time_even_behind_our_back() -> None:
    orgs = district()
    with pytest.raises(IntegrityError, match="one_place_at_a_time"), transaction.atomic():
        OrganisationPlace.objects.create(
            organisation=orgs["机床"], parent=orgs["石园"], path="9.", from_on=D(2021, 1, 1), until_on=None
        )


def test_terms_follow_one_another() -> None:
    org = district()["机床"]
    renew_term(org, from_on=D(2017, 1, 1), until_on=D(2022, 1, 1), by="test")
    renew_term(org, from_on=D(2022, 1, 1), until_on=D(2027, 1, 1), by="test")
    with pytest.raises(Refused, match="在这段时间已有届期"):
        renew_term(org, from_on=D(2026, 1, 1), until_on=D(2031, 1, 1), by="test")
    assert list(org.terms.order_by("from_on").values_list("from_on", flat=True)) == [D(2017, 1, 1), D(2022, 1, 1)]
    assert (org.term_from, org.term_until) == (D(2022, 1, 1), D(2027, 1, 1))


def test_children_come_by_pages() -> None:
    orgs = district()
    found_many([founding(f"基{n}", "石园") for n in range(5)], by="test")
    first = queries.children(orgs["石园"], size=3)
    second = queries.children(orgs["石园"], after=first[-1].number, size=3)
    assert [org.number for org in first + second] == [f"基{n}" for n in range(5)]


def test_a_path_knows_all_that_it_lies_under() -> None:
    assert prefixes("1.12.340.") == ["1.", "1.12.", "1.12.340."]
