"""The sheet 下沉值守 comes in as days out there: the facts are those of its rows, set-wise."""

from __future__ import annotations

from typing import Any

import pytest

from shenbian.deployments.models import DutyDay
from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.facts.models import Fact
from shenbian.rights.actor import Actor
from shenbian.standard.taking import SheetRow, takers
from tests.deployments.conftest import COMMUNITY, Posts, ago, facts

OPERATOR = Actor.operator("test")
BATCH = 7


def row(posts: Posts, who: Actor, number: int, *, back: int = 9, stands: int | None = None, **said: Any) -> SheetRow:
    facets = {"programme": "deployment", "place": COMMUNITY, "standing": "cadre", "work": "卡口值守", **said}
    body, person = posts.place.federation, posts.person(who)
    parts = {"person": person.key, "happened_on": ago(back), **facets}
    fact = NewFact(
        kind="duty.day",
        happened_on=ago(back),
        organisation=body.pk,
        org_path=body.path,
        person=person.key,
        facets=facets,
        source=source_of(kinds["duty.day"], parts),
        evidence=f"下沉值守.xlsx 第{number}行",
    )
    return SheetRow(fact=fact, person=person.pk, called=f"第{number}行", status="已到岗", stands=stands)


def test_each_row_is_a_day_and_its_very_fact(posts: Posts) -> None:
    rows = [
        row(posts, posts.gao, 2),
        row(posts, posts.song, 3, standing="social_worker"),
        row(posts, posts.gao, 4, back=8),
    ]
    told = takers["duty.day"].take(rows, by=OPERATOR, batch=BATCH)
    days = list(DutyDay.objects.order_by("pk"))
    assert (told.refused, told.made) == ({}, {"deployments.dutyday": [each.pk for each in days]})
    assert [(each.source, each.facets, each.evidence, each.batch) for each in facts()] == [
        (each.fact.source, each.fact.facets, each.fact.evidence, BATCH) for each in rows
    ]
    assert [(day.status, day.standing, day.place, day.batch) for day in days] == [
        ("logged", "cadre", COMMUNITY, BATCH),
        ("logged", "social_worker", COMMUNITY, BATCH),
        ("logged", "cadre", COMMUNITY, BATCH),
    ]


def test_a_day_of_a_sheet_hangs_on_the_order_of_that_person_and_day(posts: Posts) -> None:
    order = posts.order(posts.gao)
    rows = [row(posts, posts.gao, 2, back=1), row(posts, posts.gao, 3), row(posts, posts.song, 4, back=1)]
    takers["duty.day"].take(rows, by=OPERATOR, batch=BATCH)
    assert list(DutyDay.objects.order_by("pk").values_list("order", flat=True)) == [order.pk, None, None]


def test_what_cannot_be_is_refused_for_its_row_and_the_others_are_taken(posts: Posts) -> None:
    posts.day(posts.gao)
    rows = [row(posts, posts.gao, 2, back=-1), row(posts, posts.gao, 3, back=0), row(posts, posts.song, 4)]
    told = takers["duty.day"].take(rows, by=OPERATOR, batch=BATCH)
    assert sorted(told.refused) == [0, 1]
    assert ("还没有到" in told.refused[0], "已有一次下沉值守" in told.refused[1]) == (True, True)
    assert (len(told.made["deployments.dutyday"]), len(facts())) == (1, 2)


def test_a_row_that_says_otherwise_corrects(posts: Posts) -> None:
    first = row(posts, posts.gao, 2)
    takers["duty.day"].take([first], by=OPERATOR, batch=BATCH)
    (fact,) = facts()
    told = takers["duty.day"].correct(
        [row(posts, posts.gao, 2, work="信息采集", stands=fact.pk)], by=OPERATOR, batch=BATCH + 1
    )
    (new,) = facts()
    assert (new.facets["work"], DutyDay.objects.get().work) == ("信息采集", "信息采集")
    assert Fact.objects.get(kind="void").voids == fact.pk
    (amended,) = told.amended
    assert (amended.before["work"], amended.after["work"]) == ("卡口值守", "信息采集")


@pytest.mark.parametrize("count", [1, 3])
def test_a_sheet_costs_the_same_for_one_row_and_three(posts: Posts, count: int, django_assert_num_queries: Any) -> None:
    posts.order(posts.gao)
    rows = [row(posts, posts.gao, number, back=number) for number in range(count)]
    with django_assert_num_queries(22):
        takers["duty.day"].take(rows, by=OPERATOR, batch=BATCH)
