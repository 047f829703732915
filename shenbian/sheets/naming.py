"""The union bodies, units and editions that the rows of a sheet name; rows that name none, or several, are refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shenbian.editions.named import Runnings, called, is_reference
from shenbian.sheets import lookups
from shenbian.sheets.door import Door
from shenbian.sheets.fact_columns import FACET
from shenbian.sheets.lookups import Ambiguous, Body, Employer
from shenbian.sheets.rows import Rows


def _columns(rows: Rows, cell: str) -> list[tuple[str, list[Any]]]:
    """The columns that hold names of one sort: title and cells."""
    return [(each.title, rows[each.key]) for each in rows.register.columns if each.cell == cell]


def bodies(rows: Rows, door: Door) -> dict[str, Body]:
    columns = _columns(rows, "organisation")
    texts = {text for _, cells in columns for text in set(cells) if text}
    own = set(rows.columns.get("organisation", ()))
    found = lookups.bodies(texts, under=None)
    for title, cells in columns:
        for place in rows.live():
            text = cells[place]
            if text and not isinstance(found.get(text), Body):
                rows.refuse(place, title, lookups.named(found, text, "工会"))
    bodies = {text: body for text, body in found.items() if isinstance(body, Body)}
    if door.under is not None:
        _refuse_outside(rows, door, {text: bodies[text] for text in own if text in bodies})
    return bodies


def _refuse_outside(rows: Rows, door: Door, bodies: dict[str, Body]) -> None:
    """What lies outside the importer's subtrees does not exist for them."""
    tops = tuple(door.under or ())
    outside = {text for text, body in bodies.items() if not body.path.startswith(tops)}
    if outside:
        for place in rows.live():
            text = rows["organisation"][place]
            if text in outside:
                rows.refuse(place, rows.register.column("organisation").title, lookups.named({}, text, "工会"))


def employers(rows: Rows) -> dict[str, Employer]:
    columns = _columns(rows, "unit")
    found = lookups.employers(text for _, cells in columns for text in set(cells))
    for title, cells in columns:
        for place in rows.live():
            text = cells[place]
            if text and isinstance(found.get(text), Ambiguous | None):
                rows.refuse(place, title, lookups.named(found, text, "单位"))
    return {text: unit for text, unit in found.items() if isinstance(unit, Employer)}


def editions(rows: Rows, days: Sequence[Any]) -> list[str | None]:
    """What facts call the activity of each row: the reference of the edition that its programme ran under this title
    in the year of its day, where there is one; else the text as it stands.

    Two of one title are refused, and so is a number under which the programme ran nothing. One query, none of a sheet
    that names no activity.
    """
    cells = rows.columns.get("edition")
    programmes = rows.columns.get(f"{FACET}programme")
    if cells is None or programmes is None:
        return cells or [None] * len(rows)
    texts = set(cells)
    known = called(texts)
    if not known and not any(text and is_reference(text) for text in texts):
        return cells
    meant = {
        key: _meant(known, *key)
        for key in dict.fromkeys(zip(cells, programmes, days, strict=True))
        if key[0] and key[1] and key[2]
    }
    named = list(cells)
    live = set(rows.live())
    for place, key in enumerate(zip(cells, programmes, days, strict=True)):
        if key in meant:
            name, why = meant[key]
            named[place] = name
            if why and place in live:
                rows.refuse(place, rows.register.column("edition").title, why)
    return named


def _meant(known: Runnings, text: str, programme: str, day: Any) -> tuple[str, str]:
    """How facts name what a row calls so, and why it is refused (empty where it is not)."""
    if is_reference(text):
        found = known.get(text)
        if found is None:
            return text, f"没有编号为“{text[:40]}”的届期。"
        return text, "" if found.programme == programme else f"编号“{text}”是“{found.title}”，属于另一个项目。"
    same = known.titled(text, programme=programme, year=day.year)
    if len(same) > 1:
        numbers = "、".join(f"{each.reference}（{each.host}）" for each in same[:5])
        return text, f"{day.year}年有{len(same)}个届期叫“{text[:40]}”，请写编号：{numbers}。"
    return (same[0].reference if same else text), ""
