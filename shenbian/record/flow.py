"""What can happen to a record: drawn up, frozen, published, corrected. Nothing of it is ever changed in silence."""

from django import forms

from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.record.effects import Freeze
from shenbian.rights.catalogue import Right


class Reason(forms.Form):
    reason = forms.CharField(label="更正原因", max_length=300)

    class Privacy:
        plain = frozenset({"reason"})


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
        ),
        Move(name="publish", title="发布", source=("frozen",), target="published", right=Right.RECORD_PUBLISH),
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
