"""The union bodies and units that the rows of a sheet name; rows that name none, or several, are refused."""

from __future__ import annotations

from typing import Any

from shenbian.sheets import lookups
from shenbian.sheets.door import Door
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
