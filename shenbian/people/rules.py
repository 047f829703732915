"""Pure questions about people: can this be a person, what is their mark, how are they shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from shenbian.kit import identity, keys, mask
from shenbian.people.models import Person

_PHONE = re.compile(r"1[3-9]\d{9}")
_PHONE_CLEAN = str.maketrans("０１２３４５６７８９＋", "0123456789+", " \t\r\n\u3000\u00a0\u200b\ufeff-－()（）'")

# Where a sealed value belongs, so that nobody can copy one person's seal into another's row.
SEALED = {"document": "people.document", "phone": "people.phone"}


@dataclass(slots=True)
class Enrolment:
    """A person as a form or a sheet states them. `number` may still be as typed (full-width, 15 digits, a float)."""

    name: str
    number: object
    document: str = identity.Document.CITIZEN.value
    phone: object = ""
    sex: str = ""  # GB/T 2261.1; said by the number where it can
    born_on: date | None = None


class BadPerson(ValueError):
    """What was stated cannot be a person; says why in Chinese."""


def normalised(stated: Enrolment) -> Enrolment:
    """The same with trimmed name, 18-digit number, clean phone, and sex and birth date as the number says them.

    Raises BadPerson (also where a stated birth date or sex contradicts the number).
    """
    name = stated.name.strip()
    if not name:
        raise BadPerson("姓名是空的。")
    try:
        document = identity.Document(stated.document)
        number = identity.number(stated.number, document=document)
    except identity.BadIdentity as wrong:
        raise BadPerson(str(wrong)) from wrong
    except ValueError as wrong:
        raise BadPerson(f"不认识证件类型“{stated.document}”。") from wrong
    sex, born_on = stated.sex, stated.born_on
    if says_birth(document, number):
        told_sex, told_birth = identity.sex(number), identity.birth(number)
        if born_on is not None and born_on != told_birth:
            raise BadPerson("出生日期与证件号码不一致，请核对。")
        if sex in ("1", "2") and sex != told_sex:
            raise BadPerson("性别与证件号码不一致，请核对。")
        sex, born_on = told_sex, told_birth
    return Enrolment(name, number, document.value, phone_number(stated.phone), sex, born_on)


def says_birth(document: identity.Document, number: str) -> bool:
    """Whether the number says birth date and sex: the 18-digit ones do, but a foreigner's 9… carries them elsewhere."""
    return len(number) == 18 and document in _SAY_BIRTH


_SAY_BIRTH = frozenset((identity.Document.CITIZEN, identity.Document.HONGKONG_MACAO, identity.Document.TAIWAN))


def phone_number(cell: object) -> str:
    """A mainland mobile number of 11 digits, or empty. Raises BadPerson for anything else."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).translate(_PHONE_CLEAN)
    text = text.removeprefix("+86").removeprefix("0086")
    if not text:
        return ""
    if not _PHONE.fullmatch(text):
        raise BadPerson("手机号应为 11 位数字。")
    return text


class Marks:
    """Marks and seals with the ring held: finding the ring costs more than using it, so take one for a whole sheet."""

    def __init__(self) -> None:
        self._ring = keys.ring()

    def document(self, document: str, number: str) -> bytes:
        """The blind index of a normalised number: found again without being readable."""
        return self._ring.blind(f"{document}:{number}".encode())

    def phone(self, phone: str) -> bytes:
        """The blind index of a normalised phone number."""
        return self._ring.blind(f"phone:{phone}".encode())

    def tail(self, number: str) -> bytes | None:
        """The mark of the last four digits of a number: enough to look by, far too little to tell whose it is."""
        return self._ring.blind(f"tail:{number[-4:].upper()}".encode())[:4] if number else None

    def seal(self, field: str, text: str, *, key: int) -> bytes:
        """Seal one field ("document" or "phone") of the person with this key."""
        return self._ring.seal(text.encode(), _place(field, key))

    def open(self, field: str, sealed: bytes | None, *, key: int) -> str:
        """What is sealed in one field of the person with this key, to be shown masked; see `open_seal`."""
        return "" if sealed is None else self._ring.open(bytes(sealed), _place(field, key)).decode()


def open_seal(person: Person, field: str) -> str:
    """What is sealed, in clear; empty when nothing is. Callers outside `people` use `reveal`, which leaves a trace."""
    sealed = person.document_sealed if field == "document" else person.phone_sealed
    return "" if sealed is None else keys.ring().open(bytes(sealed), _place(field, person.key)).decode()


def _place(field: str, key: int) -> bytes:
    return f"{SEALED[field]}:{key}".encode()


@dataclass(frozen=True, slots=True)
class Shown:
    """A person as anybody with business here may see them: masked."""

    key: int
    name: str
    document: str
    number: str
    phone: str


def shown(person: Person, *, name_in_full: bool = False) -> Shown:
    """王*明, 110***********1234. The full name only where the reader's duty includes this person."""
    return Shown(
        key=person.key,
        name=person.name if name_in_full else mask.name(person.name),
        document=person.get_document_display(),
        number=mask.number(open_seal(person, "document")),
        phone=mask.phone(open_seal(person, "phone")),
    )
