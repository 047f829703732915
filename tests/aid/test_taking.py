"""The sheet 困难职工建档 comes in as files, with the facts of its rows; what does not count is kept as what it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shenbian.aid.models import Dossier, HouseholdMember
from shenbian.aid.queries import standing_files
from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.facts.models import Fact
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.sheets.actions.importing import bring_in
from shenbian.sheets.actions.reversing import reverse
from shenbian.sheets.models import Batch
from shenbian.standard.taking import SheetRow, takers
from tests.aid.conftest import Help, facts
from tests.sheets.books import book

OPERATOR = Actor.operator("test")
BATCH = 7
HEADERS = ("日期", "工会", "姓名", "证件号码", "项目", "档案编号", "困难类别", "状态")


def row(
    aid: Help, person: Person | None, no: str, klass: str = "deep", status: str = "已建档", **said: Any
) -> SheetRow:
    body = aid.place.plant
    facets = {"programme": "hardship", "no": no, "class": klass}
    fact = NewFact(
        kind="hardship.filed",
        happened_on=date(2022, 3, 1),
        organisation=body.pk,
        org_path=body.path,
        person=person.key if person else None,
        facets=facets,
        source=source_of(kinds["hardship.filed"], facets),
        evidence=f"困难职工档案.xlsx {no}",
    )
    return SheetRow(fact=fact, person=person.pk if person else None, called=f"“{no}”", status=status, **said)


def members(aid: Help, *names: str) -> list[Person]:
    return [each.person for each in aid.place.admit(aid.place.plant, *names)]


def test_each_row_is_a_file_and_its_very_fact(aid: Help) -> None:
    people = members(aid, "王一", "王二")
    rows = [row(aid, people[0], "KN-1"), row(aid, people[1], "KN-2", "accident")]
    told = takers["hardship.filed"].take(rows, by=OPERATOR, batch=BATCH)
    made = list(Dossier.objects.order_by("pk"))
    assert (told.refused, told.made["aid.dossier"]) == ({}, [each.pk for each in made])
    assert told.made["aid.householdmember"] == [each.pk for each in HouseholdMember.objects.order_by("pk")]
    assert [(each.source, each.facets, each.evidence, each.batch) for each in facts("hardship.filed")] == [
        (each.fact.source, each.fact.facets, each.fact.evidence, BATCH) for each in rows
    ]
    assert [(each.status, each.number, each.klass, each.filed_on) for each in made] == [
        ("filed", "KN-1", "deep", date(2022, 3, 1)),
        ("filed", "KN-2", "accident", date(2022, 3, 1)),
    ]
    assert list(HouseholdMember.objects.values_list("relation", "stands")) == [("self", True), ("self", True)]


def test_what_does_not_count_is_kept_as_what_it_is_and_opened_by_a_later_sheet(aid: Help) -> None:
    taker = takers["hardship.filed"]
    rows = [row(aid, None, "KN-1", status="公示中"), row(aid, None, "KN-2", status="不予建档")]
    taker.take_left_out(rows, by=OPERATOR, batch=BATCH)
    kept = Dossier.objects.order_by("number").values_list("number", "status", "person")
    assert list(kept) == [("KN-1", "publicity", None), ("KN-2", "refused", None)]
    assert taker.take_left_out(rows, by=OPERATOR, batch=BATCH + 1).made == {"aid.dossier": []}
    (person,) = members(aid, "王一")
    later = row(aid, person, "KN-1", "relative")
    told = taker.take([later], by=OPERATOR, batch=BATCH + 1)
    dossier = Dossier.objects.get(number="KN-1")
    assert (told.refused, dossier.status, dossier.person, dossier.klass) == ({}, "filed", person, "relative")
    (fact,) = facts("hardship.filed")
    assert (fact.source, fact.facets, fact.evidence) == (later.fact.source, later.fact.facets, later.fact.evidence)
    (amended,) = told.amended
    assert (amended.before["status"], amended.after["status"]) == ("publicity", "filed")


def test_a_household_of_a_standing_file_is_refused_for_its_row(aid: Help) -> None:
    one, two = members(aid, "王一", "王二")
    rows = [row(aid, one, "KN-1"), row(aid, one, "KN-2"), row(aid, two, "KN-3")]
    told = takers["hardship.filed"].take(rows, by=OPERATOR, batch=BATCH)
    assert told.refused == {1: "申请人已列入另一份在办或在册的困难档案（“KN-1”），一户只能建一份档案。"}
    assert [each.source for each in facts("hardship.filed")] == ["KN-1", "KN-3"]
    again = takers["hardship.filed"].take([row(aid, two, "KN-4")], by=OPERATOR, batch=BATCH)
    assert again.refused == {0: "申请人已列入另一份在办或在册的困难档案（机械厂工会，编号KN-3），一户只能建一份档案。"}


def test_a_row_that_says_otherwise_corrects(aid: Help) -> None:
    (one,) = members(aid, "王一")
    taker = takers["hardship.filed"]
    taker.take([row(aid, one, "KN-1")], by=OPERATOR, batch=BATCH)
    (fact,) = facts("hardship.filed")
    told = taker.correct([row(aid, one, "KN-1", "relative", stands=fact.pk)], by=OPERATOR, batch=BATCH + 1)
    (new,) = facts("hardship.filed")
    assert (new.facets["class"], Dossier.objects.get().klass) == ("relative", "relative")
    assert Fact.objects.get(kind="void").voids == fact.pk
    assert (told.amended[0].before["klass"], told.amended[0].after["klass"]) == ("deep", "relative")


def test_a_sheet_comes_in_and_is_taken_back_whole(aid: Help, tmp_path: Any) -> None:
    place = aid.place
    one, two = members(aid, "王一", "王二")
    told = [
        (
            "2022-03-01",
            "SY-1-1",
            "王一",
            aid.member_of(one, "self")["number"],
            "困难职工帮扶",
            "KN-1",
            "深度困难",
            "已建档",
        ),
        ("2022-03-02", "SY-1-1", "王二", aid.member_of(two, "self")["number"], "困难职工帮扶", "KN-2", "", "公示中"),
    ]
    path = book(tmp_path / "困难职工档案.xlsx", "困难职工建档", HEADERS, told)
    summary = bring_in(path, by=OPERATOR, say=str)
    assert {fate: summary.total(fate) for fate in ("new", "left_out", "refused")} == {
        "new": 1, "left_out": 1, "refused": 0,
    }  # fmt: skip
    dan = place.actor("desk_officer", place.federation)
    assert [each.number for each in standing_files(dan, date(2022, 12, 31))] == ["KN-1"]
    assert list(standing_files(dan, date(2022, 2, 28))) == []
    assert list(standing_files(aid.wei, date(2022, 12, 31))) == []
    reverse(Batch.objects.get(), by=OPERATOR, reason="试导")
    assert (Dossier.objects.count(), HouseholdMember.objects.count(), facts("hardship.filed")) == (0, 0, [])


def test_the_classes_of_older_files_are_understood_by_their_older_names(aid: Help, tmp_path: Any) -> None:
    people = members(aid, "王一", "王二", "王三")
    told = [
        (
            "2019-03-01",
            "SY-1-1",
            each.name,
            aid.member_of(each, "self")["number"],
            "困难职工帮扶",
            f"KN-{n}",
            old,
            "已建档",
        )
        for n, (each, old) in enumerate(zip(people, ("低保户", "低保边缘户", "意外致困户"), strict=True))
    ]
    bring_in(book(tmp_path / "困难职工档案.xlsx", "困难职工建档", HEADERS, told), by=OPERATOR, say=str)
    assert list(Dossier.objects.order_by("number").values_list("klass", flat=True)) == ["deep", "relative", "accident"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_sheet_costs_the_same_for_one_row_and_three(aid: Help, count: int, django_assert_num_queries: Any) -> None:
    people = members(aid, "王一", "王二", "王三")[:count]
    rows = [row(aid, each, f"KN-{n}") for n, each in enumerate(people)]
    with django_assert_num_queries(26):
        takers["hardship.filed"].take(rows, by=OPERATOR, batch=BATCH)
