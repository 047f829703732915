"""Systems of record outside (外部业务系统): their exports, whose numbers we keep, and who is master of which field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from shenbian.facts.kind import Status
from shenbian.sheets.column import Column
from shenbian.sheets.register import Register

OUTSIDE = "outside"  # the column that holds the system's own number of a row


@dataclass(frozen=True, kw_only=True)
class SystemOfRecord:
    """`register` is ours that the export feeds; `headers` maps the system's headers to our column keys.

    `number` is the header of the system's own number of a row; it is kept as an outside key. `masters` says for each
    column key whose word counts where both have one and they differ: "theirs" is applied, "ours" is a conflict,
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

    def export_of(self, ours: Register) -> Register:
        """Our register as the system exports it: its title, headers and words; what it does not have stays ours."""
        titles = {key: title for title, key in self.headers.items()}
        columns = [self._column(each, titles.get(each.key, "")) for each in ours.columns]
        number = Column(key=OUTSIDE, title=self.number, required=True, longest=80)
        return replace(
            ours, key=self.key, title=self.title, columns=(number, *columns), status=self._status(ours.status)
        )

    def _column(self, column: Column, title: str) -> Column:
        words = {code: word for word, code in self.words.get(column.key, {}).items()}
        return replace(column, title=title or column.title, codes=words or column.codes, aliases=())

    def _status(self, ours: Status | None) -> Status | None:
        """Which of the system's words count, and why the others do not."""
        words = self.words.get("status")
        if ours is None or words is None:
            return ours
        return Status(
            title=ours.title,
            final=tuple(word for word, our in words.items() if our in ours.final),
            left_out={word: ours.left_out[our] for word, our in words.items() if our in ours.left_out},
        )
