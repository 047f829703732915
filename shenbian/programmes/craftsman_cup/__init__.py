"""“工匠杯”技能竞赛: The district's skills competition."""

from shenbian.metrics.metric import Count, Metric, Total, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="craftsman_cup",
    title="“工匠杯”技能竞赛",
    refs=("P23",),
    desk=Desk.ECONOMY,
    kinds=("budget.approved", "money.committed", "paid", "money.returned", "award"),
    metrics=(
        Metric(
            key="craftsman_cup.put_in",
            title="工匠杯技能竞赛投入",
            unit="元",
            measure=Total(
                rows=rows("paid", programme="craftsman_cup"),
                of="amount_fen",
                less=rows("money.returned", programme="craftsman_cup"),
            ),
            nouns=("竞赛经费", "投入", "经费", "资金"),
            about=("工匠杯",),
            unlike=("助推",),
        ),
        Metric(
            key="craftsman_cup.trades",
            title="工匠杯竞赛工种",
            unit="个",
            measure=Count(rows=rows("award", programme="craftsman_cup"), of=("trade",)),
            nouns=("竞赛工种", "工种"),
            about=("工匠杯",),
        ),
        Metric(
            key="craftsman_cup.winners",
            title="工匠杯获奖职工",
            unit="人",
            measure=Count(rows=rows("award", programme="craftsman_cup"), of=("person",)),
            nouns=("获奖", "获奖职工", "获奖选手"),
            about=("工匠杯",),
            unlike=("助推", "市级", "全国"),
        ),
    ),
)
