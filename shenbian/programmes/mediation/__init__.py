"""劳动争议调解: Disputes settled by agreement, and the workers they concern."""

from shenbian.metrics.metric import Count, Metric, Total, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="mediation",
    title="劳动争议调解",
    refs=("P36",),
    desk=Desk.RIGHTS,
    kinds=("case.settled", "case.worker", "money.recovered"),
    metrics=(
        Metric(
            key="mediation.settled",
            title="调解成功案件",
            unit="件",
            measure=Count(rows=rows("case.settled", programme="mediation")),
            aliases=("调解成功", "成功调解"),
            nouns=("案件", "劳动争议"),
            about=("调解",),
            unlike=("受理", "立案", "起诉"),
        ),
        Metric(
            key="mediation.workers",
            title="调解成功案件涉及职工",
            unit="人",
            measure=Count(rows=rows("case.worker", programme="mediation"), of=("person",)),
            nouns=("涉及职工", "涉及劳动者", "涉及", "惠及", "职工", "劳动者"),
            about=("调解", "劳动争议"),
            unlike=("法律援助",),
        ),
        Metric(
            key="mediation.recovered",
            title="为职工挽回经济损失",
            unit="元",
            measure=Total(rows=rows("money.recovered"), of="amount_fen"),
            aliases=("经济损失", "挽回损失"),
            nouns=("挽回", "追回", "讨回"),
            about=("调解", "法律援助", "损失", "劳动争议"),
        ),
    ),
)
