"""会员登记表: who is a member of which union, from when until when; and the city's export of the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from shenbian.people import actions as acts
from shenbian.people.actions.correcting import correct_many
from shenbian.people.models import Began, Ended, Group
from shenbian.sheets import naming, people
from shenbian.sheets.attempt import attempt
from shenbian.sheets.door import Door
from shenbian.sheets.own import member_facts
from shenbian.sheets.own.standing_members import Held, held_by
from shenbian.sheets.rows import Rows
from shenbian.sheets.systems import Masters

Key = tuple[int, int, date]  # person, body, first day


def apply(rows: Rows, door: Door) -> None:
    """Admit and transfer whom the sheet names, end what it ends, and write all of it as facts."""
    bodies = naming.bodies(rows, door)
    units = naming.employers(rows)
    _dated(rows)
    persons = people.found(rows, rows.live(), door)
    texts, days = rows["organisation"], rows["from_on"]
    keys: dict[int, Key] = {
        place: (persons[place].person, bodies[texts[place]].id, days[place]) for place in rows.live()
    }
    kept = rows.twice(list(keys.values()), list(keys))
    held = held_by({keys[place][0] for place in kept})
    masters = Masters(door.system, "person", _differing(rows, kept, keys, held, persons))
    units_of = {place: units[rows["unit"][place]].id if rows["unit"][place] else None for place in kept}
    sheet = member_facts.Told(rows, door, bodies, units_of, persons)
    again = {place: old for place in kept if (old := held.get(keys[place][0], {}).get(keys[place][1:]))}
    _again(rows, door, again, units_of, masters, sheet)
    new = [place for place in kept if place not in again]
    _begin(rows, door, new, keys, held, units_of, masters, sheet)
    _phones(rows, door, kept, persons, masters)
    _groups(rows, door, [place for place in kept if place in rows.new or place in rows.changed], keys)
    sheet.tell()
    people.note_numbers(rows, door, {place: keys[place][0] for place in keys})


def _dated(rows: Rows) -> None:
    rows.columns["began said"] = list(rows["began"])
    began, ended = rows["began"], rows["ended"]
    for place in rows.live():
        since, until = rows["from_on"][place], rows["until_on"][place]
        began[place] = began[place] or Began.ADMITTED.value
        if until is not None and ended[place] is None:
            rows.refuse(place, "离会方式", "写了离会日期，缺少离会方式。")
        elif until is None and (ended[place] or rows["status"][place] == "已离会"):
            rows.refuse(place, "离会日期", "已经离会的，缺少离会日期。")
        elif until is not None and until < since:
            rows.refuse(place, "离会日期", "早于入会日期。")
        if rows["group"][place] == Group.NEW_FORM_WORKER and not rows["occupation"][place]:
            rows.refuse(place, "职业", "新就业形态劳动者应写明职业。")


def _differing(
    rows: Rows,
    places: Sequence[int],
    keys: Mapping[int, Key],
    held: Mapping[int, Mapping[tuple[int, date], Held]],
    persons: Mapping[int, acts.Enrolled],
) -> set[int]:
    """People of whom we know something already: only of them may another system be the master."""
    return {keys[place][0] for place in places if keys[place][0] in held or "phone" in persons[place].differs}


def _again(
    rows: Rows,
    door: Door,
    again: Mapping[int, Held],
    units: Mapping[int, int | None],
    masters: Masters,
    sheet: member_facts.Told,
) -> None:
    """Memberships that stand already: ended, corrected or the same."""
    corrections: dict[int, dict[str, object]] = {}
    ends: list[int] = []
    for place, old in again.items():
        until = rows["until_on"][place]
        if until is not None and old.until_on is None:
            ends.append(place)
        elif until is not None and until != old.until_on:
            rows.refuse(place, "离会日期", f"登记的是 {old.until_on}；要更正，请先撤回原来的批次。")
            continue
        differs = _differs(rows, place, old, units[place])
        if "unit_id" in differs and not masters.let("unit", old.person):
            rows.conflicts.setdefault(place, []).append("单位")
            del differs["unit_id"]
        if differs:
            corrections[place] = differs
    said = [acts.Ending(membership=again[p].id, on=rows["until_on"][p], how=rows["ended"][p]) for p in ends]
    for place, membership in attempt(rows, ends, said, lambda each: acts.end_many(each, by=door.by.ref)):
        after = {"until_on": membership.until_on, "ended": membership.ended}
        door.amended("people.membership", membership.pk, {"until_on": None, "ended": ""}, after)
        sheet.left(place, membership.until_on or date.max, membership.ended)
        rows.changed[place] = "离会日期"
    places = [place for place in corrections if place not in rows.refused]
    for place, _ in zip(
        places, correct_many([(again[p].id, corrections[p]) for p in places], by=door.by.ref), strict=True
    ):
        old, after_ = again[place], corrections[place]
        door.amended("people.membership", old.id, {key: getattr(old, key) for key in after_}, after_)
        sheet.corrected(place, old, {**old._asdict(), **after_})
        rows.changed[place] = "、".join(filter(None, [rows.changed.get(place), *(_TITLES[key] for key in after_)]))
    for place, old in again.items():
        if place not in rows.refused and place not in rows.changed:
            rows.same[place] = f"已有（自 {old.from_on}）"


_TITLES = {"unit_id": "单位", "began": "入会方式"}


def _differs(rows: Rows, place: int, old: Held, unit: int | None) -> dict[str, object]:
    differs: dict[str, object] = {}
    if unit is not None and unit != old.unit_id:
        differs["unit_id"] = unit
    began = rows["began said"][place]
    if began is not None and began != old.began:
        differs["began"] = began
    return differs


def _begin(
    rows: Rows,
    door: Door,
    places: Sequence[int],
    keys: Mapping[int, Key],
    held: Mapping[int, Mapping[tuple[int, date], Held]],
    units: Mapping[int, int | None],
    masters: Masters,
    sheet: member_facts.Told,
) -> None:
    """Admissions, and transfers of those who are members of another of our unions."""
    open_ = {person: old for person, spells in held.items() for old in spells.values() if old.until_on is None}
    transfers, admissions = [], []
    for place in places:
        person, _, since = keys[place]
        old = open_.get(person)
        if old is not None and not masters.let("organisation", person):
            rows.conflicts.setdefault(place, []).append("工会")
            rows.same[place] = "会籍以本系统登记的为准"
        elif old is not None and rows["began"][place] == Began.TRANSFERRED_IN and since > old.from_on:
            transfers.append(place)
        else:
            admissions.append(place)
    moved = [
        acts.Transfer(membership=open_[keys[p][0]].id, to=keys[p][1], on=keys[p][2], unit=units[p]) for p in transfers
    ]
    for place, done in attempt(
        rows, transfers, moved, lambda said: acts.transfer_many(said, by=door.by.ref, batch=door.batch.pk)
    ):
        old, on = open_[keys[place][0]], keys[place][2]
        door.made("people.membership", [done.opened])
        after = {"until_on": on, "ended": Ended.TRANSFERRED_OUT.value}
        door.amended("people.membership", done.closed, {"until_on": None, "ended": ""}, after)
        sheet.moved(place, old)
        rows.new.add(place)
    said = [_admission(rows, place, keys[place], units[place]) for place in admissions]
    done_ = attempt(rows, admissions, said, lambda each: acts.admit_many(each, by=door.by.ref, batch=door.batch.pk))
    door.made("people.membership", (new for _, new in done_))
    for place, _ in done_:
        sheet.began(place)
        if rows["until_on"][place] is not None:
            sheet.left(place, rows["until_on"][place], rows["ended"][place])
    rows.new.update(place for place, _ in done_)


def _admission(rows: Rows, place: int, key: Key, unit: int | None) -> acts.Admission:
    return acts.Admission(
        person=key[0],
        organisation=key[1],
        from_on=key[2],
        unit=unit,
        began=rows["began"][place],
        until_on=rows["until_on"][place],
        ended=rows["ended"][place] or "",
    )


def _phones(
    rows: Rows, door: Door, places: Sequence[int], persons: Mapping[int, acts.Enrolled], masters: Masters
) -> None:
    """Phones that differ from what we know: taken over where this sheet's word counts. Sealed, so never undone."""
    taken: dict[int, tuple[int, dict[str, str]]] = {}
    for place in places:
        person = persons[place]
        if "phone" not in person.differs or person.created or place in rows.refused:
            continue
        if masters.let("phone", person.person):
            taken[place] = (person.person, {"phone": rows["phone"][place]})
        else:
            rows.conflicts.setdefault(place, []).append("手机号")
    for place, _ in attempt(
        rows, list(taken), list(taken.values()), lambda said: acts.amend_many(said, by=door.by.ref)
    ):
        door.touched = True
        rows.same.pop(place, None)
        if place not in rows.new:
            rows.changed[place] = "、".join(filter(None, [rows.changed.get(place), "手机号"]))


def _groups(rows: Rows, door: Door, places: Sequence[int], keys: Mapping[int, Key]) -> None:
    """Who belongs to which group from this membership on; a spell that holds already is left as it is."""
    said = {
        place: acts.Entering(
            person=keys[place][0],
            group=rows["group"][place],
            from_on=keys[place][2],
            occupation=rows["occupation"][place] or "",
        )
        for place in places
        if rows["group"][place]
    }
    known = people.groups_of({each.person for each in said.values()})
    new: dict[tuple[int, str, str], acts.Entering] = {}
    for each in said.values():
        key = (each.person, each.group, each.occupation)
        if key not in known:
            new.setdefault(key, each)
    spells = acts.enter_group_many(list(new.values()), by=door.by.ref) if new else []
    door.made("people.groupspell", (spell.pk for spell in spells))
