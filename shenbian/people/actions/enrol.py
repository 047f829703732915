"""Finding a person again, or writing them down for the first time: one or a hundred thousand."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection, transaction

from shenbian.kit.refusal import Refused
from shenbian.orgs.actions.locks import next_ids
from shenbian.people.rules import BadPerson, Enrolment, Marks, normalised

NOBODY = 0


class Enrolled(NamedTuple):
    """What became of one stated person. `person` is the id of the record that stands (the survivor of a merge).

    `differs`: stated things that contradict the standing record ("name", "phone"); nothing was changed.
    `reason`: why the row is nobody (then `person` is 0); Chinese.
    """

    person: int
    key: int
    created: bool = False
    differs: tuple[str, ...] = ()
    reason: str = ""


class _Standing(NamedTuple):
    person: int
    key: int
    name: str
    phone: bytes | None


@dataclass(slots=True)
class _New:
    person: int
    key: int
    stated: Enrolment
    mark: bytes
    phone: bytes | None


def enrol(name: str, *, number: object, by: str, document: str = "citizen", phone: object = "") -> Enrolled:
    """Find or write down one person. Raises Refused with the reason."""
    said = find_or_create_many([Enrolment(name, number, document, phone)], by=by)[0]
    if said.reason:
        raise Refused({0: said.reason})
    return said


@transaction.atomic
def find_or_create_many(rows: Sequence[Enrolment], *, by: str) -> list[Enrolled]:
    """Find each stated person by identity document, or write them down; aligned with the call.

    A row that cannot be a person comes back with its reason and the others are written. Two rows with one document
    are one person. Found people are never changed here: what differs is said. Four statements, however many rows:
    a lock against a second enroller, the search, fresh ids, the rows (the last two only where somebody is new).
    """
    marks = Marks()
    stated, result = _read(rows, marks)
    _lock()
    standing = _standing({mark for _, mark in stated.values()})
    new: dict[bytes, _New] = {}
    for index, (person, mark) in stated.items():
        if (known := standing.get(mark)) is not None:
            result[index] = Enrolled(known.person, known.key, False, _differs(person, marks, known.name, known.phone))
        elif (twin := new.get(mark)) is not None:
            result[index] = Enrolled(NOBODY, twin.key, False, _differs(person, marks, twin.stated.name, twin.phone))
        else:
            phone = marks.phone(str(person.phone)) if person.phone else None
            new[mark] = _New(NOBODY, secrets.randbits(62), person, mark, phone)
            result[index] = Enrolled(NOBODY, new[mark].key, True)
    if new:
        _write(list(new.values()), marks)
        for index, (_, mark) in stated.items():
            if mark in new:
                result[index] = result[index]._replace(person=new[mark].person)
    return result


def look_up_many(rows: Sequence[Enrolment]) -> list[Enrolled]:
    """What `find_or_create_many` would say, without writing; unknown people are `person` 0. One query."""
    marks = Marks()
    stated, result = _read(rows, marks)
    standing = _standing({mark for _, mark in stated.values()})
    seen: set[bytes] = set()
    for index, (person, mark) in stated.items():
        if (known := standing.get(mark)) is not None:
            result[index] = Enrolled(known.person, known.key, False, _differs(person, marks, known.name, known.phone))
        else:
            result[index] = Enrolled(NOBODY, NOBODY, mark not in seen)
            seen.add(mark)
    return result


def _read(rows: Sequence[Enrolment], marks: Marks) -> tuple[dict[int, tuple[Enrolment, bytes]], list[Enrolled]]:
    """The rows that can be people, normalised, with their mark; and a result in which the others have their reason."""
    stated: dict[int, tuple[Enrolment, bytes]] = {}
    result: list[Enrolled] = []
    for index, row in enumerate(rows):
        try:
            person = normalised(row)
        except BadPerson as wrong:
            result.append(Enrolled(NOBODY, NOBODY, reason=str(wrong)))
        else:
            stated[index] = (person, marks.document(person.document, str(person.number)))
            result.append(Enrolled(NOBODY, NOBODY))
    return stated, result


def _differs(stated: Enrolment, marks: Marks, name: str, phone: bytes | None) -> tuple[str, ...]:
    differs = [] if stated.name == name else ["name"]
    if stated.phone and marks.phone(str(stated.phone)) != phone:
        differs.append("phone")
    return tuple(differs)


def _lock() -> None:
    """One enroller at a time, so that two sheets that name one new person do not write them down twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(7310002)")


# Two halves, because a join over all would be planned for an empty table while a first load is still uncommitted.
_STANDING = """
WITH found AS MATERIALIZED (
    SELECT document_index, id, key, name, phone_index, merged_into_id FROM people_person
    WHERE document_index = ANY(%s)
)
SELECT document_index, id, key, name, phone_index FROM found WHERE merged_into_id IS NULL
UNION ALL
SELECT found.document_index, s.id, s.key, s.name, s.phone_index FROM found
JOIN people_person s ON s.id = found.merged_into_id
"""


def _standing(marks: Iterable[bytes]) -> dict[bytes, _Standing]:
    """The standing records with these marks; where one was merged away, its survivor."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [list(marks)])
        return {
            bytes(mark): _Standing(person, key, name, None if phone is None else bytes(phone))
            for mark, person, key, name, phone in cursor.fetchall()
        }


_COLUMNS = (
    "id key name sex born_on document document_sealed document_index phone_sealed phone_index document_tail phone_tail"
).split()
_TYPES = ("int8", "int8", "varchar", "varchar", "date", "varchar", *("bytea",) * 6)


def _write(new: list[_New], marks: Marks) -> None:
    for each, person in zip(new, next_ids("people_person", len(new)), strict=True):
        each.person = person
    with connection.cursor() as cursor:
        said = f"COPY people_person ({', '.join(_COLUMNS)}) FROM STDIN (FORMAT BINARY)"
        with cursor.copy(said) as copy:
            copy.set_types(_TYPES)
            for each in new:
                copy.write_row(_row(each, marks))


def _row(new: _New, marks: Marks) -> tuple[object, ...]:
    stated = new.stated
    return (
        new.person,
        new.key,
        stated.name,
        stated.sex,
        stated.born_on,
        stated.document,
        marks.seal("document", str(stated.number), key=new.key),
        new.mark,
        marks.seal("phone", str(stated.phone), key=new.key) if stated.phone else None,
        new.phone,
        marks.tail(str(stated.number)),
        marks.tail(str(stated.phone)),
    )
