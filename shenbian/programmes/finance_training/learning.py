"""工会财务培训: accountants of unions learn and are tested; who has not passed is seen before they keep books."""

from __future__ import annotations

from shenbian.certificates.declared import CertificateKind
from shenbian.courses.declared import CourseKind, Exam
from shenbian.courses.enrolling import Enrols, not_in_it
from shenbian.courses.paths import SIGN_UP
from shenbian.editions.declared import EntryKind, Repeats, Room
from shenbian.editions.form import Field, Form, Step
from shenbian.rights.catalogue import Desk
from shenbian.standard.entering import own_union
from shenbian.standard.fields import NAME, PHONE, UNION, consent
from shenbian.standard.guards import is_member

CERTIFICATE = CertificateKind(
    key="finance_training",
    title="工会财务培训合格证",
    letters="CW",
    desk=Desk.FINANCE,
    proves="持证人参加了工会财务培训，测试合格。",
    leaves_open="不是会计专业技术资格证书，也不代表已经担任财务职务。",
)
COURSE = CourseKind(
    key="finance_training",
    programme="finance_training",
    title="工会财务培训",
    desk=Desk.FINANCE,
    exam=Exam(questions=20, minutes=45, tries=2, pass_mark=60),
    certificate=CERTIFICATE.key,
)
ENROLLING = EntryKind(
    key="finance_enrolling",
    title="工会财务培训报名",
    verb="报名参加培训",
    letters="CX",
    what="管工会账的，每年学一次、考一次。学完课时、测试合格，发给合格证；没有合格的，上级工会看得到。",
    desk=Desk.FINANCE,
    form=Form(
        (
            Step(
                "who",
                "您是谁",
                (
                    NAME,
                    UNION,
                    PHONE,
                    Field(key="duty", title="在工会里管什么账", help="如：基层工会兼职会计", longest=60),
                    consent("myself", "我本人学习、本人考试，不请人代学代考"),
                ),
            ),
        )
    ),
    path=SIGN_UP,
    who=(is_member,),
    guards={"submit": (not_in_it,)},
    effects={"submit": (Enrols(COURSE),)},
    place=own_union,
    repeats=Repeats.AFTER,
    room=Room.JOIN_IN,
)
