"""The people of a sheet, by identity number: found again, or written down for the first time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from shenbian.orgs.actions import note_outside_keys
from shenbian.orgs.models import OutsideKey
from shenbian.people.actions import Enrolled, Enrolment, find_or_create_many
from shenbian.people.models import GroupSpell, Person
from shenbian.sheets.door import Door
from shenbian.sheets.rows import Rows

MISMATCH = "姓名与证件号码不符。"


def complete(rows: Rows, places: Sequence[int]) -> None:
    """Refuse rows that name half a person, where a register lets people be left out."""
    names, numbers = rows["name"], rows["identity"]
    for place in places:
        if names[place] and not numbers[place]:
            rows.refuse(place, "证件号码", "写了姓名，缺少证件号码。")
        elif numbers[place] and not names[place]:
            rows.refuse(place, "姓名", "写了证件号码，缺少姓名。")


def found(rows: Rows, places: Sequence[int], door: Door) -> dict[int, Enrolled]:
    """Who each of these rows names; rows that name nobody are left out, those whose name contradicts are refused.

    Somebody unknown is written down. A person named by many rows is asked for once.
    """
    names, documents, numbers = rows["name"], rows["document"], rows["identity"]
    phones, sexes = rows.columns.get("phone"), rows.columns.get("sex")
    first: dict[tuple[str, str, str], int] = {}
    asked: list[Enrolment] = []
    which: dict[int, int] = {}
    for place in places:
        number = numbers[place]
        if number is None:
            continue
        key = (names[place], documents[place], number)
        index = first.get(key)
        if index is None:
            index = first[key] = len(asked)
            phone = phones[place] or "" if phones else ""
            sex = sexes[place] or "" if sexes else ""
            asked.append(Enrolment(key[0], number, str(key[1]), phone, sex))
        which[place] = index
    if not asked:
        return {}
    enrolled = find_or_create_many(asked, by=door.by.ref)
    door.made("people.person", (each.person for each in enrolled if each.created))
    result = {}
    for place, index in which.items():
        person = enrolled[index]
        if person.reason:
            rows.refuse(place, "手机号" if "手机号" in person.reason else "证件号码", person.reason)
        elif "name" in person.differs and door.system is not None:
            rows.conflicts.setdefault(place, []).append("姓名")
            result[place] = person
        elif "name" in person.differs:
            rows.refuse(place, "姓名", MISMATCH)
        else:
            result[place] = person
    return result


def groups_of(people: Collection[int]) -> set[tuple[int, str, str]]:
    """Which groups these people are in: person, group, occupation. One query."""
    if not people:
        return set()
    found = GroupSpell.objects.filter(person__among=people, until_on=None)
    return set(found.values_list("person_id", "group", "occupation"))


def note_numbers(rows: Rows, door: Door, things: Mapping[int, int]) -> None:
    """Keep the numbers that the system of record gives to the things of these rows, where the sheet is its export."""
    if door.system is None:
        return
    numbers = rows["outside"]
    said = {numbers[place]: ours for place, ours in things.items() if numbers[place] and place not in rows.refused}
    keys = OutsideKey.objects.filter(system=door.system.key, subject=door.system.subject, number__among=said)
    known = set(keys.values_list("number", flat=True))
    new = [(number, ours) for number, ours in said.items() if number not in known]
    note_outside_keys(door.system.key, door.system.subject, new, by=door.by.ref)
    made = keys.exclude(number__among=known).values_list("id", flat=True)
    door.made("orgs.outsidekey", made if new else ())


def earlier_keys(people: Collection[int]) -> dict[int, list[int]]:
    """Keys of records that were merged into these people, by person: older facts know them by such a key. One query."""
    found = Person.objects.filter(merged_into__among=people).values_list("merged_into_id", "key")
    result: dict[int, list[int]] = {}
    for person, key in found:
        result.setdefault(person or 0, []).append(key)
    return result
