"""Import at the desk: look first, import once, get the refused rows back, take a batch back; and moves in bulk."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shenbian.desk.models import Upload
from shenbian.kit import workbook
from shenbian.people.models import Membership, Person
from shenbian.sheets.models import Batch
from tests.desk_registers.conftest import Place
from tests.people.making import number

TITLES = ("姓名", "证件号码", "工会编号", "单位", "入会日期", "入会方式", "状态")
GOOD = ("王小明", number(1), "SY-1-1", "U1", "2022-03-05", "入会", "在册")
BAD = ("李强", number(2)[:-1] + "?", "SY-1-1", "U1", "2022-03-05", "入会", "在册")


def book(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    columns = [workbook.Column(title) for title in TITLES]
    return SimpleUploadedFile("会员登记表.xlsx", workbook.write(None, [workbook.Sheet("会员登记表", columns, rows)]))


def uploaded(client: Client, *rows: tuple[str, ...]) -> str:
    answer = client.post("/desk/imports/", {"file": book(*rows)})
    assert answer.status_code == 302, answer.context["form"].errors
    return str(answer["Location"])


def test_looking_changes_nothing_and_importing_happens_once(place: Place) -> None:
    client = place.client("town_officer", place.east)
    address = uploaded(client, GOOD, BAD)
    told = client.get(address).context
    assert (told["counts"], told["brings"]) == ([("新增", 1), ("退回", 1)], 1)
    assert (told["sheets"][0]["problems"][0]["row"], told["sheets"][0]["problems"][0]["field"]) == (3, "证件号码")
    assert (Membership.objects.count(), Batch.objects.count()) == (0, 0)
    client.post(address)
    client.post(address)
    assert (Membership.objects.count(), Batch.objects.count()) == (1, 1)
    assert client.get(address).context["sheets"][0]["batch"] == Batch.objects.get().pk


def test_of_two_registers_in_one_workbook_each_goes_back_in_its_own_copy(place: Place) -> None:
    columns = [workbook.Column(title) for title in TITLES]
    sheets = [workbook.Sheet(name, columns, [BAD]) for name in ("会员登记表", "东镇会员登记表")]
    client = place.client("town_officer", place.east)
    both = SimpleUploadedFile("两份.xlsx", workbook.write(None, sheets))
    address = client.post("/desk/imports/", {"file": both})["Location"]
    assert "改好后逐份上传即可" in client.get(address).content.decode()
    answer = client.get(f"{address}returned/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as copies:
        names = copies.namelist()
    assert names == ["两份_东镇会员登记表_退回.xlsx", "两份_会员登记表_退回.xlsx"]
    assert "两份_退回.zip" in unquote(answer["Content-Disposition"])


def test_the_returned_copy_is_put_right_and_comes_in_again(place: Place, tmp_path: Path) -> None:
    client = place.client("town_officer", place.east)
    address = uploaded(client, GOOD, BAD)
    client.post(address)
    copy = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(f"{address}returned/").streaming_content)))
    page = copy.active
    assert [cell.value for cell in page[2]][:1] == ["李强"]
    page["B2"] = number(2)
    copy.save(tmp_path / "again.xlsx")
    again = SimpleUploadedFile("会员登记表_退回.xlsx", (tmp_path / "again.xlsx").read_bytes())
    address = client.post("/desk/imports/", {"file": again})["Location"]
    assert client.get(address).context["counts"] == [("新增", 1)]
    client.post(address)
    assert sorted(Person.objects.filter(memberships__isnull=False).values_list("name", flat=True)) == ["李强", "王小明"]


def test_an_upload_is_its_officers_alone_sealed_and_gone_after_a_week(place: Place) -> None:
    client, other = place.client("town_officer", place.east), place.client("town_officer", place.west)
    address = uploaded(client, GOOD)
    assert number(1).encode() not in bytes(Upload.objects.get().sealed)
    assert [other.get(address).status_code, other.post(address).status_code] == [404, 404]
    Upload.objects.update(uploaded_at="2020-01-01T00:00:00Z")
    uploaded(client, GOOD)
    assert Upload.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xlsx", b"no workbook", "xlsx"),
        ("空表.xlsx", workbook.write(None, [workbook.Sheet("随便", [workbook.Column("甲")], [("1",)])]), "认不出"),
    ],
)
def test_what_cannot_be_read_says_why_on_the_page(place: Place, name: str, data: bytes, said: str) -> None:
    client = place.client("town_officer", place.east)
    answer = client.post("/desk/imports/", {"file": SimpleUploadedFile(name, data)})
    assert said in "".join(answer.context["form"].errors["file"])
    assert not Upload.objects.exists()


def test_nobody_imports_into_what_is_not_theirs(place: Place) -> None:
    client = place.client("town_officer", place.west)
    told = client.get(uploaded(client, GOOD)).context
    assert told["counts"] == [("退回", 1)]
    assert place.client("chair", place.federation).get("/desk/imports/").status_code == 404


def test_a_batch_is_taken_back_with_a_reason_unless_something_rests_on_it(place: Place) -> None:
    client = place.client("town_officer", place.east)
    client.post(uploaded(client, GOOD))
    batch = Batch.objects.get()
    address = f"/desk/imports/batches/{batch.pk}/"
    assert client.get(address).context["resting"] == []
    assert place.client("town_officer", place.west).get(address).status_code == 404
    assert client.post(address, {"reason": ""}).context["form"].errors
    client.post(address, {"reason": "导错了文件"})
    batch.refresh_from_db()
    assert (batch.status, Membership.objects.count()) == ("reversed", 0)


def test_batches_are_listed_by_their_titles_and_offered_what_their_state_allows(place: Place) -> None:
    client = place.client("town_officer", place.east)
    client.post(uploaded(client, GOOD))
    told = client.get("/desk/registers/thing.sheets.batch/").context
    assert [each["title"] for each in told["columns"]].count("登记表") == 1
    assert "会员登记表" in [cell["text"] for cell in told["rows"][0]["cells"]]
    assert [each.name for each in told["moves"]] == ["reverse"]
    told = client.get("/desk/registers/thing.sheets.batch/?status=reversed").context
    assert (told["rows"], told["moves"]) == ([], [])


def test_many_things_are_moved_after_a_look_and_the_refused_ones_say_why(place: Place) -> None:
    client = place.client("town_officer", place.east)
    for name, n in (("王小明", 1), ("李强", 2)):
        client.post(uploaded(client, (name, number(n), *GOOD[2:])))
    first, second = Batch.objects.order_by("pk")
    client.post(f"/desk/imports/batches/{first.pk}/", {"reason": "导错了文件"})
    address = "/desk/registers/thing.sheets.batch/moves/"
    said = {"move": "reverse", "query": "", "all": "1"}
    assert client.post(address, said).context["step"] == "asks"
    told = client.post(address, said | {"step": "preview", "reason": "重导"}).context
    assert ([told["moved"], told["refused"]], told["why"][0]["why"]) == ([1, 1], "当前是“已撤回”状态，不能整批撤回。")
    second.refresh_from_db()
    assert second.status == "applied"
    listed = client.post(address, said | {"step": "refused", "reason": "重导"})
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(listed.streaming_content))).active.values)
    assert rows[1][1] == "当前是“已撤回”状态，不能整批撤回。"
    told = client.post(address, said | {"step": "do", "reason": "重导"}).context
    assert (told["step"], told["moved"], told["told_title"]) == ("done", 1, "办好了1件")
    assert told["told_text"] == "另有1件没有办，原样未动，原因在下面。"
    second.refresh_from_db()
    assert second.status == "reversed"
    assert client.post(address, {"move": "reverse", "query": ""}).context["refusal"].startswith("还没有选中")
    assert client.post(address, {"move": "nothing", "query": ""}).status_code == 404
    assert place.client("chair", place.east).post(address, said).status_code == 404
