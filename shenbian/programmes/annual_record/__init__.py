"""年度工作纪实: The year's record itself, and our place among the city's districts."""

from shenbian.metrics.metric import Metric, Rank, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="annual_record",
    title="年度工作纪实",
    refs=("P61",),
    desk=Desk.STATISTICS,
    kinds=("attested",),
    metrics=(
        Metric(
            key="annual_record.union_rate_rank",
            title="建会率全市名次",
            unit="名",
            measure=Rank(rows=rows("attested", measure="union_rate")),
            aliases=("建会率",),
            about=("全市", "前列"),
            scope="全市",
        ),
        Metric(
            key="annual_record.member_rate_rank",
            title="职工入会率全市名次",
            unit="名",
            measure=Rank(rows=rows("attested", measure="member_rate")),
            aliases=("职工入会率", "入会率"),
            about=("全市", "前列"),
            scope="全市",
        ),
    ),
)
