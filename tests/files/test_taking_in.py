"""What is taken in, what of a photo is kept, and what is refused with a reason."""

import io
import struct
import zlib
from datetime import UTC, datetime
from uuid import UUID

import pytest
from PIL import Image

from shenbian.files import keeping
from shenbian.files.actions import upload
from shenbian.files.models import StoredFile
from shenbian.kit import sm
from shenbian.kit.refusal import Refused
from shenbian.rights.actor import Actor
from tests.files.conftest import PDF, office, photo

pytestmark = pytest.mark.django_db
ANN = Actor("person:1", person=1)
BEN = Actor("person:2", person=2)
KEY = UUID(int=5)
DOCX = office("[Content_Types].xml", "word/document.xml")
XLSX = office("[Content_Types].xml", "xl/workbook.xml")


def kept(file: StoredFile) -> Image.Image:
    return Image.open(io.BytesIO(keeping.content_of(file.kept, sealed=file.sealed)))


def why(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        upload(content, name="x.jpg", by=ANN)
    return refused.value.reasons[0]


def test_time_and_place_are_read_and_gone_from_what_is_kept() -> None:
    content = photo(
        taken="2022:09:06 10:30:00", latitude=(40.0, 7.0, 30.0, "N"), longitude=(116.0, 39.0, 18.0, "E"), orientation=6
    )
    file = upload(content, name="现场.jpg", by=ANN)
    assert (file.taken_at, file.latitude, file.longitude) == (
        datetime(2022, 9, 6, 2, 30, tzinfo=UTC),
        40.125,
        116.655,
    )
    assert dict(kept(file).getexif()) == {}
    assert b"PhoneMaker" not in keeping.content_of(file.kept, sealed=False)
    assert (file.width, file.height) == kept(file).size == (300, 400)  # upright
    assert file.digest == sm.sm3(content).hex()


@pytest.mark.parametrize(
    ("said", "at", "place"),
    [
        ({"taken": "2022:09:06 10:30:00", "zone": "+00:00"}, datetime(2022, 9, 6, 10, 30, tzinfo=UTC), (None, None)),
        ({"taken": "0000:00:00 00:00:00"}, None, (None, None)),
        ({"latitude": (33.0, 30.0, 0.0, "S"), "longitude": (70.0, 36.0, 0.0, "W")}, None, (-33.5, -70.6)),
        ({"latitude": (99.0, 0.0, 0.0, "N"), "longitude": (70.0, 0.0, 0.0, "E")}, None, (None, None)),
        ({}, None, (None, None)),
    ],
)
def test_what_the_camera_wrote(said: dict, at: object, place: object) -> None:
    file = upload(photo(**said), name="a.jpg", by=ANN)
    assert (file.taken_at, (file.latitude, file.longitude)) == (at, place)


@pytest.mark.parametrize(("form", "media"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")])
def test_each_format_stays_what_it_is(form: str, media: str) -> None:
    file = upload(photo(form), name="a", by=ANN)
    assert (file.media, kept(file).format, file.is_image) == (media, form, True)


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (PDF, "application/pdf"),
        (DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_papers_are_kept_as_they_came(content: bytes, media: str) -> None:
    file = upload(content, name="a", by=ANN)
    assert (file.media, file.is_image, file.size) == (media, False, len(content))
    assert keeping.content_of(file.kept, sealed=False) == content


def test_large_photos_are_made_smaller_and_have_a_small_picture() -> None:
    file = upload(photo(size=(4000, 1000)), name="a.jpg", by=ANN)
    small = Image.open(io.BytesIO(keeping.content_of(file.kept, sealed=False, small=True)))
    assert ((file.width, file.height), small.size, small.format) == ((2560, 640), (320, 80), "JPEG")


def test_what_is_see_through_stays_so_and_is_white_in_the_small_picture() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    file = upload(out.getvalue(), name="a.png", by=ANN)
    small = Image.open(io.BytesIO(keeping.content_of(file.kept, sealed=False, small=True)))
    assert (kept(file).getpixel((5, 5)), small.getpixel((5, 5))) == ((0, 0, 0, 0), (255, 255, 255))


def bomb(side: int = 30_000) -> bytes:
    """A PNG of a few bytes that says it is huge."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


UNREADABLE = "这张图片打不开，可能没有传完或者已经损坏。请重新拍照或换一张。"
NOT_TAKEN = "只能上传图片(JPG、PNG、WebP)、PDF、Word(docx)和 Excel(xlsx)。请换一种格式再上传。"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "这个文件是空的，请重新选择。"),
        (b"<html><script>alert(1)</script>", NOT_TAKEN),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NOT_TAKEN),
        (b"MZ\x90\x00", NOT_TAKEN),
        (b"GIF89a", NOT_TAKEN),
        (b"PK\x03\x04 and then nothing", NOT_TAKEN),
        (office("a.txt"), NOT_TAKEN),
        (office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), NOT_TAKEN),
        (b"\xff\xd8\xff\xe0 no picture", UNREADABLE),
        (photo()[:-400], UNREADABLE),
        (b"RIFF\x00\x00\x00\x00WEBP", UNREADABLE),
        (bomb(), UNREADABLE),
        (bomb(7_500), "这张图片的尺寸太大，请缩小到5000万像素以内再上传。"),
        (b"%PDF-" + b"0" * (30 * 1024 * 1024 + 60_000), "PDF 文件不能超过30兆，这个文件有30.1兆。请缩小后再上传。"),
    ],
    ids=range(14),
)
def test_what_is_refused_and_why(content: bytes, said: str) -> None:
    assert why(content) == said
    assert StoredFile.objects.count() == 0


def test_what_a_file_is_called_does_not_say_what_it_is() -> None:
    file = upload(photo("PNG"), name="C:\\DCIM\\..\\报告<1>.exe.", by=ANN)
    assert (file.name, file.media) == ("报告1.exe", "image/png")
    assert upload(PDF, name="../..", by=ANN).name == "未命名"


def test_the_same_upload_again_gives_what_is_there() -> None:
    first = upload(photo(), name="a.jpg", by=ANN, client_key=KEY)
    again = upload(photo(colour="red"), name="b.jpg", by=ANN, client_key=KEY)
    other = upload(photo(), name="a.jpg", by=BEN, client_key=KEY)
    assert (again.pk, other.pk == first.pk, StoredFile.objects.count()) == (first.pk, False, 2)


def test_the_same_bytes_lie_there_once(own_home) -> None:
    for by in (ANN, BEN):
        upload(photo(), name="a.jpg", by=by)
    lying = sorted(path.name[64:] for path in (own_home / "files").rglob("*") if path.is_file())
    assert lying == ["", ".small"]
    assert {path.stat().st_mode & 0o777 for path in (own_home / "files").rglob("*") if path.is_file()} == {0o600}


def test_what_is_sealed_lies_encrypted_under_a_name_that_says_nothing(own_home) -> None:
    file = upload(PDF, name="a.pdf", by=ANN, sealed=True, about=1)
    lying = [path for path in (own_home / "files").rglob("*") if path.is_file()]
    assert [path.name for path in lying] == [file.kept]
    assert (PDF in lying[0].read_bytes(), file.kept == sm.sm3(PDF).hex()) == (False, False)
    assert keeping.content_of(file.kept, sealed=True) == PDF
    lying[0].write_bytes(lying[0].read_bytes()[:-1] + b"x")
    with pytest.raises(sm.BadSeal):
        keeping.content_of(file.kept, sealed=True)
