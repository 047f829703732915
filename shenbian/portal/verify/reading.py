"""What a proof that holds says in words: what was counted, on which day, since when it is sealed. No query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import orjson

from shenbian.facts.canonical import COLUMNS
from shenbian.facts.kind import kinds


@dataclass(frozen=True)
class Said:
    """The proof's own content: the kind's title, the day, when its head was signed, its place and of how many."""

    what: str
    day: date
    sealed_at: datetime
    place: int
    of: int


def said_by(proof: bytes) -> Said | None:
    """What an inclusion proof of a fact says; None for any other. Ask only after it was found to hold."""
    told = orjson.loads(proof)
    if "entry" not in told:
        return None
    word, *values = orjson.loads(told["entry"])
    if word != "fact":
        return None
    fact = dict(zip(COLUMNS, values, strict=True))
    kind = kinds[fact["kind"]].title if fact["kind"] in kinds else fact["kind"]
    sealed = datetime.fromisoformat(told["head"]["signed_at"].replace("Z", "+00:00"))
    return Said(kind, date.fromisoformat(fact["happened_on"]), sealed, told["position"] + 1, told["head"]["size"])
