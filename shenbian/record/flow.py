"""What can happen to a record: drawn up, frozen, published, corrected. Nothing of it is ever changed in silence."""

from dataclasses import dataclass
from typing import Any

from django import forms

from shenbian.flow.row import Row
from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.record.effects import Freeze
from shenbian.rights.catalogue import Right
from shenbian.standard.guards import FreshHand


class Reason(forms.Form):
    reason = forms.CharField(label="更正原因", max_length=300)

    class Privacy:
        plain = frozenset({"reason"})


@dataclass(frozen=True)
class OtherHand(FreshHand):
    """Who takes the figures does not sign them. Whoever gives commands on the machine is one hand and answers for it
    with the trace that every command leaves."""

    title = "签发人不是锁定数字的人"

    def why(self, row: Row, known: Any) -> str | None:
        if row.by.operates or super().why(row, known) is None:
            return None
        return "数字是您锁定的，须由另一位有签发权限的人发布（起草与签发分开）。请主席或其他签发人来办。"


RECORD = Flow(
    "record",
    title="工作纪实",
    begins=Right.RECORD_WRITE,
    states=(
        State("draft", "草稿", Phase.WAITING),
        State("frozen", "已锁定", Phase.WAITING),
        State("published", "已发布", Phase.DONE),
    ),
    moves=(
        Move(
            name="freeze",
            title="锁定",
            source=("draft",),
            target="frozen",
            right=Right.RECORD_WRITE,
            effects=(Freeze(),),
            tells=("next",),
        ),
        Move(
            name="publish",
            title="发布",
            source=("frozen",),
            target="published",
            right=Right.RECORD_PUBLISH,
            guards=(OtherHand(than=("freeze", "correct")),),
        ),
        Move(
            name="correct",
            title="更正",
            source=("frozen",),
            target="frozen",
            right=Right.RECORD_WRITE,
            asks=Reason,
            effects=(Freeze(),),
        ),
        Move(
            name="correct",
            title="更正并重新发布",
            source=("published",),
            target="published",
            right=Right.RECORD_PUBLISH,
            asks=Reason,
            effects=(Freeze(),),
        ),
    ),
)
