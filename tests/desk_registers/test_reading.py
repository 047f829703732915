"""A register at the desk: who sees what of it, found, narrowed, ordered, page by page; and at which cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import chain

import pytest
from django.test import Client

from shenbian.desk.registers import rows
from shenbian.desk.registers.all import registers
from shenbian.people.models import Membership
from tests.desk_registers.conftest import Place
from tests.people.making import number

Shown = Callable[[Client, str], list[str]]
MEMBERS = "/desk/registers/members/"


def test_everyone_sees_their_own_subtree_and_names_are_masked_outside_ones_duty(place: Place, shown: Shown) -> None:
    place.admit(place.plant, "王小明")
    place.admit(place.mill, "李强")
    seen = {
        who: shown(place.client(who, at), MEMBERS)
        for who, at in (("desk_officer", place.federation), ("town_officer", place.east), ("chair", place.west))
    }
    assert seen == {"desk_officer": ["李强", "王小明"], "town_officer": ["王小明"], "chair": ["李*"]}


def test_strangers_sign_in_and_others_find_nothing(place: Place) -> None:
    for address in (MEMBERS, "/desk/registers/", f"{MEMBERS}export/"):
        answer = Client().get(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")
        assert place.client("system_administrator", place.federation).get(address).status_code == 404
    assert place.client("social_worker", place.east).get(f"{MEMBERS}export/").status_code == 404
    assert place.client("desk_officer", place.federation).get("/desk/registers/nothing/").status_code == 404


@pytest.mark.parametrize("key", sorted(registers()))
def test_every_register_shows_and_searches_and_sorts(place: Place, key: str) -> None:
    client = place.client("desk_officer", place.federation)
    register = registers()[key]
    assert client.get(f"/desk/registers/{key}/").status_code == 200
    for typed in ("王小明", "wxm", "1234", "12345678901", "#00ff", "x"):
        assert client.get(f"/desk/registers/{key}/", {"q": typed}).status_code == 200
    for column in register.columns:
        if column.sort:
            for sort in (column.key, f"-{column.key}"):
                assert client.get(f"/desk/registers/{key}/", {"sort": sort}).status_code == 200
    for each in register.filters:
        said = {each.key: each.options[0].key} if each.options else {f"{each.key}.since": "2022-01-01"}
        answer = client.get(f"/desk/registers/{key}/", said)
        assert len(answer.context["chips"]) == 1


def test_found_by_name_sound_and_number_and_the_number_never_stands_in_the_address(place: Place, shown: Shown) -> None:
    place.admit(place.plant, "王小明", "李强")
    client = place.client("desk_officer", place.federation)
    assert [shown(client, f"{MEMBERS}?q={q}") for q in ("小明", "liq", "wxm")] == [["王小明"], ["李强"], ["王小明"]]
    whole = number(102)  # the second who was made, after the officer's place
    answer = client.post(f"{MEMBERS}search/", {"q": number(101), "query": "sort=name"})
    assert number(101)[:6] not in answer["Location"] and "sort=name" in answer["Location"]
    assert shown(client, answer["Location"]) == ["王小明"]
    answer = client.post(f"{MEMBERS}search/", {"q": whole})
    assert shown(client, answer["Location"]) == ["李强"]


def test_filters_are_chips_that_can_be_taken_away(place: Place, shown: Shown) -> None:
    place.admit(place.plant, "王小明", on=date(2021, 5, 1))
    place.admit(place.mill, "李强", on=date(2022, 5, 1))
    client = place.client("desk_officer", place.federation)
    address = f"{MEMBERS}?from_on.since=2022-01-01&under={place.west.pk}&standing=yes&began=nonsense&until_on.since=x"
    answer = client.get(address)
    told = [(chip["label"], chip["value"]) for chip in answer.context["chips"]]
    assert told == [("所属", "马坡镇总工会"), ("状态", "在册"), ("入会日期", "2022年1月1日(周六)起")]
    assert shown(client, address) == ["李强"]
    assert shown(client, MEMBERS + answer.context["chips"][2]["href"] + "&until_on.since=2000-01-01") == []
    assert shown(client, f"{MEMBERS}?under={place.east.pk}") == ["王小明"]


def test_a_narrower_subtree_never_widens_what_one_may_see(place: Place, shown: Shown) -> None:
    place.admit(place.mill, "李强")
    client = place.client("town_officer", place.east)
    assert shown(client, f"{MEMBERS}?under={place.west.pk}") == []
    assert shown(client, f"{MEMBERS}?under={place.federation.pk}") == []


@pytest.mark.parametrize("sort", ["", "name", "-name", "from_on", "-from_on"])
def test_walking_there_and_back_meets_every_row_once(
    place: Place, shown: Shown, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "SIZE", 2)
    names = ["王小明", "李强", "王小明", "赵亮", "单晓明", "欧阳敏", "李强"]
    for at, name in enumerate(names):
        place.admit(place.plant, name, on=date(2020 + at % 2, 1, 1))
    client = place.client("desk_officer", place.federation)
    pages, address = [], f"?sort={sort}"
    while address:
        answer = client.get(MEMBERS + address)
        pages.append([row["pk"] for row in answer.context["rows"]])
        back, address = answer.context["pager"]["previous"], answer.context["pager"]["next"]
    assert sorted(chain(*pages)) == sorted(Membership.objects.values_list("pk", flat=True))
    there = _expected(sort)
    assert list(chain(*pages)) == there
    again = [pages[-1]]
    while back:
        answer = client.get(MEMBERS + back)
        again.insert(0, [row["pk"] for row in answer.context["rows"]])
        back = answer.context["pager"]["previous"]
    assert again == pages
    assert answer.context["said"] == "第1—2人，共7人"
    last = client.get(f"{MEMBERS}?sort={sort}&last=1").context
    assert [row["pk"] for row in last["rows"]] == there[-2:]


def _expected(sort: str) -> list[int]:
    """The order as Python makes it."""
    known = list(Membership.objects.select_related("person"))
    keys = {"name": lambda m: (m.person.sound, m.pk), "from_on": lambda m: (m.from_on, m.pk)}
    told = sorted(known, key=keys.get(sort.removeprefix("-"), lambda m: m.pk))
    return [each.pk for each in (told if sort and not sort.startswith("-") else reversed(told))]


def test_a_column_that_may_be_empty_orders_too(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "SIZE", 1)
    place.plant.founded_on = None
    place.plant.save()
    client = place.client("desk_officer", place.federation)
    for sort in ("founded_on", "-founded_on"):
        pages, address = [], f"?sort={sort}"
        while address:
            answer = client.get(f"/desk/registers/organisations/{address}")
            pages += [row["pk"] for row in answer.context["rows"]]
            address = answer.context["pager"].get("next")
        known = [place.federation.pk, place.east.pk, place.west.pk, place.mill.pk, place.plant.pk]
        assert pages == (known if sort == "founded_on" else known[::-1])


def test_where_the_row_of_a_place_is_gone_the_register_begins_anew(place: Place) -> None:
    place.admit(place.plant, "王小明")
    client = place.client("desk_officer", place.federation)
    answer = client.get(f"{MEMBERS}?sort=name&after=999999&page=7")
    assert answer["Location"] == f"{MEMBERS}?sort=name"


def test_few_are_counted_and_many_are_guessed(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.admit(place.plant, "王小明", "李强")
    client = place.client("desk_officer", place.federation)
    assert client.get(MEMBERS).context["said"] == "第1—2人，共2人"
    assert client.get(f"{MEMBERS}?q=小明").context["said"] == "第1—1人，共1人"
    assert [
        rows.Count(n, exact).said("人") for n, exact in ((2, True), (2000, False), (69_400, False), (1_040_000, False))
    ] == [
        "共2人",
        "1,000人以上",
        "约6.9万人",
        "约104万人",
    ]


@pytest.mark.parametrize(
    ("key", "queries"), [("members", 7), ("organisations", 7), ("posts", 7), ("thing.sheets.batch", 7)]
)
def test_a_page_costs_the_same_for_one_row_and_three(
    place: Place, key: str, queries: int, django_assert_num_queries: Callable[..., object]
) -> None:
    client = place.client("desk_officer", place.federation)
    place.admit(place.plant, "王小明")
    with django_assert_num_queries(queries):
        client.get(f"/desk/registers/{key}/")
    place.admit(place.plant, "李强", "赵亮")
    with django_assert_num_queries(queries):
        client.get(f"/desk/registers/{key}/?sort=&standing=yes")
