"""One search: people by name, sound and number, bodies, units, things; only what the reader may see, in few queries."""

from typing import Any

import pytest
from django.test import Client

from shenbian.people.models import Membership
from tests.desk.conftest import Desk
from tests.desk.test_lives import LONG_AGO, unit
from tests.people.making import number, person

SEARCH = 8  # three of the request, the bell; people, bodies, units, and no things where no number was typed


def found(client: Client, typed: str) -> dict[str, list[str]]:
    """What was found, by kind."""
    told = client.get("/desk/search/", {"q": typed}, follow=True).context["found"]
    return {
        "people": [each.name for each in told.people.found],
        "organisations": [each.name for each in told.organisations.found],
        "units": [each.name for each in told.units.found],
        "things": [str(each.thing) for each in told.things.found],
    }


NOTHING: dict[str, list[str]] = {"people": [], "organisations": [], "units": [], "things": []}


@pytest.mark.parametrize("typed", ["王小明", "wangxiaoming", "wxm", number(1), "13911110001", "0001"])
def test_a_person_is_found_by_name_sound_and_number_by_whose_duty_includes_them(desk: Desk, typed: str) -> None:
    made = person(1, "王小明", phone="13911110001")
    Membership.objects.create(person=made, organisation=desk.cast.plant, from_on=LONG_AGO, began="admitted")
    assert found(desk.of(desk.cast.bo), typed) == NOTHING | {"people": ["王小明"]}
    assert found(desk.of(desk.cast.gu), typed) == NOTHING


def test_bodies_units_and_things_are_found_by_name_and_number(desk: Desk) -> None:
    made = unit(desk)
    (ticket,) = desk.waiting()
    bo, gu = desk.of(desk.cast.bo), desk.of(desk.cast.gu)
    assert found(bo, "机床") == NOTHING | {"organisations": ["机床厂工会"], "units": [made.name]}
    assert found(bo, "j1") == NOTHING | {"organisations": ["机床厂工会"]}
    assert found(bo, str(ticket.pk))["things"] == [str(ticket)]
    assert (found(gu, "机床"), found(gu, str(ticket.pk))["things"]) == (NOTHING, [])


def test_a_whole_number_never_stays_in_the_address(desk: Desk) -> None:
    client = desk.of(desk.cast.bo)
    assert (
        '<form class="search" role="search" action="/desk/search/" method="post">'
        in client.get("/desk/").content.decode()
    )
    for asked in (client.post, client.get):
        response = asked("/desk/search/", {"q": number(1)})
        assert (response.status_code, number(1) in response.headers["Location"]) == (302, False)
    assert client.post("/desk/search/", {"q": "机床"}, follow=True).context["typed"] == "机床"


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_costs_the_same_however_much_it_finds(desk: Desk, count: int, django_assert_num_queries: Any) -> None:
    for n in range(count):
        unit(desk, n)
    client = desk.of(desk.cast.bo)
    with django_assert_num_queries(SEARCH):
        assert len(client.get("/desk/search/", {"q": "机床"}).context["found"].units.found) == count


def test_nothing_typed_asks_for_a_word_and_nothing_found_says_what_may_be_typed(desk: Desk) -> None:
    client = desk.of(desk.cast.bo)
    assert "写一个词再找" in client.get("/desk/search/").content.decode()
    assert "没有找到" in client.get("/desk/search/?q=查无此人").content.decode()
