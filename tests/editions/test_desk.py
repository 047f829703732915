"""The desk's room of editions: what is listed to whom, one edition's page, planning, cloning and naming hosts."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from shenbian.accounts.models import Account
from shenbian.editions.models import Edition
from shenbian.editions.queries import hosts_of
from shenbian.flow.actions import perform
from shenbian.rights.actor import Actor
from tests.editions.conftest import OPERATOR, Cast, person_of
from tests.editions.test_joining import applied

SeenBy = Callable[[Actor], Client]


@pytest.fixture
def seen_by(client: Client) -> SeenBy:
    def sign_in(actor: Actor) -> Client:
        account, _ = Account.objects.get_or_create(person=person_of(actor), defaults={"login": f"p{actor.person}"})
        client.force_login(account)
        return client

    return sign_in


def listed(client: Client, query: str = "") -> list[str]:
    text = client.get(f"/desk/editions/{query}").content.decode()
    return re.findall(r'<a href="/desk/editions/\d+/">([^<]*)</a>', text)


def test_each_officer_sees_what_runs_at_their_place_and_above(cast: Cast, seen_by: SeenBy) -> None:
    above = cast.edition("joining")
    cast.edition("joining", organisation=cast.shop, title="百货入会")
    proposals = cast.edition("proposal")
    assert listed(seen_by(cast.dan)) == ["百货入会", above.title]
    assert listed(seen_by(cast.bo)) == [proposals.title, above.title]
    assert listed(seen_by(cast.gu)) == [proposals.title, "百货入会", above.title]
    assert seen_by(cast.worker(of=cast.plant)).get("/desk/editions/").status_code == 404
    client = seen_by(cast.bo)
    client.logout()
    assert client.get("/desk/editions/").status_code == 302


def test_the_list_is_narrowed_by_what_the_address_asks(cast: Cast, seen_by: SeenBy) -> None:
    old, new = cast.edition("joining", year=2020, title="甲"), cast.edition("joining", year=2021, title="乙")
    perform("close", on=old, by=OPERATOR)
    client = seen_by(cast.dan)
    assert listed(client) == ["乙", "甲"]
    assert listed(client, "?year=2020") == ["甲"]
    assert listed(client, "?state=open&programme=organising") == ["乙"]
    assert listed(client, f"?after=2021_{new.pk}") == ["甲"]
    assert listed(client, "?year=x&state=nothing&after=y") == ["乙", "甲"]


def test_an_edition_shows_the_entries_of_ones_own_place(cast: Cast, seen_by: SeenBy) -> None:
    edition = cast.edition("joining")
    entry = applied(cast, edition, cast.worker())
    elsewhere = applied(cast, edition, cast.worker(), unit="")
    numbers = {
        actor.ref: re.findall(r">(RH-[\d-]+)<", seen_by(actor).get(f"/desk/editions/{edition.pk}/").content.decode())
        for actor in (cast.bo, cast.gu, cast.dan)
    }
    assert numbers == {
        cast.bo.ref: [entry.number],
        cast.gu.ref: [],
        cast.dan.ref: [elsewhere.number, entry.number],
    }


def test_another_lines_edition_is_not_there(cast: Cast, seen_by: SeenBy) -> None:
    edition = cast.edition("joining")
    client = seen_by(cast.heads)
    for page in ("", "figures/", "hosts/"):
        assert client.get(f"/desk/editions/{edition.pk}/{page}").status_code == 404
    assert client.post(f"/desk/editions/{edition.pk}/clone/").status_code == 404
    below = seen_by(cast.ting)
    assert below.get(f"/desk/editions/{edition.pk}/").status_code == 200
    assert below.get(f"/desk/editions/{edition.pk}/hosts/").status_code == 404
    assert below.post(f"/desk/editions/{edition.pk}/clone/").status_code == 404
    assert Edition.objects.count() == 1


def test_planned_through_the_pages_opened_by_its_move_and_cloned(cast: Cast, seen_by: SeenBy) -> None:
    client = seen_by(cast.dan)
    assert "organising" in client.get("/desk/editions/new/").content.decode()
    assert client.get("/desk/editions/new/proposals/").status_code == 404
    said = {
        "title": "2030年入会",
        "kind": "joining",
        "organisation": cast.district.pk,
        "year": "2030",
        "opens_at": "2020-01-02T09:00",
        "quota": "50",
    }
    assert client.post("/desk/editions/new/organising/", {**said, "closes_at": "2019-01-01T00:00"}).status_code == 422
    made = client.post("/desk/editions/new/organising/", said)
    edition = Edition.objects.get()
    assert made.headers["Location"] == f"/desk/editions/{edition.pk}/"
    assert (edition.title, edition.quota, edition.desk, edition.status) == ("2030年入会", 50, "organising", "planned")
    door = f"/desk/things/editions.edition/{edition.pk}/moves"
    assert 'value="2020-01-02T09:00"' in client.get(f"{door}/amend/").content.decode()
    client.post(f"{door}/open/")
    client.post(f"/desk/editions/{edition.pk}/clone/")
    assert [(each.title, each.status) for each in Edition.objects.order_by("pk")] == [
        ("2030年入会", "open"),
        ("2031年入会", "planned"),
    ]


def test_hosts_are_found_by_their_names(cast: Cast, seen_by: SeenBy) -> None:
    edition = cast.edition("joining")
    lines = [("host", "区总工会"), ("undertake", "东镇机床厂"), ("support", "某公司"), ("support", "")]
    said = {"form-TOTAL_FORMS": "4", "form-INITIAL_FORMS": "0"}
    said |= {f"form-{n}-part": part for n, (part, _) in enumerate(lines)}
    said |= {f"form-{n}-name": name for n, (_, name) in enumerate(lines)}
    assert seen_by(cast.dan).post(f"/desk/editions/{edition.pk}/hosts/", said).status_code == 302
    assert hosts_of(edition) == [("主办", ["区总工会"]), ("承办", ["东镇机床厂"]), ("支持", ["某公司"])]
    assert [(each.organisation, each.unit, each.name) for each in edition.hosts.all()] == [
        (cast.district, None, ""), (None, cast.works, ""), (None, None, "某公司")
    ]  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_for_one_row_and_three(
    cast: Cast, seen_by: SeenBy, queries: Callable[..., object], rows: int
) -> None:
    editions = [cast.edition("joining") for _ in range(rows)]
    for _ in range(rows):
        applied(cast, editions[0], cast.worker())
    client = seen_by(cast.dan)
    client.get("/desk/editions/")  # the session's first page may write it anew
    with queries(7):
        assert len(listed(client)) == rows
    with queries(10):
        assert client.get(f"/desk/editions/{editions[0].pk}/").status_code == 200
