"""Identity documents: GB 11643 citizen numbers in full, the other four kinds lightly.

What cannot be right (no such day, wrong check digit, digits lost in a spreadsheet) is refused with a Chinese sentence;
what is merely unheard of (a region that is not in today's list: divisions are abolished, people are not) is a remark.
A refusal never repeats the whole number: it may end in a log or a returned copy.

Valid numbers take a fast way through four small tables: about one microsecond each.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from math import isfinite

from shenbian.kit import mask
from shenbian.kit.period import today

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_EXACT = 2**53  # beyond this a float has lost digits
_PROVINCES = frozenset(
    f"{number}"
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71))
    for number in range(first, last + 1)
)
_SETTLED = {"81": "香港", "82": "澳门", "83": "台湾"}
_CLEAN = str.maketrans("０１２３４５６７８９ＸｘxＡＢ．", "0123456789XXXAB.", " \t\r\n\u3000\u00a0\u200b\ufeff'’‘-－")
_LOST = re.compile(r"\d(\.\d+)?[Ee]\+?\d+")
_PASSPORT = re.compile(r"[A-Z0-9]{5,17}")
_OLD_RESIDENCE = re.compile(r"[A-Z]{3}\d{12}")


class BadIdentity(ValueError):
    """A number that cannot be right. The text is a Chinese sentence that says why."""


class Document(StrEnum):
    """The kinds of document a person may show; `label` is what it is called."""

    CITIZEN = "citizen"
    HONGKONG_MACAO = "hongkong_macao"
    TAIWAN = "taiwan"
    PASSPORT = "passport"
    FOREIGN_RESIDENT = "foreign_resident"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @classmethod
    def of(cls, text: str) -> Document:
        """The kind named by its label or a usual short form. Raises BadIdentity for anything else."""
        kind = _NAMES.get(text.strip())
        if kind is None:
            raise BadIdentity(f"不认识证件类型“{text}”，应为：{'、'.join(_LABELS.values())}。")
        return kind


_LABELS = {
    Document.CITIZEN: "居民身份证",
    Document.HONGKONG_MACAO: "港澳居民居住证",
    Document.TAIWAN: "台湾居民居住证",
    Document.PASSPORT: "护照",
    Document.FOREIGN_RESIDENT: "外国人永久居留身份证",
}
_NAMES = {label: kind for kind, label in _LABELS.items()} | {
    "身份证": Document.CITIZEN,
    "二代身份证": Document.CITIZEN,
    "外国人永久居留证": Document.FOREIGN_RESIDENT,
    "外国人永居证": Document.FOREIGN_RESIDENT,
}


def _chunk(at: int) -> dict[str, int]:
    """The weighted sum of every three digits beginning at a position."""
    a, b, c = _WEIGHTS[at : at + 3]
    return {f"{n:03d}": a * (n // 100) + b * (n // 10 % 10) + c * (n % 10) for n in range(1000)}


_FIRST, _SECOND, _SEQUENCE = _chunk(0), _chunk(3), _chunk(14)
_born: dict[str, int] = {}  # birth dates that passed, with their weighted sum: a few ten thousand at most


def number(cell: object, *, document: Document = Document.CITIZEN) -> str:
    """The normalised number: half-width, no blanks, capital X, 15 digits lengthened to 18. Raises BadIdentity."""
    if type(cell) is str and document is Document.CITIZEN and _is_clean(cell):
        return cell
    return _READERS[document](_clean(cell))


def _is_clean(cell: str) -> bool:
    """Whether it is a valid citizen number as it stands, of a birth date met before: the fast way."""
    try:
        total = _FIRST[cell[:3]] + _SECOND[cell[3:6]] + _born[cell[6:14]] + _SEQUENCE[cell[14:17]]
    except KeyError:
        return False
    return _CHECK[total % 11] == cell[17:]


def is_valid(cell: object, *, document: Document = Document.CITIZEN) -> bool:
    """Whether `number` would accept it."""
    try:
        number(cell, document=document)
    except BadIdentity:
        return False
    return True


def birth(number: str) -> date:
    """The birth date said by a normalised 18-digit number."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def sex(number: str) -> str:
    """The code of GB/T 2261.1 said by a normalised 18-digit number: "1" male, "2" female."""
    return "1" if int(number[16]) % 2 else "2"


def remark(number: str) -> str:
    """What is unusual in a normalised citizen number, as a Chinese sentence; empty when nothing is."""
    if place := _SETTLED.get(number[:2]):
        return f"号码以 {number[:2]} 开头，是{place}居民居住证的号码，请核对证件类型。"
    if number[:2] not in _PROVINCES:
        return f"号码的地区码 {number[:6]} 不在行政区划代码表中，请核对。"
    return ""


def masked(number: str) -> str:
    """110***********1234."""
    return mask.number(number)


def masked_name(name: str) -> str:
    """王*明."""
    return mask.name(name)


def check_digit(body: str) -> str:
    """The 18th character for the first 17 digits (GB 11643)."""
    return _CHECK[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, body, strict=True)) % 11]


def _clean(cell: object) -> str:
    """The cell as text, or a refusal where a spreadsheet has already destroyed the number."""
    if isinstance(cell, bool) or cell is None:
        raise BadIdentity("证件号码是空的。")
    if isinstance(cell, float):
        if not isfinite(cell) or abs(cell) >= _EXACT or not cell.is_integer():
            raise BadIdentity(_lost())
        cell = int(cell)
    if isinstance(cell, int):
        if cell >= _EXACT and cell % 1000 == 0:
            raise BadIdentity(_lost())
        cell = str(cell)
    if not isinstance(cell, str):
        raise BadIdentity(f"证件号码应为文本，读到的是 {type(cell).__name__}。")
    text = cell.translate(_CLEAN).upper()
    if not text:
        raise BadIdentity("证件号码是空的。")
    if _LOST.fullmatch(text):
        raise BadIdentity(_lost())
    return text[:-2] if text.endswith(".0") else text


def _lost() -> str:
    return "证件号码在表格里被当作数字，末几位已经丢失；请把该列设为文本格式后重新填写。"


def _citizen(text: str) -> str:
    if len(text) == 15 and text.isascii() and text.isdigit():
        text = text[:6] + "19" + text[6:]
        text += check_digit(text)
    if len(text) != 18:
        raise BadIdentity(f"身份证号应为 18 位，读到 {len(text)} 位。")
    body = text[:17]
    if not (body.isascii() and body.isdigit()) or text[17] not in "0123456789X":
        raise BadIdentity("身份证号前 17 位应为数字，最后一位应为数字或 X。")
    _check_birth(text[6:14])
    if check_digit(body) != text[17]:
        raise BadIdentity("身份证号的校验位不对，请逐位核对。")
    return text


def _check_birth(digits: str) -> None:
    """Refuse a day that does not exist, lies in the future or before 1900; remember the others."""
    if digits in _born:
        return
    year, month, day = digits[:4], digits[4:6], digits[6:]
    try:
        born = date(int(year), int(month), int(day))
    except ValueError as wrong:
        raise BadIdentity(f"身份证号里的出生日期 {year}年{month}月{day}日 不存在。") from wrong
    if born.year < 1900 or born > today():
        raise BadIdentity(f"身份证号里的出生日期 {year}年{month}月{day}日 不可能。")
    _born[digits] = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS[6:14], digits, strict=True))


def _settled(prefixes: tuple[str, ...], label: str, text: str) -> str:
    text = _citizen(text)
    if not text.startswith(prefixes):
        raise BadIdentity(f"{label}号码应以 {'、'.join(prefixes)} 开头。")
    return text


def _passport(text: str) -> str:
    if not _PASSPORT.fullmatch(text) or not any(mark.isdigit() for mark in text):
        raise BadIdentity("护照号码应为 5 至 17 位字母和数字。")
    return text


def _foreign_resident(text: str) -> str:
    if _OLD_RESIDENCE.fullmatch(text):
        return text
    if len(text) == 18 and text.startswith("9"):
        return _citizen(text)
    raise BadIdentity("外国人永久居留身份证号应为 9 开头的 18 位号码，或旧版 3 位字母加 12 位数字。")


_READERS = {
    Document.CITIZEN: _citizen,
    Document.HONGKONG_MACAO: lambda text: _settled(("81", "82"), "港澳居民居住证", text),
    Document.TAIWAN: lambda text: _settled(("83",), "台湾居民居住证", text),
    Document.PASSPORT: _passport,
    Document.FOREIGN_RESIDENT: _foreign_resident,
}
