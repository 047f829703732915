"""What is long is done behind the page: a long import from look to returned copy."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client

from shenbian.desk.imports import uploads
from shenbian.desk.models import Upload
from shenbian.desk.registers import export, moves
from shenbian.flow.models import Trace
from shenbian.jobs.actions import run_next
from shenbian.jobs.models import Run
from shenbian.people.models import Membership
from shenbian.rights.models import Post
from shenbian.sheets.models import Batch
from tests.desk_registers.conftest import Place
from tests.desk_registers.test_imports import BAD, GOOD, uploaded
from tests.people.making import number


@pytest.fixture
def officer(place: Place, monkeypatch: pytest.MonkeyPatch) -> Client:
    """To whom more than one row is long."""
    monkeypatch.setattr(uploads, "AT_ONCE", 1)
    return place.client("town_officer", place.east)


def ran() -> Run:
    run = run_next()
    assert run is not None
    return run


def test_a_long_import_is_looked_at_and_imported_behind_the_page_once(officer: Client) -> None:
    address = uploaded(officer, GOOD, BAD)
    page = officer.get(address)
    assert (page.context["looked"], page.context["shown"].word, Batch.objects.count()) == (False, "等待开始", 0)
    assert "在后台先看会导入什么" in page.content.decode()
    assert ran().said == "看过了，现在什么都还没有改。新增1行，退回1行。"
    page = officer.get(address)
    assert (page.context["counts"], page.context["brings"]) == ([("新增", 1), ("退回", 1)], 1)
    assert (Membership.objects.count(), Batch.objects.count()) == (0, 0)
    officer.post(address)
    officer.post(address)
    assert (Run.objects.count(), Batch.objects.count()) == (2, 0)
    assert "正在后台导入2行" in officer.get(address).content.decode()
    run = ran()
    assert (run.said, run.done, run.of) == ("导入完成。新增1行，退回1行。", 4, 4)
    page = officer.get(address)
    assert page.context["sheets"][0]["batch"] == Batch.objects.get().pk
    copy = openpyxl.load_workbook(io.BytesIO(b"".join(officer.get(f"{address}returned/").streaming_content)))
    assert [cell.value for cell in copy.active[2]][:1] == ["李强"]
    officer.post(address)
    assert (run_next(), Membership.objects.count(), Batch.objects.count()) == (None, 1, 1)


def test_what_an_import_told_on_its_way_was_true(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int, str]] = []
    monkeypatch.setattr("shenbian.jobs.actions.running.Told.tell", lambda self, *said: told.append(said))
    officer.post(uploaded(officer, GOOD, BAD))
    ran()
    steps = ["读取“会员登记表”2行", "核对并写入“会员登记表”2行", "记入台账“会员登记表”2行"]
    assert told == [(n, 3, step) for n, step in enumerate(steps)]


def test_an_import_that_was_interrupted_has_changed_nothing_and_begins_again(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = uploaded(officer, GOOD, BAD)
    ran()
    officer.post(address)
    with monkeypatch.context() as stopping, pytest.raises(KeyboardInterrupt):
        stopping.setattr(uploads, "_counts", _stopped)
        run_next()
    assert (Membership.objects.count(), Batch.objects.count(), Upload.objects.get().applied_at) == (0, 0, None)
    ran()
    assert (Membership.objects.count(), Batch.objects.count()) == (1, 1)


def _stopped(upload: Upload) -> str:
    raise KeyboardInterrupt


def test_a_long_import_that_fails_says_why_and_what_to_do(officer: Client) -> None:
    address = uploaded(officer, GOOD, BAD)
    Upload.objects.update(person=0)
    assert ran().said == "上传的文件已经清除（只保留七天），请重新上传。"
    Upload.objects.update(person=Run.objects.get().person)
    page = officer.get(address).content.decode()
    assert ("没有办完，什么都没有改" in page, "再试一次" in page) == (True, True)


def test_a_page_of_a_short_upload_asks_nothing_of_jobs(
    place: Place, django_assert_num_queries: Callable[[int], Any]
) -> None:
    client = place.client("town_officer", place.east)
    address = uploaded(client, GOOD)
    with django_assert_num_queries(5):
        client.get(address)


def test_a_move_of_many_is_looked_at_and_made_behind_the_page(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    client = place.client("town_officer", place.east)
    for n, name in ((1, "王小明"), (2, "李强"), (3, "张伟")):
        client.post(uploaded(client, (name, number(n), *GOOD[2:])))
    first = Batch.objects.order_by("pk")[0]
    client.post(f"/desk/imports/batches/{first.pk}/", {"reason": "导错了文件"})
    monkeypatch.setattr(moves, "AT_ONCE", 2)
    monkeypatch.setattr(moves, "_PART", 2)
    address = "/desk/registers/thing.sheets.batch/moves/"
    said = {"move": "reverse", "query": "", "all": "1"}
    assert client.post(address, said).context["step"] == "asks"
    page = client.post(address, said | {"step": "preview", "reason": "重导"})
    assert (page.context["step"], page.context["count"], len(page.context["once"])) == ("many", 3, 32)
    said |= {"reason": "重导", "once": "a" * 32}
    looked = client.post(address, said | {"step": "look"})["Location"]
    run = ran()
    assert looked == f"/desk/jobs/{run.pk}/"
    assert run.said == "2件可以办理，1件不能。现在什么都还没有改。原因在清单里。"
    made = {client.post(address, said | {"step": "do"})["Location"] for _ in range(2)}
    run = ran()
    assert (made, run_next()) == ({f"/desk/jobs/{run.pk}/"}, None)
    assert (run.said, run.done, run.of) == ("办好了2件，1件没有办，原样未动。原因在清单里。", 3, 3)
    assert set(Batch.objects.values_list("status", flat=True)) == {"reversed"}
    paper = client.get(f"/desk/jobs/{run.pk}/paper/")
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(paper.streaming_content))).active.values)
    assert [row[1] for row in rows[1:]] == ["当前是“已撤回”状态，不能整批撤回。"]
    page = client.get(f"/desk/jobs/{run.pk}/").context["shown"]
    assert page.leads == ("/desk/registers/thing.sheets.batch/", "回到导入批次")


def test_a_move_of_many_is_made_with_the_posts_of_the_day_it_runs(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = place.client("town_officer", place.east)
    for n in (1, 2, 3):
        client.post(uploaded(client, ("王小明", number(n), *GOOD[2:])))
    monkeypatch.setattr(moves, "AT_ONCE", 2)
    said = {"move": "reverse", "query": "", "all": "1", "step": "do", "reason": "重导"}
    client.post("/desk/registers/thing.sheets.batch/moves/", said)
    Post.objects.update(until_on="2021-01-01")
    assert ran().said == "您现在不能办理这一步了，可能是职务变了。请回到台账查看。"
    assert set(Batch.objects.values_list("status", flat=True)) == {"applied"}


def test_more_than_the_most_are_refused_with_what_to_do(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    client = place.client("town_officer", place.east)
    for n in (1, 2):
        client.post(uploaded(client, ("王小明", number(n), *GOOD[2:])))
    monkeypatch.setattr(moves, "AT_ONCE", 1)
    monkeypatch.setattr(moves, "MOST", 1)
    said = {"move": "reverse", "query": "", "all": "1", "step": "do", "reason": "重导"}
    page = client.post("/desk/registers/thing.sheets.batch/moves/", said)
    assert (page.context["refusal"], Run.objects.count()) == (
        "一次最多办理1件。请先用筛选缩小范围，分几次办理。",
        0,
    )


def test_a_long_export_is_written_behind_the_page_for_whoever_asked_alone(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.admit(place.plant, "王小明", "李强")
    client = place.client("town_officer", place.east)
    monkeypatch.setattr(export, "AT_ONCE", 1)
    monkeypatch.setattr(export, "_PART", 1)
    said = {"query": "q=王小明", "once": "a" * 32}
    short = client.post("/desk/registers/members/export/", said)
    assert (len(b"".join(short.streaming_content)) > 1000, Run.objects.count()) == (True, 0)
    said = {"query": "", "once": "a" * 32}
    asked = {client.post("/desk/registers/members/export/", said)["Location"] for _ in range(2)}
    run = ran()
    assert (asked, run_next()) == ({f"/desk/jobs/{run.pk}/"}, None)
    assert (run.said, run.done, run.of, run.about) == ("导出了2行。", 2, 2, "会员，2行")
    paper = client.get(f"/desk/jobs/{run.pk}/paper/")
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(paper.streaming_content))).active.values)
    assert sorted(str(row[0]) for row in rows[1:]) == ["李强", "王小明"]
    assert Trace.objects.filter(move="export", subject="register:members").count() == 2
    other = place.client("town_officer", place.west)
    assert other.get(f"/desk/jobs/{run.pk}/paper/").status_code == 404
