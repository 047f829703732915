"""区级创新工作室: Studios chosen at district level, and the money that helps them on."""

from shenbian.awards.declared import Subsidy
from shenbian.awards.entitling import declare
from shenbian.metrics.metric import Count, Metric, Total, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

declare(
    Subsidy(
        programme="innovation_studios",
        title="创新工作室助推",
        rule="studio_worth",
        basis="studio",
        numbered="工作室命名文号",
        back=None,
        to_units=True,
    )
)

PROGRAMME = Programme(
    key="innovation_studios",
    title="区级创新工作室",
    refs=("P27",),
    desk=Desk.ECONOMY,
    kinds=("award", "paid"),
    metrics=(
        Metric(
            key="innovation_studios.studios",
            title="区级创新工作室",
            unit="个",
            measure=Count(rows=rows("award", programme="innovation_studios"), of=("subject",)),
            aliases=("创新工作室",),
            nouns=("工作室",),
            about=("评选", "创新"),
        ),
        Metric(
            key="innovation_studios.money",
            title="创新工作室和创新成果助推金",
            unit="元",
            measure=Total(
                rows=rows("paid", programme=("innovation_studios", "worker_innovations")),
                of="amount_fen",
                less=rows("money.returned", programme=("innovation_studios", "worker_innovations")),
            ),
            nouns=("助推金", "资金", "发放"),
            about=("创新工作室", "创新成果"),
            unlike=("证书", "培训", "竞赛"),
        ),
    ),
)
