"""“慧企学堂”学历班: applied for, endorsed by one's union, admitted by the district; terms with grades, graduated."""

from __future__ import annotations

from shenbian.certificates.declared import CertificateKind
from shenbian.courses.declared import CourseKind
from shenbian.courses.enrolling import Enrols, not_in_it
from shenbian.editions.declared import EntryKind, Repeats, Room
from shenbian.editions.form import Field, FieldKind, Form, Step
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk, Right
from shenbian.standard.entering import own_union
from shenbian.standard.fields import NAME, PHONE, UNION, consent
from shenbian.standard.flows import application
from shenbian.standard.guards import is_member

CERTIFICATE = CertificateKind(
    key="degree_class",
    title="学历班结业证明",
    letters="XL",
    desk=Desk.ECONOMY,
    proves="持证人参加了工会组织的学历班，各学期成绩齐全并已结业。",
    leaves_open="不是毕业证书或学位证书；学历以发证院校和学信网的查询结果为准。",
)
COURSE = CourseKind(
    key="degree_class",
    programme="degree_classes",
    title="学历提升班",
    desk=Desk.ECONOMY,
    enrols=Right.ENTRY_REVIEW,
    trades=True,
    terms=5,
    certificate=CERTIFICATE.key,
)
LEVELS = (("", "请选择"), ("college", "高起专"), ("bachelor", "专升本"))
SCHOOLED = (("", "请选择"), ("middle", "高中或中专"), ("college", "大专"), ("bachelor", "本科以上"))

APPLYING = EntryKind(
    key="degree_class_applying",
    title="学历提升班报名",
    verb="申请读学历班",
    letters="XB",
    what="在职读大专或本科，工会和院校一起办班。先由您单位的工会推荐，再由区总工会录取，录取后按学期上课。",
    desk=Desk.ECONOMY,
    form=Form(
        (
            Step(
                "study",
                "读什么",
                (
                    Field(
                        key="level",
                        title="报读层次",
                        kind=FieldKind.CHOICE,
                        choices=LEVELS,
                        sensitivity=Sensitivity.PLAIN,
                    ),
                    Field(key="trade", title="报读专业", longest=60, sensitivity=Sensitivity.PLAIN),
                    Field(key="schooled", title="现有学历", kind=FieldKind.CHOICE, choices=SCHOOLED),
                    Field(
                        key="papers",
                        title="现有学历证明",
                        kind=FieldKind.FILE,
                        help="毕业证书或学信网报告",
                        required=False,
                    ),
                ),
            ),
            Step(
                "who",
                "您是谁",
                (NAME, UNION, PHONE, consent("stays", "我知道要按学期上课和考试，中途退学会如实登记")),
            ),
        )
    ),
    path=application(grant="录取", granted="已录取", decides=Right.ENTRY_REVIEW, words="区总工会录取"),
    who=(is_member,),
    guards={"submit": (not_in_it,), "grant": (not_in_it,)},
    effects={"grant": (Enrols(COURSE),)},
    place=own_union,
    repeats=Repeats.AFTER,
    room=Room.APPLY,
    needs=("sign_up",),
    tells="trade",
)
