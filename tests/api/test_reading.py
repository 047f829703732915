"""What the API tells: the same as the pages, to the same people, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from shenbian.editions.actions import begin_entry, send_whole
from shenbian.editions.declared import EntryKind
from shenbian.editions.models import Edition, Entry
from shenbian.facts.seal import seal_all
from shenbian.rights.actor import Actor
from shenbian.standard.programme import catalogue
from tests.api.conftest import program, session
from tests.editions.conftest import ANSWERS, OPERATOR, Cast

Queries = Callable[..., Any]


def sent(cast: Cast, edition: Edition, count: int = 1) -> list[Entry]:
    """Entries of so many workers of the plant, handed in."""
    workers = [cast.worker(of=cast.plant) for _ in range(count)]
    return [send_whole(edition, by=each, client_key=uuid4(), answers=ANSWERS) for each in workers]


def test_a_caller_hears_who_they_are_and_in_which_posts(cast: Cast) -> None:
    told = program(cast.dan).get("/api/me").json()
    assert told["name"] == "干部4"
    assert [(each["role"], each["organisation_number"], each["desks"]) for each in told["posts"]] == [
        ("desk_head", "Q1", ["organising"])
    ]
    assert session(cast.worker()).get("/api/me").json() == {"name": "职工1", "posts": [], "rights": [], "under": []}


def test_the_inbox_tells_what_waits_for_me_alone(cast: Cast, card: EntryKind) -> None:
    entry = sent(cast, cast.edition("test_card"))[0]
    told = program(cast.bo).get("/api/inbox").json()
    assert [(e["label"], e["pk"], e["state"], e["who"], e["days"]) for e in told["waiting"]] == [
        ("editions.entry", entry.pk, "submitted", "职工1", 7)
    ]
    assert [move["name"] for move in told["waiting"][0]["moves"]] == ["endorse", "return", "refuse"]
    assert told["next"] is None
    assert program(cast.gu).get("/api/inbox").json() == {"waiting": [], "next": None}


def test_the_inbox_goes_on_from_where_it_ended(cast: Cast, card: EntryKind) -> None:
    entries = sent(cast, cast.edition("test_card"), 31)
    officer = program(cast.bo)
    first = officer.get("/api/inbox").json()
    second = officer.get("/api/inbox", {"after": first["next"]}).json()
    assert [each["pk"] for each in first["waiting"] + second["waiting"]] == [each.pk for each in entries]
    assert second["next"] is None


def test_a_thing_tells_where_it_stands_what_may_be_done_and_what_happened(cast: Cast, card: EntryKind) -> None:
    entry = sent(cast, cast.edition("test_card"))[0]
    told = program(cast.bo).get(f"/api/things/editions.entry/{entry.pk}").json()
    assert (told["state"], told["phase"], told["owner"], told["organisation"]) == (
        "submitted",
        "waiting",
        "职工1",
        "机床厂工会",
    )
    assert [(each["name"], each["why_not"]) for each in told["offers"]] == [
        ("endorse", ""),
        ("return", ""),
        ("refuse", ""),
    ]
    assert [field["key"] for field in told["offers"][1]["asks"]] == ["reason"]
    assert [each["title"] for each in told["story"]] == ["提交申请", "建立"]
    answers = {each["label"]: each["value"] for each in told["sections"][0]["said"]}
    assert answers == {"金额": "123.40元", "日期": "2026年9月6日", "银行账号": "密封，查阅须写明事由并留痕"}


def test_a_sealed_answer_is_opened_to_nobody(cast: Cast, card: EntryKind) -> None:
    edition = cast.edition("test_card")
    worker = cast.worker(of=cast.plant)
    entry = send_whole(edition, by=worker, client_key=uuid4(), answers=ANSWERS)
    for client in (program(worker), session(worker), program(cast.bo)):
        for at in (f"/api/things/editions.entry/{entry.pk}", f"/api/entries/{entry.pk}", "/api/entries", "/api/inbox"):
            assert ANSWERS["account"] not in client.get(at).content.decode()
    mine = program(worker).get(f"/api/entries/{entry.pk}").json()["answers"]
    assert [(each["key"], each["value"]) for each in mine] == [
        ("amount", 12340),
        ("on", "2026-09-06"),
        ("account", None),
    ]


def test_an_edition_tells_its_form_and_why_i_may_not(cast: Cast, card: EntryKind) -> None:
    edition = cast.edition("test_card")
    at = f"/api/editions/{edition.pk}"
    told = Client().get(at).json()
    assert [[field["key"] for field in step["fields"]] for step in told["form"]] == [["amount", "on"], ["account"]]
    assert told["why_not"] == ["登录后才能办理。"]
    assert program(cast.worker(of=cast.plant)).get(at).json()["why_not"] == []
    stranger = program(cast.worker()).get(at).json()["why_not"]
    assert len(stranger) == 1 and "会员" in stranger[0]


def test_an_edition_in_planning_is_nobodys_business(cast: Cast, card: EntryKind) -> None:
    edition = cast.edition("test_card")
    Edition.objects.filter(pk=edition.pk).update(status="planned")
    assert Client().get(f"/api/editions/{edition.pk}").status_code == 404
    assert Client().get("/api/editions").json() == {"editions": [], "next": None}


def test_open_editions_go_on_from_where_they_ended(cast: Cast, card: EntryKind) -> None:
    made = [cast.edition("test_card", title=f"第{n}期") for n in range(52)]
    Edition.objects.filter(pk__in=[each.pk for each in made[:51]]).update(closes_at=None)
    first = Client().get("/api/editions").json()
    second = Client().get("/api/editions", {"after": first["next"]}).json()
    listed = [each["pk"] for each in first["editions"] + second["editions"]]
    assert listed == [made[51].pk, *(each.pk for each in reversed(made[:51]))]


def test_entries_are_my_own(cast: Cast, card: EntryKind) -> None:
    edition = cast.edition("test_card")
    one, other = cast.worker(of=cast.plant), cast.worker(of=cast.plant)
    entry = begin_entry(edition, by=one)
    assert [each["pk"] for each in session(one).get("/api/entries").json()["entries"]] == [entry.pk]
    assert session(other).get("/api/entries").json() == {"entries": [], "next": None}
    assert session(other).get(f"/api/entries/{entry.pk}").status_code == 404


def test_a_register_tells_the_rows_within_reach(cast: Cast, card: EntryKind) -> None:
    cast.worker(of=cast.plant)
    cast.worker(of=cast.shop)
    at = "/api/registers/members"
    rows = program(cast.bo).get(at).json()["rows"]
    assert [row["cells"]["name"] for row in rows] == ["职工1"]
    assert len(program(cast.ting).get(at).json()["rows"]) == 2


def test_a_register_masks_numbers_and_takes_none_in_its_address(cast: Cast) -> None:
    cast.worker(of=cast.plant)
    officer = program(cast.bo)
    assert "13800000000" not in officer.get("/api/registers/members").content.decode()
    refused = officer.get("/api/registers/members", {"q": "13800000000"})
    assert (refused.status_code, refused.json()["detail"]) == (
        422,
        "完整的证件号码和手机号不能写在网址里。请用姓名或证件号码后四位查找。",
    )


def test_a_register_goes_on_from_where_it_ended(cast: Cast) -> None:
    for _ in range(51):
        cast.worker(of=cast.plant)
    officer = program(cast.bo)
    first = officer.get("/api/registers/members").json()
    second = officer.get("/api/registers/members", {"after": first["next"]}).json()
    assert (first["count"], len(first["rows"]), len(second["rows"]), second["next"]) == (51, 50, 1, None)
    assert len({row["pk"] for row in first["rows"] + second["rows"]}) == 51


def test_registers_and_things_do_not_exist_for_who_reads_none(cast: Cast, card: EntryKind) -> None:
    entry = sent(cast, cast.edition("test_card"))[0]
    worker = program(cast.worker(of=cast.plant))
    ways = ["/api/registers", "/api/registers/members", "/api/inbox", f"/api/things/editions.entry/{entry.pk}"]
    assert [worker.get(at).status_code for at in ways] == [404] * 4
    assert program(cast.gu).get(ways[3]).status_code == 404
    assert program(cast.gu).get("/api/registers/nothing").status_code == 404
    assert program(cast.gu).get("/api/things/nothing.here/1").status_code == 404


def test_everybody_reads_programmes_and_the_last_head(cast: Cast, card: EntryKind) -> None:
    assert Client().get("/api/heads/last").json() == {"head": None}
    cast.edition("test_card")
    seal_all(by=OPERATOR.ref)
    told = Client().get("/api/heads/last", {"log": "traces"}).json()["head"]
    assert (told["log"], len(told["root"]), len(told["signature"])) == ("traces", 64, 128)
    listed = Client().get("/api/programmes").json()["programmes"]
    assert [each["key"] for each in listed] == [each.key for each in catalogue]


# Literal counts; three of a token's request are its own: the token, who acts by it, the count.
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("who", "at", "cost"),
    [
        ("bo", "/api/me", 3),
        ("bo", "/api/inbox", 6),
        ("bo", "/api/registers", 3),
        ("bo", "/api/registers/thing.editions.entry", 4),
        ("bo", "/api/registers/members", 4),
        ("bo", "/api/things/editions.entry/{entry}", 9),
        ("worker", "/api/entries", 4),
        ("worker", "/api/entries/{entry}", 6),
        ("worker", "/api/editions", 6),
        ("worker", "/api/editions/{edition}", 8),
        ("", "/api/editions", 1),
        ("", "/api/editions/{edition}", 2),
        ("", "/api/programmes", 0),
        ("", "/api/heads/last", 1),
    ],
)
def test_costs_the_same_for_one_row_and_three(
    who: str, at: str, cost: int, count: int, cast: Cast, card: EntryKind, queries: Queries
) -> None:
    editions = [cast.edition("test_card", title=f"第{n}期") for n in range(count)]
    worker = cast.worker(of=cast.plant)
    for _ in range(count - 1):
        cast.worker(of=cast.plant)
    entries = [send_whole(each, by=worker, client_key=uuid4(), answers=ANSWERS) for each in editions]
    callers: dict[str, Actor] = {"bo": cast.bo, "worker": worker}
    client = program(callers[who]) if who else Client()
    path = at.format(entry=entries[0].pk, edition=editions[0].pk)
    client.get(path)
    with queries(cost):
        assert client.get(path).status_code == 200
