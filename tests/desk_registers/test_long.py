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
from shenbian.jobs.actions import run_next
from shenbian.jobs.models import Run
from shenbian.people.models import Membership
from shenbian.sheets.models import Batch
from tests.desk_registers.conftest import Place
from tests.desk_registers.test_imports import BAD, GOOD, uploaded


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
