"""调解员专项培训: mediators of each town learn, are tested and certified for some years; every town is to have one."""

from __future__ import annotations

from shenbian.certificates.declared import CertificateKind
from shenbian.courses.declared import CourseKind, Exam
from shenbian.courses.enrolling import Enrols, not_in_it
from shenbian.editions.declared import EntryKind, Repeats, Room
from shenbian.editions.form import Field, Form, Step
from shenbian.rights.catalogue import Desk, Right
from shenbian.standard.entering import own_union
from shenbian.standard.fields import NAME, PHONE, UNION, consent
from shenbian.standard.flows import accepted
from shenbian.standard.guards import is_member

CERTIFICATE = CertificateKind(
    key="mediator_training",
    title="调解员培训合格证",
    letters="TJ",
    desk=Desk.RIGHTS,
    proves="持证人参加了劳动争议调解员专项培训，考核合格，在有效期内可以从事工会组织的调解工作。",
    leaves_open="不是聘任文件；是否担任调解员，以调解组织公布的名册为准。",
    months="mediator_certificate_months",
)
COURSE = CourseKind(
    key="mediator_training",
    programme="mediator_training",
    title="调解员专项培训",
    desk=Desk.RIGHTS,
    enrols=Right.ENTRY_ENDORSE,
    exam=Exam(questions=25, minutes=60, tries=2, pass_mark=80),
    certificate=CERTIFICATE.key,
    covers="towns",
)
ENROLLING = EntryKind(
    key="mediator_enrolling",
    title="调解员培训报名",
    verb="报名参加培训",
    letters="TX",
    what="做劳动争议调解的，先培训、后上岗。由您所在的工会推荐，学完课时、考核合格，发给有期限的合格证。",
    desk=Desk.RIGHTS,
    form=Form(
        (
            Step(
                "who",
                "您是谁",
                (
                    NAME,
                    UNION,
                    PHONE,
                    Field(key="duty", title="在调解组织里做什么", help="如：镇街调解组织专职调解员", longest=60),
                    consent("myself", "我本人学习、本人考试，不请人代学代考"),
                ),
            ),
        )
    ),
    path=accepted(accept="推荐参训", done="已推荐参训", waits="待工会推荐"),
    who=(is_member,),
    guards={"submit": (not_in_it,), "accept": (not_in_it,)},
    effects={"accept": (Enrols(COURSE),)},
    place=own_union,
    repeats=Repeats.AFTER,
    room=Room.APPLY,
)
