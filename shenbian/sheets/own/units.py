"""单位登记表: units, and what they state of themselves on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.kit import uscc
from shenbian.orgs import actions as orgs
from shenbian.orgs.models import Unit, UnitStatement
from shenbian.sheets import lookups, naming
from shenbian.sheets.attempt import attempt
from shenbian.sheets.door import Door
from shenbian.sheets.lookups import Body, Employer
from shenbian.sheets.rows import Rows, Verdict
from shenbian.sheets.settle import settle

KIND = kinds["unit.stated"]
STATED = ("workers", "industry", "rank", "two_new", "party_organisation", "should_have_union")
_AMENDABLE = {"name": "单位名称", "uscc": "统一社会信用代码", "kind": "类型"}


def apply(rows: Rows, door: Door) -> None:
    """Register what is new, amend what differs, and write each statement as a fact."""
    bodies = naming.bodies(rows, door)
    _checked(rows)
    units, verdicts = _registered(rows, door)
    parents = _parents(rows)
    places = [place for place in rows.live() if rows["stated_on"][place]]
    facts = _facts(rows, door, places, units, parents, bodies)
    settled = settle(KIND, rows, places, facts)
    door.write(settled.counted)
    stated = settled.verdicts
    _state(rows, door, units, parents, stated)
    rows.decide({place: _both(verdicts[place], stated.get(place)) for place in rows.live()})


def _checked(rows: Rows) -> None:
    """Credit codes that can be right, and no statement without its day."""
    codes = rows["uscc"]
    for place in rows.live():
        if codes[place]:
            try:
                codes[place] = uscc.number(codes[place])
            except uscc.BadCode as why:
                rows.refuse(place, "统一社会信用代码", str(why))
        if rows["stated_on"][place] is None and any(rows[key][place] is not None for key in ("parent", *STATED)):
            rows.refuse(place, "情况日期", "写了单位的情况，缺少日期。")


def _registered(rows: Rows, door: Door) -> tuple[dict[int, int], dict[int, Verdict]]:
    """The unit of every row, by id, and whether it was new, amended or there already. A unit may state many things."""
    groups: dict[str, list[int]] = {}
    for place in rows.live():
        groups.setdefault(rows["number"][place], []).append(place)
    standing = {unit.number: unit for unit in Unit.objects.filter(number__in=groups)}
    new = [places[0] for number, places in groups.items() if number not in standing]
    said = [_registration(rows, place) for place in new]
    made = attempt(rows, new, said, lambda each: orgs.register_many(each, by=door.by.ref))
    door.made("orgs.unit", (unit.pk for _, unit in made))
    amended = _amended(rows, door, {groups[number][0]: unit for number, unit in standing.items()})
    units: dict[int, int] = {}
    verdicts: dict[int, Verdict] = {}
    known = {unit.number: unit.pk for unit in standing.values()} | {unit.number: unit.pk for _, unit in made}
    for number, places in groups.items():
        if number not in known or places[0] in rows.refused:
            reason = rows.refused[places[0]][0]
            for place in places[1:]:
                rows.refuse(place, *reason)
            continue
        units |= dict.fromkeys(places, known[number])
        verdicts |= dict.fromkeys(places, Verdict("same", f"已有（{number}）"))
        if number not in standing:
            verdicts[places[0]] = Verdict("new")
        elif places[0] in amended:
            verdicts[places[0]] = Verdict("changed", amended[places[0]])
    return units, verdicts


def _registration(rows: Rows, place: int) -> orgs.Registration:
    return orgs.Registration(
        number=rows["number"][place],
        name=rows["name"][place],
        kind=rows["kind"][place],
        uscc=rows["uscc"][place] or "",
    )


def _amended(rows: Rows, door: Door, units: Mapping[int, Unit]) -> dict[int, str]:
    """Units whose name, code or kind is said otherwise: the titles of what was amended, by row."""
    differs: dict[int, dict[str, Any]] = {}
    for place, unit in units.items():
        said = {key: rows[key][place] for key in _AMENDABLE if rows[key][place] is not None}
        if other := {key: value for key, value in said.items() if getattr(unit, key) != value}:
            differs[place] = other
    before = {place: {key: getattr(units[place], key) for key in other} for place, other in differs.items()}
    said_of = [(units[place].pk, other) for place, other in differs.items()]
    done = attempt(rows, list(differs), said_of, lambda each: orgs.amend_units(each, by=door.by.ref))
    for place, unit in done:
        door.amended("orgs.unit", unit.pk, before[place], differs[place])
    return {place: "、".join(_AMENDABLE[key] for key in differs[place]) for place, _ in done}


def _parents(rows: Rows) -> dict[str, Employer]:
    """Units above, which may be of the same sheet: looked up after all were registered."""
    texts = rows["parent"]
    found = lookups.employers(texts[place] for place in rows.live())
    for place in rows.live():
        if texts[place] and not isinstance(found.get(texts[place]), Employer):
            rows.refuse(place, "上级单位", lookups.named(found, texts[place], "单位"))
    return {text: unit for text, unit in found.items() if isinstance(unit, Employer)}


def _facts(
    rows: Rows,
    door: Door,
    places: Sequence[int],
    units: Mapping[int, int],
    parents: Mapping[str, Employer],
    bodies: Mapping[str, Body],
) -> list[NewFact]:
    texts, days = rows["organisation"], rows["stated_on"]
    paths = lookups.paths((bodies[texts[place]], days[place]) for place in places if texts[place])
    made = []
    for place in places:
        body = bodies[texts[place]] if texts[place] else None
        facets = {key: rows[key][place] for key in STATED if rows[key][place] is not None}
        if rows["parent"][place]:
            facets["parent"] = parents[rows["parent"][place]].id
        made.append(
            NewFact(
                kind=KIND.key,
                happened_on=days[place],
                organisation=body.id if body else None,
                org_path=paths[body.id, days[place]] if body else "",
                unit=units[place],
                facets=facets,
                source=source_of(KIND, {"unit": units[place], "happened_on": days[place]}),
                evidence=door.evidence(rows, place),
            )
        )
    return made


def _state(
    rows: Rows, door: Door, units: Mapping[int, int], parents: Mapping[str, Employer], stated: Mapping[int, Verdict]
) -> None:
    """Write down what is newly stated, and what is stated otherwise than before."""
    places = [place for place, verdict in stated.items() if verdict.fate != "same"]
    if not places:
        return
    changed = [units[place] for place in places if stated[place].fate == "changed"]
    fields = ("parent_id", *STATED)
    found = UnitStatement.objects.filter(unit__in=changed) if changed else UnitStatement.objects.none()
    before = {(row.unit_id, row.stated_on): {key: getattr(row, key) for key in fields} for row in found}
    said = []
    for place in places:
        given = {key: rows[key][place] for key in STATED if rows[key][place] is not None}
        parent = rows["parent"][place]
        said.append(
            orgs.Statement(
                unit=units[place],
                stated_on=rows["stated_on"][place],
                parent=parents[parent].id if parent else None,
                **given,
            )
        )
    made = []
    for row in orgs.state_many(said, by=door.by.ref):
        old = before.get((row.unit_id, row.stated_on))
        if old is None:
            made.append(row.pk)
        else:
            door.amended("orgs.unitstatement", row.pk, old, {key: getattr(row, key) for key in fields})
    door.made("orgs.unitstatement", made)


def _both(unit: Verdict, stated: Verdict | None) -> Verdict:
    """A row says two things: who the unit is, and what it states."""
    said = [each for each in (unit, stated) if each is not None]
    for fate in ("new", "changed"):
        telling = [each for each in said if each.fate == fate]
        if telling:
            return Verdict(fate, "、".join(each.said for each in telling if each.said))
    return said[-1]
