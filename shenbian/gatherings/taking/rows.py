"""What the takers share: bodies and desks of a sheet, columns that a corrected row changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shenbian.editions.named import PREFIX, is_reference
from shenbian.flow.models import Flowing
from shenbian.flow.saving import save_columns
from shenbian.orgs.models import Organisation
from shenbian.standard.programme import catalogue
from shenbian.standard.taking import Amended, SheetRow

WHY = "导入更正"
UNKNOWN = "台账里有这一条，却没有对应的记录，无法更正。请先作废台账里的那一条，再登记。"


def bodies(rows: Sequence[SheetRow]) -> dict[int, Organisation]:
    """The union bodies of these rows, by id. One query."""
    return Organisation.objects.in_bulk({row.fact.organisation for row in rows if row.fact.organisation})


def desk_of(programme: str) -> str:
    return next((each.desk.value for each in catalogue if each.key == programme), "")


def activity_of(row: SheetRow) -> dict[str, Any]:
    """The edition, where the sheet named one that is kept; else the activity by the name that it has there."""
    told = row.fact.edition
    if is_reference(told):
        return {"edition_id": int(told.removeprefix(PREFIX)), "activity": ""}
    return {"edition_id": None, "activity": told}


def change(things: Sequence[Flowing], said: Sequence[Mapping[str, Any]]) -> list[Amended]:
    """Write these columns (attributes) of each thing, and tell what they held before. One statement."""
    told = []
    for thing, columns in zip(things, said, strict=True):
        before = {name: getattr(thing, name) for name in columns if getattr(thing, name) != columns[name]}
        for name in before:
            setattr(thing, name, columns[name])
        if before:
            after = {name: columns[name] for name in before}
            told.append(Amended(thing._meta.label_lower, thing.pk, before, after))
    names = dict.fromkeys(name.removesuffix("_id") for each in told for name in each.before)
    save_columns(list(things), names) if names else None
    return told
