"""People and bodies are found by name, sound and number, by whichever way their name was written."""

import pytest
from django.db import connection

from shenbian.kit.searching import named
from shenbian.orgs import actions as orgs
from shenbian.orgs.models import Organisation
from shenbian.people.actions import amend_many, erase, merge
from shenbian.people.models import Person
from shenbian.people.queries import found_by, searchable
from tests.people.making import number, person

pytestmark = pytest.mark.django_db


def names(typed: str) -> list[str]:
    return list(Person.objects.filter(found_by(typed)).order_by("pk").values_list("name", flat=True))


@pytest.fixture
def three() -> list[Person]:
    return [
        person(1, "王小明", "13800001111"),
        person(2, "单晓明", "13800002222"),
        person(3, "欧阳小敏", "13800003333"),
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("王小明", ["王小明"]),
        ("小明", ["王小明"]),
        ("王", ["王小明"]),
        ("阳小敏", ["欧阳小敏"]),
        ("王敏", []),
        ("wxm", ["王小明"]),
        ("WXM", ["王小明"]),
        ("xm", ["王小明", "单晓明", "欧阳小敏"]),
        ("wangx", ["王小明"]),
        ("wang xiao", ["王小明"]),
        ("wangxiaoming", ["王小明"]),
        ("shanxiao", ["单晓明"]),  # as a surname it sounds so
        ("danxiao", []),
        ("ouyang", ["欧阳小敏"]),
        ("2222", ["单晓明"]),
        ("9999", []),
        ("", ["王小明", "单晓明", "欧阳小敏"]),
    ],
)
def test_a_person_is_found_by_name_sound_and_last_digits(three: list[Person], typed: str, found: list[str]) -> None:
    assert names(typed) == found


def test_a_whole_number_is_known_by_its_mark_alone(three: list[Person]) -> None:
    for typed, name in ((number(2), "单晓明"), ("138 0000 3333", "欧阳小敏"), (number(1).lower(), "王小明")):
        mark = searchable(typed)
        assert mark.startswith("#") and typed[-4:] not in mark
        assert names(mark) == [name]
    assert names("#zz") == []
    assert [searchable(each) for each in (" 王小明 ", " CC-2026-000012", "e-12345678")] == [
        "王小明",
        "CC-2026-000012",
        searchable("E12345678"),
    ]
    assert searchable("E12345678").startswith("#")


def test_the_words_follow_the_name_and_the_phone(three: list[Person]) -> None:
    amend_many([(three[0].pk, {"name": "李强", "phone": "13800004444"})], by="test")
    assert (names("小明"), names("lq"), names("4444"), names("1111")) == ([], ["李强"], ["李强"], [])
    Person.objects.filter(pk=three[1].pk).update(name="赵亮")
    assert (names("zhaol"), names("2222")) == (["赵亮"], ["赵亮"])


def test_nobody_can_write_other_words_than_those_of_the_name(three: list[Person]) -> None:
    Person.objects.filter(pk=three[0].pk).update(search=["李强"], sound="li qiang")
    assert (names("李强"), names("wangx")) == ([], ["王小明"])


def test_who_was_erased_is_found_by_nothing(three: list[Person]) -> None:
    erase(three[0], by="test", why="本人申请")
    assert [names(typed) for typed in ("小明", "wangx", "1111", searchable(number(1)))] == [[], [], [], []]


def test_by_the_number_of_a_merged_record_the_one_that_stands_is_found(three: list[Person]) -> None:
    merge(three[0], into=three[1], reason="同一人", by="test")
    assert names(searchable(number(1))) == ["单晓明"]


def test_bodies_are_found_by_a_part_of_their_name_and_its_first_letters() -> None:
    top = orgs.found("顺义区总工会", level="federation", number="SY", founded_on=None, by="test")
    town = orgs.found("仁和镇总工会", level="town", number="SY-1", founded_on=None, by="test", parent=top)

    def found(typed: str) -> list[str]:
        return list(Organisation.objects.filter(named(typed)).order_by("pk").values_list("number", flat=True))

    assert (found("总工会"), found("仁和镇"), found("rhz"), found("zgh")) == (
        ["SY", "SY-1"],
        ["SY-1"],
        ["SY-1"],
        ["SY", "SY-1"],
    )
    orgs.amend_bodies([(town.pk, {"name": "马坡镇总工会"})], by="test")
    assert (found("仁和"), found("mpz")) == ([], ["SY-1"])


def test_the_database_folds_as_we_do() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_folded('Wang  X\u3000明'), search_words('abab', '{}'), search_words('a', '{}')")
        assert cursor.fetchone() == ("wangx明", ["ab", "ba"], ["a"])
