"""Which kinds of files are taken, and how they are known: by what they hold, never by their name."""

from __future__ import annotations

from dataclasses import dataclass

from shenbian.kit.packages import DamagedPackage, unpacking
from shenbian.kit.refusal import Refused
from shenbian.kit.sentence import Sentence

_MB = 1024 * 1024


@dataclass(frozen=True)
class Media:
    """A kind of file: what people call it, and how large (bytes) one may be as handed in."""

    title: str
    limit: int
    image: str = ""  # Pillow's name of the format


MEDIA = {
    "image/jpeg": Media("JPG 图片", 15 * _MB, "JPEG"),
    "image/png": Media("PNG 图片", 15 * _MB, "PNG"),
    "image/webp": Media("WebP 图片", 15 * _MB, "WEBP"),
    "application/pdf": Media("PDF 文件", 30 * _MB),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Media("Word 文件(docx)", 30 * _MB),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Media("Excel 文件(xlsx)", 30 * _MB),
}
LARGEST = max(each.limit for each in MEDIA.values())
_WORD, _EXCEL = list(MEDIA)[4:]


def media_of(content: bytes) -> str:
    """The media type of what was handed in. Raises Refused for what is not taken, is empty or too large."""
    if not content:
        raise Refused({0: "这个文件是空的，请重新选择。"})
    found = _sniffed(content)
    if not found:
        raise Refused({0: "只能上传图片(JPG、PNG、WebP)、PDF、Word(docx)和 Excel(xlsx)。请换一种格式再上传。"})
    media = MEDIA[found]
    if len(content) > media.limit:
        size = f"{len(content) / _MB:.1f}"
        said = {"what": media.title, "most": media.limit // _MB, "size": size}
        raise Refused({0: Sentence("%(what)s不能超过%(most)s兆，这个文件有%(size)s兆。请缩小后再上传。", **said)})
    return found


def _sniffed(content: bytes) -> str:
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    return _office(content) if content.startswith(b"PK\x03\x04") else ""


def _office(content: bytes) -> str:
    """What a package says of itself in its table of contents; nothing in it is opened. With macros it is not taken."""
    try:
        with unpacking(content) as package:
            names = set(package.namelist())
    except DamagedPackage:
        return ""
    if "[Content_Types].xml" not in names or any(name.lower().endswith("vbaproject.bin") for name in names):
        return ""
    if "word/document.xml" in names:
        return _WORD
    return _EXCEL if "xl/workbook.xml" in names else ""
