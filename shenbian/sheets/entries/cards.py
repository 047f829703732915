"""What a row of the sheet says, ready to be filled in: the answers as a browser sends them, and the pictures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson

from shenbian.editions.form import Field, FieldKind
from shenbian.editions.models import Edition, Entry
from shenbian.flow.table import Phase
from shenbian.kit import keys
from shenbian.kit.money import yuan
from shenbian.sheets.entries.members import Member
from shenbian.sheets.rows import Rows

ANSWER = "answer."  # before the key of a column that holds an answer
_BETWEEN = re.compile(r"[、，,；;\n]+")
_DRAFT = "本人有一份正在填写、还没有提交的，请本人提交或撤回；代办不会覆盖本人填的内容。"


@dataclass(frozen=True)
class Card:
    """A row: for whom, what they answer, and the pictures by the key of the field that asks for them."""

    place: int
    member: Member
    answers: Mapping[str, Any]
    pictures: Mapping[str, Sequence[Path]]
    key: UUID


def cards_of(rows: Rows, members: Mapping[int, Member], edition: Edition, folder: Path | None) -> list[Card]:
    """The rows that are to be handed in; the others are refused, or the same as what is there. One query."""
    assert edition.kind is not None
    fields = [field for field in edition.kind.form.fields if ANSWER + field.key in rows.columns]
    lying, came = _lying_in(folder), _Came(edition, {each.person.pk for each in members.values()})
    cards: list[Card] = []
    taken: dict[UUID, int] = {}
    for place, member in members.items():
        said = {field.key: rows[ANSWER + field.key][place] for field in fields}
        key, number = came.under(member.person.pk, said)
        if number is not None:
            rows.same[place] = f"已经申报过（编号{number}）"
        elif key in taken:
            rows.same[place] = f"与{rows.called(taken[key])}是同一条"
        elif member.person.pk in came.drafting:
            rows.refuse(place, "姓名", _DRAFT)
        else:
            pictures = {f.key: _pictures(rows, place, f, said, lying) for f in fields if f.kind is FieldKind.FILE}
            taken[key] = place
            if place not in rows.refused:
                cards.append(Card(place, member, {f.key: _typed(f, said[f.key]) for f in fields}, pictures, key))
    return cards


class _Came:
    """What these people have in this edition already."""

    def __init__(self, edition: Edition, people: Collection[int]) -> None:
        theirs = Entry.objects.filter(edition=edition, person__among=people)
        found = list(theirs.values_list("person_id", "client_key", "phase", "number"))
        self._edition = edition.pk
        self._keys = {(who, key): (phase, number or "") for who, key, phase, number in found if key}
        self._void = Counter(who for who, _, phase, _ in found if phase == Phase.VOID)
        self.drafting = {who for who, _, phase, _ in found if phase == Phase.DRAFT}

    def under(self, person: int, said: Mapping[str, Any]) -> tuple[UUID, str | None]:
        """Under which key a row is handed in, and the number of what it was handed in as and still stands.

        The same words about the same person have the same key, until what came of them was withdrawn or refused.
        """
        for turn in range(self._void[person] + 1):
            key = _key([self._edition, person, sorted(said.items()), turn])
            came = self._keys.get((person, key))
            if came is None:
                return key, None
            if came[0] != Phase.VOID:
                return key, came[1]
        raise AssertionError("more keys are taken than entries are void")


def _key(said: Any) -> UUID:
    """Made with the house's key, so that nobody can try out what a row may have said."""
    return UUID(bytes=keys.ring().blind(orjson.dumps(said))[:16])


def _typed(field: Field, value: Any) -> Any:
    """A cell's value as a browser would send it."""
    if value is None:
        return ""
    match field.kind:
        case FieldKind.MONEY:
            return str(yuan(value))
        case FieldKind.YES_NO | FieldKind.CONSENT:
            return "on" if value else ""
        case _:
            return value.isoformat() if isinstance(value, date) else str(value)


def _pictures(rows: Rows, place: int, field: Field, said: Mapping[str, Any], lying: Mapping[str, Path]) -> list[Path]:
    """The pictures that a cell names; what does not lie beside the sheet is refused."""
    names = [name.strip() for name in _BETWEEN.split(said[field.key] or "") if name.strip()]
    if missing := [name for name in names if name.casefold() not in lying]:
        told = "、".join(f"“{name}”" for name in missing)
        rows.refuse(place, field.title, f"没有找到照片{told}。请写全文件名，把照片和这张表压缩在一起上传。")
    return [lying[name.casefold()] for name in names if name.casefold() in lying]


def _lying_in(folder: Path | None) -> dict[str, Path]:
    """What lies beside the sheet or in folders there, by name with and without its ending; two of a name by none."""
    found: dict[str, Path] = {}
    twice: set[str] = set()
    for path in sorted(folder.rglob("*")) if folder else ():
        if path.is_file() and path.suffix.lower() != ".xlsx":
            for name in {path.name.casefold(), path.stem.casefold()}:
                twice |= {name} & found.keys()
                found[name] = path
    return {name: path for name, path in found.items() if name not in twice}
