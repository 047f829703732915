"""Merged people and moved bodies: the kernel's row, the fact beside it, and the frozen figures that would change."""

from collections.abc import Callable
from datetime import date as D
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shenbian.facts.models import Fact
from shenbian.facts.verify import verify
from shenbian.flow.bodies import BODY_FLOW, body_subject
from shenbian.flow.models import Trace
from shenbian.flow.refusals import NotYours
from shenbian.kit.period import Period, today
from shenbian.kit.refusal import Refused
from shenbian.metrics.measure import measure
from shenbian.metrics.metric import metrics
from shenbian.metrics.scope import Tree
from shenbian.orgs.actions import found, register_unit
from shenbian.orgs.models import Cover, Organisation, Unit
from shenbian.people.models import Merge, Person
from shenbian.record.actions import freeze, open_record
from shenbian.record.changes import (
    absorb_body,
    dissolve_body,
    merge_people,
    move_body,
    unmerge_people,
)
from shenbian.record.foreseen import Foreseen, would_change
from shenbian.record.models import Correction, Record
from shenbian.rights.actor import Actor
from tests.people.making import person
from tests.record.conftest import District


def value(key: str, under: Organisation, *, tree: Tree = "then", as_of: int | None = None) -> Any:
    figures = measure([metrics[key]], under=under.path, period=Period.year(2022), tree=tree, as_of=as_of)
    return figures[key].json_value


def two_volunteers(district: District) -> tuple[Person, Person]:
    """Two records with a turn of voluntary work each."""
    both = person(1), person(2)
    for each in both:
        district.write("turn", programme="volunteers", person=each.key, quantity=1)
    return both


def frozen(district: District, of: Organisation | None = None) -> Record:
    return freeze(open_record(of or district.federation, year=2022, by=district.operator), by=district.operator)


def volunteers(district: District) -> Any:
    return value("volunteers.persons", district.federation)


def stands(kind: str) -> list[dict[str, Any]]:
    """The facts of a kind that stand."""
    found_facts = Fact.objects.filter(kind=kind, voided_at=None).order_by("id")
    return list(found_facts.values("organisation", "org_path", "happened_on", "unit", "facets"))


# ---- people


def test_merged_people_count_once_and_unmerged_twice_again(district: District) -> None:
    one, two = two_volunteers(district)
    values = [volunteers(district)]
    same = merge_people(one, into=two, reason="同一人", by=district.operator)
    values.append(volunteers(district))
    fact = Fact.objects.get(kind="person.same")
    assert (fact.person, fact.facets, fact.happened_on) == (one.key, {"survivor": two.key}, today())
    assert (fact.recorded_by, fact.evidence) == ("operator:test", f"people.merge|{same.merge}")
    unmerge_people(one, reason="不是同一人", by=district.operator)
    values.append(volunteers(district))
    assert values == [2, 1, 2]
    assert Fact.objects.get(kind="void").facets == {"reason": "不是同一人"}
    assert list(Merge.objects.values_list("merged_by", "undone_by")) == [("operator:test", "operator:test")]
    assert stands("person.same") == []


def test_people_merge_unmerge_and_merge_again(district: District) -> None:
    one, two = two_volunteers(district)
    merge_people(one, into=two, reason="同一人", by=district.operator)
    unmerge_people(one, reason="弄错了", by=district.operator)
    merge_people(one, into=two, reason="又查实是同一人", by=district.operator)
    assert (volunteers(district), len(stands("person.same"))) == (1, 1)


def test_a_chain_of_merges_is_one_person_and_comes_apart_at_its_end(district: District) -> None:
    one, two = two_volunteers(district)
    last = person(3)
    merge_people(one, into=two, reason="一", by=district.operator)
    merge_people(two, into=last, reason="二", by=district.operator)
    assert volunteers(district) == 1
    unmerge_people(one, reason="不是", by=district.operator)
    assert volunteers(district) == 2


def test_what_was_sealed_before_the_merge_still_reads_as_it_did(district: District) -> None:
    one, two = two_volunteers(district)
    record = frozen(district)
    merge_people(one, into=two, reason="同一人", by=district.operator)
    assert value("volunteers.persons", district.federation, as_of=record.size) == 2


def test_a_merge_names_the_frozen_figures_that_it_would_change_and_leaves_nothing(district: District) -> None:
    one, two = two_volunteers(district)
    record = frozen(district)
    facts = Fact.objects.count()
    foreseen = would_change(lambda: merge_people(one, into=two, reason="同一人", by=district.operator))
    assert foreseen == [Foreseen(record.title, "volunteers.persons", "职工志愿者", 2, 2, 1)]
    assert str(foreseen[0]) == "《某区总工会2022年工作纪实》的“职工志愿者”（锁定为 2）将变为 1"
    assert (Fact.objects.count(), Merge.objects.count(), Correction.objects.count()) == (facts, 0, 0)
    assert (volunteers(district), list(verify())) == (2, [])


def test_a_figure_that_had_moved_already_is_told_with_all_three_values(district: District) -> None:
    one, two = two_volunteers(district)
    frozen(district)
    district.write("turn", programme="volunteers", person=person(3).key, quantity=1)
    told = [str(each) for each in would_change(lambda: merge_people(one, into=two, reason="是", by=district.operator))]
    assert told == ["《某区总工会2022年工作纪实》的“职工志愿者”（锁定为 2，现为 3）将变为 2"]


def test_a_merge_that_moves_nothing_frozen_says_nothing(district: District) -> None:
    two_volunteers(district)
    frozen(district)
    assert would_change(lambda: merge_people(person(3), into=person(4), reason="是", by=district.operator)) == []


def test_what_a_kernel_refuses_leaves_no_fact(district: District) -> None:
    one, two = two_volunteers(district)
    acts: list[tuple[str, Callable[[], object]]] = [
        ("这是同一份档案。", lambda: merge_people(one, into=one, reason="是", by=district.operator)),
        ("请写明合并的理由。", lambda: merge_people(one, into=two, reason=" ", by=district.operator)),
        (
            "这份档案没有并入别的档案，不需要撤销。",
            lambda: unmerge_people(one, reason="不是", by=district.operator),
        ),
    ]
    for why, act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert str(refused.value) == why
    assert stands("person.same") == []


def test_nobody_without_the_right_merges_or_moves(district: District) -> None:
    one, two = two_volunteers(district)
    stranger = Actor("person:1", person=1)
    with pytest.raises(NotYours):
        merge_people(one, into=two, reason="是", by=stranger)
    with pytest.raises(NotYours):
        dissolve_body(district.town, on=D(2022, 7, 1), by=stranger)


def test_looking_ahead_costs_the_same_for_one_volunteer_and_forty(district: District) -> None:
    one, two = two_volunteers(district)
    frozen(district)
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            would_change(lambda: merge_people(one, into=two, reason="是", by=district.operator))
        costs.append(len(seen))
        district.write("turn", 40, programme="volunteers", person=one.key, quantity=1)
    assert costs[0] == costs[1]


# ---- bodies


def two_towns(district: District) -> tuple[Organisation, Organisation]:
    """A union in the first town, and a second town."""
    works = found("厂工会", level="grassroots", number="C", founded_on=D(2010, 1, 1), parent=district.town, by="test")
    other = found(
        "西镇总工会", level="town", number="XZ", founded_on=D(2010, 1, 1), parent=district.federation, by="test"
    )
    return works, other


def covered(union: Organisation, count: int) -> list[Unit]:
    units = [register_unit(f"{n}厂", number=f"U{n}", kind="enterprise", by="test") for n in range(count)]
    Cover.objects.bulk_create(Cover(unit=unit, organisation=union, from_on=D(2015, 1, 1)) for unit in units)
    return units


def test_facts_before_a_move_lie_where_the_body_stood_then_and_today_on_request(district: District) -> None:
    works, other = two_towns(district)
    district.write("session.held", 3, at=works, programme="dialogues")
    before = works.path
    done = move_body(works, to=other, on=D(2022, 7, 1), by=district.operator)
    works.refresh_from_db()
    assert stands("org.moved") == [
        {
            "organisation": works.pk,
            "org_path": works.path,
            "happened_on": D(2022, 7, 1),
            "unit": None,
            "facets": {"before": before, "after": works.path},
        }
    ]
    district.write("session.held", 2, at=works, day=D(2022, 8, 1), programme="dialogues")
    then, now = (
        [value("dialogues.sessions", town, tree=t) for town in (district.town, other)] for t in ("then", "now")
    )
    assert (then, now) == ([3, 2], [0, 5])
    assert (done.bodies, done.late) == (1, 0)


def test_a_move_dated_back_says_how_many_facts_stay_where_they_were_written(district: District) -> None:
    works, other = two_towns(district)
    district.write("session.held", 2, at=works, day=D(2022, 6, 30), programme="dialogues")
    district.write("session.held", 3, at=works, day=D(2022, 7, 1), programme="dialogues")
    assert move_body(works, to=other, on=D(2022, 7, 1), by=district.operator).late == 3


def test_a_move_changes_no_frozen_figure_of_a_year_before_it_not_even_of_the_body_that_moved(
    district: District,
) -> None:
    works, other = two_towns(district)
    district.write("session.held", 3, at=works, programme="dialogues")
    for body in (district.federation, district.town, works):
        frozen(district, body)
    assert would_change(lambda: move_body(works, to=other, on=D(2023, 1, 1), by=district.operator)) == []


def test_a_dissolved_body_keeps_its_facts_and_its_units_are_uncovered(district: District) -> None:
    works, _ = two_towns(district)
    units = covered(works, 2)
    district.write("session.held", 3, at=works, programme="dialogues")
    done = dissolve_body(works, on=D(2022, 7, 1), by=district.operator)
    assert (done.units, done.left) == (2, 0)
    assert [each["unit"] for each in stands("union.uncovered")] == [unit.pk for unit in units]
    assert [(each["happened_on"], each["facets"]) for each in stands("union.dissolved")] == [(D(2022, 7, 1), {})]
    assert value("dialogues.sessions", district.town) == 3


def test_an_absorbed_body_hands_over_its_units_and_what_stood_below_it(district: District) -> None:
    works, other = two_towns(district)
    team = found("一组", level="team", number="C1", founded_on=D(2011, 1, 1), parent=works, by="test")
    mine = found("大厂工会", level="grassroots", number="D", founded_on=D(2010, 1, 1), parent=other, by="test")
    (unit,) = covered(works, 1)
    done = absorb_body(works, into=mine, on=D(2022, 7, 1), by=district.operator)
    assert (done.bodies, done.units) == (1, 1)
    assert [each["facets"] for each in stands("union.dissolved")] == [{"into": mine.path}]
    told = Trace.objects.filter(flow=BODY_FLOW).order_by("id").values_list("subject", "move", "said", "actor")
    said, by = {"on": "2022-07-01", "to": "大厂工会"}, "operator:test"
    assert list(told) == [(body_subject(works.pk), "absorb", said, by), (body_subject(team.pk), "move", said, by)]
    assert [each["facets"] for each in stands("org.moved")] == [
        {"before": team.path, "after": f"{mine.path}{team.pk}."}
    ]
    said = [(each["organisation"], each["unit"]) for k in ("union.uncovered", "union.covered") for each in stands(k)]
    assert said == [(works.pk, unit.pk), (mine.pk, unit.pk)]


def test_absorbing_costs_the_same_for_one_unit_and_thirty(district: District) -> None:
    works, other = two_towns(district)
    costs = []
    for count, body in ((1, "A"), (30, "B")):
        union = found(f"{body}工会", level="grassroots", number=body, founded_on=D(2010, 1, 1), parent=other, by="test")
        Cover.objects.bulk_create(
            Cover(
                unit=register_unit(f"{body}{n}", number=f"{body}{n}", kind="enterprise", by="test"),
                organisation=union,
                from_on=D(2015, 1, 1),
            )
            for n in range(count)
        )
        with CaptureQueriesContext(connection) as seen:
            absorb_body(union, into=works, on=D(2022, 7, 1), by=district.operator)
        costs.append(len(seen))
    assert costs[0] == costs[1]


def test_a_body_is_not_dissolved_before_it_covered_a_unit_nor_before_it_came_where_it_is(district: District) -> None:
    works, _ = two_towns(district)
    covered(works, 1)
    refusals = []
    for act in (
        lambda: dissolve_body(works, on=D(2014, 1, 1), by=district.operator),
        lambda: dissolve_body(district.town, on=D(2022, 1, 1), by=district.operator),
        lambda: absorb_body(works, into=works, on=D(2022, 1, 1), by=district.operator),
        lambda: move_body(works, to=district.town, on=D(2022, 1, 1), by=district.operator),
    ):
        with pytest.raises(Refused) as refused:
            act()
        refusals.append(str(refused.value))
    assert refusals == [
        "“厂工会”自2015年1月1日起覆盖“0厂”，晚于撤销日期。",
        "“东镇总工会”之下还有1个组织（厂工会等），请先调整或撤销它们。",
        "不能把“厂工会”并入它自己或它的下级。",
        "“厂工会”已经隶属于“东镇总工会”。",
    ]
    assert stands("union.dissolved") == []
