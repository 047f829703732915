"""What an approved change of a rule does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shenbian.flow.row import Effect, Row
from shenbian.kit.refusal import Refused
from shenbian.rulebook.actions import file_document, set_rule
from shenbian.rulebook.models import RuleDocument


@dataclass(frozen=True)
class Enact(Effect):
    """The paper is put on file and the rule set from its day, as checked against it."""

    title = "规则自起日生效，前一版到此为止"
    sets = ("rule",)

    def act(self, rows: Sequence[Row]) -> None:
        for place, row in enumerate(rows):
            try:
                row.thing.rule = _enacted(row.thing, row.by.ref)
            except Refused as no:
                raise Refused({place: no.reasons[0]}) from no


def _enacted(thing: Any, by: str) -> Any:
    return set_rule(
        thing.key,
        thing.values,
        at=thing.division if thing.division or thing.everywhere else thing.organisation,
        from_on=thing.from_on,
        until_on=thing.until_on,
        document=_filed(thing, by),
        verified=True,
        by=by,
    )


def _filed(thing: Any, by: str) -> RuleDocument:
    known = RuleDocument.objects.filter(number=thing.paper_number).first()
    return known or file_document(
        thing.paper_number, title=thing.paper_title, signer=thing.paper_signer, in_force_on=thing.from_on, by=by
    )
