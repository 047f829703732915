"""What may become of an enrolment: enrolled, studying, completed; or failed, dropped, withdrawn. One table a kind."""

from __future__ import annotations

from functools import cache

from shenbian.courses.counting import certified, enrolled
from shenbian.courses.declared import CourseKind
from shenbian.courses.effects import Annul, Certify, FromRow, Keep, KeepGrade, OneMoreTry, StrikeEnrolment
from shenbian.courses.forms import Dropped, GradeOf, Passed, RowOfSheet, Why
from shenbian.courses.guards import (
    AllTerms,
    ByListedBody,
    ExamPassed,
    FromSheet,
    HasBegun,
    NotCertified,
    NotEnrolledYet,
    TermThere,
    TriesUsed,
)
from shenbian.flow.row import Sets
from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.rights.catalogue import Right
from shenbian.standard.guards import not_own

_MINE, _KEEPS = Right.ENTRY_MAKE, Right.EDITION_MANAGE
_TOLD = ("enrolled", "studying", "completed", "dropped", "failed")
WORDS = {"已报名": "enrolled", "在读": "studying", "结业": "completed", "退学": "dropped", "未通过考核": "failed"}


@cache
def flow_of(kind: CourseKind) -> Flow:
    """The table of one kind of course. An enrolment in force waits for nobody: what a learner does next stands on their
    course's page, and a class of four hundred is no inbox of four hundred."""
    return Flow(
        kind.key,
        title=kind.title,
        states=(
            State("asked",     "待报名",     Phase.DRAFT),
            State("enrolled",  "已报名",     Phase.DONE),
            State("studying",  "在学",       Phase.DONE),
            State("completed", "结业",       Phase.DONE),
            State("failed",    "未通过考核", Phase.VOID),
            State("dropped",   "退学",       Phase.VOID),
            State("withdrawn", "已撤回报名", Phase.VOID),
        ),
        moves=(
            Move(name="enrol", title="报名", source=("asked",), target="enrolled", right=kind.enrols,
                 guards=(NotEnrolledYet(),), facts=(enrolled,)),
            *(
                Move(name=f"take_{state}", title=f"导入“{word}”", source=("asked",), target=state,
                     right=Right.REGISTER_IMPORT, asks=RowOfSheet, guards=(FromSheet(), NotEnrolledYet()),
                     effects=(FromRow(),), facts=(enrolled,))
                for word, state in WORDS.items()
            ),
            *(
                Move(name=f"take_{state}", title=f"导入“{word}”", source=tuple(s for s in _TOLD if s != state),
                     target=state, right=Right.REGISTER_IMPORT, asks=RowOfSheet, guards=(FromSheet(), NotCertified()),
                     effects=(Sets("why", lambda row: ""),))
                for word, state in WORDS.items()
            ),
            Move(name="take_certified", title="导入“合格”", source=("asked",), target="completed",
                 right=Right.REGISTER_IMPORT, asks=RowOfSheet, guards=(FromSheet(), NotEnrolledYet()),
                 effects=(FromRow(), Certify()), facts=(certified,)),
            Move(name="take_certified", title="导入“合格”", source=("enrolled", "studying", "completed"),
                 target="completed", right=Right.REGISTER_IMPORT, asks=RowOfSheet, guards=(FromSheet(),),
                 effects=(FromRow(), Certify()), facts=(certified,)),
            Move(name="start", title="开始学习", source=("enrolled",), target="studying", right=_MINE,
                 guards=(HasBegun(),)),
            Move(name="pass_exam", title="考核合格", source=("studying",), target="completed", right=_MINE,
                 guards=(ExamPassed(), AllTerms(), ByListedBody()), effects=(Certify(),), facts=(certified,)),
            Move(name="fail_exam", title="考核不合格", source=("studying",), target="failed", right=_MINE,
                 guards=(TriesUsed(),), tells=("owner",)),
            Move(name="attend", title="登记到班", source=("enrolled",), target="studying", right=_KEEPS,
                 guards=(not_own, HasBegun())),
            Move(name="grade", title="登记成绩", source=("studying",), target="studying", right=_KEEPS, asks=GradeOf,
                 guards=(not_own, TermThere()), effects=(KeepGrade(),)),
            Move(name="complete", title="结业合格", source=("enrolled", "studying"), target="completed", right=_KEEPS,
                 asks=Passed, guards=(not_own, AllTerms(), ByListedBody()), effects=(Keep("score"), Certify()),
                 facts=(certified,), tells=("owner",)),
            Move(name="fail", title="考核不合格", source=("enrolled", "studying"), target="failed", right=_KEEPS,
                 asks=Why, guards=(not_own,), effects=(Keep("why", "reason"),), tells=("owner",)),
            Move(name="drop_out", title="登记退学", source=("enrolled", "studying"), target="dropped", right=_KEEPS,
                 asks=Why, guards=(not_own,), effects=(Keep("why", "reason"),), tells=("owner",)),
            Move(name="drop", title="申请退学", source=("studying",), target="dropped", right=Right.ENTRY_WITHDRAW,
                 asks=Dropped, effects=(Keep("why", "reason"),)),
            Move(name="withdraw", title="撤回报名", source=("enrolled",), target="withdrawn",
                 right=Right.ENTRY_WITHDRAW, effects=(StrikeEnrolment(),)),
            Move(name="resume", title="恢复学习", source=("dropped", "failed"), target="studying", right=_KEEPS,
                 guards=(not_own,), effects=(OneMoreTry(),), tells=("owner",)),
            Move(name="annul", title="成绩作废", source=("completed",), target="failed", right=_KEEPS, asks=Why,
                 guards=(not_own,), effects=(Keep("why", "reason"), Annul()), tells=("owner",)),
        ),
    )  # fmt: skip
