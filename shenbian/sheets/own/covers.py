"""单位建会登记表: which union covers which unit, from when until when."""

from __future__ import annotations

from datetime import date

from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.orgs import actions as orgs
from shenbian.orgs.models import Cover
from shenbian.sheets import lookups, naming
from shenbian.sheets.attempt import attempt
from shenbian.sheets.door import Door
from shenbian.sheets.rows import Rows


def apply(rows: Rows, door: Door) -> None:
    """Cover units that are not covered, end covers that the sheet ends, and write both as facts."""
    bodies = naming.bodies(rows, door)
    units = naming.employers(rows)
    keys = {
        place: (units[rows["unit"][place]].id, bodies[rows["organisation"][place]].id, rows["from_on"][place])
        for place in rows.live()
    }
    for place in keys:
        until = rows["until_on"][place]
        if until is not None and until < rows["from_on"][place]:
            rows.refuse(place, "终止日期", "早于建会日期。")
    live = rows.live()
    kept = rows.twice([keys[place] for place in live], live)
    found = Cover.objects.filter(unit__in={keys[place][0] for place in kept}).select_for_update(of=("self",))
    held = {(cover.unit_id, cover.organisation_id, cover.from_on): cover for cover in found}
    ended = _again(rows, door, {place: held[keys[place]] for place in kept if keys[place] in held})
    new = [place for place in kept if keys[place] not in held]
    said = [
        orgs.Covering(unit=unit, organisation=org, from_on=from_on, until_on=rows["until_on"][place])
        for place, (unit, org, from_on) in ((place, keys[place]) for place in new)
    ]
    done = attempt(rows, new, said, lambda each: orgs.cover_many(each, by=door.by.ref))
    door.made("orgs.cover", (cover.pk for _, cover in done))
    rows.new.update(place for place, _ in done)
    begun = [(place, cover.from_on) for place, cover in done]
    ended += [(place, cover.until_on) for place, cover in done if cover.until_on]
    _facts(rows, door, bodies, keys, begun, "union.covered")
    _facts(rows, door, bodies, keys, ended, "union.uncovered")


def _again(rows: Rows, door: Door, covers: dict[int, Cover]) -> list[tuple[int, date]]:
    """Covers that stand already: those that the sheet ends now, by row and day; the others are the same."""
    ended = []
    for place, cover in covers.items():
        until = rows["until_on"][place]
        if until is None or until == cover.until_on:
            rows.same[place] = f"已有（自 {cover.from_on}）"
        elif cover.until_on is not None:
            rows.refuse(place, "终止日期", f"登记的是 {cover.until_on}；要更正，请先撤回原来的批次。")
        else:
            door.amended("orgs.cover", cover.pk, {"until_on": None}, {"until_on": until})
            rows.changed[place] = "终止日期"
            ended.append((place, until))
    if ended:
        orgs.end_covers([(covers[place].pk, until) for place, until in ended], by=door.by.ref)
    return ended


def _facts(
    rows: Rows,
    door: Door,
    bodies: dict[str, lookups.Body],
    keys: dict[int, tuple[int, int, date]],
    days: list[tuple[int, date]],
    key: str,
) -> None:
    kind = kinds[key]
    paths = lookups.paths((bodies[rows["organisation"][place]], day) for place, day in days)
    for place, day in days:
        unit, org, _ = keys[place]
        door.facts.append(
            NewFact(
                kind=key,
                happened_on=day,
                organisation=org,
                org_path=paths[org, day],
                unit=unit,
                source=source_of(kind, {"unit": unit, "organisation": org, "happened_on": day}),
                evidence=door.evidence(rows, place),
            )
        )
