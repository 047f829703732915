"""集体协商: Collective contracts in effect, and the district's support for bargaining."""

from shenbian.awards.declared import Subsidy
from shenbian.awards.entitling import declare
from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

declare(
    Subsidy(
        programme="bargaining",
        title="集体协商资金支持",
        rule="bargaining_worth",
        basis="bargaining",
        numbered="集体合同编号",
        back=None,
        to_units=True,
    )
)

PROGRAMME = Programme(
    key="bargaining",
    title="集体协商",
    refs=("P43",),
    desk=Desk.RIGHTS,
    kinds=("contract.effective", "paid"),
    metrics=(
        Metric(
            key="bargaining.contracts",
            title="集体合同生效",
            unit="份",
            measure=Count(rows=rows("contract.effective", programme="bargaining")),
            aliases=("集体合同",),
            nouns=("合同",),
            about=("集体协商",),
        ),
    ),
)
