"""Walking: a day's steps by the programs that count them; joined by a member who agrees to that."""

from shenbian.challenges.declared import ChallengeKind
from shenbian.challenges.joining import JOINING
from shenbian.editions.declared import EntryKind, Repeats, Room
from shenbian.editions.form import Form, Step
from shenbian.rights.catalogue import Desk
from shenbian.standard.entering import own_union
from shenbian.standard.fields import NAME, UNION, consent
from shenbian.standard.guards import is_member

FORM = Form(
    (
        Step(
            "agree",
            "参加健步走",
            (
                NAME,
                UNION,
                consent(
                    "steps",
                    "我同意工会在活动期间接收我每天的步数，用来计算有效日和排名",
                    "只收每天的总步数和数据来源，不收位置和路线；随时可以退出",
                ),
                consent("health", "我的身体状况适合健步走，会量力而行"),
            ),
        ),
    )
)

JOIN = EntryKind(
    key="walking",
    title="健步走报名",
    verb="参加健步走",
    letters="JB",
    what="每天走够步数就是有效日，按步数排名，个人和工会各有一张榜。步数由手机或手环的程序送来，手工填的不算。",
    desk=Desk.CULTURE,
    form=FORM,
    path=JOINING,
    who=(is_member,),
    place=own_union,
    repeats=Repeats.ONCE,
    room=Room.JOIN_IN,
    needs=("walking",),
)

WALKING = ChallengeKind(
    key="walking",
    programme="online_walking",
    title="健步走",
    unit="步",
    entry=JOIN.key,
    kind="walked",
    desk=Desk.CULTURE,
    devices={"phone": "手机计步", "band": "手环", "watch": "手表"},
    typed={"typed": "手工填报"},
    how="步数由工会登记的计步程序每天送来；您也可以用自己的程序，凭接口令牌送自己的步数。截图和手工填写的不算。",
)
