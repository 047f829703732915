"""What becomes of a request about one's own data: put right, erased, or answered why not. Both have a clock."""

from __future__ import annotations

from django import forms

from shenbian.flow.row import Sets
from shenbian.flow.table import Clock, Flow, Move, Phase, State
from shenbian.personal.guards import Erases, ends_membership_first, nothing_open
from shenbian.rights.catalogue import Right
from shenbian.standard.guards import not_own

ANSWER = Clock(days=30, source="GB/T 35273—2020 第8.7条")


class Answer(forms.Form):
    """What the officer says to the person; it may name them and stays out of traces."""

    answer = forms.CharField(label="给本人的答复", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    class Privacy:
        plain: frozenset[str] = frozenset()


ANSWERED = Sets("answer", lambda row: row.said["answer"])


def _flow(name: str, title: str, done: str, right: Right, move: Move) -> Flow:
    return Flow(
        name,
        title=title,
        begins=Right.ENTRY_MAKE,
        tells=("next",),
        states=(
            State("asked", "已提出", Phase.WAITING, ANSWER),
            State("done", done, Phase.DONE),
            State("declined", "未办理", Phase.VOID),
            State("withdrawn", "已撤回", Phase.VOID),
        ),
        moves=(
            move,
            Move(
                name="decline",
                title="说明不办理的理由",
                source=("asked",),
                target="declined",
                right=right,
                guards=(not_own,),
                asks=Answer,
                effects=(ANSWERED,),
                tells=("owner",),
            ),
            Move(
                name="withdraw",
                title="撤回请求",
                source=("asked",),
                target="withdrawn",
                right=Right.ENTRY_WITHDRAW,
            ),
        ),
    )


CORRECTION = _flow(
    "personal.correction",
    "更正个人信息",
    "已更正",
    Right.REGISTER_KEEP,
    Move(
        name="correct",
        title="已在台账更正",
        source=("asked",),
        target="done",
        right=Right.REGISTER_KEEP,
        guards=(not_own,),
        asks=Answer,
        effects=(ANSWERED,),
        tells=("owner",),
    ),
)

ERASURE = _flow(
    "personal.erasure",
    "清除个人信息",
    "已清除",
    Right.PERSON_MERGE,
    Move(
        name="erase",
        title="清除个人信息",
        source=("asked",),
        target="done",
        right=Right.PERSON_MERGE,
        guards=(not_own, ends_membership_first, nothing_open),
        effects=(Erases(),),
    ),
)
