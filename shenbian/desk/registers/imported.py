"""The register of what came in by sheets: what its model and flow say of it, with the titles of those sheets."""

from __future__ import annotations

from dataclasses import replace

from shenbian.desk.registers.derived import of_model
from shenbian.desk.registers.register import Column, Register, Shows
from shenbian.sheets.models import Batch
from shenbian.sheets.registers import registers


def imported() -> Register:
    """Made afresh: kinds may have grown."""
    found = of_model(Batch)
    titles = {each.key: each.title for each in registers()}

    def titled(column: Column) -> Column:
        return replace(column, shows=Shows.CODE, codes=titles) if column.key == "register" else column

    return replace(found, columns=tuple(map(titled, found.columns)))
