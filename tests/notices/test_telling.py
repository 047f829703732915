"""What is told stands in the house at once, for that person alone, and says no number."""

from datetime import time

import pytest
from django.db import IntegrityError, transaction

from shenbian.notices.actions import Telling, be_quiet, prefer, read, read_all, tell
from shenbian.notices.kinds import Kind, Kinds
from shenbian.notices.models import Notice
from shenbian.notices.queries import notices_of, unread_count
from shenbian.people.actions import merge
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.queries import actor_of
from tests.notices.conftest import CALM, HOME, Line, me, reached

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("line")]


def say(person: Person, *titles: str, **more: str) -> None:
    tell([Telling(to=person.key, kind=CALM.key, title=title, **more) for title in titles], by="test")


def titles(person: Person, **asked: int) -> list[str]:
    return [each.title for each in notices_of(me(person), **asked)]


def test_everybody_finds_their_own_and_the_newest_first(line: type[Line]) -> None:
    one, other = reached(1), reached(2)
    say(one, "甲", "乙")
    say(other, "丙")
    assert (titles(one), titles(other)) == (["乙", "甲"], ["丙"])


def test_the_operator_of_the_machine_is_told_nothing() -> None:
    say(reached(1), "甲")
    assert (list(notices_of(Actor.operator("root"))), unread_count(Actor.operator("root"))) == ([], 0)


def test_a_page_goes_on_behind_the_last_one() -> None:
    one = reached(1)
    say(one, "甲", "乙", "丙")
    last = notices_of(me(one))[1]
    assert titles(one, before=last.pk) == ["甲"]


@pytest.mark.parametrize("count", [1, 3])
def test_telling_and_counting_cost_one_query_each(count: int, django_assert_num_queries) -> None:
    people = [reached(n) for n in range(count)]
    with django_assert_num_queries(1):
        tell([Telling(to=each.key, kind=CALM.key, title="甲") for each in people], by="test")
    actor = me(people[0])
    with django_assert_num_queries(1):
        assert unread_count(actor) == 1


def test_reading_touches_ones_own_alone() -> None:
    one, other = reached(1), reached(2)
    say(one, "甲", "乙")
    say(other, "丙")
    every = list(Notice.objects.order_by("pk").values_list("pk", flat=True))
    assert read(every, by=me(one)) == 2
    assert (unread_count(me(one)), unread_count(me(other))) == (0, 1)


def test_what_came_since_the_page_was_made_stays_unread() -> None:
    one = reached(1)
    say(one, "甲", "乙")
    newest = notices_of(me(one))[0].pk
    say(one, "丙")
    assert read_all(by=me(one), up_to=newest) == 2
    assert [each.title for each in notices_of(me(one), unread=True)] == ["丙"]


def test_told_once_under_one_name() -> None:
    one, other = reached(1), reached(2)
    say(one, "甲", once="edition:5")
    say(one, "再说一遍", once="edition:5")
    say(other, "乙", once="edition:5")
    say(one, "无名", "无名")
    assert (titles(one), titles(other)) == (["无名", "无名", "甲"], ["乙"])


def test_the_door_hides_numbers_of_people() -> None:
    one = reached(1)
    say(one, "证件110199198506120019已核对", body="9月6日(周二)联系13800000001，批次20220906")
    told = notices_of(me(one)).get()
    assert (told.title, told.body) == (
        "证件******************已核对",
        "9月6日(周二)联系***********，批次20220906",
    )


def test_the_database_refuses_numbers_of_people() -> None:
    with pytest.raises(IntegrityError, match="notice_holds_no_number_of_a_person"), transaction.atomic():
        Notice.objects.create(to=1, kind=HOME.key, title="13800000001", told_by="test")


def test_long_texts_are_cut_and_say_so() -> None:
    one = reached(1)
    say(one, "长" * 200)
    assert titles(one) == ["长" * 119 + "…"]


def test_what_was_told_to_a_merged_record_is_found_by_the_survivor() -> None:
    one, twin = reached(1), reached(2)
    say(twin, "甲")
    merge(twin, into=one, reason="同一人", by="test")
    assert [each.title for each in notices_of(actor_of(one))] == ["甲"]


def test_two_kinds_of_one_name_are_a_slip() -> None:
    known = Kinds()
    known.add(Kind("a", "甲"), Kind("a", "甲"))
    with pytest.raises(ValueError, match="two kinds of notices are called a"):
        known.add(Kind("a", "乙"))
    with pytest.raises(KeyError):
        tell([Telling(to=1, kind="nobody.declared", title="甲")], by="test")


def test_whoever_is_no_person_has_no_wishes() -> None:
    with pytest.raises(ValueError, match="is no person"):
        prefer({(CALM.key, "sms"): False}, by=Actor.operator("root"))
    with pytest.raises(ValueError, match="is no person"):
        be_quiet(time(1), time(2), by=Actor.operator("root"))
