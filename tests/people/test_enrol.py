"""One person is one, however often and however written they come."""

from datetime import date as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shenbian.kit.refusal import Refused
from shenbian.people import queries
from shenbian.people.actions import Enrolment, amend_many, enrol, find_or_create_many, look_up_many
from shenbian.people.models import Person
from shenbian.people.rules import shown
from tests.people.making import number, old_number, person, stated

pytestmark = pytest.mark.django_db


def test_fifteen_digits_full_width_and_floats_find_the_same_person() -> None:
    full_width = number(21).translate(str.maketrans("0123456789X", "０１２３４５６７８９ｘ"))
    said = [
        Enrolment("王小明", each) for each in (number(21), old_number(21), f" {full_width} ", old_number(21) + ".0")
    ]
    found = find_or_create_many(said, by="test")
    assert {each.person for each in found} == {Person.objects.get().pk}
    assert [each.created for each in found] == [True, False, False, False]


def test_found_again_later_under_the_old_number() -> None:
    first = enrol("王小明", number=old_number(21), by="test")
    again = enrol("王小明", number=number(21), by="test")
    assert (again.person, again.key, again.created) == (first.person, first.key, False)


def test_the_number_says_birth_and_sex() -> None:
    someone = person(21)
    assert (someone.born_on, someone.sex, someone.document) == (D(1985, 6, 12), "2" if 21 % 2 == 0 else "1", "citizen")


def test_number_and_phone_are_not_readable_in_the_table() -> None:
    someone = person(21, phone="13800001234")
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_person::text FROM people_person")
        (text,) = cursor.fetchone()
    assert number(21) not in text and number(21).encode().hex() not in text
    assert b"13800001234".hex() not in text and "13800001234" not in text
    assert (shown(someone).name, shown(someone).phone) == ("王*明", "138****1234")
    assert shown(someone).number == f"110***********{number(21)[-4:]}"


def test_a_row_that_cannot_be_a_person_says_why_and_the_others_are_written() -> None:
    wrong = number(21)[:-1] + ("1" if number(21)[-1] == "0" else "0")
    found = find_or_create_many(
        [
            Enrolment("甲", wrong),
            Enrolment("乙", number(22)),
            Enrolment(" ", number(23)),
            Enrolment("丁", number(24), phone="12345"),
            Enrolment("戊", number(25), born_on=D(1985, 6, 13)),
            Enrolment("己", number(26), document="party_card"),
            Enrolment("庚", None),
        ],
        by="test",
    )
    assert [each.reason for each in found] == [
        "身份证号的校验位不对，请逐位核对。",
        "",
        "姓名是空的。",
        "手机号应为 11 位数字。",
        "出生日期与证件号码不一致，请核对。",
        "不认识证件类型“party_card”。",
        "证件号码是空的。",
    ]
    assert list(Person.objects.values_list("name", flat=True)) == ["乙"]


def test_what_differs_is_said_and_not_changed() -> None:
    enrol("王小明", number=number(21), phone="13800001234", by="test")
    again = enrol("王晓明", number=number(21), phone="13900001234", by="test")
    assert again.differs == ("name", "phone")
    assert Person.objects.get().name == "王小明"


def test_other_documents_are_other_people_even_with_equal_digits() -> None:
    passport = find_or_create_many(
        [Enrolment("JANE", "E12345678", "passport"), Enrolment("JANE", "E12345678", "passport")], by="test"
    )
    assert [each.created for each in passport] == [True, False]
    assert Person.objects.get().born_on is None


@pytest.mark.parametrize("count", [2, 1500])
def test_finding_or_writing_costs_the_same_for_few_and_many(count: int) -> None:
    rows = [stated(n) for n in range(count)]
    with CaptureQueriesContext(connection) as first:
        made = find_or_create_many(rows, by="test")
    with CaptureQueriesContext(connection) as again:
        found = find_or_create_many(rows, by="test")
    assert [each.person for each in found] == [each.person for each in made]
    assert Person.objects.count() == len({each.person for each in made}) == count
    # savepoint and its release, lock, search; then ids and the rows
    assert [len(first), len(again)] == [6, 4]


def test_looking_up_writes_nothing() -> None:
    known = enrol("王小明", number=number(1), by="test")
    with CaptureQueriesContext(connection) as seen:
        found = look_up_many([stated(1000), Enrolment("王小明", number(1)), Enrolment("甲", "1")])
    assert [(each.person, each.created, bool(each.reason)) for each in found] == [
        (0, True, False),
        (known.person, False, False),
        (0, False, True),
    ]
    assert (len(seen), Person.objects.count()) == (1, 1)


def test_same_name_and_phone_are_proposed_and_stay_two() -> None:
    one, other = person(1, phone="13800001234"), person(2, phone="13800001234")
    person(3, phone="13800005678")
    assert queries.candidates("王小明", "138 0000 1234") == [one, other]
    assert queries.candidates("王小明", "打错的") == []
    assert Person.objects.count() == 3


def test_a_correction_of_name_and_phone_is_found_again() -> None:
    one = person(1, phone="13800001234")
    amend_many([(one.pk, {"name": "王晓明", "phone": "13900001234"})], by="test")
    assert queries.candidates("王晓明", "13900001234") == [one]
    with pytest.raises(Refused) as refused:
        amend_many([(one.pk, {"phone": "1"})], by="test")
    assert str(refused.value) == "手机号应为 11 位数字。"
