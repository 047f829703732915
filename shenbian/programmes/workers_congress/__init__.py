"""职代会: Workers' congresses held with their quorum."""

from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="workers_congress",
    title="职代会",
    refs=("P41",),
    desk=Desk.RIGHTS,
    kinds=("congress.held",),
    metrics=(
        Metric(
            key="workers_congress.held",
            title="职代会召开",
            unit="次",
            measure=Count(rows=rows("congress.held", programme="workers_congress")),
            aliases=("职代会",),
            nouns=("召开",),
            about=("职工代表大会", "民主管理"),
            unlike=("提案",),
        ),
    ),
)
