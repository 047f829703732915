"""What it is worth, and how a worker applies for it."""

from shenbian.awards.declared import Subsidy
from shenbian.awards.entitling import declare
from shenbian.awards.subsidy.asking import ACCOUNT, BANK, earned, grade, number, photo
from shenbian.awards.subsidy.flow import SUBSIDY
from shenbian.awards.subsidy.guards import WHO
from shenbian.editions.declared import EntryKind, Repeats, Room
from shenbian.editions.form import Field, FieldKind, Form, Step
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk
from shenbian.standard.entering import own_union
from shenbian.standard.fields import DOCUMENT, NAME, PHONE, UNION, consent

TRAINING = Subsidy(
    programme="training_subsidy",
    title="技能培训助推",
    rule="training_worth",
    basis="certificate",
    numbered="结业证书编号",
    by_fee=True,
)
ENTRY = EntryKind(
    key="training_subsidy",
    title="培训助推申请",
    verb="申请培训助推金",
    letters="PX",
    what="上一年自费参加技能培训并结业的会员，可以申请助推金，不超过您实际交的培训费。一张发票只用一次。",
    desk=Desk.ECONOMY,
    form=Form(
        (
            Step(
                "what",
                "您的培训",
                (
                    Field(key="course", title="培训名称", longest=100, sensitivity=Sensitivity.PLAIN),
                    Field(key="provider", title="培训机构", longest=100, sensitivity=Sensitivity.PLAIN),
                    grade("training_worth", "培训类别"),
                    number("结业证书编号", "写结业证书上印的编号；同一证书只能申请一次"),
                    earned("结业日期"),
                    photo("结业证书照片"),
                ),
            ),
            Step(
                "paid",
                "您交的培训费",
                (
                    Field(key="fee", title="培训费", kind=FieldKind.MONEY, least=1_00, most=100_000_00),
                    Field(key="invoice", title="发票号码", longest=40, help="电子发票写20位号码；一张发票只用一次"),
                    Field(
                        key="invoice_photo",
                        title="发票照片",
                        kind=FieldKind.FILE,
                        sensitivity=Sensitivity.SEALED,
                        help="抬头是您本人",
                    ),
                ),
            ),
            Step("who", "您是谁", (NAME, DOCUMENT, PHONE, UNION)),
            Step("account", "打到哪里", (BANK, ACCOUNT, consent("true", "我保证以上内容和照片真实，培训费没有退还"))),
        )
    ),
    path=SUBSIDY,
    who=WHO,
    place=own_union,
    repeats=Repeats.MANY,
    room=Room.APPLY,
    needs=("subsidy",),
    by_sheet=True,
)

declare(TRAINING)
