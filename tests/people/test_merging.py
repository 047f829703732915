"""Two records of one human being become one, and two again, with nothing lost."""

from datetime import date as D

import pytest
from django.db import models

from shenbian.kit.refusal import Refused
from shenbian.people import queries
from shenbian.people.actions import admit, end, enrol, enter_group, find_or_create_many, merge, unmerge
from shenbian.people.models import GroupSpell, Membership, Merge, Person
from shenbian.people.rules import Enrolment
from tests.orgs.growing import district
from tests.people.making import number, person

pytestmark = pytest.mark.django_db


def picture() -> dict[str, list[tuple[object, ...]]]:
    """Every row about people, as it stands; the lineage of merges left out."""
    tables: list[type[models.Model]] = [Person, Membership, GroupSpell]
    return {
        table._meta.label: [
            tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in row)
            for row in table._default_manager.order_by("pk").values_list()
        ]
        for table in tables
    }


def two_records() -> tuple[Person, Person]:
    """One human being under a passport until 2021 and an identity card from 2022."""
    orgs = district()
    old = Person.objects.get(pk=enrol("WANG", number="E12345678", document="passport", by="test").person)
    new = person(1)
    mine = admit(old, to=orgs["机床"], on=D(2020, 1, 1), by="test")
    end(mine, how="resigned", on=D(2021, 6, 1), by="test")
    admit(new, to=orgs["石园"], on=D(2022, 1, 1), by="test")
    enter_group(old, group="model_worker", on=D(2020, 5, 1), by="test")
    return old, new


def test_a_merged_record_is_found_as_its_survivor_with_all_memberships() -> None:
    old, new = two_records()
    same = merge(old, into=new, reason="本人说明", by="test")
    assert (same.duplicate, same.survivor) == (old.key, new.key)
    found = find_or_create_many([Enrolment("WANG", "E12345678", "passport")], by="test")[0]
    assert (found.person, found.created) == (new.pk, False)
    assert list(new.memberships.order_by("from_on").values_list("organisation__number", flat=True)) == ["机床", "石园"]
    assert [each.group for each in queries.spells_of(new)] == ["model_worker"]
    assert [each.who for each in queries.group_on("model_worker", D(2022, 1, 1))] == [new.pk]
    assert queries.members_on(D(2022, 1, 1), {old.key}) == {old.key}


def test_unmerging_restores_every_row_and_keeps_the_lineage() -> None:
    old, new = two_records()
    before = picture()
    merge(old, into=new, reason="本人说明", by="test")
    assert picture() != before
    undone = unmerge(Merge.objects.get(), by="other")
    assert picture() == before
    assert (undone.duplicate, undone.survivor) == (old.key, new.key)
    assert list(Merge.objects.values_list("merged_by", "undone_by", "reason")) == [("test", "other", "本人说明")]
    with pytest.raises(Refused, match="已经撤销过"):
        unmerge(Merge.objects.get(), by="other")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_chain_of_merges_comes_apart_in_either_order(order: tuple[int, int]) -> None:
    old, new = two_records()
    last = person(2, name="王大明")
    before = picture()
    merge(old, into=new, reason="一", by="test")
    merge(new, into=last, reason="二", by="test")
    assert set(Person.objects.filter(merged_into=last)) == {old, new}
    assert last.memberships.count() == 2
    both = list(Merge.objects.order_by("pk"))
    for index in order:
        unmerge(both[index], by="test")
    assert picture() == before


def test_overlapping_memberships_forbid_a_merge_and_are_named() -> None:
    orgs = district()
    one, two = person(1), person(2)
    admit(one, to=orgs["机床"], on=D(2020, 1, 1), by="test")
    admit(two, to=orgs["石园"], on=D(2022, 1, 1), by="test")
    before = picture()
    with pytest.raises(Refused) as refused:
        merge(one, into=two, reason="同名同电话", by="test")
    assert str(refused.value) == (
        "两份档案的会籍时间重叠：“机床工会”（2020年1月1日起）与“石园工会”（2022年1月1日起）。请先更正其中一条。"
    )
    assert (picture(), Merge.objects.count()) == (before, 0)


def test_what_cannot_be_merged_says_why() -> None:
    one, two, three = person(1), person(2), person(3, name="李四")
    merge(three, into=two, reason="本人说明", by="test")
    for gone, stays, reason, why in (
        (one, one, "重复", "这是同一份档案。"),
        (one, two, " ", "请写明合并的理由。"),
        (one, three, "重复", "“李*”的这份档案已并入另一份。"),
    ):
        with pytest.raises(Refused) as refused:
            merge(gone, into=stays, reason=reason, by="test")
        assert str(refused.value) == why


def test_a_merged_record_admits_nobody() -> None:
    one, two = person(1), person(2)
    merge(one, into=two, reason="重复", by="test")
    with pytest.raises(Refused, match="已并入另一份"):
        admit(one, to=district()["机床"], on=D(2022, 1, 1), by="test")
    assert number(1) != number(2)
