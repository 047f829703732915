"""工会组织登记表: union bodies, founded once each; what a later sheet says of them amends them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.flow.bodies import tell_of_bodies
from shenbian.kit.period import chinese_day, today
from shenbian.orgs import actions as orgs
from shenbian.orgs.levels import Level
from shenbian.orgs.models import Organisation
from shenbian.orgs.rules import Founding
from shenbian.sheets import lookups
from shenbian.sheets.attempt import attempt
from shenbian.sheets.door import Door
from shenbian.sheets.lookups import Employer, Statements
from shenbian.sheets.rows import Rows

_AMENDABLE = {"name": "工会名称", "division": "区划代码", "term_from": "届期起", "term_until": "届期止"}


def apply(rows: Rows, door: Door) -> None:
    """Found what is new, amend what differs, and write foundings and dissolutions as facts."""
    _dated(rows)
    units = _units(rows)
    kept = rows.twice([rows["number"][place] for place in rows.live()], rows.live())
    standing = _by_number(rows["number"][place] for place in kept)
    _in_reach(rows, door, kept, standing)
    new = [place for place in rows.live() if rows["number"][place] not in standing]
    done = attempt(
        rows, new, [_founding(rows, place) for place in new], lambda said: orgs.found_many(said, by=door.by.ref)
    )
    rows.new.update(place for place, _ in done)
    door.made("orgs.organisation", (org.pk for _, org in done))
    _facts(rows, door, done, units)
    _again(rows, door, {place: standing[rows["number"][place]] for place in rows.live()})


def _by_number(numbers: Iterable[str]) -> dict[str, Organisation]:
    found = Organisation.objects.filter(number__in=set(numbers)).select_related("parent")
    return {org.number: org for org in found}


def _dated(rows: Rows) -> None:
    for place in rows.live():
        how, founded, dissolved = (rows[key][place] for key in ("how", "founded_on", "dissolved_on"))
        if founded is None and how != "earlier":
            rows.refuse(place, "成立日期", "不能为空（原有的工会可以不填）。")
        if founded is not None and founded > today():
            rows.refuse(place, "成立日期", "还没有到这一天。")
        if rows["status"][place] == "已撤销" and dissolved is None:
            rows.refuse(place, "撤销日期", "状态是已撤销，缺少撤销日期。")


def _units(rows: Rows) -> dict[str, Employer]:
    """The units at which unions were founded."""
    texts = rows["unit"]
    found = lookups.employers(texts)
    for place in rows.live():
        if texts[place] and not isinstance(found.get(texts[place]), Employer):
            rows.refuse(place, "所在单位", lookups.named(found, texts[place], "单位"))
    return {text: unit for text, unit in found.items() if isinstance(unit, Employer)}


def _in_reach(rows: Rows, door: Door, places: Sequence[int], standing: dict[str, Organisation]) -> None:
    """Who may write in some subtrees only founds and amends there: what stands elsewhere does not exist for them."""
    if door.under is None:
        return
    tops = tuple(door.under)
    said = {rows["number"][place]: rows["parent"][place] for place in places}
    above = _by_number(parent for parent in said.values() if parent)
    reach = {number for number, org in (standing | above).items() if org.path.startswith(tops)}
    for place in places:
        number, seen = rows["number"][place], set[str]()
        while number and number not in reach and number not in seen:
            seen.add(number)
            number = said.get(number) or ""
        if number not in reach:
            rows.refuse(
                place, "上级工会编号", lookups.named({}, rows["parent"][place] or rows["number"][place], "工会")
            )


def _founding(rows: Rows, place: int) -> Founding:
    said = {
        key: rows[key][place]
        for key in ("number", "name", "level", "founded_on", "dissolved_on", "term_from", "term_until")
    }
    return Founding(**said, parent=rows["parent"][place] or "", division=rows["division"][place] or "")


def _facts(rows: Rows, door: Door, done: Sequence[tuple[int, Organisation]], units: dict[str, Employer]) -> None:
    """A founding for each new body whose day is known, a dissolution for each that has ended."""
    stated = Statements(unit.id for unit in units.values())
    for place, org in done:
        if org.founded_on is not None:
            unit = units[rows["unit"][place]].id if rows["unit"][place] else None
            facets = {"how": rows["how"][place], "two_new": stated.two_new(unit, org.founded_on)}
            door.facts.append(_fact("union.founded", org, org.founded_on, door.evidence(rows, place), unit, facets))
        if org.dissolved_on is not None:
            door.facts.append(_fact("union.dissolved", org, org.dissolved_on, door.evidence(rows, place), None, {}))


def _fact(kind: str, org: Organisation, on: Any, evidence: str, unit: int | None, facets: dict[str, Any]) -> NewFact:
    return NewFact(
        kind=kind,
        happened_on=on,
        organisation=org.pk,
        org_path=org.path,
        unit=unit,
        facets=facets,
        source=source_of(kinds[kind], {"organisation": org.pk, "happened_on": on, "unit": unit}),
        evidence=evidence,
    )


def _again(rows: Rows, door: Door, bodies: dict[int, Organisation]) -> None:
    """Bodies that stand already are amended or the same, never founded a second time.

    Their place in the tree and their founding day are not amended by a sheet: those have a history of their own.
    """
    for place, org in bodies.items():
        if why := _why_not_again(rows, place, org):
            rows.refuse(place, *why)
    _end(rows, door, {place: org for place, org in bodies.items() if place not in rows.refused})
    amend: dict[int, dict[str, Any]] = {}
    for place, org in bodies.items():
        said = {key: rows[key][place] for key in _AMENDABLE if rows[key][place] is not None}
        differs = {key: value for key, value in said.items() if getattr(org, key) != value}
        if differs and place not in rows.refused:
            amend[place] = differs
    before = {place: {key: getattr(bodies[place], key) for key in differs} for place, differs in amend.items()}
    said_of = [(bodies[place].pk, differs) for place, differs in amend.items()]
    done = attempt(rows, list(amend), said_of, lambda said: orgs.amend_bodies(said, by=door.by.ref))
    for place, org in done:
        door.amended("orgs.organisation", org.pk, before[place], amend[place])
        titles = [_AMENDABLE[key] for key in amend[place]]
        rows.changed[place] = "、".join([*titles, *filter(None, [rows.changed.get(place)])])
    for place in rows.live():
        rows.same[place] = f"已有（{bodies[place].number}）"


def _why_not_again(rows: Rows, place: int, org: Organisation) -> tuple[str, str] | None:
    """What a sheet may not say of a body that stands: the field and why."""
    if rows["level"][place] != org.level:
        return "类型", f"工会编号 {org.number} 已属于“{org.name}”（{Level(org.level).label}）。"
    parent = rows["parent"][place]
    if parent and (org.parent is None or parent != org.parent.number):
        return "上级工会编号", f"“{org.name}”的上级工会不是“{parent}”；调整隶属关系请另行办理。"
    founded = rows["founded_on"][place]
    if founded and org.founded_on and founded != org.founded_on and rows["how"][place] != "reregistered":
        return "成立日期", f"“{org.name}”登记的成立日期是{chinese_day(org.founded_on)}；要更正，请先撤回原来的批次。"
    return None


def _end(rows: Rows, door: Door, bodies: dict[int, Organisation]) -> None:
    """Standing bodies that the sheet calls dissolved are dissolved, as by hand: with what stood of them, with a fact
    for each unit that they covered, and with a trace of their own."""
    ended = []
    for place, org in bodies.items():
        on = rows["dissolved_on"][place]
        if on is None or org.dissolved_on is not None:
            continue
        for _, done in attempt(rows, [place], [org], partial(_dissolve, on, door.by.ref)):
            ended.append((org.pk, on))
            evidence = door.evidence(rows, place)
            door.facts += [_fact("union.uncovered", done.organisation, on, evidence, unit, {}) for unit in done.units]
            door.facts.append(_fact("union.dissolved", done.organisation, on, evidence, None, {}))
            door.amended("orgs.organisation", org.pk, {"dissolved_on": None}, {"dissolved_on": on})
            for table, ids in done.rows.items():
                for pk in ids:
                    door.amended(table, pk, {"until_on": None}, {"until_on": on})
            rows.changed[place] = "撤销日期"
    tell_of_bodies("dissolve", ended, by=door.by, batch=door.batch.pk)


def _dissolve(on: date, by: str, bodies: list[Organisation]) -> list[orgs.Dissolved]:
    return [orgs.dissolve(each, on=on, by=by) for each in bodies]
