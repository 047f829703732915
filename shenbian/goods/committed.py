"""What is bought stays within what was approved beforehand (事前审批)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Sum

from shenbian.flow.row import Guard, Row
from shenbian.kit.money import written
from shenbian.kit.sentence import Sentence


@dataclass(frozen=True)
class WithinCommitment(Guard):
    """Of one approval no more is bought than it approved (fen). A purchase that names none is asked nothing: whoever
    pays for it is asked for one."""

    title = "不超过事前审批的金额"
    reads = ("commitment", "item")
    locks = "commitment"

    def needs(self, rows: Sequence[Row]) -> dict[int, int]:
        """What was bought on each approval beside these rows, in fen. One query."""
        purchases = apps.get_model("goods", "Purchase")._default_manager
        asked = {row.thing.commitment_id for row in rows} - {None}
        standing = purchases.filter(commitment__in=asked, status__in=("ordered", "stocked"))
        others = standing.exclude(pk__in=[row.thing.pk for row in rows])
        return dict.fromkeys(asked, 0) | dict(others.values_list("commitment").annotate(Sum("amount_fen", default=0)))

    def why(self, row: Row, known: dict[int, int]) -> str | None:
        this = row.thing
        if this.commitment_id is None:
            return None
        found = this.commitment
        if found.status != "approved":
            return Sentence("审批单“%(no)s”%(state)s，不能据以采购。", no=str(found), state=found.title_of_state)
        if this.amount_fen is None:
            return "写了审批单的，还要写金额。"
        left = found.amount_fen - known[found.pk]
        if this.amount_fen > left:
            said = {"no": str(found), "left": written(left), "asked": written(this.amount_fen)}
            return Sentence("审批单“%(no)s”还能采购%(left)s，这里要%(asked)s。", **said)
        return None

    def takes(self, row: Row, known: dict[int, int]) -> None:
        if row.thing.commitment_id is not None:
            known[row.thing.commitment_id] += row.thing.amount_fen
