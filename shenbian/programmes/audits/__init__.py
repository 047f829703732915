"""经审监督: Audits of union funds, and the visits that follow them."""

from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="audits",
    title="经审监督",
    refs=("P56",),
    desk=Desk.AUDIT,
    kinds=("audit.done",),
    metrics=(
        Metric(
            key="audits.audits",
            title="经审审计项目",
            unit="个",
            measure=Count(rows=rows("audit.done", programme="audits", type="audit")),
            aliases=("审计项目",),
            nouns=("审计",),
            about=("经审", "审计"),
            unlike=("回访",),
        ),
        Metric(
            key="audits.revisits",
            title="审计回访",
            unit="个",
            measure=Count(rows=rows("audit.done", programme="audits", type="revisit")),
            aliases=("审计回访",),
            nouns=("回访",),
            about=("审计", "经审"),
        ),
    ),
)
