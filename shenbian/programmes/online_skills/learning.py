"""线上技能培训: a trade is chosen, its lessons are learnt at home, an exam is sat, a listed body certifies."""

from __future__ import annotations

from collections.abc import Sequence

from shenbian.certificates.declared import CertificateKind
from shenbian.courses.declared import CourseKind, Exam
from shenbian.courses.enrolling import Enrols, not_in_it
from shenbian.courses.paths import SIGN_UP
from shenbian.editions.declared import EntryKind, Repeats, Room
from shenbian.editions.form import Field, FieldKind, Form, Step
from shenbian.kit.period import today
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk
from shenbian.rulebook.queries import NoRule, look_up
from shenbian.standard.entering import own_union
from shenbian.standard.fields import NAME, PHONE, UNION, consent
from shenbian.standard.guards import is_member

CERTIFICATE = CertificateKind(
    key="online_skills",
    title="线上技能培训合格证书",
    letters="JN",
    desk=Desk.ECONOMY,
    proves="持证人本人学完了所写工种的全部课时，并在规定次数内通过了线上考试。",
    leaves_open="不是职业资格证书或技能等级证书，不能代替特种作业操作证。",
)
COURSE = CourseKind(
    key="online_skill",
    programme="online_skills",
    title="线上技能培训",
    desk=Desk.ECONOMY,
    trades=True,
    exam=Exam(questions=20, minutes=45, tries=3, pass_mark=60),
    certificate=CERTIFICATE.key,
    listed=True,
)


def trades() -> Sequence[tuple[str, str]]:
    """The trades that the rulebook lists today. One query."""
    try:
        listed = look_up("training_trades", at="", on=today())
    except NoRule:
        listed = []
    return [("", "请选择"), *((each["title"], each["title"]) for each in listed)]


ENROLLING = EntryKind(
    key="online_skill_enrolling",
    title="线上技能培训报名",
    verb="报名学习",
    letters="JX",
    what="在手机上学一门技能，学完全部课时、考试合格，就有证书。不收费，时间自己安排，但要本人学、本人考。",
    desk=Desk.ECONOMY,
    form=Form(
        (
            Step(
                "trade",
                "学哪一门",
                (
                    Field(
                        key="trade", title="工种", kind=FieldKind.CHOICE, choices=trades, sensitivity=Sensitivity.PLAIN
                    ),
                    NAME,
                    UNION,
                    PHONE,
                ),
            ),
            Step("agree", "您的承诺", (consent("myself", "我本人学习、本人考试，不请人代学代考"),)),
        )
    ),
    path=SIGN_UP,
    who=(is_member,),
    guards={"submit": (not_in_it,)},
    effects={"submit": (Enrols(COURSE),)},
    place=own_union,
    repeats=Repeats.MANY,
    room=Room.JOIN_IN,
    needs=("sign_up",),
    tells="trade",
)
