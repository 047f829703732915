"""What is exported is what is shown; numbers in full leave a reading for their owner; selections are kept by name."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from django.test import Client

from shenbian.desk.models import SavedView
from shenbian.desk.registers import export
from shenbian.flow.models import Trace
from shenbian.people.models import PersonReading
from tests.desk_registers.conftest import Place
from tests.people.making import number

EXPORT = "/desk/registers/members/export/"


def sheet(answer: Any) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return list(book.active.iter_rows(values_only=True))


def brought(client: Client, **said: str) -> list[tuple[Any, ...]]:
    return [row[:3] for row in sheet(client.post(EXPORT, said))[1:]]


def test_the_workbook_holds_the_shown_rows_in_the_shown_order_with_the_same_stars(place: Place) -> None:
    place.admit(place.plant, "王小明", "=1+1")
    place.admit(place.mill, "李强")
    stars = [f"110***********{number(n)[-4:]}" for n in (101, 102, 103)]
    client = place.client("town_officer", place.east)
    assert brought(client, query="sort=name") == [("=1+1", stars[1], "机械厂工会"), ("王小明", stars[0], "机械厂工会")]
    assert brought(place.client("chair", place.federation), query="q=小明") == [("王*明", stars[0], "机械厂工会")]
    told = Trace.objects.filter(subject="register:members").order_by("id").values_list("move", "said")
    assert [(move, said["rows"], said["filters"]) for move, said in told] == [
        ("export", 2, ["sort"]),
        ("export", 1, ["q"]),
    ]


def test_numbers_in_full_take_the_right_and_a_reason_and_their_owners_can_see_it(place: Place) -> None:
    (member,) = place.admit(place.plant, "王小明")
    client = place.client("desk_officer", place.federation)
    refused = client.post(EXPORT, {"query": "", "in_full": "1", "why": " "})
    assert refused["Location"] == f"{EXPORT}?" and not PersonReading.objects.exists()
    assert brought(client, query="", in_full="1", why="年检核对") == [("王小明", number(101), "机械厂工会")]
    reading = PersonReading.objects.get()
    assert (reading.person_id, reading.field, reading.why) == (member.person_id, "document", "年检核对")
    masked = brought(place.client("town_officer", place.east), query="", in_full="1", why="年检核对")
    assert masked[0][1] == f"110***********{number(101)[-4:]}"
    assert PersonReading.objects.count() == 1


def test_too_much_is_not_exported_and_the_page_says_what_to_do(place: Place, monkeypatch: Any) -> None:
    monkeypatch.setattr(export, "MOST", 1)
    place.admit(place.plant, "王小明", "李强")
    client = place.client("desk_officer", place.federation)
    answer = client.post(EXPORT, {"query": ""}, follow=True)
    assert "一次最多导出1行" in answer.content.decode()


def test_every_kind_of_row_can_be_exported(place: Place) -> None:
    client = place.client("desk_officer", place.federation)
    names = [row[0] for row in sheet(client.post("/desk/registers/organisations/export/", {"query": ""}))]
    assert names == ["工会名称", "顺义区总工会", "仁和镇总工会", "机械厂工会", "马坡镇总工会", "面粉厂工会"]


def test_a_selection_is_kept_under_a_name_for_its_maker_alone(place: Place) -> None:
    client, other = place.client("desk_officer", place.federation), place.client("town_officer", place.east)
    said = {"query": "standing=yes&sort=name", "title": "在册按姓名"}
    client.post("/desk/registers/members/views/", said)
    client.post("/desk/registers/members/views/", said)
    client.post("/desk/registers/members/views/", {"query": "", "title": "空的"})
    kept = SavedView.objects.get()
    assert kept.query == "?sort=name&standing=yes"
    assert [view.title for view in client.get("/desk/registers/members/").context["saved"]] == ["在册按姓名"]
    assert [view.title for view in other.get("/desk/registers/members/").context["saved"]] == []
    assert other.post(f"/desk/registers/members/views/{kept.pk}/forget/").status_code == 404
    client.post(f"/desk/registers/members/views/{kept.pk}/forget/")
    assert not SavedView.objects.exists()
