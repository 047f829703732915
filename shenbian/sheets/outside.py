"""Systems of record outside (外部业务系统): their exports, whose numbers we keep, and who is master of which field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class SystemOfRecord:
    """`register` is ours that the export feeds; `headers` maps the system's headers to our column keys.

    `number` is the header of the system's own number of a row; it is kept as an outside key. `masters` says for each
    column key whose word counts when both have one and they differ: "theirs" is applied, "ours" is a conflict that is
    counted, listed and not applied. Columns that are not named are ours. `words` maps their codes to our words.
    """

    key: str
    title: str
    register: str
    headers: Mapping[str, str]
    number: str
    subject: str  # "person", "unit", "organisation"
    masters: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def is_master(self, column: str) -> bool:
        """Whether the system's word counts for this column."""
        return self.masters.get(column) == "theirs"
