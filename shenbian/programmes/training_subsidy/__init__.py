"""技能培训助推: Help for skill training done in the year before."""

from shenbian.metrics.metric import Back, Count, Metric, Total, rows
from shenbian.programmes.training_subsidy.applying import ENTRY
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="training_subsidy",
    title="技能培训助推",
    refs=("P30",),
    desk=Desk.ECONOMY,
    kinds=("paid", "benefit.granted"),
    entries=(ENTRY,),
    metrics=(
        Metric(
            key="training_subsidy.persons",
            title="技能培训助推职工",
            unit="人",
            measure=Count(rows=rows("paid", programme="training_subsidy", earned_on=Back(1)), of=("person",)),
            nouns=("助推金", "助推", "补助", "领取", "申领", "发放"),
            about=("技能培训",),
            unlike=("线上", "报名", "证书", "竞赛"),
        ),
        Metric(
            key="training_subsidy.money",
            title="技能培训助推金",
            unit="元",
            measure=Total(rows=rows("paid", programme="training_subsidy", earned_on=Back(1)), of="amount_fen"),
            nouns=("助推金", "补贴", "领取", "发放"),
            about=("技能培训",),
            unlike=("线上", "证书", "竞赛"),
        ),
    ),
)
