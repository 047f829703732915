"""A draft checked in the page: marks in place, nothing kept, nothing run."""

import io
import re
import zipfile
from html import unescape
from typing import Any

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shenbian.kit.refusal import Refused
from shenbian.record.check import Claim
from shenbian.record.check.marked import Piece, cut
from shenbian.record.check.reading import LONGEST, read
from tests.desk_record.conftest import Room

SAID = "双沟通会举办５场。\n“职工文化节”双沟通会举办8场。"


def posted(room: Room, text: str = "", **more: Any) -> Any:
    return room.of("drafter").post("/desk/check/", {"year": "2022", "org": "QZ", "text": text, **more})


def marks(page: str) -> list[tuple[str, str]]:
    """Each mark's verdict and the draft's own words in it."""
    found = re.findall(r'<mark class="claim (\w+)"[^>]*>(?:<a[^>]*>)?([^<]*)', page)
    return [(verdict, unescape(words)) for verdict, words in found]


def test_every_claim_is_marked_where_it_stands_full_width_digits_too(room: Room) -> None:
    room.sessions(5)
    page = posted(room, SAID).content.decode()
    assert marks(page) == [("holds", "５场"), ("false", "8场")]
    assert "共2处：不符1处，未知0处，属实1处，不计数0处。" in page
    assert 'href="/desk/record/2022/figures/dialogues.sessions/?org=QZ" data-drawer>8场' in page


def test_what_is_pasted_is_shown_and_never_run(room: Room) -> None:
    room.sessions(5)
    page = posted(room, "<script>alert(1)</script>双沟通会举办<b>5场</b>。").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "<b>" not in page


def test_the_marked_draft_is_the_draft_letter_by_letter() -> None:
    claims = [
        Claim(text="12家", offset=2, verdict="holds", why=""),
        Claim(text="2家工会", offset=3, verdict="false", why=""),
        Claim(text="３人", offset=9, verdict="unknown", why=""),
    ]
    text = "新建12家工会，有３人。"
    pieces = cut(text, claims)
    assert "".join(piece.text for piece in pieces) == text
    assert pieces[1] == Piece("12家工会", (0, 1), "false")
    assert [piece.verdict for piece in pieces] == [None, "false", None, "unknown", None]


def document(text: str, *, head: str = "") -> bytes:
    packed = io.BytesIO()
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr(
            "word/document.xml", f'{head}<w:document xmlns:w="{space}"><w:body>{paragraphs}</w:body></w:document>'
        )
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", SAID.encode()),
        ("b.txt", SAID.encode("gb18030")),
        ("c.md", SAID.encode("utf-8-sig")),
        ("d.docx", document(SAID)),
    ],
    ids=["utf-8", "gb18030", "bom", "word"],
)
def test_a_file_reads_like_the_text_in_it(room: Room, name: str, content: bytes) -> None:
    room.sessions(5)
    assert read(name, content) == SAID
    page = posted(room, "别的文字", file=SimpleUploadedFile(name, content)).content.decode()
    assert marks(page) == [("holds", "５场"), ("false", "8场")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF"),
        ("b.docx", b"no zip"),
        ("c.txt", b"\x00\x01\x02"),
        ("d.docx", document("5", head='<!DOCTYPE d [<!ENTITY a "b">]>')),
        ("e.txt", b"a" * 5_000_001),
    ],
)
def test_what_is_no_draft_is_refused_in_words(name: str, content: bytes) -> None:
    with pytest.raises(Refused, match=name):
        read(name, content)


@pytest.mark.parametrize(("text", "why"), [("", "还没有文字"), ("五" * (LONGEST + 1), "一次最多核对100,000字")])
def test_nothing_and_too_much_are_refused_beside_the_form(room: Room, text: str, why: str) -> None:
    answer = posted(room, text)
    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_the_answer_goes_out_as_json_and_as_a_workbook(room: Room) -> None:
    room.sessions(5)
    client = room.of("drafter")
    said = {"year": "2022", "org": "QZ", "text": SAID}
    claims = orjson.loads(client.post("/desk/check/file/json/", said).content)["claims"]
    assert [(each["offset"], each["text"], each["verdict"]) for each in claims] == [
        (SAID.index("５"), "５场", "holds"),
        (SAID.index("8"), "8场", "false"),
    ]
    book = client.post("/desk/check/file/xlsx/", said)
    assert book["Content-Disposition"].startswith("attachment")
    assert book.content[:2] == b"PK"


def test_another_town_is_not_checked_against(room: Room) -> None:
    said = {"year": "2022", "org": "ZX", "text": SAID}
    assert room.of("town").post("/desk/check/", said).status_code == 404
    assert room.of("worker").get("/desk/check/").status_code == 404
