"""技能竞赛获奖助推: Help for a contest award of city level or higher of the year before."""

from shenbian.metrics.metric import Back, Count, Metric, Total, rows
from shenbian.programmes.contest_subsidy.applying import ENTRY
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="contest_subsidy",
    title="技能竞赛获奖助推",
    refs=("P31",),
    desk=Desk.ECONOMY,
    kinds=("paid", "benefit.granted"),
    entries=(ENTRY,),
    metrics=(
        Metric(
            key="contest_subsidy.persons",
            title="市级以上竞赛获奖助推职工",
            unit="人",
            measure=Count(
                rows=rows("paid", programme="contest_subsidy", earned_on=Back(1), level=("national", "city")),
                of=("person",),
            ),
            nouns=("助推金", "助推", "补助", "领取", "申领", "发放"),
            about=("市级", "技能竞赛", "竞赛"),
            unlike=("工匠杯", "证书"),
        ),
        Metric(
            key="contest_subsidy.money",
            title="市级以上竞赛获奖助推金",
            unit="元",
            measure=Total(
                rows=rows("paid", programme="contest_subsidy", earned_on=Back(1), level=("national", "city")),
                of="amount_fen",
            ),
            nouns=("助推金", "奖励", "领取", "发放"),
            about=("市级", "技能竞赛", "竞赛"),
            unlike=("工匠杯", "证书"),
        ),
    ),
)
