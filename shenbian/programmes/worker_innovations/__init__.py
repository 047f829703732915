"""职工自主创新成果: Workers' own innovations."""

from shenbian.awards.declared import Subsidy
from shenbian.awards.entitling import declare
from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

declare(
    Subsidy(
        programme="worker_innovations",
        title="自主创新成果助推",
        rule="innovation_worth",
        basis="innovation",
        numbered="成果编号",
        back=None,
        to_units=True,
    )
)

PROGRAMME = Programme(
    key="worker_innovations",
    title="职工自主创新成果",
    refs=("P28",),
    desk=Desk.ECONOMY,
    kinds=("award", "paid"),
    metrics=(
        Metric(
            key="worker_innovations.chosen",
            title="职工自主创新成果",
            unit="项",
            measure=Count(rows=rows("award", programme="worker_innovations"), of=("subject",)),
            aliases=("创新成果",),
            nouns=("成果",),
            about=("评选", "创新"),
        ),
    ),
)
