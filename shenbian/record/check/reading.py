"""A draft out of a file that somebody handed in: plain text, or the paragraphs of a Word document."""

from __future__ import annotations

from xml.etree import ElementTree as XML

from shenbian.kit.packages import DamagedPackage, unpacking
from shenbian.kit.refusal import Refused

LONGEST = 100_000  # characters; a year is told in five thousand
LARGEST = 5_000_000  # bytes of a file; a Word document carries pictures that are never read
_PARAGRAPHS = 20_000_000  # bytes of the text part of a Word document, unpacked
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(name: str, content: bytes) -> str:
    """The text of a .docx, .txt or .md file. Raises Refused."""
    if len(content) > LARGEST:
        raise Refused({0: f"“{name}”超过{LARGEST // 1_000_000}MB，不像一份文稿。请删去图片，或把文字粘贴进来。"})
    if name.lower().endswith(".docx"):
        return _word(name, content)
    if name.lower().endswith((".doc", ".wps", ".pdf")):
        raise Refused({0: f"“{name}”读不了。请另存为 .docx 或 .txt，或把文字粘贴进来。"})
    return _plain(name, content)


def fitting(text: str) -> str:
    """The text, if there is some and not too much. Raises Refused."""
    if not text.strip():
        raise Refused({0: "还没有文字。请粘贴一段文稿，或选择一个文件。"})
    if len(text) > LONGEST:
        raise Refused({0: f"文稿有{len(text):,}字，一次最多核对{LONGEST:,}字。请分几段核对。"})
    return text


def _plain(name: str, content: bytes) -> str:
    """UTF-8, or what Chinese Windows writes."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused({0: f"“{name}”不是文本文件。请另存为 .docx 或 .txt，或把文字粘贴进来。"})


def _word(name: str, content: bytes) -> str:
    try:
        with unpacking(content) as packed:
            part = packed.getinfo("word/document.xml")
            if part.file_size > _PARAGRAPHS:
                raise Refused({0: f"“{name}”里的文字太多，不像一份文稿。请分几段粘贴进来。"})
            written = packed.read(part)
        if b"<!DOCTYPE" in written[:1000]:  # a document has none; entities would unfold without end
            raise Refused({0: f"“{name}”不是通常的 Word 文档，没有打开。请把文字粘贴进来。"})
        body = XML.fromstring(written)
    except (DamagedPackage, KeyError, XML.ParseError) as wrong:
        raise Refused({0: f"“{name}”打不开，可能已损坏或加了密码。请把文字粘贴进来。"}) from wrong
    return "\n".join("".join(_said(paragraph)) for paragraph in body.iter(f"{_W}p"))


def _said(paragraph: XML.Element) -> list[str]:
    marks = {f"{_W}tab": "\t", f"{_W}br": "\n"}
    return [each.text or "" if each.tag == f"{_W}t" else marks.get(each.tag, "") for each in paragraph.iter()]
