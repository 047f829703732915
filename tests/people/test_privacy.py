"""What is sealed is read with a reason and leaves a trace; what is erased is gone, and the key stays."""

from datetime import date as D

import pytest
from django.db import DatabaseError, connection, transaction

from shenbian.kit.refusal import Refused
from shenbian.kit.sm import BadSeal
from shenbian.people import queries
from shenbian.people.actions import admit, end, enrol, enter_group, erase, merge, reveal
from shenbian.people.models import Person, PersonReading
from shenbian.people.rules import open_seal
from tests.orgs.growing import district
from tests.people.making import number, person

pytestmark = pytest.mark.django_db


def test_looking_at_a_number_tells_its_owner_who_looked_and_why() -> None:
    someone = person(1, phone="13800001234")
    assert reveal(someone, field="document", by="person:7", why="核对困难职工档案") == number(1)
    assert reveal(someone, field="phone", by="person:8", why="回访") == "13800001234"
    read = [(each.field, each.read_by, each.why) for each in queries.readings_of(someone)]
    assert read == [("phone", "person:8", "回访"), ("document", "person:7", "核对困难职工档案")]


def test_nobody_looks_without_a_reason() -> None:
    someone = person(1)
    for field, why in (("document", "  "), ("salary", "好奇")):
        with pytest.raises(Refused):
            reveal(someone, field=field, by="person:7", why=why)
    assert PersonReading.objects.count() == 0


@pytest.mark.parametrize("what", ["UPDATE people_personreading SET why = ''", "DELETE FROM people_personreading"])
def test_who_looked_cannot_be_changed_afterwards(what: str) -> None:
    reveal(person(1), field="document", by="person:7", why="核对")
    with pytest.raises(DatabaseError, match="查阅记录只能追加"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(what)
    assert PersonReading.objects.get().why == "核对"


def test_a_seal_does_not_open_in_another_row() -> None:
    one, two = person(1), person(2)
    Person.objects.filter(pk=two.pk).update(document_sealed=one.document_sealed)
    two.refresh_from_db()
    with pytest.raises(BadSeal):
        open_seal(two, "document")


def test_erasing_empties_the_person_and_their_duplicates_and_keeps_the_keys() -> None:
    orgs = district()
    one, two = person(1, phone="13800001234"), person(2)
    mine = admit(one, to=orgs["机床"], on=D(2020, 1, 1), by="test")
    enter_group(one, group="new_form_worker", on=D(2020, 1, 1), by="test", occupation="courier")
    merge(two, into=one, reason="重复", by="test")
    with pytest.raises(Refused, match="会籍还没有结束"):
        erase(one, by="test", why="本人申请")
    end(mine, how="resigned", on=D(2021, 1, 1), by="test")
    erase(one, by="test", why="本人申请")
    left = Person.objects.order_by("pk").values_list(
        "key", "name", "sex", "born_on", "document_sealed", "document_index", "phone_sealed", "phone_index"
    )
    empty = ("（已清除）", "", None, None, None, None, None)
    assert list(left) == [(one.key, *empty), (two.key, *empty)]
    assert list(queries.spells_of(one)) == []
    assert queries.how_many_members(D(2020, 6, 1)) == 1
    assert enrol("王小明", number=number(1), by="test").created
