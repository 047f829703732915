"""The pages by which a union hands in for its members: what is open, its sheet, the upload, taking it back."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shenbian.desk.imports import uploads
from shenbian.desk.models import Upload
from shenbian.editions.models import Edition, Entry
from shenbian.jobs.actions import run_next
from tests.awards.test_desk import browser, cost, main_of
from tests.awards.union_sheet import Union, make_union

LISTED, SHOWN = 7, 5


@pytest.fixture
def union(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Union:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    return make_union(tmp_path / "sheets")


def zipped(content: bytes) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("申报.zip", content)}


def test_what_is_open_is_found_with_its_sheet_and_only_by_who_may_act_for_workers(union: Union) -> None:
    edition = union.edition()
    bo, yu = browser(union.bo), browser(union.claims.yu)
    page = f"/desk/imports/editions/{edition.pk}/"
    assert f'href="{page}"' in bo.get("/desk/imports/").content.decode()
    assert f'href="{page}"' in bo.get(f"/desk/editions/{edition.pk}/").content.decode()
    assert "一、下载模板，逐人填写" in main_of(bo, page)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(bo.get(f"{page}template/").streaming_content)))
    assert [cell.value for cell in book.active[1]][:5] == ["姓名", "证件类型", "证件号码", "证书编号", "证书等级"]

    assert page not in yu.get("/desk/imports/").content.decode()
    assert yu.get(page).status_code == 404
    Edition.objects.filter(pk=edition.pk).update(status="closed")
    assert [bo.get(each).status_code for each in (page, f"{page}template/")] == [404, 404]


def test_a_zip_is_looked_at_handed_in_and_taken_back(union: Union) -> None:
    bo, one, two = browser(union.bo), union.member(), union.member()
    rows = [union.row(one), union.row(two, 证书编号="ZS-2", 证书照片="没有.jpg")]
    address = bo.post("/desk/imports/", zipped(union.packed(rows)))["Location"]
    assert "改好后和照片一起压缩，再上传" in main_of(bo, address)
    assert not Entry.objects.exists()
    bo.post(address)
    entry = Entry.objects.get()
    assert (entry.owner, entry.status) == (one.person, "submitted")
    assert f"集体申报：{entry.edition.title}" in main_of(bo, "/desk/imports/")
    batch = f"/desk/imports/batches/{bo.get(address).context['sheets'][0]['batch']}/"
    bo.post(batch, {"reason": "报错了届期"})
    assert Entry.objects.get().status == "withdrawn"


def test_many_are_handed_in_behind_the_page(union: Union, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "AT_ONCE", 499)
    bo = browser(union.bo)
    address = bo.post("/desk/imports/", zipped(union.packed([union.row(union.member())])))["Location"]
    assert (Upload.objects.get().rows, Upload.objects.get().long) == (1, True)
    assert run_next() is not None
    bo.post(address)
    assert run_next() is not None
    assert Entry.objects.get().status == "submitted"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.zip", b"PK\x03\x04 cut off", "压缩包打不开"),
        ("a.zip", b"PK\x05\x06" + bytes(18), "压缩包里应有一份登记表（.xlsx）和它的照片，现在有0份表。"),
        ("a.xlsx", b"x" * (20 * 1024 * 1024 + 1), "文件超过20MB，请分成几份上传。"),
    ],
)
def test_what_cannot_be_read_is_refused_beside_the_field(name: str, content: bytes, why: str, union: Union) -> None:
    answer = browser(union.bo).post("/desk/imports/", {"file": SimpleUploadedFile(name, content)})
    assert why in answer.content.decode()
    assert not Upload.objects.exists()


def test_what_the_pages_cost(union: Union) -> None:
    union.edition()
    bo, page = browser(union.bo), f"/desk/imports/editions/{union.edition().pk}/"
    assert (cost(bo, "/desk/imports/"), cost(bo, page)) == (LISTED, SHOWN)
    for kind in ("training_subsidy", "contest_subsidy"):
        union.edition(kind)
    union.bring([union.row(union.member())])
    assert cost(bo, "/desk/imports/") == LISTED + 1  # what batches of editions are called
