"""The record by JSON: what is published for everybody, the draft for who reads the body's registers."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from shenbian.record import actions
from shenbian.record.models import FrozenRecord
from tests.desk_record.conftest import Room, room

__all__ = ["room"]

HERE = "/api/record/2022"
FIGURE = f"{HERE}/figures/dialogues.sessions"


@pytest.fixture
def published(room: Room) -> Room:
    room.sessions(8)
    begun = actions.open_record(room.district.federation, year=2022, by=room.actor("drafter"))
    actions.publish(actions.freeze(begun, by=room.actor("drafter")), by=room.actor("chair"))
    return room


def test_a_draft_is_read_by_its_readers_alone(room: Room) -> None:
    room.sessions(3)
    told = room.of("drafter").get(HERE).json()
    assert (told["state"], told["revision"], told["head"], told["organisation_number"]) == ("draft", 0, None, "QZ")
    value = {each["metric"]: each["value"] for each in told["figures"]}
    assert value["dialogues.sessions"] == 3
    readers = {who: room.of(who).get(HERE).status_code for who in ("town", "administrator", "worker")}
    assert readers == {"town": 404, "administrator": 404, "worker": 404}
    assert room.of("town").get(HERE, {"org": "ZJ"}).json()["organisation"] == "东镇总工会"
    assert Client().get(HERE).status_code == 404


def test_what_is_published_is_everybodys(published: Room) -> None:
    told = Client().get(HERE).json()
    frozen = FrozenRecord.objects.get()
    assert (told["state"], told["revision"], told["digest"]) == ("published", 1, bytes(frozen.digest).hex())
    assert (told["as_of"], told["head"]["size"]) == (8, 8)
    assert [each["metric"] for each in told["figures"]] == [each["metric"] for each in frozen.told["figures"]]
    assert told["period"] == {"start": "2022-01-01", "end": "2023-01-01", "label": "2022年"}


def test_a_figure_tells_value_definition_months_and_what_it_rests_on(published: Room) -> None:
    told = Client().get(FIGURE).json()
    assert {key: told[key] for key in ("value", "unit", "exact", "facts", "rests_on", "as_of", "version")} == {
        "value": 8,
        "unit": "场",
        "exact": "8场",
        "facts": 8,
        "rests_on": ["moves"],
        "as_of": 8,
        "version": 1,
    }
    assert told["definition"].endswith("。")
    assert {each["label"]: each["value"] for each in told["months"] if each["value"]} == {"5月": 8}


def test_no_such_year_body_or_figure(published: Room) -> None:
    ways = [f"{HERE}/figures/nothing.here", "/api/record/1", "/api/record/99999", f"{HERE}?org=nobody"]
    assert [Client().get(at).status_code for at in ways] == [404] * 4


@pytest.mark.parametrize("count", [1, 3])
def test_costs_the_same_for_one_row_and_three(count: int, room: Room, django_assert_num_queries: Any) -> None:
    room.sessions(count)
    begun = actions.open_record(room.district.federation, year=2022, by=room.actor("drafter"))
    actions.publish(actions.freeze(begun, by=room.actor("drafter")), by=room.actor("chair"))
    reader = Client()
    reader.get(FIGURE)
    with django_assert_num_queries(5):
        assert reader.get(HERE).status_code == 200
    with django_assert_num_queries(4):
        assert reader.get(FIGURE).status_code == 200
