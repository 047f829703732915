"""What a register is (登记表): a value. Its columns, which of its rows count, and what becomes of those that do.

`apply` is given the rows of one sheet, already read cell by cell, and the door of the batch. It decides what each row
is (new, changed, the same, refused) and writes the new and the changed, in a number of queries that does not depend on
that of the rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shenbian.facts.kind import Kind, Status
from shenbian.sheets.column import Column

Apply = Callable[[Any, Any], None]  # Rows and Door, which are built upon this declaration


@dataclass(frozen=True, kw_only=True)
class Register:
    """`turn` is its place when a folder is read: what others name comes before them. `note` is said in the template.

    `status` names the column `status` and which of its words count; `kind` is the fact kind of a register of facts.
    `weight` is how many plain rows one of its rows is worth in work; many of them are not waited for at the page.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    apply: Apply
    turn: int
    status: Status | None = None
    kind: Kind | None = None
    note: str = ""
    weight: int = 1

    def column(self, key: str) -> Column:
        """Raises KeyError when the register has no such column."""
        for each in self.columns:
            if each.key == key:
                return each
        raise KeyError(f"{self.key} has no column {key}")
