"""Papers of a session: taken in and away by whoever keeps its register; refused rows come back as a workbook."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from shenbian.files.models import Attachment, StoredFile
from shenbian.flow import filing as verbs
from shenbian.flow.actions import perform
from shenbian.flow.filing import Sheet, add_papers, remove_paper
from shenbian.flow.models import Trace
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.models import Session, Turn
from shenbian.rights.actor import Actor
from tests.desk_sessions.conftest import Cast, SeenBy, at, plain, text
from tests.desk_sessions.test_lists import of_plant, sheet
from tests.editions.conftest import officer
from tests.gatherings.conftest import OPERATOR, held, opened

PDF = b"%PDF-1.4 minutes"


def photo(shade: int = 120) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), (shade, 80, 60)).save(made, "JPEG")
    return made.getvalue()


def sent(*files: bytes, what: str = "现场照片", key: str = "") -> dict[str, Any]:
    named = [SimpleUploadedFile(f"{n}.bin", each) for n, each in enumerate(files)]
    return {"what": what, "papers_key": key or str(uuid4()), "papers": named}


def papers_of(session: Session) -> str:
    return f"/desk/things/gatherings.session/{session.pk}/papers/"


def kept(session: Session) -> list[tuple[str, str]]:
    found = Attachment.objects.filter(subject=session.subject).order_by("pk")
    return [(each.kind, each.said) for each in found]


def test_photos_and_papers_hang_on_the_session_and_stand_on_its_page(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    session = held(opened(cast))
    desk = seen_by(host)
    assert "还没有材料" in text(desk, at(session))
    answer = desk.post(papers_of(session), sent(photo(), photo(60)), follow=True)
    assert "上传了2份材料。" in plain(answer.content.decode())
    desk.post(papers_of(session), sent(PDF, what="会议记录"))
    assert kept(session) == [("photo", "现场照片"), ("photo", "现场照片"), ("paper", "会议记录")]
    shown = desk.get(at(session)).content.decode()
    files = re.findall(r'href="(/files/\d+/)"', shown)
    assert (len(files), shown.count('loading="lazy"')) == (3, 2)
    assert [desk.get(each).status_code for each in files] == [200, 200, 200]
    assert plain(shown).count("添加照片") == 2


def test_a_page_that_is_sent_twice_brings_its_papers_once(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    session, desk, key = opened(cast), seen_by(host), str(uuid4())
    for _ in range(2):
        desk.post(papers_of(session), sent(PDF, what="通知", key=key))
    assert (kept(session), StoredFile.objects.count()) == ([("paper", "通知")], 1)


def test_what_cannot_be_taken_is_said_and_nothing_of_it_is_kept(
    cast: Cast, host: Actor, seen_by: SeenBy, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, desk = opened(cast), seen_by(host)
    monkeypatch.setattr(verbs, "MOST", 1)
    wrong = {
        "还没有选文件。": sent(),
        "只能上传图片": sent(PDF, b"MZ"),
        "请选是什么材料": sent(PDF, what="别的"),
        "一次最多12个文件": sent(*[PDF] * 13),
        "最多1份材料，已有0份": sent(PDF, photo()),
    }
    for why, said in wrong.items():
        assert why in plain(desk.post(papers_of(session), said, follow=True).content.decode())
    assert (kept(session), StoredFile.objects.count()) == ([], 0)


def test_a_paper_is_taken_away_by_whoever_keeps_the_register_alone(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    session = opened(cast)
    (paper,) = add_papers(session, what="签到表", sheets=[Sheet("签到.pdf", PDF)], by=host)
    other = opened(cast, title="别的课")
    with pytest.raises(Refused, match="已经移除了"):
        remove_paper(other, paper=paper.pk, by=host)
    for who in (cast.bo, cast.worker()):
        with pytest.raises(NotYours):
            remove_paper(session, paper=paper.pk, by=who)
    assert seen_by(cast.bo).post(papers_of(session), {"remove": paper.pk}).status_code == 404
    reader = officer(33, "auditor", cast.district)
    shown = seen_by(reader).get(at(session)).content.decode()
    assert ("签到表" in shown, 'name="remove"' in shown, 'name="papers"' in shown) == (True, False, False)
    assert "签到表" not in seen_by(cast.bo).get(at(session)).content.decode()
    assert seen_by(cast.bo).get(f"/files/{paper.file_id}/").status_code == 404
    seen_by(host).post(papers_of(session), {"remove": paper.pk})
    assert kept(session) == []
    told = Trace.objects.filter(subject=session.subject).latest("pk")
    assert (told.move, told.said) == ("remove_paper", {"papers": "签到表"})


def test_a_session_that_was_called_off_takes_no_more(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    gone = perform("cancel", on=opened(cast), by=OPERATOR, said={"reason": "停电"})
    with pytest.raises(Refused, match="不能添加材料"):
        add_papers(gone, what="现场照片", sheets=[Sheet("a.pdf", PDF)], by=host)
    assert 'name="papers"' not in seen_by(host).get(at(gone)).content.decode()


def given_back(desk: Client, session: Session, page: str) -> list[tuple[Any, ...]]:
    rows = html.unescape(re.search(r'name="rows" value="([^"]*)"', page)[1])  # type: ignore[index]
    answer = desk.post(at(session, "returned/"), {"rows": rows})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[arg-type]
    assert book.active is not None
    return list(book.active.iter_rows(values_only=True))


def test_refused_rows_of_a_sheet_come_back_as_they_were_written_and_can_be_sent_again(
    cast: Cast, host: Actor, seen_by: SeenBy
) -> None:
    session = held(opened(cast))
    first, second = of_plant(cast, 2)
    desk = seen_by(host)
    rows: list[list[object]] = [[1, first.name, "", 90], [2, "无名氏", "11010119900101001X", 60]]
    answer = desk.post(at(session, "roll/"), {"sheet": sheet(["序号", "姓名", "身份证号", "时长"], rows)})
    header, row = given_back(desk, session, answer.content.decode())
    assert header == ("姓名", "证件号码", "时长", "原行号", "问题")
    assert row[:4] == ("无名氏", "11010119900101001X", "60", "表格第3行")
    put_right = sheet([str(each) for each in header], [[second.name, "", *row[2:]]])
    desk.post(at(session, "roll/"), {"sheet": put_right})
    assert list(Turn.objects.order_by("pk").values_list("person", "minutes")) == [(first.pk, 90), (second.pk, 60)]


def test_refused_lines_come_back_too_with_their_counts(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    session = held(opened(cast))
    desk = seen_by(host)
    answer = desk.post(at(session, "heads/"), {"names": "没有这家 45\n东镇机床厂"})
    assert "东镇机床厂</textarea>" in answer.content.decode()
    assert given_back(desk, session, answer.content.decode()) == [
        ("姓名", "单位", "人数", "原行号", "问题"),
        (None, "没有这家", "45", "第1行", "没有找到“没有这家”，请写单位或工会的全称或编号。"),
        ("东镇机床厂", None, None, "第2行", "没有写人数。"),
    ]


@pytest.mark.parametrize("rows", ["", "{}", "[]", '[{"called":1}]', "x", "[" + "{}," * 501 + "{}]"])
def test_nothing_is_given_back_that_no_page_carries(cast: Cast, host: Actor, seen_by: SeenBy, rows: str) -> None:
    assert seen_by(host).post(at(opened(cast), "returned/"), {"rows": rows}).status_code == 404


def test_a_page_with_papers_costs_no_more(
    cast: Cast, host: Actor, seen_by: SeenBy, queries: Callable[..., Any]
) -> None:
    session = opened(cast)
    desk = seen_by(host)
    for count in (1, 3):
        add_papers(session, what="现场照片", sheets=[Sheet("a", photo(n + count)) for n in range(count)], by=host)
        desk.get("/desk/sessions/")
        with queries(16):
            desk.get(at(session))
