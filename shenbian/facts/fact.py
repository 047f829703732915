"""A fact before it is written, the key by which a thing is counted once, and the two refusals of the door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from shenbian.facts.kind import Kind
from shenbian.kit.refusal import Refused


@dataclass(slots=True, kw_only=True)
class NewFact:
    """What a move or a door says has happened. The door adds id, time, salt and mark. Nobody changes one; frozen it
    would take thrice as long to make, and a sheet makes twenty thousand.

    `happened_on` is the Beijing date. `org_path` is the organisation's path as it was on that day and ends with its
    id. `person` is a Person's key, `unit` a Unit's id. `quantity` is whole (hours as minutes), money is in fen.
    `facets` holds only what is known (an empty facet is left out); days may be dates or their ISO text. `source` is
    the natural key, see `source_of`; `evidence` says the row, file and line that this rests on. `voids` is for
    `actions.strike` alone.
    """

    kind: str
    happened_on: date
    source: str
    evidence: str
    organisation: int | None = None
    org_path: str = ""
    occurred_at: datetime | None = None
    edition: str = ""
    person: int | None = None
    unit: int | None = None
    quantity: int = 1
    amount_fen: int | None = None
    facets: Mapping[str, str | int | bool | date] = field(default_factory=dict)
    voids: int | None = None


class BadFact(Refused):
    """Facts that are not what their kind declares: `reasons` says why, by place in the call (from 0), in Chinese."""


class AlreadyThere(Refused):
    """Facts that already stand. `standing`: place in the call -> id of the fact; `twice`: place -> earlier place."""

    def __init__(self, standing: Mapping[int, int], twice: Mapping[int, int]) -> None:
        self.standing = dict(standing)
        self.twice = dict(twice)
        reasons = {index: f"台账中已有同一条记录（fact {fact}）。" for index, fact in standing.items()}
        reasons |= {index: f"与第{earlier + 1}行是同一条记录。" for index, earlier in twice.items()}
        super().__init__(reasons)


def source_of(kind: Kind, parts: Mapping[str, object]) -> str:
    """The natural key as text: the parts that the kind names, in its order, joined by bars; empty parts stay empty.

    A bar or backslash inside a part is escaped, so that two different keys never become one text.
    """
    return "|".join(_part(parts.get(name)) for name in kind.natural)


def _part(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\\", "\\\\").replace("|", "\\|")
