"""What it is worth, and how a worker applies for it."""

from shenbian.awards.declared import Subsidy
from shenbian.awards.entitling import declare
from shenbian.awards.subsidy.asking import ACCOUNT, BANK, contests, earned, grade, number, photo
from shenbian.awards.subsidy.flow import SUBSIDY
from shenbian.awards.subsidy.guards import WHO
from shenbian.editions.declared import EntryKind, Repeats, Room
from shenbian.editions.form import Field, FieldKind, Form, Step
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk
from shenbian.standard.entering import own_union
from shenbian.standard.fields import DOCUMENT, NAME, PHONE, UNION, consent

CONTEST = Subsidy(
    programme="contest_subsidy",
    title="技能竞赛获奖助推",
    rule="contest_worth",
    basis="contest",
    numbered="获奖证书编号",
    by_level=True,
    shared=True,
)
ENTRY = EntryKind(
    key="contest_subsidy",
    title="竞赛助推申请",
    verb="申请竞赛助推金",
    letters="JS",
    what="上一年在认可的技能竞赛中获奖的会员，可以申请助推金。团队获奖的，每名队员各自申请，奖金由队员均分。",
    desk=Desk.ECONOMY,
    form=Form(
        (
            Step(
                "what",
                "您获的奖",
                (
                    Field(
                        key="contest",
                        title="竞赛名称",
                        kind=FieldKind.CHOICE,
                        choices=contests,
                        sensitivity=Sensitivity.PLAIN,
                        help="没有您参加的竞赛，就是不在认可目录内",
                    ),
                    grade("contest_worth", "奖次"),
                    number("获奖证书编号", "写奖状或证书上的编号；没有编号的写参赛项目"),
                    Field(
                        key="team",
                        title="一起获奖的人数",
                        kind=FieldKind.NUMBER,
                        least=1,
                        most=50,
                        sensitivity=Sensitivity.PLAIN,
                        help="个人奖填1；团队奖写全队人数",
                    ),
                    earned("获奖日期"),
                    photo("获奖证书照片"),
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

declare(CONTEST)
