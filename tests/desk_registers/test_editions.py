"""A register of facts shows and finds an edition by its title, though facts name it by its number."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from shenbian.editions.actions import SettingUp, set_up
from shenbian.facts.actions import write
from shenbian.facts.fact import NewFact
from shenbian.facts.models import Fact
from shenbian.kit.period import today
from shenbian.rights.actor import Actor
from tests.desk_registers.conftest import Place
from tests.desk_registers.test_out import sheet

SESSIONS = "/desk/registers/fact.session.held/"


def held(place: Place, number: str, edition: str) -> None:
    fact = NewFact(
        kind="session.held",
        happened_on=today(),
        organisation=place.federation.pk,
        org_path=place.federation.path,
        edition=edition,
        facets={"programme": "volunteers", "session": number},
        source=number,
        evidence="举办场次.xlsx|第2行",
    )
    write([fact], by="test")


def shown(client: Client, query: str = "") -> list[str]:
    answer = client.get(SESSIONS + query)
    at = [each["title"] for each in answer.context["columns"]].index("活动(期)")
    return [row["cells"][at]["text"] for row in answer.context["rows"]]


def test_the_title_is_shown_found_and_given_out(place: Place, django_assert_num_queries: Callable[..., object]) -> None:
    said = SettingUp(programme="volunteers", title="学雷锋月", year=today().year, organisation=place.federation)
    kept = set_up(said, by=Actor.operator("test"))
    for number, edition in (("S1", kept.reference), ("S2", "学雷锋日"), ("S3", "")):
        held(place, number, edition)
    client = place.client("desk_officer", place.federation)

    with django_assert_num_queries(9):
        assert shown(client) == ["", "学雷锋日", "学雷锋月"]
    assert [shown(client, f"?q={typed}") for typed in ("学雷锋月", "学雷锋", "志愿")] == [
        ["学雷锋月"],
        ["学雷锋日", "学雷锋月"],
        [],
    ]
    header, *rows = sheet(client.post(f"{SESSIONS}export/", {"query": ""}))
    assert [row[header.index("活动(期)")] for row in rows] == [None, "学雷锋日", "学雷锋月"]

    fact = Fact.objects.get(source="S1")
    assert "<dt>届期</dt><dd>学雷锋月</dd>" in client.get(f"/desk/record/facts/{fact.pk}/").content.decode()
