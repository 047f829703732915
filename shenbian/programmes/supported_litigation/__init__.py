"""民事支持起诉: Leads handed to the procuratorate and accepted."""

from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="supported_litigation",
    title="民事支持起诉",
    refs=("P37",),
    desk=Desk.RIGHTS,
    kinds=("lead.accepted",),
    metrics=(
        Metric(
            key="supported_litigation.leads",
            title="支持起诉线索受理",
            unit="条",
            measure=Count(rows=rows("lead.accepted", programme="supported_litigation")),
            nouns=("线索",),
            about=("支持起诉", "检察院"),
        ),
    ),
)
