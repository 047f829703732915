"""优秀职工代表提案: Delegates' proposals recommended upward."""

from shenbian.metrics.metric import Count, Metric, rows
from shenbian.programmes.proposals.proposing import PROPOSING
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="proposals",
    title="优秀职工代表提案",
    refs=("P42",),
    desk=Desk.RIGHTS,
    kinds=("proposal.recommended",),
    metrics=(
        Metric(
            key="proposals.recommended",
            title="推荐优秀提案",
            unit="件",
            measure=Count(rows=rows("proposal.recommended", programme="proposals")),
            aliases=("优秀提案", "职工代表提案"),
            nouns=("提案",),
            about=("职工代表", "提案"),
        ),
    ),
    entries=(PROPOSING,),
)
