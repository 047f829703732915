"""What it is worth, and how a worker applies for it."""

from shenbian.awards.declared import Subsidy
from shenbian.awards.entitling import declare
from shenbian.awards.subsidy.asking import ACCOUNT, BANK, earned, grade, number, photo
from shenbian.awards.subsidy.flow import SUBSIDY
from shenbian.awards.subsidy.guards import WHO
from shenbian.editions.declared import EntryKind, Repeats, Room
from shenbian.editions.form import Form, Step
from shenbian.rights.catalogue import Desk
from shenbian.standard.entering import own_union
from shenbian.standard.fields import DOCUMENT, NAME, PHONE, UNION, consent

CERTIFICATE = Subsidy(
    programme="certificate_subsidy",
    title="职业资格证书助推",
    rule="certificate_worth",
    basis="certificate",
    numbered="证书编号",
)
ENTRY = EntryKind(
    key="certificate_subsidy",
    title="证书助推申请",
    verb="申请证书助推金",
    letters="ZS",
    what="上一年考取高级工以上职业资格或技能等级证书的会员，可以申请一次助推金。证书拍照上传，公示期满打到本人账户。",
    desk=Desk.ECONOMY,
    form=Form(
        (
            Step(
                "what",
                "您的证书",
                (
                    number("证书编号", "写证书上印的编号；同一证书只能申请一次"),
                    grade("certificate_worth", "证书等级"),
                    earned("发证日期"),
                    photo("证书照片"),
                ),
            ),
            Step("who", "您是谁", (NAME, DOCUMENT, PHONE, UNION)),
            Step("account", "打到哪里", (BANK, ACCOUNT, consent("true", "我保证以上内容和照片真实"))),
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

declare(CERTIFICATE)
