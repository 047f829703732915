"""Lives: what a page tells, for whom it exists, what it costs; what is sealed is opened with a reason, and a trace."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from shenbian.kit import mask
from shenbian.kit.period import today
from shenbian.orgs.actions import cover, register_unit
from shenbian.orgs.models import Organisation, Unit
from shenbian.people.actions import merge
from shenbian.people.models import Membership, Person, PersonReading
from shenbian.record.changes import absorb_body
from shenbian.rights.actor import Actor
from shenbian.rights.queries import actor_of
from tests.desk.conftest import Desk
from tests.editions.conftest import OPERATOR
from tests.flow.conftest import officer
from tests.people.making import number
from tests.people.making import person as enrolled
from tests.record.conftest import District

LONG_AGO = date(2020, 1, 1)
PERSON, BODY, UNIT = 14, 19, 13


def member(desk: Desk, n: int = 1, *, of: Organisation | None = None) -> Person:
    """A member with a real number, of the plant unless said."""
    found = enrolled(n, "王小明", phone="13911110001")
    Membership.objects.create(person=found, organisation=of or desk.cast.plant, from_on=LONG_AGO, began="admitted")
    return found


def ledger(desk: Desk) -> District:
    return District(desk.cast.district, desk.cast.plant, Actor.operator("test"))


def life_of(client: Client, page: str) -> list[tuple[str, str, str]]:
    told = client.get(page).context["life"]
    return [(row.fact.happened_on.isoformat(), row.kind, row.place) for row in told.rows]


@pytest.mark.parametrize("count", [1, 3])
def test_a_persons_page_costs_the_same_for_one_fact_and_three(
    desk: Desk, count: int, django_assert_num_queries: Any
) -> None:
    person = member(desk)
    ledger(desk).write("turn", count, person=person.key, programme="singing_contest")
    desk.waiting(count)
    client = desk.of(desk.cast.bo)
    with django_assert_num_queries(PERSON):
        assert client.get(f"/desk/people/{person.key}/").status_code == 200


def test_a_person_exists_for_whose_duty_includes_them(desk: Desk) -> None:
    person, cast = member(desk), desk.cast
    page = f"/desk/people/{person.key}/"
    assert [desk.of(who).get(page).status_code for who in (cast.bo, cast.dan, cast.gu)] == [200, 200, 404]
    ledger(desk).write("turn", person=person.key, programme="singing_contest", at=cast.shop)
    assert desk.of(cast.gu).get(page).status_code == 200  # took part in something of theirs


def test_a_life_shows_no_more_than_the_reader_may_read(desk: Desk) -> None:
    person, cast, facts = member(desk), desk.cast, ledger(desk)
    facts.write("turn", person=person.key, programme="singing_contest", at=cast.plant, day=date(2022, 3, 1))
    facts.write("turn", person=person.key, programme="singing_contest", at=cast.shop, day=date(2022, 4, 1))
    facts.write("turn", person=person.key, programme="safety_lessons", at=cast.plant, day=date(2021, 5, 1))
    page = f"/desk/people/{person.key}/"
    plant, shop = cast.plant.name, cast.shop.name
    first, second, third = (
        ("2022-04-01", "参与记录", shop),
        ("2022-03-01", "参与记录", plant),
        ("2021-05-01", "参与记录", plant),
    )
    assert life_of(desk.of(cast.bo), page) == [second, third]
    assert life_of(desk.of(cast.gu), page) == [first]
    assert life_of(desk.of(cast.dan), page) == [first, second]  # the head of culture reads culture
    assert life_of(desk.of(cast.bo), f"{page}?kind=turn&year=2021") == [third]
    heaps = desk.of(cast.bo).get(page).context["life"].heaps
    assert [(heap.year, heap.title, heap.count) for heap in heaps] == [(2022, "参与记录", 1), (2021, "参与记录", 1)]


def test_a_long_life_is_read_page_by_page(desk: Desk) -> None:
    person = member(desk)
    ledger(desk).write("turn", 45, person=person.key, programme="singing_contest")
    client, page, read = desk.of(desk.cast.bo), f"/desk/people/{person.key}/", []
    url = page
    while url:
        told = client.get(url).context["life"]
        read += [row.fact.id for row in told.rows]
        url = page + told.next_url if told.next_url else ""
    assert (len(read), read) == (45, sorted(read, reverse=True))


def test_a_merged_record_is_read_through_the_one_that_stands(desk: Desk) -> None:
    stays, gone = member(desk), enrolled(2, "王小明")
    ledger(desk).write("turn", person=gone.key, programme="singing_contest")
    merge(gone, into=stays, reason="同一人", by="test")
    client = desk.of(desk.cast.bo)
    assert client.get(f"/desk/people/{gone.key}/").status_code == 404
    assert len(life_of(client, f"/desk/people/{stays.key}/")) == 1


def test_a_number_is_masked_and_opened_with_a_reason_that_its_owner_can_read(desk: Desk) -> None:
    person = member(desk)
    opener = officer("desk_officer", desk.cast.district, "culture")
    client, page = desk.of(opener), f"/desk/people/{person.key}/"
    door = f"{page}reveal/document/"
    whole = number(1)
    assert (whole in client.get(page).content.decode(), mask.number(whole) in client.get(page).content.decode()) == (
        False,
        True,
    )
    assert whole not in client.get(door).content.decode()
    assert (client.post(door, {"why": "  "}).status_code, PersonReading.objects.count()) == (422, 0)
    shown = client.post(door, {"why": "核对慰问金领取人"})
    assert whole in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    told = [(each.person, each.field, each.read_by, each.why) for each in PersonReading.objects.all()]
    assert told == [(person, "document", opener.ref, "核对慰问金领取人")]
    looked = client.get(page).context["looked"]
    assert [(each.who, each.field, each.why) for each in looked] == [(opener.label, "证件号码", "核对慰问金领取人")]


def test_who_may_not_open_numbers_finds_no_door(desk: Desk) -> None:
    person = member(desk)
    door = f"/desk/people/{person.key}/reveal/document/"
    elsewhere = officer("desk_officer", desk.cast.shop)
    asked = [desk.of(who).post(door, {"why": "看看"}).status_code for who in (desk.cast.bo, elsewhere)]
    assert (asked, PersonReading.objects.count()) == ([404, 404], 0)
    assert desk.of(desk.cast.bo).get(f"/desk/people/{person.key}/").context["looked"] is None


@pytest.mark.parametrize("count", [1, 3])
def test_a_bodys_page_costs_the_same_for_one_row_and_three(
    desk: Desk, count: int, django_assert_num_queries: Any
) -> None:
    for n in range(count):
        member(desk, n + 1)
        unit(desk, n)
    desk.waiting(count)
    client = desk.of(desk.cast.dan)
    with django_assert_num_queries(BODY):
        told = client.get(f"/desk/organisations/{desk.cast.plant.pk}/").context
    assert (told["members"], told["units"], told["bodies"]) == (count * 2, count, 0)


def test_a_body_says_who_registered_what_became_of_it(desk: Desk) -> None:
    cast = desk.cast
    absorb_body(cast.plant, into=cast.shop, on=today(), by=OPERATOR)
    page = desk.of(cast.dan).get(f"/desk/organisations/{cast.plant.pk}/")
    (change,) = [each for each in page.context["changes"] if each.title == "并入"]
    assert (change.day, change.said) == (today(), f"并入{cast.shop.name}")
    assert change.who.startswith("服务器操作员") and change.who in page.content.decode()


def unit(desk: Desk, n: int = 0) -> Unit:
    made = register_unit(f"机床{n}厂", number=f"D{n}", kind="employer", by="test")
    cover(made, by_union=desk.cast.plant, on=LONG_AGO, by="test")
    return made


def test_bodies_and_units_exist_for_whose_duty_includes_them(desk: Desk) -> None:
    cast, made = desk.cast, unit(desk)
    readers = (cast.dan, cast.bo, cast.gu)
    pages = [f"/desk/organisations/{pk}/" for pk in (cast.district.pk, cast.plant.pk)]
    pages += [f"{pages[1]}figures/", f"/desk/units/{made.pk}/"]
    seen = [[desk.of(who).get(page).status_code for page in pages] for who in readers]
    assert seen == [[200, 200, 200, 200], [404, 200, 200, 200], [404, 404, 404, 404]]


@pytest.mark.parametrize("count", [1, 3])
def test_a_units_page_costs_the_same_for_one_row_and_three(
    desk: Desk, count: int, django_assert_num_queries: Any
) -> None:
    made = unit(desk)
    for n in range(count):
        person = member(desk, n + 1)
        Membership.objects.filter(person=person).update(unit=made)
    client = desk.of(desk.cast.bo)
    with django_assert_num_queries(UNIT):
        told = client.get(f"/desk/units/{made.pk}/").context
    assert (told["members"], len(told["people"])) == (count, count)


def test_the_figures_of_a_year_are_those_of_the_subtree_and_follow_the_ledger(desk: Desk) -> None:
    facts = ledger(desk)
    facts.write("session.held", 2, programme="theme_campaign", umbrella="theme", at=desk.cast.plant)
    facts.write("session.held", 1, programme="theme_campaign", umbrella="theme", at=desk.cast.shop)

    def counted(who: Actor, body: Organisation) -> dict[str, str]:
        told = desk.of(who).get(f"/desk/organisations/{body.pk}/figures/?year=2022").context["lines"]
        return {stat.metric: stat.number for line in told for stat in line.stats}

    cast = desk.cast
    key = "theme_campaign.sessions"
    assert (counted(cast.dan, cast.district)[key], counted(cast.bo, cast.plant)[key]) == ("3", "2")
    facts.write("session.held", 4, programme="theme_campaign", umbrella="theme", at=desk.cast.plant)
    assert (counted(cast.dan, cast.district)[key], counted(cast.bo, cast.plant)[key]) == ("7", "6")


def test_a_body_of_which_no_year_is_told_says_so(desk: Desk) -> None:
    page = desk.of(desk.cast.bo).get(f"/desk/organisations/{desk.cast.plant.pk}/figures/").content.decode()
    assert ("None" in page, page.count("一年的数字"), page.count("这一年还没有数字")) == (False, 2, 1)


def test_a_member_without_a_post_reads_nobodys_life(desk: Desk) -> None:
    person = member(desk)
    assert desk.of(actor_of(person)).get(f"/desk/people/{person.key}/").status_code == 404
