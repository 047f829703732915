"""A register changed behind our back differs from its facts, and `verify` says which row."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from shenbian.facts.models import Fact
from shenbian.facts.verify import verify
from shenbian.orgs.models import Cover, UnitStatement
from shenbian.people.models import Membership, Person
from shenbian.rights.models import Post
from tests.sheets.conftest import District
from tests.sheets.test_members import HEADERS, row


@pytest.fixture
def kept(district: District) -> District:
    """Two members, one of whom left; a unit that stated itself and is covered; an officer."""
    district.sheet("会员登记表", HEADERS, [row(1), row(2, 离会日期="2022.9.1", 离会方式="退会")])
    district.sheet(
        "单位登记表",
        ("单位编号", "单位名称", "类型", "情况日期", "职工人数"),
        [("U1", "北方机械厂", "企业", date(2022, 1, 1), 120)],
    )
    district.sheet("单位建会登记表", ("单位", "工会编号", "建会日期"), [("U1", "SY-03-1", date(2010, 5, 4))])
    name, number = row(1)[:2]
    district.sheet(
        "任职登记表",
        ("姓名", "证件号码", "工会编号", "职务", "任职日期"),
        [(name, number, "SY-03-1", "劳动关系协调员", date(2022, 4, 1))],
    )
    return district


def test_registers_that_came_through_the_door_agree_with_their_facts(kept: District) -> None:
    assert [Membership.objects.count(), Cover.objects.count(), Post.objects.count()] == [2, 1, 1]
    assert verify() == []


@pytest.mark.parametrize(
    ("table", "change"),
    [
        (Membership, {"from_on": date(2022, 3, 6)}),
        (Membership, {"until_on": date(2022, 12, 1), "ended": "resigned"}),
        (Post, {"from_on": date(2021, 4, 1)}),
        (Cover, {"from_on": date(2011, 5, 4)}),
        (UnitStatement, {"workers": 1200}),
    ],
)
def test_a_changed_row_is_named_with_its_fact(kept: District, table: Any, change: dict[str, Any]) -> None:
    changed = table.objects.order_by("id").first()
    table.objects.filter(pk=changed.pk).update(**change)
    named = {(fault.word, fault.entry) for fault in verify()}
    words = {Membership: "membership", Post: "post", Cover: "cover", UnitStatement: "unit"}
    assert (words[table], changed.pk) in named


def test_a_removed_row_leaves_a_fact_that_nothing_bears_out(kept: District) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM orgs_cover")
    (fault,) = verify()
    assert (fault.word, fault.entry) == ("fact", Fact.objects.get(kind="union.covered").pk)


def test_records_merged_without_a_fact_are_named(kept: District) -> None:
    one, two = Person.objects.order_by("id")
    Person.objects.filter(pk=two.pk).update(merged_into=one)
    assert ("person", two.pk) in {(fault.word, fault.entry) for fault in verify()}
