"""提案: one matter, two seconders; filed, answered in time, judged by who proposed it, recommended upward."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms

from shenbian.editions.declared import EntryKind, Repeats, Room
from shenbian.editions.form import Field, FieldKind, Form, Step
from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.flow.row import Row
from shenbian.flow.table import Clock, Flow, Move, Phase, State
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk, Right
from shenbian.standard.entering import Opinion, Reason, Remark, numbered, own_union
from shenbian.standard.fields import NAME, PHONE, UNION, consent
from shenbian.standard.flows import HANDED_IN
from shenbian.standard.guards import FreshHand, clock_has_run, is_member, not_own

KIND = "proposal.recommended"
_RULES = "职工代表大会提案工作办法"

SUBJECTS = (
    ("production", "生产经营和技术改进"),
    ("pay", "工资福利和社会保险"),
    ("safety", "劳动安全卫生"),
    ("training", "培训和职业发展"),
    ("management", "管理制度"),
    ("life", "后勤和职工生活"),
    ("other", "其他"),
)

FORM = Form(
    (
        Step(
            "matter",
            "提什么",
            (
                Field(
                    key="subject",
                    title="提案题目",
                    help="一案一事，一句话说清",
                    longest=60,
                    sensitivity=Sensitivity.PLAIN,
                ),
                Field(
                    key="class",
                    title="类别",
                    kind=FieldKind.CHOICE,
                    choices=SUBJECTS,
                    sensitivity=Sensitivity.PLAIN,
                ),
                Field(key="reason", title="为什么提", kind=FieldKind.LONG_TEXT, longest=2000),
                Field(key="advice", title="建议怎么办", kind=FieldKind.LONG_TEXT, longest=2000),
                Field(
                    key="papers",
                    title="附件材料",
                    kind=FieldKind.FILE,
                    help="现场照片、测算表等，能说明问题的都可以附上",
                    required=False,
                ),
            ),
        ),
        Step(
            "people",
            "谁来提",
            (
                NAME,
                UNION,
                PHONE,
                Field(key="first_seconder", title="附议人一", help="附议的职工代表姓名", longest=100),
                Field(key="second_seconder", title="附议人二", longest=100),
                consent("delegate", "我是本届职工代表，附议人都知道并同意"),
            ),
        ),
    )
)


class Reply(forms.Form):
    """What the employer answers; the proposer reads it and judges it."""

    reply = forms.CharField(label="答复内容", max_length=2000, widget=forms.Textarea, help_text="提案人会看到这段话")

    class Privacy:
        plain: frozenset[str] = frozenset()


_UNION = Right.ENTRY_ENDORSE
_MINE = Right.ENTRY_MAKE

PROPOSAL = Flow(
    "propose",
    title="提案",
    states=(
        State("draft",       "填写中",         Phase.DRAFT),
        State("submitted",   "待审查立案",     Phase.WAITING, Clock(days="proposal_file_days", source=_RULES)),
        State("filed",       "已立案，待答复", Phase.WAITING, Clock(days="proposal_reply_days", source=_RULES)),
        State("replied",     "已答复，待评价", Phase.WAITING, Clock(days="proposal_answer_days", source=_RULES)),
        State("closed",      "已办结",         Phase.DONE),
        State("recommended", "已推荐为优秀提案", Phase.DONE),
        State("returned",    "待补正",       Phase.WAITING, pauses=True),
        State("opinion",     "已转为意见建议", Phase.VOID),
        State("withdrawn",   "已撤回",         Phase.VOID),
    ),
    moves=(
        Move(name="submit", title="提交提案", source=("draft",), target="submitted", right=_MINE, guards=HANDED_IN,
             effects=(numbered,), tells=("next",)),
        Move(name="submit", title="补正后提交", source=("returned",), target="submitted", right=_MINE,
             guards=HANDED_IN, effects=(numbered,), tells=("next",)),
        Move(name="file", title="立案", source=("submitted",), target="filed", right=_UNION, guards=(not_own,),
             tells=("owner", "next")),
        Move(name="return", title="退回补正", source=("submitted",), target="returned", right=_UNION, asks=Reason,
             guards=(not_own,), effects=(Remark("return", "请您补正"),), tells=("owner",)),
        Move(name="turn", title="转为意见建议", source=("submitted",), target="opinion", right=_UNION, asks=Reason,
             guards=(not_own,), effects=(Remark("turn", "不立案的原因"),), tells=("owner",)),
        Move(name="reply", title="答复", source=("filed",), target="replied", right=_UNION, asks=Reply,
             guards=(not_own,), effects=(Remark("reply", "单位答复", "reply"),), tells=("owner",)),
        Move(name="accept_reply", title="满意，办结", source=("replied",), target="closed", right=_MINE, asks=Opinion,
             effects=(Remark("accept_reply", "提案人评价"),), tells=("next",)),
        Move(name="ask_again", title="不满意，请重新答复", source=("replied",), target="filed", right=_MINE,
             asks=Reason, effects=(Remark("ask_again", "提案人评价"),), tells=("next",)),
        Move(name="close", title="逾期未评价，办结", source=("replied",), target="closed", right=_UNION,
             guards=(not_own, clock_has_run), tells=("owner",)),
        Move(name="recommend", title="推荐为优秀提案", source=("closed",), target="recommended",
             right=Right.ENTRY_REVIEW, guards=(not_own, FreshHand(than=("file", "reply"))), tells=("owner",)),
        Move(name="withdraw", title="撤回提案", source=("draft", "submitted", "returned"), target="withdrawn",
             right=Right.ENTRY_WITHDRAW),
    ),
)  # fmt: skip


def recommended(row: Row) -> Iterator[NewFact]:
    """One proposal recommended upward, known by its number."""
    entry = row.thing
    facets = {"programme": "proposals", "no": entry.number}
    yield NewFact(
        kind=KIND,
        happened_on=row.day,
        organisation=entry.organisation_id,
        org_path=entry.organisation.path,
        person=entry.owner,
        unit=entry.unit_id,
        facets=facets,
        source=source_of(kinds[KIND], facets),
        evidence=entry.subject,
    )


PROPOSING = EntryKind(
    key="proposal",
    title="职工代表提案",
    verb="提一件提案",
    letters="TA",
    what="职工代表可以就生产、福利、安全等提案，须两名代表附议。工会审查立案，单位按期答复，满不满意由您评价。",
    desk=Desk.RIGHTS,
    form=FORM,
    path=PROPOSAL,
    who=(is_member,),
    facts={"recommend": (recommended,)},
    place=own_union,
    repeats=Repeats.MANY,
    room=Room.APPLY,
    needs=("speak_up",),
    tells="subject",
)
